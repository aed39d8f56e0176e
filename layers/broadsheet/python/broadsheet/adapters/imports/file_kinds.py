"""What a file is, by its first bytes: its name may say anything.

https://www.garykessler.net/library/file_sigs.html, and the formats' own specifications.
"""

import zipfile
from pathlib import Path

from broadsheet.domain.media.kinds import FILES
from broadsheet.domain.transfer.file_names import extension_of

_BEGINS = {
    b"%PDF-": "pdf",
    b"ID3": "mp3",
    b"OggS": "ogg",
    b"fLaC": "flac",
    b"\x1aE\xdf\xa3": "webm",
    b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1": "ole",
    b"{\\rtf": "ole",
}
_OFFICE = {"word/": "word", "xl/": "sheet", "ppt/": "slides"}
_AUDIO = frozenset({b"M4A ", b"M4B ", b"F4A "})
_QUICKTIME = b"qt  "
_PICTURES = frozenset({b"avif", b"avis", b"heic", b"heix", b"mif1", b"msf1", b"hevc"})
_PLAIN = frozenset({"txt", "csv", "tsv", "ics", "vtt", "srt", "gpx", "kml"})
_DOCUMENTS = frozenset({"pdf", "mp3", "wav", "zip", "doc", "xls", "ppt"}) | FILES.keys()
_HEAD = 4096


def kind_of(path: Path) -> str | None:
    """See `KindOf`."""
    with path.open("rb") as file:
        head = file.read(_HEAD)
    kind = next((kind for start, kind in _BEGINS.items() if head.startswith(start)), None)
    if kind is not None:
        return kind
    if head[:4] == b"RIFF" and head[8:12] == b"WAVE":
        return "wav"
    if head[4:8] == b"ftyp" and head[8:12] not in _PICTURES:
        return "m4a" if head[8:12] in _AUDIO else "video" if head[8:12] == _QUICKTIME else "mp4"
    if head[:4] == b"PK\x03\x04":
        return _packed(path)
    if len(head) > 1 and head[0] == 0xFF and head[1] & 0xE6 == 0xE2:
        return "mp3"  # frame sync and layer III (ISO/IEC 11172-3, 2.4.1.3)
    return _by_name(extension_of(path.name), head)


def _by_name(extension: str, head: bytes) -> str | None:
    if extension in _PLAIN:
        is_captions = head.removeprefix(b"\xef\xbb\xbf").startswith(b"WEBVTT")
        return None if b"\0" in head else "vtt" if is_captions else "plain"
    return None if extension in _DOCUMENTS else ""


def _packed(path: Path) -> str | None:
    """What is in a ZIP file; nothing of it is unpacked but a word on what it is."""
    try:
        with zipfile.ZipFile(path) as packed:
            names = packed.namelist()
            if "mimetype" in names and packed.getinfo("mimetype").file_size < _HEAD:
                said = packed.read("mimetype").decode("ascii", "replace").strip()
                return next((kind for kind, of in FILES.items() if of == said), "zip")
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, ValueError):
        return None
    if "[Content_Types].xml" in names:
        folders = {f"{name.partition('/')[0]}/" for name in names}
        return next((kind for folder, kind in _OFFICE.items() if folder in folders), "zip")
    return "zip"
