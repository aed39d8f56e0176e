"""What the list of a listing's months is made of."""

from collections.abc import Iterator, Sequence

from broadsheet.domain.articles.article import Term
from broadsheet.domain.articles.listing import Entry, Listing
from broadsheet.domain.site.kinds.months import MonthsPage, MonthsView
from broadsheet.usecases.shared.ports import Reads, Span
from broadsheet.usecases.site.listed import is_standing, listing_of


def read(reads: Reads, page: MonthsPage, sections: Sequence[Term]) -> MonthsView | None:
    """The months that have stories, and where each begins; one query for each."""
    listing = listing_of(reads, page.listing, sections)
    if listing is None:
        return None
    found = tuple(_months(reads, listing))[::-1]
    months = tuple((m, r if (m, r) != listing.open_run else None) for m, r in found)
    return MonthsView(listing, months) if months or is_standing(page.listing, sections) else None


def _months(reads: Reads, listing: Listing) -> Iterator[tuple[str, int]]:
    span = Span(listing.listing.pk)
    while listing.months and (found := reads.query(Entry, span, limit=1)):
        yield found[0].position.page
        span = Span(listing.listing.pk, f"{found[0].position.month}#~")
