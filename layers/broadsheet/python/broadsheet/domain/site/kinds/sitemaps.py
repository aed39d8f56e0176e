"""What crawlers find articles by: sitemaps of months, their index, and the news of two days."""

from typing import Self

import msgspec

from broadsheet.domain.articles.listing import Card
from broadsheet.domain.shared.patterns import pattern
from broadsheet.domain.site.page import Page

_INDEX, _NEWS = "sitemap.xml", "news-sitemap.xml"
_FILE = pattern(r"sitemaps/(?P<month>\d{4}-\d\d)-(?P<run>\d+)\.xml")


class SitemapIndexPage(Page, frozen=True):
    """The list of sitemaps."""

    @property
    def files(self) -> tuple[str, ...]:
        return (_INDEX,)

    @classmethod
    def at(cls, file: str) -> Self | None:
        return cls() if file == _INDEX else None


class SitemapPage(Page, frozen=True):
    """One run of a month's articles for crawlers: once nothing can be added to it."""

    month: str
    run: int

    @property
    def files(self) -> tuple[str, ...]:
        return (sitemap_path(self.month, self.run)[1:],)

    @classmethod
    def at(cls, file: str) -> Self | None:
        found = _FILE.fullmatch(file)
        return cls(found["month"], int(found["run"])) if found else None


class NewsSitemapPage(Page, frozen=True):
    """The articles of the last two days for news crawlers, and those in no other sitemap yet."""

    @property
    def files(self) -> tuple[str, ...]:
        return (_NEWS,)

    @classmethod
    def at(cls, file: str) -> Self | None:
        return cls() if file == _NEWS else None


def sitemap_path(month: str, run: int) -> str:
    """Where a run of a month's articles is listed for crawlers."""
    return f"/sitemaps/{month}-{run}.xml"


class SitemapIndexView(msgspec.Struct, frozen=True):
    """Every sitemap of a run as (month, run), oldest first."""

    sitemaps: tuple[tuple[str, int], ...]


class SitemapView(msgspec.Struct, frozen=True):
    """The cards of one sitemap, oldest first; of the news sitemap, newest first, those that are
    `news` before the others."""

    cards: tuple[Card, ...]
    news: int = 0
