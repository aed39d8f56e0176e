"""Every kind of page: which there are, and what they are made of."""

from typing import get_args

from broadsheet.domain.site.kinds.article import ArticlePage, ArticleView, RetractedView
from broadsheet.domain.site.kinds.comments import CommentsPage, CommentsView
from broadsheet.domain.site.kinds.feed import FeedPage, FeedView
from broadsheet.domain.site.kinds.fixed import FixedPage, FixedView
from broadsheet.domain.site.kinds.listing import ListingPage, ListingView
from broadsheet.domain.site.kinds.live import LivePage, LiveRunView
from broadsheet.domain.site.kinds.media import MediaPage, MediaView
from broadsheet.domain.site.kinds.months import MonthsPage, MonthsView
from broadsheet.domain.site.kinds.podcast import PodcastPage, PodcastView
from broadsheet.domain.site.kinds.run import RunPage, RunView
from broadsheet.domain.site.kinds.search_index import SearchIndexPage, SearchIndexView
from broadsheet.domain.site.kinds.sitemaps import (
    NewsSitemapPage,
    SitemapIndexPage,
    SitemapIndexView,
    SitemapPage,
    SitemapView,
)
from broadsheet.domain.site.page import Moved

AnyPage = (
    ArticlePage
    | CommentsPage
    | LivePage
    | ListingPage
    | FeedPage
    | PodcastPage
    | RunPage
    | MonthsPage
    | SitemapIndexPage
    | SitemapPage
    | NewsSitemapPage
    | SearchIndexPage
    | MediaPage
    | FixedPage
)
"""Each key is a file of one of these alone; of the last, where it is of none before."""

View = (
    Moved
    | RetractedView
    | ArticleView
    | CommentsView
    | LiveRunView
    | ListingView
    | FeedView
    | PodcastView
    | RunView
    | MonthsView
    | SitemapIndexView
    | SitemapView
    | SearchIndexView
    | MediaView
    | FixedView
)
"""What a page is made of: its inputs, read from the table, and nothing else."""

KINDS: tuple[type[AnyPage], ...] = get_args(AnyPage)


def page_at(file: str) -> AnyPage:
    """The page that a key belongs to: the inverse of `files`."""
    return next(page for kind in KINDS if (page := kind.at(file)))


def unit_of(page: AnyPage) -> str:
    """Which pages are rendered one after the other: the head of a listing with its feeds and its
    months, as they are made of the same entries; every other page by itself.

    It is the name of a file, and the same for a page for ever.
    """
    if isinstance(page, FeedPage | PodcastPage | MonthsPage):
        return ListingPage(page.listing).files[0]
    return page.files[0]


def company_of(page: AnyPage) -> str:
    """The unit with which the page is rendered if that is rendered as well: its own, but for runs.

    A change of a run's entry is one of the head, and mostly both are made of the same entries. But
    a rebuild of all runs must not keep a head waiting: so they are a unit each.
    """
    return ListingPage(page.listing).files[0] if isinstance(page, RunPage) else unit_of(page)
