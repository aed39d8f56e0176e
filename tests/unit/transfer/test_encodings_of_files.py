"""Files in every encoding that there is, or that they say that they are in."""

import encodings.aliases
import gzip
import io
from collections.abc import Callable, Iterator
from contextlib import suppress
from typing import Any, BinaryIO

import pytest
from hypothesis import given
from hypothesis import strategies as st

from broadsheet.adapters.imports.bad_file import BadFile
from broadsheet.adapters.imports.comment_lines import comment_lines
from broadsheet.adapters.imports.disqus_comments import disqus_comments
from broadsheet.adapters.imports.wxr_comments import wxr_comments
from broadsheet.adapters.imports.wxr_parts import Explained
from broadsheet.adapters.imports.wxr_site import wxr_posts

Reads = Callable[[BinaryIO], Iterator[Any]]
TITLE = "Grüße, 東京"


def posts(file: BinaryIO) -> Iterator[Any]:
    return wxr_posts(file, Explained())


READERS: list[Reads] = [posts, wxr_comments, disqus_comments]


def wxr(encoding: str, title: str = TITLE) -> str:
    return (
        f'<?xml version="1.0" encoding="{encoding}"?>\n'
        '<rss xmlns:wp="http://wordpress.org/export/1.2/"><channel>'
        f"<item><title>{title}</title><wp:post_id>1</wp:post_id></item></channel></rss>"
    )


def titles(raw: bytes) -> list[str]:
    return [post.title for post in posts(io.BytesIO(raw))]


NO_TEXT = ("zip", "zlib", "bz2", "base64", "hex", "rot13", "quopri", "uu", "idna", "punycode")
ODD = ("utf-7", "unicode_escape", "raw_unicode_escape", "undefined", "mbcs", "oem", "cp037")
WRONG = ("", " ", "nonsense", "utf-8;x", "../x", "ü", "x" * 90, "utf-16", "utf-16-le", "utf-32")


@pytest.mark.parametrize("read", READERS)
@pytest.mark.parametrize("name", [*NO_TEXT, *ODD, *WRONG])
def test_an_encoding_that_no_export_is_in_is_named(read: Reads, name: str) -> None:
    with pytest.raises(BadFile, match=r"encoding that is not read here|says that it is in"):
        list(read(io.BytesIO(wxr(name).encode())))


def test_every_codec_of_python_reads_what_it_wrote_or_is_refused() -> None:
    taken = []
    for name in sorted({*encodings.aliases.aliases, *encodings.aliases.aliases.values()}):
        try:
            raw = wxr(name, "Plain").encode(name)
        except (LookupError, UnicodeError):
            raw = wxr(name, "Plain").encode()
        try:
            assert titles(bytes(raw)) == ["Plain"], name
            taken.append(name)
        except BadFile:
            continue
    assert {"utf8", "cp1252", "shift_jis", "koi8_r", "gb18030", "u16", "u32"} <= set(taken)
    assert not {"utf_7", "u7", "zip", "base64", "rot13", "cp037"} & set(taken)


@pytest.mark.parametrize(
    "encoding",
    ["utf-16", "utf-16-le", "utf-16-be", "utf-32", "utf-32-le", "utf-32-be", "utf-8-sig"],
)
@pytest.mark.parametrize("said", ["utf-8", "utf-16", "UTF-32"])
def test_the_first_bytes_count_more_than_what_is_said(encoding: str, said: str) -> None:
    assert titles(wxr(said).encode(encoding)) == [TITLE]


@pytest.mark.parametrize("said", ["iso-8859-1", "windows-1252", "us-ascii", "iso-8859-9", "koi8-r"])
def test_a_file_in_utf_8_that_says_to_be_in_an_older_encoding_is_read_as_what_it_is(
    said: str,
) -> None:
    padding = "<!-- " + "x" * 70_000 + " -->"
    assert titles(wxr(said, "Caf\u00e9").encode()) == ["Caf\u00e9"]
    late = wxr(said, "Caf\u00e9").replace("<channel>", f"<channel>{padding}")
    assert titles(late.encode()) == ["Caf\u00e9"]


def test_a_file_that_is_in_an_older_encoding_stays_so() -> None:
    assert titles(wxr("iso-8859-1", "Caf\u00e9 \u00c3").encode("latin-1")) == ["Caf\u00e9 \u00c3"]


@pytest.mark.parametrize("read", READERS)
def test_a_file_that_is_not_in_its_encoding_is_refused(read: Reads) -> None:
    raw = wxr("utf-8", "ü" * 30).encode("latin-1")
    with pytest.raises(BadFile, match="is not in utf-8"):
        list(read(io.BytesIO(raw)))
    raw = wxr("shift_jis", "\x80" * 30).encode("latin-1")
    with pytest.raises(BadFile, match=r"is not in shift_jis|not well-formed"):
        list(read(io.BytesIO(raw)))


@pytest.mark.parametrize("read", READERS)
@pytest.mark.parametrize(
    ("raw", "words"),
    [
        (b"<!DOCTYPE rss SYSTEM 'http://127.0.0.1:9/x'><rss><item>&x;</item></rss>", "declare: x"),
        (b"<rss><item>" + b"<a>" * 100_000, "deep|well-formed"),
        (b"<rss><thread>" + b"<a>" * 100_000, "deep|well-formed"),
        (b"<rss><item>\0\0</item>", "well-formed"),
        (b"", "well-formed"),
        (b"\0" * 100, "well-formed"),
        (b"\xff\xfe", "well-formed"),
        (b"PK\x03\x04", "well-formed"),
    ],
)
def test_what_is_no_whole_file_is_named(read: Reads, raw: bytes, words: str) -> None:
    with pytest.raises(BadFile, match=words):
        list(read(io.BytesIO(raw)))


@pytest.mark.parametrize("cut", [5, 20, -9, -4])
def test_a_packed_file_that_is_cut_or_damaged_is_named(cut: int) -> None:
    packed = gzip.compress(wxr("utf-8").encode() * 5)
    for raw in (packed[:cut], packed[:12] + b"\xff" * 9 + packed[21:]):
        with gzip.GzipFile(fileobj=io.BytesIO(raw)) as file, pytest.raises(BadFile):
            list(posts(file))  # type: ignore[arg-type]


@given(
    st.binary(max_size=300) | st.binary(max_size=60).map(lambda end: wxr("utf-8").encode() + end)
)
def test_any_bytes_are_read_or_refused(raw: bytes) -> None:
    for read in READERS:
        with suppress(BadFile):
            list(read(io.BytesIO(raw)))


@pytest.mark.parametrize(
    "line",
    [
        b'{"x": ' + b"[" * 100_000 + b"]" * 100_000 + b"}",
        b'{"type": "article", "path": "\\ud800"}',
        b'{"type": "\xff"}',
        b'{"type": "comment", "version": 1e999}',
        b'{"type": "comment", "version": NaN}',
        "{}".encode("utf-16"),
    ],
)
def test_a_line_that_cannot_be_read_is_named_and_no_header(line: bytes) -> None:
    with pytest.raises(BadFile, match="first line"):
        list(comment_lines(io.BytesIO(line)))
    header = b'{"type": "broadsheet comments"}\n'
    _, left_out = comment_lines(io.BytesIO(header + line.replace(b"\n", b"") + b"\n"))
    assert (left_out.id, left_out.reason) == ("line 2", "not_understood")  # type: ignore[union-attr]
