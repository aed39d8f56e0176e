"""The local edge packs what CloudFront packs, and says so as CloudFront does."""

import gzip

import pytest

from local.compressing import compressed, of_the_origin

PAGE = b"<p>The night ferry comes back.</p>" * 60
HTML = ("Content-Type", "text/html; charset=utf-8")
TAG = ("ETag", '"3"')


def test_a_page_is_packed_for_who_takes_it_and_its_tag_is_a_weak_one() -> None:
    sent = compressed("gzip, deflate, br", 200, [HTML, TAG], PAGE)
    assert gzip.decompress(sent.body) == PAGE
    assert len(sent.body) < len(PAGE) / 4
    told = dict(sent.headers)
    assert told["ETag"] == 'W/"3"'
    assert told["Content-Encoding"] == "gzip"
    assert told["Vary"] == "Accept-Encoding"
    assert compressed("br, GZIP;q=0.1", 200, [HTML, TAG], PAGE) == sent
    assert dict(compressed("gzip", 200, [HTML, ("ETag", 'W/"3"')], PAGE).headers)["ETag"] == 'W/"3"'


@pytest.mark.parametrize(
    ("accepted", "status", "headers", "body"),
    [
        ("", 200, [HTML, TAG], PAGE),
        ("br", 200, [HTML, TAG], PAGE),
        ("br, gzip;q=0", 200, [HTML, TAG], PAGE),
        ("gzip; q=0.000, *", 200, [HTML, TAG], PAGE),
        ("gzip", 206, [HTML, TAG], PAGE),
        ("gzip", 301, [HTML, TAG], PAGE),
        ("gzip", 200, [("Content-Type", "image/webp"), TAG], PAGE),
        ("gzip", 200, [("Content-Type", "application/atom+xml"), TAG], PAGE),
        ("gzip", 200, [("Content-Type", "font/woff2"), TAG], PAGE),
        ("gzip", 200, [HTML, ("content-encoding", "gzip")], PAGE),
        ("gzip", 200, [HTML, TAG], PAGE[:999]),
        ("gzip", 200, [HTML, TAG], bytes(10_000_001)),
        ("gzip", 200, [TAG], PAGE),
    ],
)
def test_everything_else_is_sent_as_it_came(
    accepted: str, status: int, headers: list[tuple[str, str]], body: bytes
) -> None:
    assert compressed(accepted, status, headers, body) == (headers, body)


@pytest.mark.parametrize(
    ("name", "value", "asked"),
    [
        ("If-None-Match", 'W/"3", "4"', '"3", "4"'),
        ("if-none-match", "*", "*"),
        ("If-Match", 'W/"3"', 'W/"3"'),
    ],
)
def test_the_origin_is_asked_with_its_own_tags(name: str, value: str, asked: str) -> None:
    assert of_the_origin(name, value) == asked
