"""Boxes within boxes: ISO/IEC 14496-12, 4.2."""

from collections.abc import Iterator
from typing import NamedTuple

from broadsheet.adapters.recordings.window import Window
from broadsheet.domain.media.recordings import BROKEN
from broadsheet.usecases.media.ports import NotAPicture

MOST_BOXES = 5_000
"""Of all levels: those of a film are some dozens for each of its tracks."""


class Box(NamedTuple):
    """What it is called, and where what is in it begins and ends."""

    name: str
    body: int
    end: int


class Boxes:
    """Walks through them; so many steps, and each of them forwards."""

    def __init__(self, window: Window) -> None:
        self.window = window
        self._steps = 0

    def of_file(self) -> list[Box]:
        """Those of the file itself; of one in fragments, up to the first of these.

        Raises NotAPicture where one is longer than the file.
        """
        found = list[Box]()
        for box in self.within(0, self.window.size):
            if box.name == "moof":
                break
            found.append(box)
        return found

    def within(self, start: int, end: int) -> Iterator[Box]:
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
            yield Box(name.decode("latin-1"), start + header, start + size)
            start += size

    def first(self, box: Box, *path: str) -> Box | None:
        """The one that is reached by these names, each within the one before."""
        for name in path:
            found = next((one for one in self.within(box.body, box.end) if one.name == name), None)
            if found is None:
                return None
            box = found
        return box

    def lasting(self, header: Box) -> tuple[int, int]:
        """Units a second, and for how many of them all of it lasts, as `mvhd` says (8.2.2)."""
        form, at = (">IQ", 20) if self.is_long(header) else (">II", 12)
        scale, units = self.window.unpacked(form, header.body + at)
        return scale, units

    def is_long(self, box: Box) -> bool:
        """Whether its numbers are of 64 bits (its version is 1)."""
        return self.window.at(box.body, 1) == b"\1"
