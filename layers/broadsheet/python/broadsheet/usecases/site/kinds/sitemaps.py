"""What sitemaps are made of."""

from broadsheet.domain.articles.listing import (
    SITE,
    SITEMAP_RUN,
    Card,
    Entry,
    Listing,
    NewsEntry,
    Position,
    listing_key,
)
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
    """Every sitemap of a run that there is."""
    listing = reads.get(Listing, listing_key(SITE))
    months = sorted(listing.months) if listing else []
    runs = ((m, r + 1) for m in months if listing for r in range(listing.sitemaps(m)))
    return SitemapIndexView(tuple(run for run in runs if listing and run != listing.open_sitemap))


def read(reads: Reads, page: SitemapPage) -> SitemapView | None:
    """The cards of one run of a month, unless the news sitemap has them."""
    listing = reads.get(Listing, listing_key(SITE))
    if listing is None or page.run > listing.sitemaps(page.month):
        return None
    if listing.open_sitemap == (page.month, page.run):
        return None
    entries = slots_of(reads, SITE, page.month, page.run, SITEMAP_RUN)
    return SitemapView(tuple(entry.card for entry in entries))


def read_news(reads: Reads, page: NewsSitemapPage) -> SitemapView:  # noqa: ARG001
    """The cards of the last two days, and those of the newest run while it is no sitemap."""
    found = reads.query(NewsEntry, Span("NEWS"), limit=NEWS, newest_first=True)
    news = {entry.card.id: entry.card for entry in found}
    others = (card for card in _in_no_sitemap(reads) if card.id not in news)
    return SitemapView((*news.values(), *others), news=len(news))


def _in_no_sitemap(reads: Reads) -> tuple[Card, ...]:
    listing = reads.get(Listing, listing_key(SITE))
    if listing is None or listing.open_sitemap is None:
        return ()
    month, run = listing.open_sitemap
    before = Position(month, (run - 1) * SITEMAP_RUN)
    # As its head and its newest run are read: all of them in one query.
    most = listing.months[month] - before.slot
    found = reads.query(Entry, Span(SITE.pk), limit=most, newest_first=True)
    return tuple(entry.card for entry in found if entry.position > before)
