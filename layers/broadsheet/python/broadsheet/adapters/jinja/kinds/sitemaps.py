"""Sitemaps, as https://www.sitemaps.org/protocol.html and Google's news want them."""

from broadsheet.adapters.jinja.templates import Files, Templates
from broadsheet.domain.site.kinds.sitemaps import (
    NewsSitemapPage,
    SitemapIndexPage,
    SitemapIndexView,
    SitemapPage,
    SitemapView,
)


def index(templates: Templates, page: SitemapIndexPage, view: SitemapIndexView) -> Files:
    """The list of all sitemaps."""
    return {page.files[0]: templates.made("sitemaps/index.xml", sitemaps=view.sitemaps)}


def files(templates: Templates, page: SitemapPage | NewsSitemapPage, view: SitemapView) -> Files:
    """The articles of a run, or those that are news or in no other sitemap."""
    kind = "news" if isinstance(page, NewsSitemapPage) else "run"
    values = {"cards": view.cards, "news": view.news}
    return {page.files[0]: templates.made(f"sitemaps/{kind}.xml", **values)}
