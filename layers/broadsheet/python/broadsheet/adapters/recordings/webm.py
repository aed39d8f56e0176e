"""WebM: elements within elements. RFC 8794 (EBML), RFC 9559; https://www.webmproject.org/docs/container/."""

import struct
from collections.abc import Iterator
from typing import NamedTuple

from broadsheet.adapters.recordings.plays import must_play
from broadsheet.adapters.recordings.window import Window
from broadsheet.domain.media.reasons import NO_BROWSER_HEARS, NO_BROWSER_SHOWS
from broadsheet.domain.media.recordings import (
    AV1,
    BROKEN,
    ENDLESS,
    INNER_CAPTIONS,
    LOCKED,
    NO_RECORDING,
    Inspected,
)
from broadsheet.usecases.media.ports import NotAPicture

MOST_ELEMENTS = 2_000
_EBML, _DOC_TYPE, _SEGMENT, _INFO, _TRACKS = 0x1A45DFA3, 0x4282, 0x18538067, 0x1549A966, 0x1654AE6B
_CLUSTER, _SCALE, _DURATION = 0x1F43B675, 0x2AD7B1, 0x4489
_TRACK, _TYPE, _CODEC, _VIDEO, _ENCODINGS = 0xAE, 0x83, 0x86, 0xE0, 0x6D80
_WIDTH, _HEIGHT = (0x54B0, 0xB0), (0x54BA, 0xBA)
"""As it is to be shown; else as it is coded."""
_FILM, _SOUND, _CAPTIONS = 1, 2, 17
"""Kinds of tracks (RFC 9559, 5.1.4.1.3); browsers pass over all others."""
_SHOWN = frozenset({"V_VP8", "V_VP9", "V_AV1"})
_HEARD = frozenset({"A_VORBIS", "A_OPUS"})
_LONGEST = 64
"""Bytes of a name or a number."""


class _Element(NamedTuple):
    id: int
    body: int
    end: int


class _Track(NamedTuple):
    kind: int
    codec: str
    width: int
    height: int


def inspect(window: Window, kind: str) -> Inspected:  # noqa: ARG001
    """See `FileInspector`."""
    elements = _Elements(window)
    top = list(elements.within(0, window.size))
    if len(top) < 2 or top[0].id != _EBML:
        raise NotAPicture(BROKEN)
    if elements.text(top[0], _DOC_TYPE) != "webm":
        raise NotAPicture(NO_RECORDING["mkv"])
    segment = next((one for one in top if one.id == _SEGMENT), None)
    parts = elements.parts(segment) if segment else {}
    if _INFO not in parts or _TRACKS not in parts:
        raise NotAPicture(BROKEN)
    tracks = list(_tracks(elements, parts[_TRACKS]))
    film = next((track for track in tracks if track.kind == _FILM), None)
    if film is None:
        raise NotAPicture(NO_RECORDING["weba"])
    shown = (track.codec for track in tracks if track.kind == _FILM)
    must_play(shown, _SHOWN, NO_BROWSER_SHOWS)
    heard = (track.codec for track in tracks if track.kind == _SOUND)
    must_play(heard, _HEARD, NO_BROWSER_HEARS)
    seconds = _seconds(elements, parts[_INFO])
    if seconds <= 0:
        raise NotAPicture(ENDLESS)
    notes = (
        *((AV1,) if any(track.codec == "V_AV1" for track in tracks) else ()),
        *((INNER_CAPTIONS,) if any(track.kind == _CAPTIONS for track in tracks) else ()),
    )
    return Inspected(seconds, film.width, film.height, notes)


class _Elements:
    """Walks through them; so many steps, and each of them forwards."""

    def __init__(self, window: Window) -> None:
        self.window = window
        self._steps = 0

    def within(self, start: int, end: int) -> Iterator[_Element]:
        """Those from one place up to another. Raises NotAPicture where one is longer."""
        while start < end:
            self._steps += 1
            made, after = self._number(start, is_id=True)
            size, body = self._number(after)
            unknown = size == (1 << 7 * (body - after)) - 1
            stop = end if unknown else body + size
            if stop > end or self._steps > MOST_ELEMENTS:
                raise NotAPicture(BROKEN)
            yield _Element(made, body, stop)
            start = stop

    def parts(self, segment: _Element) -> dict[int, _Element]:
        """What stands in the segment before its first cluster."""
        found: dict[int, _Element] = {}
        for one in self.within(segment.body, segment.end):
            if one.id == _CLUSTER:
                break
            found.setdefault(one.id, one)
        return found

    def first(self, element: _Element, *ids: int) -> _Element | None:
        """The first of one of the ids, in the order of the ids."""
        found = {one.id: one for one in self.within(element.body, element.end)}
        return next((found[id_] for id_ in ids if id_ in found), None)

    def text(self, element: _Element, id_: int) -> str:
        """What it says in words; empty for nothing."""
        return self._bytes(self.first(element, id_)).rstrip(b"\0").decode("ascii", "replace")

    def number(self, element: _Element | None, *ids: int, otherwise: int = 0) -> int:
        """A whole number that it has."""
        found = self.first(element, *ids) if element else None
        return int.from_bytes(self._bytes(found), "big") if found else otherwise

    def real(self, element: _Element, id_: int) -> float:
        """A number with a fraction; 0 for none."""
        said = self._bytes(self.first(element, id_))
        form = {4: ">f", 8: ">d"}.get(len(said))
        return float(struct.unpack(form, said)[0]) if form else 0.0

    def _bytes(self, element: _Element | None) -> bytes:
        if element is None:
            return b""
        return self.window.at(element.body, min(element.end - element.body, _LONGEST))

    def _number(self, start: int, *, is_id: bool = False) -> tuple[int, int]:
        """A number of variable length (RFC 8794, 4), and where it ends."""
        first = self.window.at(start, 1)[0]
        length = 9 - first.bit_length()
        if length > (4 if is_id else 8):
            raise NotAPicture(BROKEN)
        whole = int.from_bytes(self.window.at(start, length), "big")
        return (whole if is_id else whole - (1 << 7 * length)), start + length


def _tracks(elements: _Elements, tracks: _Element) -> Iterator[_Track]:
    for one in elements.within(tracks.body, tracks.end):
        if one.id != _TRACK:
            continue
        if elements.first(one, _ENCODINGS):
            raise NotAPicture(LOCKED)
        video = elements.first(one, _VIDEO)
        size = (elements.number(video, *_WIDTH), elements.number(video, *_HEIGHT))
        yield _Track(elements.number(one, _TYPE), elements.text(one, _CODEC), *size)


def _seconds(elements: _Elements, info: _Element) -> float:
    nanoseconds = elements.number(info, _SCALE, otherwise=1_000_000)
    return elements.real(info, _DURATION) * nanoseconds / 1e9
