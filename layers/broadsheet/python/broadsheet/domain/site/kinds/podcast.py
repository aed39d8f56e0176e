"""The podcast of a section."""

import re
from typing import Self

import msgspec

from broadsheet.domain.articles.article import Article
from broadsheet.domain.articles.listing import ListingName
from broadsheet.domain.shared.patterns import pattern
from broadsheet.domain.site.kinds.listing import LISTING, listing_in, listing_path
from broadsheet.domain.site.page import Page

PODCAST = "podcast.xml"
_FILE = pattern(rf"{LISTING}{re.escape(PODCAST)}")


class PodcastPage(Page, frozen=True):
    """What of a section can be listened to, for programs that play podcasts.

    Only sections that `site.toml` calls podcasts have one.
    """

    listing: ListingName

    @property
    def files(self) -> tuple[str, ...]:
        return (f"{listing_path(self.listing)[1:]}{PODCAST}",)

    @classmethod
    def at(cls, file: str) -> Self | None:
        found = _FILE.fullmatch(file)
        return cls(listing_in(found)) if found else None


class PodcastView(msgspec.Struct, frozen=True):
    """Those of a section's newest stories that play something, newest first."""

    listing: ListingName
    articles: tuple[Article, ...]
