"""What a run of a listing's archive is made of."""

from collections.abc import Sequence

from broadsheet.domain.articles.article import Term
from broadsheet.domain.articles.listing import RUN, Entry, Listing, Position
from broadsheet.domain.site.kinds.run import RunPage, RunView
from broadsheet.usecases.shared.ports import Reads, Span
from broadsheet.usecases.site.listed import listing_of, newest_first


def read(reads: Reads, page: RunPage, sections: Sequence[Term]) -> RunView | None:
    """The cards of the run, and the runs beside it that have any; None where it has none itself,
    and while the head of its listing has them.

    One story more than there can be in the run is read: the newest of those before it. Of the
    newest run it is the same stretch as its listing's head.
    """
    listing = listing_of(reads, page.listing, sections)
    most = listing.slots_of(page.month, page.run) if listing else 0
    if listing is None or not most or listing.open_run == (page.month, page.run):
        return None
    is_newest = listing.is_newest(page.month, page.run)
    last = "~" if is_newest else str(Position(page.month, page.run * RUN))
    span = Span(page.listing.pk, last=last)
    found = reads.query(Entry, span, limit=most + 1, newest_first=True)
    here = [entry for entry in found if entry.position.page == (page.month, page.run)]
    if not here:
        return None
    return RunView(
        listing=listing,
        cards=newest_first(here),
        older=found[len(here)].position.page if len(found) > len(here) else None,
        newer=_newer(reads, listing, page),
    )


def _newer(reads: Reads, listing: Listing, page: RunPage) -> tuple[str, int] | None:
    """The page after this one within its month: a closed month is never rewritten."""
    if page.run >= listing.runs(page.month):
        return None
    first = Position(page.month, page.run * RUN + 1)
    span = Span(page.listing.pk, str(first), f"{page.month}#~")
    after = next((e.position.page for e in reads.query(Entry, span, limit=1)), None)
    return after if after != listing.open_run else None
