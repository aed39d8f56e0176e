"""MP4 and M4A: boxes within boxes. ISO/IEC 14496-12 and -14; codecs: https://mp4ra.org/."""

from collections.abc import Iterator
from typing import NamedTuple

from broadsheet.adapters.recordings.window import Window
from broadsheet.domain.media.reasons import NO_BROWSER_HEARS, NO_BROWSER_SHOWS, OTHER_KIND
from broadsheet.domain.media.recordings import (
    BROKEN,
    ENDLESS,
    LATE_INDEX,
    LOCKED,
    SILENT,
    Inspected,
)
from broadsheet.domain.shared.sentence import N_
from broadsheet.usecases.media.ports import NotAPicture

MOST_BOXES = 5_000
"""Of all levels: those of a film are some dozens for each of its tracks."""
MOST_TRACKS = 64
_AV1 = N_("is in AV1, which older devices do not play")
_SHOWN = frozenset({"avc1", "avc3", "vp08", "vp09", "av01"})
_HEARD = frozenset({"mp4a", "Opus", "fLaC", ".mp3"})
_CALLED = {
    "hvc1": "HEVC (H.265)",
    "hev1": "HEVC (H.265)",
    "dvh1": "HEVC (H.265)",
    "dvhe": "HEVC (H.265)",
    "mp4v": "MPEG-4 Visual",
    "apch": "ProRes",
    "apcn": "ProRes",
    "apcs": "ProRes",
    "apco": "ProRes",
    "ap4h": "ProRes",
    "s263": "H.263",
    "alac": "Apple Lossless",
    "ac-3": "Dolby Digital",
    "ec-3": "Dolby Digital Plus",
    "samr": "AMR",
}
_COVER = frozenset({"jpeg", "png ", "mjpa", "mjpb"})
"""Pictures of chapters, which podcasts have in a track of their own."""


class _Box(NamedTuple):
    name: str
    body: int
    end: int


class _Track(NamedTuple):
    handler: str
    codec: str
    width: int
    height: int


def inspect(window: Window, kind: str) -> Inspected:
    """See `FileInspector`."""
    boxes = _Boxes(window)
    top = boxes.of_file()
    if top[:1] == [] or top[0].name != "ftyp":
        raise NotAPicture(BROKEN)
    index = next((box for box in top if box.name == "moov"), None)
    if index is None:
        raise NotAPicture(BROKEN)
    tracks = list(_tracks(boxes, index))
    shown = [track for track in tracks if track.handler == "vide" and track.codec not in _COVER]
    heard = [track for track in tracks if track.handler == "soun"]
    _must_play(shown, heard)
    if (kind == "mp4") != bool(shown):
        found, said = ("MP4", "M4A") if shown else ("M4A", "MP4")
        raise NotAPicture(str(OTHER_KIND.of(found=found, announced=said)))
    seconds = _seconds(boxes, index)
    if seconds <= 0:
        raise NotAPicture(ENDLESS)
    late = any(box.name == "mdat" for box in top[: top.index(index)])
    notes = (*((LATE_INDEX,) if late else ()), *((_AV1,) if _has(shown, "av01") else ()))
    size = (shown[0].width, shown[0].height) if shown else (0, 0)
    return Inspected(seconds, *size, notes)


def _has(tracks: list[_Track], codec: str) -> bool:
    return any(track.codec == codec for track in tracks)


def _must_play(shown: list[_Track], heard: list[_Track]) -> None:
    codecs = [track.codec for track in (*shown, *heard)]
    if not codecs:
        raise NotAPicture(SILENT)
    if "encv" in codecs or "enca" in codecs:
        raise NotAPicture(LOCKED)
    for tracks, plays, reason in (
        (shown, _SHOWN, NO_BROWSER_SHOWS),
        (heard, _HEARD, NO_BROWSER_HEARS),
    ):
        other = next((track.codec for track in tracks if track.codec not in plays), None)
        if other is not None:
            raise NotAPicture(str(reason.of(codec=_CALLED.get(other, other.strip() or "?"))))


class _Boxes:
    """Walks through them; so many steps, and each of them forwards."""

    def __init__(self, window: Window) -> None:
        self.window = window
        self._steps = 0

    def of_file(self) -> list[_Box]:
        """Those of the file itself; of one in fragments, up to the first of these.

        Raises NotAPicture where one is longer than the file.
        """
        found = list[_Box]()
        for box in self.within(0, self.window.size):
            if box.name == "moof":
                break
            found.append(box)
        return found

    def within(self, start: int, end: int) -> Iterator[_Box]:
        """Those from one place up to another."""
        while start + 8 <= end:
            self._steps += 1
            size, name = self.window.unpacked(">I4s", start)
            header = 8
            if size == 1:
                (size,), header = self.window.unpacked(">Q", start + 8), 16
            elif size == 0:
                size = end - start
            if size < header or start + size > end or self._steps > MOST_BOXES:
                raise NotAPicture(BROKEN)
            yield _Box(name.decode("latin-1"), start + header, start + size)
            start += size

    def first(self, box: _Box, *path: str) -> _Box | None:
        """The one that is reached by these names, each within the one before."""
        for name in path:
            found = next((one for one in self.within(box.body, box.end) if one.name == name), None)
            if found is None:
                return None
            box = found
        return box


def _tracks(boxes: _Boxes, index: _Box) -> Iterator[_Track]:
    traks = [box for box in boxes.within(index.body, index.end) if box.name == "trak"]
    for trak in traks[:MOST_TRACKS]:
        header, media = boxes.first(trak, "tkhd"), boxes.first(trak, "mdia")
        handler = boxes.first(media, "hdlr") if media else None
        described = boxes.first(media, "minf", "stbl", "stsd") if media else None
        if header is None or handler is None or described is None:
            raise NotAPicture(BROKEN)
        window = boxes.window
        (kind,) = window.unpacked(">4s", handler.body + 8)
        entries = list(boxes.within(described.body + 8, described.end))
        codec = entries[0].name if entries else ""
        yield _Track(kind.decode("latin-1"), codec, *_size(window, header))


def _size(window: Window, header: _Box) -> tuple[int, int]:
    """In pixels, as it is shown: a telephone's film may be turned by its matrix (8.3.2)."""
    more = 12 if window.at(header.body, 1) == b"\1" else 0
    matrix = window.unpacked(">9i", header.body + 40 + more)
    width, height = window.unpacked(">II", header.body + 76 + more)
    sides = (width >> 16, height >> 16)
    return (sides[1], sides[0]) if matrix[0] == 0 and matrix[4] == 0 else sides


def _seconds(boxes: _Boxes, index: _Box) -> float:
    header, window = boxes.first(index, "mvhd"), boxes.window
    if header is None:
        raise NotAPicture(BROKEN)
    form, at = (">IQ", 20) if window.at(header.body, 1) == b"\1" else (">II", 12)
    scale, units = window.unpacked(form, header.body + at)
    unknown = 0xFFFFFFFF if form == ">II" else 0xFFFFFFFFFFFFFFFF
    if units in (0, unknown) and (extends := boxes.first(index, "mvex", "mehd")):
        form = ">Q" if window.at(extends.body, 1) == b"\1" else ">I"
        (units,) = window.unpacked(form, extends.body + 4)
    return units / scale if scale and units != unknown else 0.0
