"""Files that are made of configuration alone, and editors' redirects where no article stood."""

from typing import Self

import msgspec

from broadsheet.domain.site.page import Page


class FixedPage(Page, frozen=True):
    """A page or asset made of configuration alone, named by its key."""

    file: str

    @property
    def files(self) -> tuple[str, ...]:
        return (self.file,)

    @classmethod
    def at(cls, file: str) -> Self:
        return cls(file)


class FixedView(msgspec.Struct, frozen=True):
    """Nothing but configuration."""
