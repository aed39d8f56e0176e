"""What pages for machines are made of: sitemaps, and the files of the search index."""

from broadsheet.domain.articles.listing import (
    SITE,
    SITEMAP_RUN,
    Entry,
    Listing,
    ListingName,
    NewsEntry,
    Position,
    listing_key,
)
from broadsheet.domain.search.index import SEARCH_RUN, SearchWords, search_words_key
from broadsheet.domain.site.pages import (
    NewsSitemapPage,
    SearchIndexPage,
    SitemapIndexPage,
    SitemapPage,
)
from broadsheet.domain.site.views import SearchIndexView, SitemapIndexView, SitemapView
from broadsheet.usecases.shared.ports import Reads, Span

NEWS = 1000
"""Articles in a news sitemap (Google's limit)."""

MachinePage = SitemapIndexPage | SitemapPage | NewsSitemapPage | SearchIndexPage


def machine_view(
    reads: Reads, page: MachinePage
) -> SitemapIndexView | SitemapView | SearchIndexView | None:
    """The page's inputs as they are now, or None where no page should be."""
    match page:
        case SitemapIndexPage():
            return _sitemaps(reads)
        case SitemapPage(month, run):
            return _sitemap(reads, month, run)
        case NewsSitemapPage():
            news = reads.query(NewsEntry, Span("NEWS"), limit=NEWS, newest_first=True)
            return SitemapView(tuple(entry.card for entry in news))
        case SearchIndexPage(month, run):
            return _search_index(reads, month, run)


def slots_of(reads: Reads, name: ListingName, month: str, run: int, size: int) -> list[Entry]:
    """The entries of one run of a listing's month, in the order of their slots."""
    first, last = Position(month, (run - 1) * size + 1), Position(month, run * size)
    return reads.query(Entry, Span(name.pk, str(first), str(last)), limit=size)


def _sitemaps(reads: Reads) -> SitemapIndexView:
    listing = reads.get(Listing, listing_key(SITE))
    months = sorted(listing.months) if listing else []
    return SitemapIndexView(
        tuple((m, r + 1) for m in months if listing for r in range(listing.sitemaps(m)))
    )


def _sitemap(reads: Reads, month: str, run: int) -> SitemapView | None:
    listing = reads.get(Listing, listing_key(SITE))
    if listing is None or run > listing.sitemaps(month):
        return None
    return SitemapView(tuple(e.card for e in slots_of(reads, SITE, month, run, SITEMAP_RUN)))


def _search_index(reads: Reads, month: str, run: int) -> SearchIndexView | None:
    first, last = (run - 1) * SEARCH_RUN + 1, run * SEARCH_RUN
    (pk, first_sk), (_, last_sk) = (
        search_words_key(Position(month, slot)) for slot in (first, last)
    )
    words = reads.query(SearchWords, Span(pk, first_sk, last_sk), limit=SEARCH_RUN)
    return SearchIndexView(tuple(words)) if words else None
