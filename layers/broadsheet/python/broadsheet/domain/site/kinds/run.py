"""The archive of a listing: runs of its months, which stay as they are."""

from typing import Self

import msgspec

from broadsheet.domain.articles.listing import Card, Listing, ListingName
from broadsheet.domain.shared.patterns import pattern
from broadsheet.domain.site.kinds.listing import LISTING, listing_in, listing_path
from broadsheet.domain.site.page import Page, index

_FILE = pattern(rf"{LISTING}(?P<yyyy>\d{{4}})/(?P<mm>\d\d)/(?:page/(?P<run>\d+)/)?index\.html")


class RunPage(Page, frozen=True):
    """One run of a listing's month, for ever: once nothing can be added to it."""

    listing: ListingName
    month: str
    run: int

    @property
    def files(self) -> tuple[str, ...]:
        return (index(run_path(self.listing, self.month, self.run)),)

    @classmethod
    def at(cls, file: str) -> Self | None:
        found = _FILE.fullmatch(file)
        if found is None:
            return None
        return cls(listing_in(found), f"{found['yyyy']}-{found['mm']}", int(found["run"] or 1))


def run_path(listing: ListingName, month: str, run: int) -> str:
    """Where a run of a listing's month stands."""
    base = f"{listing_path(listing)}{month.replace('-', '/')}/"
    return base if run == 1 else f"{base}page/{run}/"


class RunView(msgspec.Struct, frozen=True, kw_only=True):
    """One run of a month, newest first, and the runs beside it as (month, run)."""

    listing: Listing
    cards: tuple[Card, ...]
    older: tuple[str, int] | None
    newer: tuple[str, int] | None
