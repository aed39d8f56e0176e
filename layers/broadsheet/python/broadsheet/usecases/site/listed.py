"""Listings, and the entries in them."""

from collections.abc import Sequence

from broadsheet.domain.articles.article import Term
from broadsheet.domain.articles.listing import (
    SITE,
    Card,
    Entry,
    Listing,
    ListingKind,
    ListingName,
    Position,
    listing_key,
)
from broadsheet.usecases.shared.ports import Reads, Span


def listing_of(reads: Reads, name: ListingName, sections: Sequence[Term]) -> Listing | None:
    """The listing; the site's and those of its own `sections` are there from the start."""
    listing = reads.get(Listing, listing_key(name))
    if listing is None and name == SITE:
        return Listing(listing=name, title="")
    if listing is None and name.kind is ListingKind.SECTION:
        own = (s for s in sections if s.slug == name.name)
        return next((Listing(listing=name, title=s.name) for s in own), None)
    return listing


def is_standing(name: ListingName, sections: Sequence[Term]) -> bool:
    """Whether it has pages without a story: the site itself and its own `sections` do."""
    own = (section.slug for section in sections)
    return name == SITE or (name.kind is ListingKind.SECTION and name.name in own)


def slots_of(reads: Reads, name: ListingName, month: str, run: int, size: int) -> list[Entry]:
    """The entries of one run of a listing's month, in the order of their slots."""
    first, last = Position(month, (run - 1) * size + 1), Position(month, run * size)
    return reads.query(Entry, Span(name.pk, str(first), str(last)), limit=size)


def newest_first(entries: Sequence[Entry]) -> tuple[Card, ...]:
    """The cards of the entries, by when they were first published."""
    cards = (entry.card for entry in entries)
    return tuple(sorted(cards, key=lambda card: (card.published_at, card.id), reverse=True))
