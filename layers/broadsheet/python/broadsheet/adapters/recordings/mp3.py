"""MP3: frames after each other. ISO/IEC 11172-3 and 13818-3; ID3v2: https://id3.org/id3v2.4.0-structure.

How long it lasts says the first frame of those who write files (Xing, Info, VBRI); where none
does, all frames are as long as the first ones.
"""

from typing import NamedTuple

from broadsheet.adapters.recordings.window import Window
from broadsheet.domain.media.recordings import BROKEN, Inspected
from broadsheet.usecases.media.ports import NotAPicture

_V1 = (0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320)
_V2 = (0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160)
"""Kilobits a second of layer III."""
_RATES = {3: (44100, 48000, 32000), 2: (22050, 24000, 16000), 0: (11025, 12000, 8000)}
"""Samples a second, by the bits of the version: 1, 2 and 2.5."""
_LOOKED = 4096
"""Bytes after the tags in which the first frame has to begin: some writers leave zeros there."""
_RUN = 3
"""Frames after each other that are no accident."""
_WHOLE = 0.98
"""Of the bytes that a file says it has, so much is there if it was sent whole."""


class _Frame(NamedTuple):
    start: int
    length: int
    samples: int
    rate: int
    bits: int
    is_mono: bool
    is_v1: bool


def inspect(window: Window, kind: str) -> Inspected:  # noqa: ARG001
    """See `FileInspector`."""
    begins = _after_tags(window)
    first = _first_frame(window, begins)
    seconds = _told(window, first)
    if seconds is None:
        tagged = 128 if window.size > 128 and window.at(window.size - 128, 3) == b"TAG" else 0
        seconds = (window.size - tagged - first.start) * 8 / first.bits
    if seconds <= 0:
        raise NotAPicture(BROKEN)
    return Inspected(seconds)


def _after_tags(window: Window) -> int:
    """Where the tags in front end; there may be several."""
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


def _first_frame(window: Window, begins: int) -> _Frame:
    near = window.at(begins, min(_LOOKED, window.size - begins))
    start = len(near) - len(near.lstrip(b"\0"))
    first = _frame(window, begins + start)
    after = first
    for _ in range(_RUN - 1):
        following = _frame(window, after.start + after.length)
        if (following.rate, following.is_v1) != (first.rate, first.is_v1):
            raise NotAPicture(BROKEN)
        after = following
    return first


def _frame(window: Window, at: int) -> _Frame:
    a, b, c, d = window.at(at, 4)
    version, bits, rate = (b >> 3) & 3, c >> 4, (c >> 2) & 3
    if a != 0xFF or b & 0xE6 != 0xE2 or version == 1 or bits in (0, 15) or rate == 3:
        raise NotAPicture(BROKEN)
    is_v1 = version == 3
    thousands, samples = (_V1 if is_v1 else _V2)[bits], 1152 if is_v1 else 576
    a_second = _RATES[version][rate]
    length = samples // 8 * thousands * 1000 // a_second + ((c >> 1) & 1)
    return _Frame(at, length, samples, a_second, thousands * 1000, d >> 6 == 3, is_v1)


def _told(window: Window, first: _Frame) -> float | None:
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


def _lasts(window: Window, first: _Frame, frames: int, told: int) -> float:
    if window.size - first.start < told * _WHOLE:
        raise NotAPicture(BROKEN)
    return frames * first.samples / first.rate
