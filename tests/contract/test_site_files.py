"""What renderers may rely on of the bucket, in memory and on moto's S3.

The conditions are what keeps an older rendering from replacing a newer one.
"""

import pytest

from broadsheet.usecases.site.ports import File, Refused, SeenFile, SiteFiles

FILE = "2026/11/title/index.html"


def seen(files: SiteFiles, file: str = FILE) -> SeenFile:
    found = files.seen(file)
    assert found is not None
    return found


def test_a_file_that_is_not_there_is_none(files: SiteFiles) -> None:
    assert files.seen(FILE) is None
    assert list(files.all()) == []


@pytest.mark.parametrize("body", [b"", b"one", "🗞 新聞".encode()])
def test_a_file_that_was_written_is_seen_with_the_digest_of_its_bytes(
    files: SiteFiles, body: bytes
) -> None:
    files.write(FILE, File(body), None)
    assert seen(files).digest == files.digest(FILE, File(body))
    assert files.digest(FILE, File(body)) != files.digest(FILE, File(body + b"."))


def test_a_file_is_written_over_the_version_that_was_seen(files: SiteFiles) -> None:
    files.write(FILE, File(b"one"), None)
    files.write(FILE, File(b"two"), seen(files))
    assert seen(files).digest == files.digest(FILE, File(b"two"))


def test_whoever_writes_is_told_the_version_that_is_there_now(files: SiteFiles) -> None:
    first = files.write(FILE, File(b"one"), None)
    assert (first.etag, first.digest) == (seen(files).etag, seen(files).digest)
    second = files.write(FILE, File(b"two"), first)
    assert (second.etag, second.digest) == (seen(files).etag, seen(files).digest)
    files.delete(FILE, second)
    assert files.seen(FILE) is None


def test_a_write_where_nothing_was_seen_is_refused_once_something_is_there(
    files: SiteFiles,
) -> None:
    files.write(FILE, File(b"newer"), None)
    with pytest.raises(Refused):
        files.write(FILE, File(b"older"), None)
    assert seen(files).digest == files.digest(FILE, File(b"newer"))


def test_a_write_over_a_version_that_was_replaced_is_refused(files: SiteFiles) -> None:
    files.write(FILE, File(b"one"), None)
    before = seen(files)
    files.write(FILE, File(b"newer"), before)
    with pytest.raises(Refused):
        files.write(FILE, File(b"older"), before)
    assert seen(files).digest == files.digest(FILE, File(b"newer"))


def test_a_write_over_a_version_that_was_deleted_is_refused(files: SiteFiles) -> None:
    files.write(FILE, File(b"one"), None)
    before = seen(files)
    files.delete(FILE, before)
    with pytest.raises(Refused):
        files.write(FILE, File(b"older"), before)
    assert files.seen(FILE) is None


def test_a_deleted_file_is_gone_and_can_be_written_anew(files: SiteFiles) -> None:
    files.write(FILE, File(b"one"), None)
    files.delete(FILE, seen(files))
    assert files.seen(FILE) is None
    assert list(files.all()) == []
    files.write(FILE, File(b"one"), None)
    assert seen(files).digest == files.digest(FILE, File(b"one"))


def test_deleting_a_version_that_was_replaced_is_refused(files: SiteFiles) -> None:
    files.write(FILE, File(b"one"), None)
    before = seen(files)
    files.write(FILE, File(b"newer"), before)
    with pytest.raises(Refused):
        files.delete(FILE, before)
    assert seen(files).digest == files.digest(FILE, File(b"newer"))


def test_deleting_what_is_deleted_already_is_refused(files: SiteFiles) -> None:
    files.write(FILE, File(b"one"), None)
    before = seen(files)
    files.delete(FILE, before)
    with pytest.raises(Refused):
        files.delete(FILE, before)


def test_every_key_is_listed_however_many_there_are(
    files: SiteFiles, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("MOTO_S3_DEFAULT_MAX_KEYS", "2")
    written = {f"{n}/index.html" for n in range(7)}
    for file in written:
        files.write(file, File(b"x"), None)
    assert sorted(files.all()) == sorted(written)
