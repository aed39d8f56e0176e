"""What sitemaps are made of."""

from broadsheet.domain.articles.listing import SITE, SITEMAP_RUN, Listing, NewsEntry, listing_key
from broadsheet.domain.site.kinds.sitemaps import (
    NewsSitemapPage,
    SitemapIndexPage,
    SitemapIndexView,
    SitemapPage,
    SitemapView,
)
from broadsheet.usecases.shared.ports import Reads, Span
from broadsheet.usecases.site.listed import slots_of

NEWS = 100
"""Articles in the news sitemap, the newest of the two days: what was there for hours was fetched
long ago (Google's limit is 1,000)."""


def read_index(reads: Reads, page: SitemapIndexPage) -> SitemapIndexView:  # noqa: ARG001
    """Every sitemap that there is."""
    listing = reads.get(Listing, listing_key(SITE))
    months = sorted(listing.months) if listing else []
    return SitemapIndexView(
        tuple((m, r + 1) for m in months if listing for r in range(listing.sitemaps(m)))
    )


def read(reads: Reads, page: SitemapPage) -> SitemapView | None:
    """The cards of one run of a month."""
    listing = reads.get(Listing, listing_key(SITE))
    if listing is None or page.run > listing.sitemaps(page.month):
        return None
    entries = slots_of(reads, SITE, page.month, page.run, SITEMAP_RUN)
    return SitemapView(tuple(entry.card for entry in entries))


def read_news(reads: Reads, page: NewsSitemapPage) -> SitemapView:  # noqa: ARG001
    """The cards of the last two days."""
    news = reads.query(NewsEntry, Span("NEWS"), limit=NEWS, newest_first=True)
    return SitemapView(tuple(entry.card for entry in news))
