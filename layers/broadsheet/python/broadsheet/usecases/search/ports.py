"""What the search needs of the world, as Protocols."""

from collections.abc import Sequence
from typing import Protocol


class SearchIndex(Protocol):
    """The files of the search index, to be read."""

    def segments(self, files: Sequence[str]) -> Sequence[bytes | None]:
        """The bytes of each file, in the same order; None where there is none."""
