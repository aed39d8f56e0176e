"""The months of a listing's archive."""

from itertools import groupby
from typing import Self

import msgspec

from broadsheet.domain.articles.listing import Listing, ListingName
from broadsheet.domain.shared.patterns import pattern
from broadsheet.domain.site.kinds.listing import LISTING, listing_in, listing_path
from broadsheet.domain.site.page import Page, index

_FILE = pattern(rf"{LISTING}archive/index\.html")


class MonthsPage(Page, frozen=True):
    """The months of a listing's archive."""

    listing: ListingName

    @property
    def files(self) -> tuple[str, ...]:
        return (index(months_path(self.listing)),)

    @classmethod
    def at(cls, file: str) -> Self | None:
        found = _FILE.fullmatch(file)
        return cls(listing_in(found)) if found else None


def months_path(listing: ListingName) -> str:
    """Where a listing's months are listed."""
    return f"{listing_path(listing)}archive/"


class MonthsView(msgspec.Struct, frozen=True):
    """The months of an archive that have stories, newest first, each with its first run.

    None is one that stands on the head of the listing so far.
    """

    listing: Listing
    months: tuple[tuple[str, int | None], ...]

    @property
    def years(self) -> list[tuple[str, list[tuple[str, int | None]]]]:
        """The months of each year, in the same order."""
        by_year = groupby(self.months, key=lambda month: month[0].partition("-")[0])
        return [(year, list(months)) for year, months in by_year]
