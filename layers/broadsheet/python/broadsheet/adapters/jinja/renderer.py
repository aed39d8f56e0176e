"""Views as the files of the site."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

from broadsheet.adapters.jinja.kinds import (
    article,
    comments,
    feed,
    fixed,
    listing,
    live,
    media,
    months,
    moved,
    podcast,
    run,
    search_index,
    sitemaps,
)
from broadsheet.adapters.jinja.templates import Files, Templates
from broadsheet.domain.site.kinds.article import ArticleView, RetractedView
from broadsheet.domain.site.kinds.comments import CommentsView
from broadsheet.domain.site.kinds.feed import FeedView
from broadsheet.domain.site.kinds.fixed import FixedView
from broadsheet.domain.site.kinds.listing import ListingView
from broadsheet.domain.site.kinds.live import LiveRunView
from broadsheet.domain.site.kinds.media import MediaView
from broadsheet.domain.site.kinds.months import MonthsView
from broadsheet.domain.site.kinds.podcast import PodcastView
from broadsheet.domain.site.kinds.run import RunView
from broadsheet.domain.site.kinds.search_index import SearchIndexView
from broadsheet.domain.site.kinds.sitemaps import SitemapIndexView, SitemapView
from broadsheet.domain.site.page import Moved
from broadsheet.domain.site.pages import AnyPage, View
from broadsheet.domain.site.site import Site
from broadsheet.usecases.media.ports import PictureFiles


class JinjaRenderer:
    """Implements `Renderer`: the bytes are a function of the site, the page and its view.

    Pages of pictures are rendered where there are `pictures`.
    """

    def __init__(
        self,
        site: Site,
        pictures: PictureFiles | None = None,
        *,
        security_contact: str | None = None,
    ) -> None:
        templates = Templates(site)
        self._fixed = fixed.fixed_pages(site, security_contact)
        self._makers: dict[type[View], Callable[[Any, Any], Files]] = {
            Moved: partial(moved.files, templates),
            RetractedView: partial(article.retracted, templates),
            ArticleView: partial(article.files, templates),
            CommentsView: partial(comments.files, templates),
            LiveRunView: partial(live.files, templates),
            ListingView: partial(listing.files, templates),
            FeedView: partial(feed.files, templates),
            PodcastView: partial(podcast.files, templates),
            RunView: partial(run.files, templates),
            MonthsView: partial(months.files, templates),
            SitemapIndexView: partial(sitemaps.index, templates),
            SitemapView: partial(sitemaps.files, templates),
            SearchIndexView: search_index.files,
            FixedView: partial(fixed.files, self._fixed),
        }
        if pictures is not None:
            self._makers[MediaView] = partial(media.files, pictures)

    def render(self, page: AnyPage, view: View) -> Files:
        """The page's files. A fixed page that this edition of the site does not have has none."""
        return self._makers[type(view)](page, view)

    def fixed_files(self) -> Sequence[str]:
        """The keys of the files that are made of configuration alone."""
        return tuple(self._fixed)
