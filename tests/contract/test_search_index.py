"""What the search may rely on of the index, in memory and on moto's S3."""

from typing import Any

import pytest
from botocore.exceptions import ClientError

from broadsheet.adapters.aws.s3_search_index import S3SearchIndex
from broadsheet.usecases.search.ports import SearchIndex
from broadsheet.usecases.site.ports import File, SiteFiles

Index = tuple[SiteFiles, SearchIndex]


def file_of(number: int) -> str:
    return f"search/index/2026-11-{number}.txt"


def test_files_come_in_the_order_that_they_were_asked_for(index: Index) -> None:
    files, segments = index
    bodies = {file_of(n): f"新聞 {n}".encode() for n in range(1, 41)}
    for file, body in bodies.items():
        files.write(file, File(body), None)
    backwards = list(bodies)[::-1]
    assert list(segments.segments(backwards)) == [bodies[file] for file in backwards]


def test_a_file_that_is_not_there_is_none_in_its_place(index: Index) -> None:
    files, segments = index
    files.write(file_of(2), File(b"two"), None)
    assert list(segments.segments([file_of(n) for n in (1, 2, 3)])) == [None, b"two", None]


def test_no_files_are_no_segments(index: Index) -> None:
    assert list(index[1].segments([])) == []


def test_a_file_is_as_it_was_written_last(index: Index) -> None:
    files, segments = index
    files.write(file_of(1), File(b"one"), None)
    files.write(file_of(1), File(b"two"), files.seen(file_of(1)))
    assert list(segments.segments([file_of(1)])) == [b"two"]


def test_a_bucket_that_refuses_is_an_error_and_no_empty_index() -> None:
    class Refusing:
        def get_object(self, **_: Any) -> None:
            denied: Any = {"Error": {"Code": "AccessDenied", "Message": "no"}}
            raise ClientError(denied, "GetObject")

    index = S3SearchIndex(Refusing(), "site")  # type: ignore[arg-type]
    with pytest.raises(ClientError):
        index.segments([file_of(1)])
