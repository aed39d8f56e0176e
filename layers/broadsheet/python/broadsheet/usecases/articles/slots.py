"""An article's places in its lists, each under the address that its name has.

A listing belongs to one name, that of whoever opened it, and a slot is given out only under it: of
two names that want one address at the same moment one has it, and the other is told.
"""

from collections.abc import Iterator
from datetime import datetime
from typing import NamedTuple

import msgspec

from broadsheet.domain.articles.addressed import Named, each_once
from broadsheet.domain.articles.article import Article, Content
from broadsheet.domain.articles.listing import SITE, ListingKind, ListingName, Position, listings_of
from broadsheet.domain.search.searched_text import search_words_of
from broadsheet.domain.shared.errors import InFlight
from broadsheet.domain.shared.notes import NAMED_OTHERWISE, Note, shown
from broadsheet.domain.shared.sentence import sentence
from broadsheet.domain.site.site import month_of
from broadsheet.usecases.articles.names import NamedAddress, address_of, titles_at
from broadsheet.usecases.shared.ports import Cause
from broadsheet.usecases.shared.services import Services

_LARGEST = 999_999
"""A slot that takes as much room as any."""
_TRIES = 8
"""How often others may be quicker to open a listing before whoever asks is to ask again."""


class _Name(NamedTuple):
    """What is listed: of which kind, its name as it was typed, and its slug."""

    kind: ListingKind
    typed: str
    slug: str


class Slots:
    """Places one request's article; slots given out for it are kept if it has to try again."""

    def __init__(self, services: Services, request_id: str) -> None:
        self._services = services
        self._request_id = request_id
        self._given: dict[str, str] = {}
        self._found: dict[_Name, _Name] = {}

    def placed(self, before: Article | None, after: Article, now: datetime) -> Article:
        """The article with a slot in each of its lists, if it is in any, and the names in it with
        the addresses that are theirs.

        Raises TooLarge before any slot is given out, and InFlight.
        """
        if not after.is_listed or after.published_at is None:
            return after
        self._cause = Cause(self._request_id, now)
        self._month = month_of(after.published_at, self._services.time_zone)
        self._slots = after.slots
        self._must_fit(after)
        if not self._has(SITE):
            self._listed(SITE.kind, "", SITE.name)
        settled = _names(before.content) if before and before.is_listed else frozenset()
        after = msgspec.structs.replace(after, content=self._named(after.content, settled))
        given = {
            name: self._given[name] for name in map(str, listings_of(after)) if name in self._given
        }
        return msgspec.structs.replace(after, slots={**after.slots, **given})

    def given_up(self, sent: Content) -> Iterator[Note]:
        """Of the names that an article came with, which have another one in their place now."""
        section = (ListingKind.SECTION, sent.section, "/section")
        tags = ((ListingKind.TAG, tag, f"/tags/{n}") for n, tag in enumerate(sent.tags))
        for kind, term, pointer in (section, *tags):
            found = self._found.get(_Name(kind, term.name, term.slug))
            if found and found.typed != term.name:
                said = NAMED_OTHERWISE.of(name=shown(term.name), other=shown(found.typed))
                yield Note(pointer, "renamed", str(said), shown(term.name))

    def _must_fit(self, article: Article) -> None:
        # A slot that was given out for what is then refused would stay empty for ever.
        largest = str(Position(self._month, _LARGEST))
        slots = {**dict.fromkeys(map(str, listings_of(article)), largest), **article.slots}
        placed = msgspec.structs.replace(article, slots=slots)
        self._services.table.must_fit(placed, self._cause)
        if len(slots) > len(article.slots):
            self._services.table.must_fit(search_words_of(placed), self._cause)

    def _named(self, content: Content, settled: frozenset[_Name]) -> Content:
        """What was written, each name at the address that it has."""

        # Of names whose slugs were equal, the one without a suffix is to have that address.
        for name in sorted(_names(content), key=lambda name: (len(name.slug), name)):
            if name not in settled and name not in self._found:
                self._found[name] = self._listed(name.kind, name.typed, name.slug)

        def at(kind: ListingKind, one: Named) -> Named:
            found = self._found.get(_Name(kind, one.name, one.slug))
            if found is None:
                return one
            return msgspec.structs.replace(one, name=found.typed, slug=found.slug)

        return msgspec.structs.replace(
            content,
            section=at(ListingKind.SECTION, content.section),
            tags=each_once(at(ListingKind.TAG, tag) for tag in content.tags),
            byline=each_once(at(ListingKind.AUTHOR, author) for author in content.byline),
        )

    def _listed(self, kind: ListingKind, name: str, likely: str) -> _Name:
        """The slug under which the name is listed, with a slot there; and the name that was put in
        its place, where it was given up.
        """
        listing = ListingName(kind, likely)
        # Most names are typed as their listings have them: then nothing is read.
        if not self._has(listing) and self._take(listing, name):
            return _Name(kind, name, likely)
        return self._at_its_address(kind, name, likely)

    def _at_its_address(self, kind: ListingKind, name: str, likely: str) -> _Name:
        for _ in range(_TRIES):
            found = self._looked_up(kind, name, likely)
            listing = ListingName(kind, found.slug)
            if found.title is None:
                self._services.table.open_listing(listing, name, self._cause)
            title = name if found.title is None else found.title
            if self._has(listing) or self._take(listing, title):
                called = self._called(kind, found.slug, title) if found.is_led else name
                return _Name(kind, called, found.slug)
        raise InFlight(
            sentence("Others are opening the same lists at this moment. Please try again.")
        )

    def _looked_up(self, kind: ListingKind, name: str, likely: str) -> NamedAddress:
        table = self._services.table
        if kind is ListingKind.SITE:
            return NamedAddress(likely, titles_at(table, kind, [likely]).get(likely))
        own = self._services.own_sections() if kind is ListingKind.SECTION else ()
        return address_of(table, kind, name, likely, own)

    def _called(self, kind: ListingKind, slug: str, title: str) -> str:
        """What the list is called: one of the site's own, as its file has it."""
        own = self._services.own_sections() if kind is ListingKind.SECTION else ()
        return next((term.name for term in own if term.slug == slug), title)

    def _has(self, listing: ListingName) -> bool:
        return str(listing) in self._slots or str(listing) in self._given

    def _take(self, listing: ListingName, title: str) -> bool:
        """Whether there was a slot: the listing has this very title."""
        slot = self._services.table.next_slot(listing, title, self._month, self._cause)
        if slot is not None:
            self._given[str(listing)] = str(Position(self._month, slot))
        return slot is not None


def _names(content: Content) -> frozenset[_Name]:
    """The names in it, at the addresses that they have."""
    named = (
        (ListingKind.SECTION, (content.section,)),
        (ListingKind.TAG, content.tags),
        (ListingKind.AUTHOR, content.byline),
    )
    return frozenset(_Name(kind, one.name, one.slug) for kind, those in named for one in those)
