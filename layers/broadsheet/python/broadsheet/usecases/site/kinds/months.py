"""What the list of a listing's months is made of."""

from collections.abc import Sequence

from broadsheet.domain.articles.article import Term
from broadsheet.domain.site.kinds.months import MonthsPage, MonthsView
from broadsheet.usecases.shared.ports import Reads
from broadsheet.usecases.site.listed import listing_of


def read(reads: Reads, page: MonthsPage, sections: Sequence[Term]) -> MonthsView | None:
    """The months that have entries."""
    listing = listing_of(reads, page.listing, sections)
    return MonthsView(listing, tuple(sorted(listing.months, reverse=True))) if listing else None
