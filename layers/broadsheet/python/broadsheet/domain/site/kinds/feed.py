"""Feeds of whole articles."""

import re
from typing import Self

import msgspec

from broadsheet.domain.articles.article import Article
from broadsheet.domain.articles.listing import SITE, Listing, ListingKind, ListingName
from broadsheet.domain.shared.patterns import pattern
from broadsheet.domain.site.kinds.listing import LISTING, listing_in, listing_path
from broadsheet.domain.site.page import Page

FED = (ListingKind.SITE, ListingKind.SECTION)
"""Listings with feeds of their own."""

_FEED, _OTHERS = "feed.xml", ("atom.xml", "feed.json")
_FILE = pattern(rf"{LISTING}{re.escape(_FEED)}|{'|'.join(map(re.escape, _OTHERS))}")
LED_ON = pattern(rf"/section/[^/]+/(?:{'|'.join(map(re.escape, _OTHERS))})")
"""Paths of a section that the edge leads to its feed."""


class FeedPage(Page, frozen=True):
    """A listing's newest articles, whole, for feed readers: of the site and of sections.

    The site's are in three formats. A section's are RSS, to which the edge leads from the others
    (`PageAddresses` in `template.yaml`).
    """

    listing: ListingName

    @property
    def files(self) -> tuple[str, ...]:
        others = _OTHERS if self.listing == SITE else ()
        return (f"{listing_path(self.listing)[1:]}{_FEED}", *others)

    @classmethod
    def at(cls, file: str) -> Self | None:
        found = _FILE.fullmatch(file)
        return cls(listing_in(found)) if found else None


class FeedView(msgspec.Struct, frozen=True):
    """The newest articles of a listing, newest first."""

    listing: Listing
    articles: tuple[Article, ...]
