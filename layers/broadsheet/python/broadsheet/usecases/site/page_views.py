"""What each page is made of: a bounded number of bounded, strongly consistent reads."""

from collections.abc import Callable, Sequence
from functools import partial
from importlib import import_module
from typing import Any

from broadsheet.domain.articles.article import Term
from broadsheet.domain.site.kinds.article import ArticlePage
from broadsheet.domain.site.kinds.comments import CommentsPage
from broadsheet.domain.site.kinds.feed import FeedPage
from broadsheet.domain.site.kinds.fixed import FixedPage
from broadsheet.domain.site.kinds.listing import ListingPage
from broadsheet.domain.site.kinds.live import LivePage
from broadsheet.domain.site.kinds.media import MediaPage
from broadsheet.domain.site.kinds.months import MonthsPage
from broadsheet.domain.site.kinds.podcast import PodcastPage
from broadsheet.domain.site.kinds.run import RunPage
from broadsheet.domain.site.kinds.search_index import SearchIndexPage
from broadsheet.domain.site.kinds.sitemaps import NewsSitemapPage, SitemapIndexPage, SitemapPage
from broadsheet.domain.site.pages import AnyPage, View
from broadsheet.usecases.shared.ports import Reads
from broadsheet.usecases.site.kinds import article

PageViews = Callable[[AnyPage], View | None]
"""A page's inputs as they are now, or None where no page should be."""


def views_by(
    sections: Sequence[Term], fixed_files: Sequence[str], opinion: str = ""
) -> Callable[[Reads], PageViews]:
    """`page_views`, of whatever is read by."""
    return lambda reads: page_views(reads, sections, fixed_files, opinion)


def page_views(
    reads: Reads, sections: Sequence[Term], fixed_files: Sequence[str], opinion: str = ""
) -> PageViews:
    """What reads the inputs of each kind of page.

    `sections` are the site's own, whose pages exist from the start; `fixed_files` are the keys of
    the files that are made of configuration alone; `opinion` is the slug of the section that is a
    strip on the front page.
    """
    readers: dict[type[AnyPage], Callable[[Any], View | None]] = {
        ArticlePage: partial(article.read, reads),
        CommentsPage: _of("comments", reads),
        LivePage: _of("live", reads),
        ListingPage: _of("listing", reads, sections=sections, opinion=opinion),
        FeedPage: _of("feed", reads, sections=sections),
        PodcastPage: _of("podcast", reads, sections=sections),
        RunPage: _of("run", reads, sections=sections),
        MonthsPage: _of("months", reads, sections=sections),
        SitemapIndexPage: _of("sitemaps", reads, read_by="read_index"),
        SitemapPage: _of("sitemaps", reads),
        NewsSitemapPage: _of("sitemaps", reads, read_by="read_news"),
        SearchIndexPage: _of("search_index", reads),
        MediaPage: _of("media", reads),
        FixedPage: _of("fixed", reads, fixed=frozenset(fixed_files)),
    }
    return lambda page: readers[type(page)](page)


def _of(
    kind: str, reads: Reads, read_by: str = "read", **told: object
) -> Callable[[Any], View | None]:
    """What reads pages of a kind: its module is imported for the first of them."""

    def read(page: Any) -> View | None:
        module: Any = import_module(f"broadsheet.usecases.site.kinds.{kind}")
        view: View | None = getattr(module, read_by)(reads, page, **told)
        return view

    return read
