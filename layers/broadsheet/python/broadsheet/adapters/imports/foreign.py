"""What a file or folder is that is no archive which can be taken over, and what to ask for instead.

By what is in it, as names are anybody's: the first rule that knows it says so.
"""

import re
from typing import NamedTuple

from broadsheet.adapters.imports.foreign_kinds import of_folder, of_json, of_text, of_zip, xml_kind
from broadsheet.adapters.imports.looked_at import Look
from broadsheet.adapters.imports.packed import GZIP

ASK = (
    "What can be taken over: a WordPress export (WXR, an XML file), Blogger's backup (an Atom file)"
    " or Takeout, Ghost's JSON, Substack's or Medium's zip, a folder of Markdown, or one that"
    " `make export` wrote."
)


class _Magic(NamedTuple):
    """Bytes that a file of a kind has at a place."""

    at: int
    bytes: bytes
    is_a: str


_PICTURE = "a picture. Pictures are uploaded at the desk or through the API, one by one"
_OFFICE = "a document of a word processor. Its text can be pasted into a story at the desk"
_PACKED = "a packed archive. Unpack it, and give what is in it"
_FILM = "a recording. An archive of stories is wanted"
_MAGIC = (
    *(
        _Magic(0, mark, _PICTURE)
        for mark in (b"\xff\xd8\xff", b"\x89PNG", b"GIF8", b"BM", b"II*\0")
    ),
    *(_Magic(0, mark, _PICTURE) for mark in (b"MM\0*", b"\0\0\x01\0", b"8BPS", b"\xff\x0a")),
    _Magic(8, b"WEBP", _PICTURE),
    *(_Magic(4, b"ftyp" + kind, _PICTURE) for kind in (b"avif", b"heic", b"heix", b"mif1")),
    _Magic(4, b"ftyp", _FILM),
    *(_Magic(0, mark, _FILM) for mark in (b"ID3", b"OggS", b"fLaC", b"\x1aE\xdf\xa3", b"\xff\xfb")),
    _Magic(8, b"WAVE", _FILM),
    _Magic(8, b"AVI ", _FILM),
    _Magic(0, b"%PDF", "a PDF. Its text can be pasted into a story at the desk"),
    _Magic(0, b"\xd0\xcf\x11\xe0", _OFFICE),
    _Magic(0, b"{\\rtf", _OFFICE),
    *(_Magic(0, mark, _PACKED) for mark in (b"Rar!", b"7z\xbc\xaf\x27\x1c", b"BZh", b"\xfd7zXZ")),
    _Magic(0, b"\x28\xb5\x2f\xfd", _PACKED),
    _Magic(257, b"ustar", _PACKED),
    _Magic(0, b"PK\x03\x04", "a damaged zip: its end is missing. Fetch it once more"),
    _Magic(0, GZIP, "a file that is packed twice. Unpack it, and give what is in it"),
    _Magic(
        0,
        b"SQLite format 3\0",
        "a database (SQLite). Ask the system itself for its export: in Ghost it is"
        " Settings, Advanced, Import/Export, which gives a JSON file",
    ),
)
_SHORT = 3
"""Bytes that may as well begin a text: BMW, ID3."""
_NOT_TEXT = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f]")
_MOST_BINARY = 0.02
"""Of the first bytes, in a text that is a little damaged."""


def told_of_foreign(look: Look) -> str:
    """A sentence or two: what it is, and what to ask for."""
    return f"This is {foreign_kind(look)}. {ASK}"


def foreign_kind(look: Look) -> str:
    """What it is, with what to do about that. Raises BadFile for what is damaged."""
    if look.is_folder:
        return of_folder(look)
    if look.is_zip:
        return of_zip(look)
    if not look.start.strip(b"\0\xef\xbb\xbf\xff\xfe \t\r\n"):
        return "an empty file"
    return _by_magic(look) or _of_text(look)


def _by_magic(look: Look) -> str:
    sample = look.start[:4096]
    binary = len(_NOT_TEXT.findall(sample))
    for magic in _MAGIC:
        is_word = len(magic.bytes) <= _SHORT and magic.bytes.isalnum() and not binary
        if look.start[magic.at : magic.at + len(magic.bytes)] == magic.bytes and not is_word:
            return magic.is_a
    is_wide = sample[:2] in (b"\xff\xfe", b"\xfe\xff") or sample[:2] in (b"<\0", b"\0<", b"{\0")
    return "" if is_wide or binary <= _MOST_BINARY * len(sample) else "a file that is no text"


def _of_text(look: Look) -> str:
    if look.text[:1] == "<":
        return xml_kind(look)
    return (of_json(look) if look.text[:1] in ("{", "[") else "") or of_text(look)
