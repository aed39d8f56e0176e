"""What each page is made of: a bounded number of bounded, strongly consistent reads."""

from collections.abc import Callable, Sequence
from functools import partial
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
from broadsheet.usecases.site.kinds import (
    article,
    comments,
    feed,
    fixed,
    listing,
    live,
    media,
    months,
    podcast,
    run,
    search_index,
    sitemaps,
)

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
        CommentsPage: partial(comments.read, reads),
        LivePage: partial(live.read, reads),
        ListingPage: partial(listing.read, reads, sections=sections, opinion=opinion),
        FeedPage: partial(feed.read, reads, sections=sections),
        PodcastPage: partial(podcast.read, reads, sections=sections),
        RunPage: partial(run.read, reads, sections=sections),
        MonthsPage: partial(months.read, reads, sections=sections),
        SitemapIndexPage: partial(sitemaps.read_index, reads),
        SitemapPage: partial(sitemaps.read, reads),
        NewsSitemapPage: partial(sitemaps.read_news, reads),
        SearchIndexPage: partial(search_index.read, reads),
        MediaPage: partial(media.read, reads),
        FixedPage: partial(fixed.read, reads, fixed=frozenset(fixed_files)),
    }
    return lambda page: readers[type(page)](page)
