"""Ogg with Opus or Vorbis: pages after each other. RFC 3533, RFC 7845, Vorbis I (Xiph.Org)."""

from collections.abc import Mapping
from typing import NamedTuple

from broadsheet.adapters.recordings.window import Window
from broadsheet.domain.media.reasons import NO_BROWSER_HEARS, NO_BROWSER_SHOWS
from broadsheet.domain.media.recordings import BROKEN, Inspected
from broadsheet.usecases.media.ports import NotAPicture

_TAIL = 2 * 65_307
"""Bytes in which the last page begins, and the one before: no page is longer than the half."""
_HEARD = {
    b"OpusHead": "Opus",
    b"\x01vorbis": "Vorbis",
    b"\x7fFLAC": "FLAC",
    b"Speex   ": "Speex",
}
_SHOWN = {b"\x80theora": "Theora", b"BBCD\0": "Dirac", b"OVP80\1": "VP8"}
_SKELETON = b"fishead\0"
"""No sound, but what else there is: https://wiki.xiph.org/Ogg_Skeleton_4."""
_MOST_STREAMS = 16
_OPUS_RATE = 48_000
_BEGINS = 2
"""The flag of a stream's first page. Those of all streams stand before all others (RFC 3533, 4)."""


class _Page(NamedTuple):
    serial: int
    granule: int
    begins: bool
    body: int
    end: int


def inspect(window: Window, kind: str) -> Inspected:  # noqa: ARG001
    """See `FileInspector`."""
    first, head = _stream(window)
    codec = _named(_HEARD, head) or "?"
    if codec not in ("Opus", "Vorbis") or len(head) < 19:
        raise NotAPicture(str(NO_BROWSER_HEARS.of(codec=codec)))
    if codec == "Opus":
        rate, skipped = _OPUS_RATE, int.from_bytes(head[10:12], "little")
    else:
        rate, skipped = int.from_bytes(head[12:16], "little"), 0
    last = _last(window, first.serial)
    seconds = (last.granule - skipped) / rate if rate else 0.0
    if seconds <= 0:
        raise NotAPicture(BROKEN)
    return Inspected(seconds)


def _stream(window: Window) -> tuple[_Page, bytes]:
    """The page that begins the sound, and what it says. Raises NotAPicture beside pictures."""
    found: tuple[_Page, bytes] | None = None
    at = 0
    for _ in range(_MOST_STREAMS):
        page = _page(window, at)
        if not page.begins:
            break
        head, at = window.at(page.body, min(page.end - page.body, 32)), page.end
        if (codec := _named(_SHOWN, head)) is not None:
            raise NotAPicture(str(NO_BROWSER_SHOWS.of(codec=codec)))
        if found is None and not head.startswith(_SKELETON):
            found = (page, head)
    if found is None:
        raise NotAPicture(BROKEN)
    return found


def _named(codecs: Mapping[bytes, str], head: bytes) -> str | None:
    return next((name for begins, name in codecs.items() if head.startswith(begins)), None)


def _page(window: Window, at: int) -> _Page:
    mark, version, flags, granule, serial, _, _, segments = window.unpacked("<4sBBqIIIB", at)
    if mark != b"OggS" or version != 0:
        raise NotAPicture(BROKEN)
    body = at + 27 + segments
    end = body + sum(window.at(at + 27, segments))
    if end > window.size:
        raise NotAPicture(BROKEN)
    return _Page(serial, granule, bool(flags & _BEGINS), body, end)


def _last(window: Window, serial: int) -> _Page:
    """The last page of the stream, which says how much there is; it has to end with the file."""
    tail = window.tail(_TAIL)
    start, at, ends = window.size - len(tail), len(tail), window.size
    while (at := tail.rfind(b"OggS\0", 0, at)) >= 0:
        page = _page(window, start + at)
        if page.end != ends:
            break
        if page.serial == serial and page.granule >= 0:
            return page
        ends = start + at
    raise NotAPicture(BROKEN)
