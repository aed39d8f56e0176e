"""Files as they are looked at before they are taken."""

import pytest

from broadsheet.adapters.recordings.inspected import inspect
from broadsheet.usecases.media.at_hand import BytesAtHand
from broadsheet.usecases.media.ports import NotAPicture


class Counted(BytesAtHand):
    """A file that counts what is asked of it, and may say that it is longer than it is."""

    def __init__(self, body: bytes, size: int | None = None) -> None:
        super().__init__(body)
        self.size = size or self.size
        self.asked = 0
        self.longest = 0

    def read(self, start: int, length: int) -> bytes:
        self.asked += 1
        self.longest = max(self.longest, length)
        return super().read(start, length).ljust(length, b"\0")


def refused(body: bytes, kind: str) -> str:
    """With which words a file is."""
    with pytest.raises(NotAPicture) as error:
        inspect(BytesAtHand(body), kind)
    return str(error.value)
