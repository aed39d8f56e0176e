"""Whose an address is: the listing at it has the name that it was made for, for ever."""

from collections.abc import Sequence
from typing import NamedTuple

from broadsheet.domain.articles.article import Term
from broadsheet.domain.articles.listing import Listing, ListingKind, ListingName, listing_key
from broadsheet.domain.people.profile import Profile, profile_key
from broadsheet.domain.shared.names import same_name
from broadsheet.domain.shared.slug import addresses_for, former_slug_of, is_slug
from broadsheet.usecases.shared.ports import Reads

MOST_LED = 8
"""Lists that lead on, one to the next: who renames that often has no story left under the first."""


class NamedAddress(NamedTuple):
    """The slug of a name, and the title of the listing there; None where none is there yet.

    `is_led` where the name was given up for that title.
    """

    slug: str
    title: str | None
    is_led: bool = False


def address_of(
    reads: Reads, kind: ListingKind, name: str, likely: str = "", own: Sequence[Term] = ()
) -> NamedAddress:
    """Where a name is listed, at `likely` or another of its addresses, or is to be.

    `own` are the sections of the site itself, whose addresses are theirs in any case. Once a
    listing is there it stays, so that a name is found where it was put first: whatever stands
    before that was another's then, and is now.
    """
    mine = next((term for term in own if same_name(term.name, name)), None)
    if mine:
        return NamedAddress(mine.slug, titles_at(reads, kind, [mine.slug]).get(mine.slug))
    # The same for whoever asks at this moment, whatever they think likely.
    free = addresses_for(name)
    looked_at = dict.fromkeys(filter(None, (likely, *free, former_slug_of(name))))
    found = listings_at(reads, kind, list(looked_at))
    there = next((slug for slug, one in found.items() if same_name(one.title, name)), None)
    there = there or _renamed(reads, kind, name, list(found))
    if there:
        return _led_on(reads, found[there])
    others = {*found, *(term.slug for term in own)}
    return NamedAddress(next(slug for slug in free if slug not in others), None)


def slug_called(reads: Reads, kind: ListingKind, called: str) -> str:
    """The slug of a listing that somebody calls by it, or by its name."""
    return called if is_slug(called) else address_of(reads, kind, called).slug


def titles_at(reads: Reads, kind: ListingKind, slugs: Sequence[str]) -> dict[str, str]:
    """The titles of the listings that there are of these, in their order."""
    return {slug: one.title for slug, one in listings_at(reads, kind, slugs).items()}


def listings_at(reads: Reads, kind: ListingKind, slugs: Sequence[str]) -> dict[str, Listing]:
    """The listings that there are of these, in their order."""
    keys = {slug: listing_key(ListingName(kind, slug)) for slug in slugs}
    found = reads.get_many(Listing, list(keys.values()))
    return {slug: found[key] for slug, key in keys.items() if key in found}


def _led_on(reads: Reads, listing: Listing) -> NamedAddress:
    """Where the name is now: it may have been given up for another one."""
    first, kind = listing, listing.listing.kind
    for _ in range(MOST_LED):
        slug = listing.moved_to
        further = reads.get(Listing, listing_key(ListingName(kind, slug))) if slug else None
        if further is None:
            break
        listing = further
    return NamedAddress(listing.listing.name, listing.title, listing is not first)


def _renamed(reads: Reads, kind: ListingKind, name: str, slugs: Sequence[str]) -> str | None:
    """Which of the addresses is of an author whom editors call so now."""
    if kind is not ListingKind.AUTHOR or not slugs:
        return None
    keys = {slug: profile_key(slug) for slug in slugs}
    profiles = reads.get_many(Profile, list(keys.values()))
    known = {slug: profiles[key].name for slug, key in keys.items() if key in profiles}
    return next((slug for slug, called in known.items() if same_name(called, name)), None)
