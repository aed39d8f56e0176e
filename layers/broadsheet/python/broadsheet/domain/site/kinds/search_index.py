"""The files that search looks into."""

from typing import Self

import msgspec

from broadsheet.domain.search.index import SearchWords
from broadsheet.domain.shared.patterns import pattern
from broadsheet.domain.site.page import Page

_FILE = pattern(r"search/index/(?P<month>\d{4}-\d\d)-(?P<run>\d+)\.txt")


class SearchIndexPage(Page, frozen=True):
    """One run of a month's words, for the search: a file that no reader looks at."""

    month: str
    run: int

    @property
    def files(self) -> tuple[str, ...]:
        return (f"search/index/{self.month}-{self.run}.txt",)

    @classmethod
    def at(cls, file: str) -> Self | None:
        found = _FILE.fullmatch(file)
        return cls(found["month"], int(found["run"])) if found else None


class SearchIndexView(msgspec.Struct, frozen=True):
    """The words of one run of a month, in the order of the slots."""

    entries: tuple[SearchWords, ...]
