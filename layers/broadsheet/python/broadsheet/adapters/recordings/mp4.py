"""MP4 and M4A: tracks of films and sounds. ISO/IEC 14496-12 and -14."""

from collections.abc import Iterator
from typing import NamedTuple

from broadsheet.adapters.recordings.mp4_boxes import Box, Boxes
from broadsheet.adapters.recordings.mp4_codecs import (
    CAPTIONS,
    COVERS,
    HEARD,
    SHOWN,
    called,
    codec_of,
    unusual_profile,
)
from broadsheet.adapters.recordings.mp4_pieces import pieces_seconds
from broadsheet.adapters.recordings.plays import must_play
from broadsheet.adapters.recordings.window import Window
from broadsheet.domain.media.reasons import (
    BEYOND_PROFILE,
    NO_BROWSER_HEARS,
    NO_BROWSER_SHOWS,
    OTHER_KIND,
)
from broadsheet.domain.media.recordings import (
    AV1,
    BROKEN,
    ENDLESS,
    INNER_CAPTIONS,
    LATE_INDEX,
    LOCKED,
    SILENT,
    Inspected,
)
from broadsheet.usecases.media.ports import NotAPicture

MOST_TRACKS = 64


class _Track(NamedTuple):
    handler: str
    codec: str
    profile: str | None
    width: int
    height: int


def inspect(window: Window, kind: str) -> Inspected:
    """See `FileInspector`."""
    boxes = Boxes(window)
    top = boxes.of_file()
    index = next((box for box in top if box.name == "moov"), None)
    if index is None or top[0].name != "ftyp":
        raise NotAPicture(BROKEN)
    tracks = list(_tracks(boxes, index))
    shown = [track for track in tracks if track.handler == "vide" and track.codec not in COVERS]
    _must_play(shown, [track for track in tracks if track.handler == "soun"])
    if (kind == "mp4") != bool(shown):
        found, said = ("MP4", "M4A") if shown else ("M4A", "MP4")
        raise NotAPicture(str(OTHER_KIND.of(found=found, announced=said)))
    pieces = boxes.first(index, "mvex")
    seconds, notes = (
        pieces_seconds(boxes, top, index, pieces) if pieces else (_seconds(boxes, index), ())
    )
    if seconds <= 0:
        raise NotAPicture(ENDLESS)
    size = (shown[0].width, shown[0].height) if shown else (0, 0)
    return Inspected(seconds, *size, (*_notes(top, index, tracks), *notes))


def _notes(top: list[Box], index: Box, tracks: list[_Track]) -> Iterator[str]:
    if any(box.name == "mdat" for box in top[: top.index(index)]):
        yield LATE_INDEX
    codecs = {track.codec for track in tracks}
    if "av01" in codecs:
        yield AV1
    if codecs & CAPTIONS:
        yield INNER_CAPTIONS


def _must_play(shown: list[_Track], heard: list[_Track]) -> None:
    codecs = [track.codec for track in (*shown, *heard)]
    if not codecs:
        raise NotAPicture(SILENT)
    if "encv" in codecs or "enca" in codecs:
        raise NotAPicture(LOCKED)
    must_play((track.codec for track in shown), SHOWN, NO_BROWSER_SHOWS, called)
    must_play((track.codec for track in heard), HEARD, NO_BROWSER_HEARS, called)
    profile = next((track.profile for track in shown if track.profile), None)
    if profile is not None:
        raise NotAPicture(str(BEYOND_PROFILE.of(codec=profile)))


def _tracks(boxes: Boxes, index: Box) -> Iterator[_Track]:
    traks = [box for box in boxes.within(index.body, index.end) if box.name == "trak"]
    for trak in traks[:MOST_TRACKS]:
        header, media = boxes.first(trak, "tkhd"), boxes.first(trak, "mdia")
        handler = boxes.first(media, "hdlr") if media else None
        described = boxes.first(media, "minf", "stbl", "stsd") if media else None
        if header is None or handler is None or described is None:
            raise NotAPicture(BROKEN)
        (kind,) = boxes.window.unpacked(">4s", handler.body + 8)
        entry = next(iter(boxes.within(described.body + 8, described.end)), None)
        codec = codec_of(boxes, entry) if entry else ""
        profile = unusual_profile(boxes, entry) if entry else None
        yield _Track(kind.decode("latin-1"), codec, profile, *_size(boxes, header))


def _size(boxes: Boxes, header: Box) -> tuple[int, int]:
    """In pixels, as it is shown: a telephone's film may be turned by its matrix (8.3.2)."""
    window, more = boxes.window, 12 if boxes.is_long(header) else 0
    matrix = window.unpacked(">9i", header.body + 40 + more)
    width, height = window.unpacked(">II", header.body + 76 + more)
    sides = (width >> 16, height >> 16)
    return (sides[1], sides[0]) if matrix[0] == 0 and matrix[4] == 0 else sides


def _seconds(boxes: Boxes, index: Box) -> float:
    header = boxes.first(index, "mvhd")
    if header is None:
        raise NotAPicture(BROKEN)
    scale, units = boxes.lasting(header)
    unknown = 0xFFFFFFFFFFFFFFFF if boxes.is_long(header) else 0xFFFFFFFF
    return units / scale if scale and units != unknown else 0.0
