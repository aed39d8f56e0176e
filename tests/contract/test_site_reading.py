"""What receipts may rely on of the bucket that they read back, in memory and on moto's S3."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from moto import mock_aws

from broadsheet.adapters.aws.s3_files import S3Files
from broadsheet.adapters.aws.s3_site_reading import S3SiteReading
from broadsheet.usecases.desk.ports import SiteReading
from broadsheet.usecases.site.ports import File, SiteFiles
from tests.contract.conftest import moto_client
from tests.fakes.site import MemoryFiles, MemorySiteReading
from tests.support import aws
from tests.support.machine_clock import at_this_moment

FILE, OTHER = "2026/11/title/index.html", "2026/11/title/index.html.bak"
SECOND = timedelta(seconds=1)
Both = tuple[SiteFiles, SiteReading]


@pytest.fixture(params=["memory", "moto"])
def both(request: pytest.FixtureRequest, name: str) -> Iterator[Both]:
    """An empty bucket on each engine, to be written and to be read back."""
    if request.param == "memory":
        memory = MemoryFiles(at_this_moment)
        yield memory, MemorySiteReading(memory)
        return
    with mock_aws():
        s3 = moto_client("s3")
        bucket = aws.create_bucket(s3, name)
        yield S3Files(s3, bucket, at_this_moment), S3SiteReading(s3, bucket)


def test_what_was_written_is_read_back_with_its_digest_and_its_time(both: Both) -> None:
    files, reading = both
    began = at_this_moment()
    files.write(FILE, File(b"one"), None)
    seen = reading.seen(FILE)
    assert seen is not None
    assert seen.digest == reading.digest(FILE, File(b"one"))
    assert seen.written is not None
    assert began - SECOND < seen.written < began + 60 * SECOND
    assert reading.read(FILE) == b"one"


def test_what_is_not_there_is_none(both: Both) -> None:
    _, reading = both
    assert reading.seen(FILE) is None
    assert reading.read(FILE) is None
    assert reading.below("2026/") == frozenset()
    assert reading.changed_since(FILE, at_this_moment() - 60 * SECOND) is None


def test_the_same_page_again_is_no_other_page_whenever_it_is_made(both: Both) -> None:
    files, reading = both
    files.write(FILE, File(b"one"), None)
    seen = reading.seen(FILE)
    assert seen is not None
    assert seen.digest == files.digest(FILE, File(b"one"))


def test_it_is_told_when_a_file_was_first_written_since_and_not_of_others(both: Both) -> None:
    files, reading = both
    began = at_this_moment()
    files.write(OTHER, File(b"other"), None)
    assert reading.changed_since(FILE, began) is None
    files.write(FILE, File(b"one"), None)
    files.write(FILE, File(b"two"), reading.seen(FILE))
    first = reading.changed_since(FILE, began)
    assert first is not None
    assert began - SECOND < first < began + 60 * SECOND
    assert reading.changed_since(FILE, began + 3600 * SECOND) is None
    assert reading.below("2026/11/title/index.html") == {FILE, OTHER}


def test_a_deletion_is_a_change_too(both: Both) -> None:
    files, reading = both
    files.write(FILE, File(b"one"), None)
    seen = reading.seen(FILE)
    assert seen is not None
    files.delete(FILE, seen)
    began = at_this_moment()
    assert reading.read(FILE) is None
    assert reading.changed_since(FILE, began - 2 * SECOND) is not None
