"""Frames of MP3: ISO/IEC 11172-3 and 13818-3, layer III."""

from collections.abc import Iterator
from itertools import takewhile
from typing import NamedTuple

from broadsheet.adapters.recordings.window import Window

_V1 = (0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320)
_V2 = (0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160)
"""Kilobits a second of layer III."""
_RATES = {3: (44100, 48000, 32000), 2: (22050, 24000, 16000), 0: (11025, 12000, 8000)}
"""Samples a second, by the bits of the version: 1, 2 and 2.5."""
_LONGEST = 1_441
"""Bytes of a frame: 320 kbit/s at 32 kHz, and one to fill up."""
_HEADER = 4
RUN = 3
"""Frames after each other that are no accident."""
LOOKED = (RUN + 1) * _LONGEST
"""Bytes in which a run of them is, wherever these bytes begin."""


class Frame(NamedTuple):
    """One of them, by its header."""

    start: int
    length: int
    samples: int
    rate: int
    is_mono: bool
    is_v1: bool

    @property
    def end(self) -> int:
        """Where the next one begins."""
        return self.start + self.length


def frame_at(window: Window, at: int) -> Frame | None:
    """The one whose header stands there; None where there is none."""
    if at + _HEADER > window.size:
        return None
    a, b, c, d = window.at(at, _HEADER)
    version, bits, rate = (b >> 3) & 3, c >> 4, (c >> 2) & 3
    if a != 0xFF or b & 0xE6 != 0xE2 or version == 1 or bits in (0, 15) or rate == 3:
        return None
    is_v1 = version == 3
    thousands, samples = (_V1 if is_v1 else _V2)[bits], 1152 if is_v1 else 576
    a_second = _RATES[version][rate]
    length = samples // 8 * thousands * 1000 // a_second + ((c >> 1) & 1)
    return Frame(at, length, samples, a_second, d >> 6 == 3, is_v1)


def run_from(window: Window, at: int) -> Iterator[Frame]:
    """Those that follow each other from there, as long as they are of one kind."""
    first = frame_at(window, at)
    following = first
    while following and first and (following.rate, following.is_v1) == (first.rate, first.is_v1):
        yield following
        following = frame_at(window, following.end)


def run_behind(window: Window, at: int, end: int) -> list[Frame]:
    """The first run that begins close behind a place, up to the frame that begins before `end`."""
    near = window.at(at, min(LOOKED, window.size - at))
    start = near.find(b"\xff")
    while start >= 0:
        run = list(takewhile(lambda frame: frame.start < end, run_from(window, at + start)))
        if len(run) >= RUN:
            return run
        start = near.find(b"\xff", start + 1)
    return []


def ends_within_one(window: Window, begins: int) -> bool:
    """Whether the file ends before its last frame does; `begins` is where the first one does."""
    run = run_behind(window, max(begins, window.size - LOOKED), window.size)
    return bool(run) and run[-1].end != window.size and window.size - run[-1].end < _HEADER
