"""Feeds of whole articles."""

import re
from typing import Self

import msgspec

from broadsheet.domain.articles.article import Article
from broadsheet.domain.articles.listing import Listing, ListingKind, ListingName
from broadsheet.domain.site.kinds.listing import LISTING, listing_in, listing_path
from broadsheet.domain.site.page import Page

FED = (ListingKind.SITE, ListingKind.SECTION)
"""Listings with feeds of their own."""

_FEEDS = ("feed.xml", "atom.xml", "feed.json")
_FILE = re.compile(rf"{LISTING}(?:{'|'.join(map(re.escape, _FEEDS))})")


class FeedPage(Page, frozen=True):
    """A listing's newest articles, whole, for feed readers: of the site and of sections."""

    listing: ListingName

    @property
    def files(self) -> tuple[str, ...]:
        base = listing_path(self.listing)[1:]
        return tuple(base + feed for feed in _FEEDS)

    @classmethod
    def at(cls, file: str) -> Self | None:
        found = _FILE.fullmatch(file)
        return cls(listing_in(found)) if found else None


class FeedView(msgspec.Struct, frozen=True):
    """The newest articles of a listing, newest first."""

    listing: Listing
    articles: tuple[Article, ...]
