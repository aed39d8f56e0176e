"""Files that are no pictures: told by their bytes, kept as they are, linked and saved."""

import zipfile
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path

import msgspec
import pytest

from broadsheet.adapters.html.markup import CommonMark
from broadsheet.adapters.imports.file_kinds import kind_of
from broadsheet.adapters.recordings.inspected import inspect
from broadsheet.domain.media.kinds import FILES
from broadsheet.domain.media.media import Media, file_name
from broadsheet.domain.site.kinds.fixed import FixedPage
from broadsheet.domain.site.kinds.media import MediaPage
from broadsheet.domain.site.pages import page_at
from broadsheet.usecases.media.keep_media import keep_media
from broadsheet.usecases.media.process_media import ImageProcessing
from tests.fakes.pictures import MemoryPictures, developed
from tests.fakes.table import MemoryTable

STEM = "00000000-0000-8000-8000-000000000001"
PICTURE, PDF = STEM, f"{STEM[:-1]}2-pdf"
NOW = datetime(2026, 11, 1, tzinfo=UTC)


def media(media_id: str, **fields: object) -> Media:
    known: dict[str, object] = {
        "id": media_id,
        "version": 1,
        "status": "ready",
        "content_type": "image/jpeg",
        "created_at": NOW,
        "created_by": "a",
        "modified_at": NOW,
        "modified_by": "a",
    }
    return msgspec.convert(known | fields, Media)


KNOWN = {
    PICTURE: media(PICTURE, width=800, height=500, alt="A boat"),
    PDF: media(PDF, name="report.pdf"),
}


def packed(**files: str) -> bytes:
    buffer = BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, text in files.items():
            archive.writestr(name.replace("__", "/"), text)
    return buffer.getvalue()


OFFICE = {"[Content_Types].xml": "<x/>"}
KINDS: dict[str, tuple[bytes, str | None]] = {
    "a.pdf": (b"%PDF-1.4", "pdf"),
    "a.mp3": (b"\xff\xfb\x90\x00", "mp3"),
    "tagged.mp3": (b"ID3\x04", "mp3"),
    "a.m4a": (b"\0\0\0\x20ftypM4A ", "m4a"),
    "a.mp4": (b"\0\0\0\x20ftypisom", "mp4"),
    "a.mov": (b"\0\0\0\x20ftypqt  ", "video"),
    "a.vtt": (b"WEBVTT\n", "vtt"),
    "bad.vtt": (b"Nothing", "plain"),
    "a.avif": (b"\0\0\0\x20ftypavif", ""),
    "a.heic": (b"\0\0\0\x20ftypheic", ""),
    "a.ogg": (b"OggS", "ogg"),
    "a.wav": (b"RIFF\0\0\0\0WAVE", "wav"),
    "a.webp": (b"RIFF\0\0\0\0WEBP", ""),
    "a.flac": (b"fLaC", "flac"),
    "a.webm": (b"\x1aE\xdf\xa3", "webm"),
    "a.doc": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "ole"),
    "a.docx": (packed(**OFFICE, word__document="x"), "word"),
    "a.xlsx": (packed(**OFFICE, xl__workbook="x"), "sheet"),
    "a.pptx": (packed(**OFFICE, ppt__slides="x"), "slides"),
    "a.odt": (packed(mimetype=FILES["odt"]), "odt"),
    "a.epub": (packed(mimetype=FILES["epub"]), "epub"),
    "a.zip": (packed(a="x"), "zip"),
    "a.csv": (b"year,boats\n", "plain"),
    "binary.csv": (b"year\0", None),
    "a.jpg": (b"\xff\xd8\xff\xe0", ""),
    "named.jpg": (b"%PDF-1.4", "pdf"),
    "page.pdf": (b"<script>", None),
    "page.mp3": (b"<!DOCTYPE html>", None),
    "empty.pdf": (b"", None),
    "cut.zip": (b"PK\x03\x04 and no more", None),
}


def test_a_file_is_what_its_bytes_say(tmp_path: Path) -> None:
    told = {}
    for name, (body, _) in KINDS.items():
        path = tmp_path / name
        path.write_bytes(body)
        told[name] = kind_of(path)
    assert told == {name: kind for name, (_, kind) in KINDS.items()}
    assert {kind for kind in told.values() if kind} <= FILES.keys()


def test_no_kind_has_an_x_in_its_name() -> None:
    assert [kind for kind in FILES if "x" in kind] == []


LINKS = {
    f"[The report](media:{PDF})": f'<a href="/media/{PDF}/file.pdf" rel="noopener">The report</a>',
    f"[The map](media:{PICTURE})": (
        f'<a href="/media/{PICTURE}/960.jpg" rel="noopener">The map</a>'
    ),
    f"![The report](media:{PDF})": f'<a href="/media/{PDF}/file.pdf" rel="noopener">The report</a>',
    f"![](media:{PDF})": f'<a href="/media/{PDF}/file.pdf" rel="noopener">report.pdf</a>',
}


def test_a_link_names_what_is_ours_as_a_picture_does() -> None:
    for source, link in LINKS.items():
        (named,) = CommonMark().media_in(source)
        shown = CommonMark().article(source, KNOWN)
        assert shown.html == f"<p>{link}</p>\n"
        assert (shown.media, shown.unworded) == ((named,), ())


def test_a_picture_within_a_line_keeps_its_title() -> None:
    html = CommonMark().article(f'In ![A boat](media:{PICTURE} "At dawn") a line', KNOWN).html
    assert 'title="At dawn"' in html


def test_the_page_of_a_file_is_that_file() -> None:
    file = f"media/{PDF}/file.pdf"
    assert MediaPage(PDF).files == (file,)
    assert page_at(file) == MediaPage(PDF)
    for other in (f"media/{PDF}/file.mp3", f"media/{STEM}-exe/file.exe", f"media/{PDF}/320.jpg"):
        assert page_at(other) == FixedPage(other)


@pytest.mark.parametrize("media_id", [PICTURE, PDF])
def test_what_lies_at_hand_is_kept_once(media_id: str) -> None:
    table, store = MemoryTable(), MemoryPictures()
    work = ImageProcessing(
        table=table, store=store, process=developed, inspect=inspect, clock=lambda: NOW
    )
    announced = media(media_id, status="waiting", expires_at=2_000_000_000)
    kept = keep_media(work, announced, b"640 bytes", "one")
    assert (kept.status, kept.expires_at) == ("ready", None)
    assert store.read(media_id, kept.digest, kept.file_names[-1])
    assert (file_name(media_id) != "") == kept.is_file
    assert keep_media(work, announced, b"320 others", "two") == kept
    assert table.get(Media, kept.key) == kept


def test_what_was_refused_is_tried_again() -> None:
    table, store = MemoryTable(), MemoryPictures()
    work = ImageProcessing(
        table=table, store=store, process=developed, inspect=inspect, clock=lambda: NOW
    )
    announced = media(PICTURE, status="waiting")
    assert keep_media(work, announced, b"broken", "one").status == "refused"
    assert keep_media(work, announced, b"640 whole", "two").status == "ready"
