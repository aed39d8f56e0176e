"""The sections and the tags that articles were published under."""

from broadsheet.domain.articles.listing import Listing, ListingKind
from broadsheet.usecases.shared.paging import Cursor, Slice, slice_of
from broadsheet.usecases.shared.ports import Reads, Span


def list_listings(
    reads: Reads, kind: ListingKind, limit: int, cursor: Cursor | None
) -> Slice[Listing]:
    """The listings of a kind, by slug. Raises Malformed for a bad cursor."""
    return slice_of(reads, Listing, Span(f"LISTINGS#{kind}"), limit, cursor)
