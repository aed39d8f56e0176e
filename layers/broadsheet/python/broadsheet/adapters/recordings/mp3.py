"""MP3: frames after each other. ISO/IEC 11172-3 and 13818-3; ID3v2: https://id3.org/id3v2.4.0-structure.

How long it lasts says the first frame of those who write files (Xing, Info, VBRI); where none
does, all of it has as many bytes a second as a few places of it.
"""

from itertools import islice

from broadsheet.adapters.recordings.mp3_frames import (
    LOOKED,
    RUN,
    Frame,
    ends_within_one,
    run_behind,
    run_from,
)
from broadsheet.adapters.recordings.window import BLOCK, Window
from broadsheet.domain.media.recordings import BROKEN, MAYBE_CUT, Inspected
from broadsheet.usecases.media.ports import NotAPicture

_LOOKED = 4096
"""Bytes after the tags in which the first frame has to begin: some writers leave zeros there."""
_PLACES = 8
"""Blocks of the file whose mean is that of all: what is spoken begins with more or less than it."""
_WHOLE = 0.98
"""Of the bytes that a file says it has, so much is there if it was sent whole."""


def inspect(window: Window, kind: str) -> Inspected:  # noqa: ARG001
    """See `FileInspector`."""
    first = _first_frame(window, after_tags(window))
    told = _told(window, first)
    seconds = _estimated(window, first) if told is None else told
    if seconds <= 0:
        raise NotAPicture(BROKEN)
    return Inspected(seconds, notes=(MAYBE_CUT,) if ends_within_one(window, first.start) else ())


def after_tags(window: Window) -> int:
    """Where the tags in front end; there may be several. Raises NotAPicture if nothing follows."""
    at = 0
    for _ in range(4):
        if at + 10 > window.size or window.at(at, 3) != b"ID3":
            break
        sizes = window.at(at + 6, 4)
        if any(byte & 0x80 for byte in sizes):
            raise NotAPicture(BROKEN)
        length = sizes[0] << 21 | sizes[1] << 14 | sizes[2] << 7 | sizes[3]
        at += 10 + length + (10 if window.at(at + 5, 1)[0] & 0x10 else 0)
    if at >= window.size:
        raise NotAPicture(BROKEN)
    return at


def _first_frame(window: Window, begins: int) -> Frame:
    near = window.at(begins, min(_LOOKED, window.size - begins))
    start = len(near) - len(near.lstrip(b"\0"))
    run = list(islice(run_from(window, begins + start), RUN))
    if len(run) < RUN:
        raise NotAPicture(BROKEN)
    return run[0]


def _sound_ends(window: Window) -> int:
    """Where the tags at the end begin: ID3v1, and APEv2 in front of it.

    https://wiki.hydrogenaudio.org/index.php?title=APEv2_specification
    """
    end = window.size
    if end > 128 and window.at(end - 128, 3) == b"TAG":
        end -= 128
    if end > 64 and window.at(end - 32, 8) == b"APETAGEX":
        _, length, _, flags = window.unpacked("<4I", end - 24)
        end -= length + (32 if flags >> 31 else 0)
    return end


def _estimated(window: Window, first: Frame) -> float:
    sound = _sound_ends(window) - first.start
    places = (first.start + sound * number // _PLACES for number in range(_PLACES))
    begins = (max(first.start, place - place % BLOCK) for place in places)
    runs = [run_behind(window, at, at + BLOCK - LOOKED) for at in begins]
    frames = {frame.start: frame for run in runs for frame in run}.values()
    seconds = len(frames) * first.samples / first.rate
    return sound * seconds / sum(frame.length for frame in frames)


def _told(window: Window, first: Frame) -> float | None:
    """What the first frame says, if it is no sound. Raises NotAPicture if bytes are missing."""
    frame = window.at(first.start, min(first.length, window.size - first.start))
    side = (17 if first.is_mono else 32) if first.is_v1 else (9 if first.is_mono else 17)
    xing = frame[4 + side : 4 + side + 16]
    if xing[:4] in (b"Xing", b"Info") and len(xing) == 16 and xing[7] & 1:
        told = int.from_bytes(xing[12:16], "big") if xing[7] & 2 else 0
        return _lasts(window, first, int.from_bytes(xing[8:12], "big"), told)
    if frame[36:40] == b"VBRI" and len(frame) >= 54:
        numbers = (int.from_bytes(frame[50:54], "big"), int.from_bytes(frame[46:50], "big"))
        return _lasts(window, first, *numbers)
    return None


def _lasts(window: Window, first: Frame, frames: int, told: int) -> float:
    if window.size - first.start < told * _WHOLE:
        raise NotAPicture(BROKEN)
    # Whoever put two files after each other left the first one's number.
    there = _sound_ends(window) - first.start
    more = there / told if told and there > told / _WHOLE else 1.0
    return frames * first.samples / first.rate * more
