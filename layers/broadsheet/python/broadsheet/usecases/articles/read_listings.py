"""The sections and the tags that published articles stand under."""

from broadsheet.domain.articles.listing import Entry, Listing, ListingKind
from broadsheet.usecases.shared.paging import Cursor, Slice, slice_of
from broadsheet.usecases.shared.ports import Reads, Span


def list_listings(
    reads: Reads, kind: ListingKind, limit: int, cursor: Cursor | None
) -> Slice[Listing]:
    """The listings of a kind in which something is public, by slug. Raises Malformed for a cursor.

    Slots are given out for ever, and so a listing stays written down when its last story has gone:
    whether there is one is asked of its entries, a read for each. A slice may be short, or empty,
    and still not be the last.
    """
    found = slice_of(reads, Listing, Span(f"LISTINGS#{kind}"), limit, cursor)
    named = [one for one in found.items if reads.query(Entry, Span(one.listing.pk), limit=1)]
    return Slice(named, found.next)
