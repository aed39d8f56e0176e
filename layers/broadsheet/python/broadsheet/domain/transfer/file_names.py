"""What content management systems call the sizes of a picture, and the picture that they are of.

WordPress: `-300x200` (wp_get_attachment_image_src), `-scaled` and `-rotated` (5.3), `-e` with the
second of an edit (wp_save_image), `a.jpg.webp` and `a-jpg.webp` of its plugins; `@2x` of Retina
plugins. Jetpack's Photon serves `https://i0.wp.com/<host>/<path>?resize=…`
(https://developer.wordpress.com/docs/photon/). Ghost: `/content/images/size/w600/format/webp/…`,
and `a_o.png` for the original.
"""

import re
import unicodedata
from collections.abc import Iterator
from contextlib import suppress
from typing import NamedTuple
from urllib.parse import unquote, urlsplit

_PHOTON = re.compile(r"i\d\.wp\.com|(?:\w+\.)?photon\.\w+\.\w+")
_ROOTS = (
    *(("wp-content", "uploads"), ("content", "images"), ("content", "files"), ("content", "media")),
    *(("wp-content", "blogs.dir"), ("uploads",), ("files",)),
)
"""Below which folders these systems keep files, the most telling first."""
_SIZED = re.compile(r"/size/w\d+(?:h\d+)?(?=/)|/format/[a-z]+(?=/)")
_PICTURES = frozenset(
    {"jpg", "jpeg", "jpe", "png", "gif", "webp", "avif", "heic", "heif", "tif", "tiff", "bmp"}
)
_FILES = frozenset(
    {"pdf", "mp3", "m4a", "ogg", "oga", "opus", "wav", "flac", "mp4", "m4v", "mov", "ogv", "webm"}
    | {"zip", "epub", "doc", "docx", "xls", "xlsx", "ppt", "pptx", "pps", "ppsx", "odt", "ods"}
    | {"odp", "rtf", "txt", "csv", "tsv", "ics", "vtt", "srt", "gpx", "kml", "kmz", "svg"}
)
_DOUBLE = re.compile(rf"[.-]({'|'.join(sorted(_PICTURES))})\Z")
_VARIANT = re.compile(r"(?:@[23]x|-\d{1,5}x\d{1,5}|-scaled|-rotated|\.thumbnail|_o)\Z")
_EDITED = re.compile(r"-e\d{10,13}\Z")
_SIZE = re.compile(r"-(\d{1,5})x(\d{1,5})(?:@[23]x)?\Z")


class Place(NamedTuple):
    """Where a file is: a host, in lower case and without `www.`, and the steps of its path."""

    host: str
    steps: tuple[str, ...]

    @property
    def path(self) -> str:
        """As an address has it, decoded."""
        return f"/{'/'.join(self.steps)}"

    def below_root(self) -> tuple[str, ...] | None:
        """The steps below the folder in which its system keeps files; None where none is known."""
        folded = tuple(step.casefold() for step in self.steps[:-1])
        for root in _ROOTS:
            for n in range(len(folded) - len(root), -1, -1):
                if folded[n : n + len(root)] == root:
                    return self.steps[n + len(root) :]
        return None


def place_of(address: str) -> Place | None:
    """Where the file of an address lies, on its own server. None for what is no address of one.

    A path alone has no host. What an image service made of a file lies where the file does.
    """
    try:
        parts = urlsplit(address.strip())
    except ValueError:
        return None
    if parts.scheme.lower() not in ("", "http", "https"):
        return None
    host, path = parts.netloc.rpartition("@")[2].lower(), _SIZED.sub("", parts.path)
    steps = tuple(step for step in _decoded(path).split("/") if step)
    if _PHOTON.fullmatch(host):
        host, steps = (steps[0].lower(), steps[1:]) if steps else ("", ())
    if not steps or not {".", ".."}.isdisjoint(steps) or "\0" in path:
        return None
    return Place(_bare(host), steps)


def _decoded(path: str) -> str:
    """As UTF-8 or, where it is none, as what servers took bytes for before that."""
    decoded = unquote(path)
    if "\N{REPLACEMENT CHARACTER}" in decoded:
        decoded = unquote(path, encoding="latin-1")
    return unicodedata.normalize("NFC", decoded)


def _bare(host: str) -> str:
    if not host.isascii():
        with suppress(UnicodeError):
            host = host.encode("idna").decode("ascii")
    return re.sub(r":(?:80|443)\Z", "", host).removeprefix("www.")


def extension_of(name: str) -> str:
    """What follows the last dot, in lower case."""
    return name.rpartition(".")[2].lower() if "." in name else ""


def is_picture(name: str) -> bool:
    """Whether it is called one."""
    return extension_of(name) in _PICTURES


def is_file(address: str) -> bool:
    """Whether an address is called as pictures and documents are, and not as pages."""
    place = place_of(address)
    return place is not None and extension_of(place.steps[-1]) in _PICTURES | _FILES


def same_picture(name: str) -> Iterator[str]:
    """The name without its extension, then without what its variants add, one after the other.

    An edit is another picture than what was edited, so what it is an edit of comes last.
    """
    stem = name.rpartition(".")[0] or name
    yield stem
    while True:
        shorter = _VARIANT.sub("", _DOUBLE.sub("", stem)) or stem
        if shorter == stem:
            shorter = _EDITED.sub("", stem) or stem
        if shorter == stem:
            return
        stem = shorter
        yield stem


def root_of(name: str) -> str:
    """What all variants of a picture are called, without extension."""
    *_, last = same_picture(name)
    return last


def family_of(address: str) -> tuple[str, ...] | None:
    """What the addresses of all sizes of a picture have in common, on whichever host."""
    place = place_of(address)
    if place is None:
        return None
    return tuple(step.casefold() for step in (*place.steps[:-1], root_of(place.steps[-1])))


def edit_of(name: str) -> str:
    """What all sizes of one edit of a picture are called, without extension."""
    for stem in same_picture(name):
        if _EDITED.search(stem):
            return stem
    return root_of(name)


def pixels_in(name: str) -> int:
    """How many pixels a name says that its file has; none where it says nothing."""
    size = _SIZE.search(name.rpartition(".")[0] or name)
    return int(size[1]) * int(size[2]) if size else 0
