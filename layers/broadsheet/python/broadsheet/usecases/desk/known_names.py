"""Sections, tags and authors that there are: to be offered, and to tell what would be new."""

from collections.abc import Iterable, Sequence

import msgspec

from broadsheet.domain.articles.listing import SITE, Entry, Listing, ListingKind, ListingName
from broadsheet.domain.articles.submitted import LONGEST_NAME, LONGEST_TERM
from broadsheet.domain.people.profile import PROFILES, Profile, profile_key
from broadsheet.domain.shared.names import folded, same_name
from broadsheet.domain.shared.slug import slug_of
from broadsheet.usecases.articles.names import address_of
from broadsheet.usecases.shared.ports import Reads, Span
from broadsheet.usecases.shared.services import Services

RECENT = 60
"""Stories whose tags and authors are offered: what is written about now is what was lately."""
MOST_SECTIONS = 30
MOST_PROFILES = 100
MOST_OFFERED = 10
NEAREST = 3
_ALIKE = 0.7
"""As `difflib` has it, of names without their case."""
_BEGIN = 2
"""Letters that what is like a name has as it has them."""
_NEIGHBOURS = 100


class KnownNames(msgspec.Struct, frozen=True, kw_only=True):
    """What a page offers, each in the order in which it is to be read."""

    sections: tuple[str, ...]
    tags: tuple[str, ...]
    authors: tuple[str, ...]


class NewTag(msgspec.Struct, frozen=True):
    """A tag that no story has yet, and those that may have been meant."""

    name: str
    nearest: tuple[str, ...]


def known_names(services: Services) -> KnownNames:
    """The sections, the tags of the newest stories, and the authors of these or with a profile."""
    table = services.table
    entries = table.query(Entry, Span(SITE.pk), limit=RECENT, newest_first=True)
    profiles = table.query(Profile, Span(PROFILES), limit=MOST_PROFILES)
    people = [profile.name for profile in profiles]
    people += [name for entry in entries for name in entry.card.authors]
    return KnownNames(
        sections=tuple(_sections(services)),
        tags=_once(name for entry in entries for name in entry.card.tags),
        authors=_once(people),
    )


def names_like(reads: Reads, kind: ListingKind, typed: str) -> list[str]:
    """The tags, or other names, that begin as what was typed does."""
    begin = slug_of(typed)
    span = Span(f"LISTINGS#{kind}", begin, f"{begin}~")
    found = reads.query(Listing, span, limit=MOST_OFFERED)
    return [one.title for one in found if not one.moved_to]


def new_tags(reads: Reads, tags: Iterable[str], known: Sequence[str]) -> list[NewTag]:
    """Those that no story has, but for the `known` ones, which this story has already."""
    asked = [
        name
        for name in tags
        if len(name) <= LONGEST_TERM and not any(same_name(name, one) for one in known)
    ]
    there = [(name, address_of(reads, ListingKind.TAG, name)) for name in asked]
    return [NewTag(name, _nearest(reads, name)) for name, at in there if at.title is None]


def byline_of(reads: Reads, name: str) -> str:
    """What somebody with this user name is called in a byline: as their profile says."""
    profile = reads.get(Profile, profile_key(slug_of(name)))
    return profile.name if profile else name


def near_misses(names: Iterable[str], known: Iterable[str]) -> dict[str, tuple[str, ...]]:
    """Of names that are none of the known ones, which of those may have been meant."""
    by_case = {folded(one): one for one in known}
    strange = [name for name in names if name.strip() and folded(name) not in by_case]
    found = {name: _alike(name, by_case) for name in strange if len(name) <= LONGEST_NAME}
    return {name: alike for name, alike in found.items() if alike}


def _nearest(reads: Reads, name: str) -> tuple[str, ...]:
    begin = slug_of(name)[:_BEGIN]
    span = Span(f"LISTINGS#{ListingKind.TAG}", begin, f"{begin}~")
    found = reads.query(Listing, span, limit=_NEIGHBOURS)
    return _alike(name, {folded(one.title): one.title for one in found if not one.moved_to})


def _alike(name: str, by_case: dict[str, str]) -> tuple[str, ...]:
    from difflib import get_close_matches  # noqa: PLC0415 - few name one that is not there

    alike = get_close_matches(folded(name), by_case, NEAREST, _ALIKE)
    return tuple(by_case[one] for one in alike)


def _sections(services: Services) -> Iterable[str]:
    own = services.own_sections()
    yield from (term.name for term in own)
    span = Span(f"LISTINGS#{ListingKind.SECTION}")
    for one in services.table.query(Listing, span, limit=MOST_SECTIONS + len(own)):
        is_own = any(same_name(term.name, one.title) for term in own)
        entries = Span(ListingName(ListingKind.SECTION, one.listing.name).pk)
        if not is_own and services.table.query(Entry, entries, limit=1):
            yield one.title


def _once(names: Iterable[str]) -> tuple[str, ...]:
    return tuple({folded(name): name for name in names}.values())
