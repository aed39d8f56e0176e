"""MP4 in pieces (fragments), whose index knows the first of them at most. ISO/IEC 14496-12, 8.8.

Pieces are not counted: a film has one for every second or two, and each is a call. How long all of
them last says one of two boxes in front of them; whether all are there, one at either end.
"""

from broadsheet.adapters.recordings.mp4_boxes import Box, Boxes
from broadsheet.domain.media.recordings import BROKEN, MAYBE_PIECES
from broadsheet.usecases.media.ports import NotAPicture

_MOST_PARTS = 10_000
_OF_PIECES = frozenset({"sidx", "styp", "moof", "prft", "emsg"})


def pieces_seconds(
    boxes: Boxes, top: list[Box], index: Box, pieces: Box
) -> tuple[float, tuple[str, ...]]:
    """How long they last, 0 where nothing says it, and what is to be noted.

    Raises NotAPicture if some are missing.
    """
    parts = next((box for box in top if box.name == "sidx"), None)
    of_parts, ends = _parts(boxes, parts) if parts else (0.0, 0)
    if ends > boxes.window.size:
        raise NotAPicture(BROKEN)
    are_all = ends > 0 and not _goes_on(boxes, ends)
    seconds = _told(boxes, index, pieces) or (of_parts if are_all else 0.0)
    return seconds, () if are_all or _has_last(boxes) else (MAYBE_PIECES,)


def _goes_on(boxes: Boxes, at: int) -> bool:
    """Whether there are more pieces: some writers put such a list before each."""
    following = next(boxes.within(at, boxes.window.size), None)
    return following is not None and following.name in _OF_PIECES


def _told(boxes: Boxes, index: Box, pieces: Box) -> float:
    header, all_of_it = boxes.first(index, "mvhd"), boxes.first(pieces, "mehd")
    if header is None or all_of_it is None:
        return 0.0
    scale, _ = boxes.lasting(header)
    form = ">Q" if boxes.is_long(all_of_it) else ">I"
    (units,) = boxes.window.unpacked(form, all_of_it.body + 4)
    return float(units / scale) if scale else 0.0


def _parts(boxes: Boxes, index: Box) -> tuple[float, int]:
    """Seconds of a track's parts, and where the last of them ends (8.16.3)."""
    window = boxes.window
    (scale,) = window.unpacked(">I", index.body + 8)
    form, at = (">QQHH", 32) if boxes.is_long(index) else (">IIHH", 24)
    _, skipped, _, count = window.unpacked(form, index.body + 12)
    sizes, units = 0, 0
    for number in range(min(count, _MOST_PARTS)):
        size, lasts, _ = window.unpacked(">III", index.body + at + 12 * number)
        sizes, units = sizes + (size & 0x7FFFFFFF), units + lasts
    return (units / scale if scale else 0.0), index.end + skipped + sizes


def _has_last(boxes: Boxes) -> bool:
    """Whether the file ends with the list of its pieces (8.8.11), which says how long it is."""
    window = boxes.window
    length, name = window.unpacked(">I4s", window.size - 16)
    (whole,) = window.unpacked(">I", window.size - 4)
    if (length, name) != (16, b"mfro") or not 16 <= whole <= window.size:
        return False
    size, name = window.unpacked(">I4s", window.size - whole)
    return bool((size, name) == (whole, b"mfra"))
