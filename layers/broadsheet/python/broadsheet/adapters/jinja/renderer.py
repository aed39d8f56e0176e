"""Views as the files of the site."""

from collections.abc import Callable, Sequence
from functools import partial
from importlib import import_module
from typing import Any

from broadsheet.adapters.jinja.kinds import article, fixed
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
            RetractedView: partial(article.retracted, templates),
            ArticleView: partial(article.files, templates),
            FixedView: partial(fixed.files, self._fixed),
            Moved: _of("moved", templates),
            CommentsView: _of("comments", templates),
            LiveRunView: _of("live", templates),
            ListingView: _of("listing", templates),
            FeedView: _of("feed", templates),
            PodcastView: _of("podcast", templates),
            RunView: _of("run", templates),
            MonthsView: _of("months", templates),
            SitemapIndexView: _of("sitemaps", templates, made_by="index"),
            SitemapView: _of("sitemaps", templates),
            SearchIndexView: _of("search_index"),
        }
        if pictures is not None:
            self._makers[MediaView] = _of("media", pictures)

    def render(self, page: AnyPage, view: View) -> Files:
        """The page's files. A fixed page that this edition of the site does not have has none."""
        return self._makers[type(view)](page, view)

    def fixed_files(self) -> Sequence[str]:
        """The keys of the files that are made of configuration alone."""
        return tuple(self._fixed)


def _of(kind: str, *told: Any, made_by: str = "files") -> Callable[[Any, Any], Files]:
    """What makes pages of a kind: its module is imported for the first of them."""

    def made(page: Any, view: Any) -> Files:
        module: Any = import_module(f"broadsheet.adapters.jinja.kinds.{kind}")
        files: Files = getattr(module, made_by)(*told, page, view)
        return files

    return made
