"""What a run of a listing's archive is made of."""

from collections.abc import Sequence

from broadsheet.domain.articles.article import Term
from broadsheet.domain.articles.listing import RUN
from broadsheet.domain.site.kinds.run import RunPage, RunView
from broadsheet.usecases.shared.ports import Reads
from broadsheet.usecases.site.listed import listing_of, newest_first, slots_of


def read(reads: Reads, page: RunPage, sections: Sequence[Term]) -> RunView | None:
    """The cards of the run, and the runs beside it."""
    listing = listing_of(reads, page.listing, sections)
    if listing is None or page.run > listing.runs(page.month):
        return None
    return RunView(
        listing=listing,
        cards=newest_first(slots_of(reads, page.listing, page.month, page.run, RUN)),
        older=listing.older(page.month, page.run),
        newer=listing.newer(page.month, page.run),
    )
