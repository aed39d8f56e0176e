"""Sets of pages that a change names without knowing them: they are looked up after it was made.

`usecases/site/affected_pages.py` knows the pages that each of them stands for.
"""

import msgspec

from broadsheet.domain.articles.listing import ListingName, Position
from broadsheet.domain.site.kinds.comments import CommentsPage
from broadsheet.domain.site.kinds.live import LivePage
from broadsheet.domain.site.kinds.run import RunPage
from broadsheet.domain.site.kinds.sitemaps import SitemapPage

AnyBelow = CommentsPage | LivePage
"""The kinds of pages that stand below an article's own."""


class Followers(msgspec.Struct, frozen=True):
    """The articles that show this place of a listing under 'Don't miss': the next few."""

    listing: ListingName
    position: Position


class Beside(msgspec.Struct, frozen=True):
    """What leads to the run of this place because there is a story in it, or passes it by: the
    runs beside it, and the months of the listing."""

    listing: ListingName
    position: Position


class InArchive(msgspec.Struct, frozen=True):
    """The page of a run, if there is one by now: the stories of the newest stand on the head of
    the listing alone, or in the news sitemap."""

    page: RunPage | SitemapPage


class Closed(msgspec.Struct, frozen=True):
    """A run to which nothing can be added any more: its page, and those that lead to it from now
    on."""

    page: RunPage


class LinkedFrom(msgspec.Struct, frozen=True):
    """The articles that show this article as 'Also read'."""

    article_id: str


class TranslationsOf(msgspec.Struct, frozen=True):
    """The articles that are translations of this one."""

    group: str


class ArticlesBy(msgspec.Struct, frozen=True):
    """The articles of an author."""

    slug: str


class PartsBeside(msgspec.Struct, frozen=True):
    """The stories of a series before and after a place in it: each leads to the next one."""

    series: str
    place: str


class PageOf(msgspec.Struct, frozen=True):
    """The article's own page."""

    article_id: str


class RunsOf(msgspec.Struct, frozen=True):
    """Every page of a kind below an article, at these addresses."""

    kind: type[AnyBelow]
    article_id: str
    paths: tuple[str, ...]


class RunsShown(msgspec.Struct, frozen=True):
    """The article's own page, and these runs of a kind below it, at all its addresses."""

    kind: type[AnyBelow]
    article_id: str
    runs: tuple[int, ...]


class LivePictures(msgspec.Struct, frozen=True):
    """The newsroom's pictures in the entries of a running story."""

    article_id: str


class CardsOf(msgspec.Struct, frozen=True):
    """What has a card of an address: its partition."""

    pk: str


class RunShown(msgspec.Struct, frozen=True):
    """A public article's own page, and the page of that run below it if there are newer ones."""

    kind: type[AnyBelow]
    article_id: str
    run: int


class RedirectsTo(msgspec.Struct, frozen=True):
    """The pages of editors' redirects that lead to an article."""

    article_id: str


# Structs, as named tuples of different kinds are equal where their fields are.
Walked = LinkedFrom | TranslationsOf | ArticlesBy | RunsOf | LivePictures | RedirectsTo | CardsOf
"""Those that grow with the archive: the newest of them at once, the others by and by."""

PageSet = (
    Followers | Beside | InArchive | Closed | PartsBeside | PageOf | RunsShown | RunShown | Walked
)
