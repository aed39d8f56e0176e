"""A file that is looked at in a few places, and never as a whole: it may have a gigabyte."""

import struct
from typing import Any

from broadsheet.domain.media.recordings import BROKEN
from broadsheet.usecases.media.ports import NotAPicture, UploadedFile

BLOCK = 64 * 1024
"""What is asked for at once: each is a call."""
MOST_BLOCKS = 200
"""Whoever needs more of them is led through the file by the file: 12 MB, or some seconds."""


class Window:
    """The bytes of a file, of which only those are asked for that are looked at."""

    def __init__(self, file: UploadedFile) -> None:
        self._file = file
        self._blocks: dict[int, bytes] = {}
        self.size = file.size

    def at(self, start: int, length: int) -> bytes:
        """So many bytes from there on. Raises NotAPicture where the file has fewer."""
        if start < 0 or length < 0 or start + length > self.size:
            raise NotAPicture(BROKEN)
        first, last = start // BLOCK, max(start, start + length - 1) // BLOCK
        found = b"".join(self._block(number) for number in range(first, last + 1))
        begin = start - first * BLOCK
        return found[begin : begin + length]

    def unpacked(self, form: str, start: int) -> tuple[Any, ...]:
        """What stands there, by a form of `struct`. Raises NotAPicture as `at` does."""
        return struct.unpack(form, self.at(start, struct.calcsize(form)))

    def head(self, length: int) -> bytes:
        """So many bytes of its beginning, or all that there are."""
        return self.at(0, min(length, self.size))

    def tail(self, length: int) -> bytes:
        """So many bytes of its end, or all that there are."""
        length = min(length, self.size)
        return self.at(self.size - length, length)

    def _block(self, number: int) -> bytes:
        if number not in self._blocks:
            if len(self._blocks) >= MOST_BLOCKS:
                raise NotAPicture(BROKEN)
            start = number * BLOCK
            self._blocks[number] = self._file.read(start, min(BLOCK, self.size - start))
        return self._blocks[number]
