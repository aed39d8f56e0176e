"""Ogg with Opus or Vorbis: pages after each other. RFC 3533, RFC 7845, Vorbis I (Xiph.Org)."""

from typing import NamedTuple

from broadsheet.adapters.recordings.window import Window
from broadsheet.domain.media.reasons import NO_BROWSER_HEARS
from broadsheet.domain.media.recordings import BROKEN, Inspected
from broadsheet.usecases.media.ports import NotAPicture

_TAIL = 2 * 65_307
"""Bytes in which the last page begins, and the one before: no page is longer than the half."""
_CODECS = {
    b"OpusHead": "Opus",
    b"\x01vorbis": "Vorbis",
    b"\x7fFLAC": "FLAC",
    b"Speex   ": "Speex",
    b"\x80theora": "Theora",
    b"fishead\0": "Theora",
}
_OPUS_RATE = 48_000


class _Page(NamedTuple):
    serial: int
    granule: int
    body: int
    end: int


def inspect(window: Window, kind: str) -> Inspected:  # noqa: ARG001
    """See `FileInspector`."""
    first = _page(window, 0)
    head = window.at(first.body, min(first.end - first.body, 32))
    codec = next((name for begins, name in _CODECS.items() if head.startswith(begins)), "?")
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


def _page(window: Window, at: int) -> _Page:
    mark, version, _, granule, serial, _, _, segments = window.unpacked("<4sBBqIIIB", at)
    if mark != b"OggS" or version != 0:
        raise NotAPicture(BROKEN)
    body = at + 27 + segments
    end = body + sum(window.at(at + 27, segments))
    if end > window.size:
        raise NotAPicture(BROKEN)
    return _Page(serial, granule, body, end)


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
