"""An editor gives a tag or a section another name, joins it to another one, or takes a tag away.

What is begun here the clock does (`refile_renamed.py`).
"""

from typing import NamedTuple

from broadsheet.domain.articles.listing import Entry, Listing, ListingKind, ListingName, listing_key
from broadsheet.domain.articles.renaming import (
    MOST_AT_ONCE,
    RENAMED,
    RENAMINGS_KEY,
    Renamed,
    Renaming,
    Renamings,
    ever_in,
    is_touched,
    pages_of,
)
from broadsheet.domain.shared.errors import Conflict, FieldError, Invalid, NotFound
from broadsheet.domain.shared.names import same_name
from broadsheet.domain.shared.principal import Scope
from broadsheet.domain.shared.sentence import sentence
from broadsheet.domain.shared.slug import addresses_for, former_slug_of
from broadsheet.usecases.articles.names import NamedAddress, address_of, listings_at
from broadsheet.usecases.shared.committing import Receipt, Request, commit_once
from broadsheet.usecases.shared.ports import Absent, Equals, Put, Reads, Span, Write
from broadsheet.usecases.shared.services import Services

MOST_TOLD = 30
"""Renamings that are over and are told of, the newest."""


class RenamingReceipt(Receipt, frozen=True):
    """What was begun: `to` is empty where the name goes."""

    kind: str
    name: str
    slug: str
    to: str
    to_slug: str
    about: int
    pages: int


class Following(NamedTuple):
    """What follows where a list is renamed, before anything is begun.

    `goal` is None where the name goes; `joined` is how many stories ever stood in a list that is
    there already, and becomes one with this one.
    """

    listing: Listing
    goal: NamedAddress | None
    joined: int = 0

    @property
    def stories(self) -> int:
        """How many stories ever stood in the list: those are refiled, or fewer."""
        return ever_in(self.listing)

    @property
    def pages(self) -> int:
        """How many pages the list has, which go."""
        return pages_of(self.listing)


class Progress(NamedTuple):
    """All that are under way, and those that are over, the last one first."""

    running: tuple[Renaming, ...]
    over: tuple[Renamed, ...]


def rename_term(
    services: Services, request: Request, kind: ListingKind, slug: str, into: str | None
) -> RenamingReceipt:
    """Begin to refile the stories of a tag or a section under `into`; None takes a tag from them.

    Raises Forbidden, NotFound for a list without a story, Invalid for a name that it has already,
    a section that would have none in its place or is the site's own, and Conflict where another
    renaming of one of both lists is under way.
    """
    request.who.must(Scope.SITE_EDIT)

    def plan() -> tuple[list[Write], RenamingReceipt]:
        follows = following(services, kind, slug, into)
        listing, goal = follows.listing, follows.goal
        begun = Renaming(
            kind=kind,
            name=listing.title,
            slug=slug,
            to=goal.title or "" if goal else "",
            to_slug=goal.slug if goal else "",
            by=request.who.name,
            by_id=request.who.id,
            at=services.clock(),
            about=ever_in(listing),
        )
        receipt = RenamingReceipt(
            kind.value, begun.name, slug, begun.to, begun.to_slug, begun.about, follows.pages
        )
        return [_begun(services.table, begun)], receipt

    return commit_once(services, request, plan, RenamingReceipt)


def following(services: Services, kind: ListingKind, slug: str, into: str | None) -> Following:
    """What would follow. Raises what `rename_term` raises of the names."""
    listing = listing_to_rename(services, kind, slug)
    if into is None:
        if kind is ListingKind.SECTION:
            words = sentence("is needed: a story stands in a section")
            raise Invalid([FieldError("/to", "missing", words)])
        return Following(listing, None)
    goal = _goal(services, listing, into)
    if goal.slug == slug:
        return Following(listing, goal)
    name = ListingName(kind, goal.slug)
    there = services.table.get(Listing, listing_key(name))
    stands = there and services.table.query(Entry, Span(name.pk), limit=1)
    return Following(listing, goal, ever_in(there) if there and stands else 0)


def listing_to_rename(services: Services, kind: ListingKind, slug: str) -> Listing:
    """The list. Raises NotFound for one without a story, and Invalid for one of the site's own."""
    listing = services.table.get(Listing, listing_key(ListingName(kind, slug)))
    span = Span(ListingName(kind, slug).pk)
    if listing is None or not services.table.query(Entry, span, limit=1):
        said = sentence("No story has this section or tag.")
        raise NotFound(said.but(f"No story has a {kind} at this address."))
    if kind is ListingKind.SECTION and any(slug == own.slug for own in services.own_sections()):
        words = sentence(
            "is one of the site's own: its name stands in site.toml, and changes there"
        )
        raise Invalid([FieldError("/slug", "own_section", words)])
    return listing


def renamings(reads: Reads) -> Progress:
    """What is under way, and what became of the last ones."""
    running = reads.get(Renamings, RENAMINGS_KEY)
    over = reads.query(Renamed, Span(RENAMED), limit=MOST_TOLD, newest_first=True)
    return Progress(running.running if running else (), tuple(over))


def _goal(services: Services, listing: Listing, into: str) -> NamedAddress:
    """Where the stories are to stand, and what that is called. Raises Invalid for the same name."""
    kind, slug = listing.listing.kind, listing.listing.name
    if same_name(into, listing.title) and not listing.moved_to:
        if into == listing.title:
            raise Invalid([FieldError("/to", "same", sentence("is its name already"))])
        return NamedAddress(slug, into)
    own = services.own_sections() if kind is ListingKind.SECTION else ()
    found = address_of(services.table, kind, into, own=own)
    if found.slug == slug:
        # It had that name before: the list that leads here is its own again.
        found = _before(services.table, kind, into)
    named = next((term.name for term in own if term.slug == found.slug), found.title)
    return NamedAddress(found.slug, named or into)


def _before(reads: Reads, kind: ListingKind, into: str) -> NamedAddress:
    there = listings_at(reads, kind, [*addresses_for(into), former_slug_of(into)])
    found = next(one for one in there.values() if same_name(one.title, into))
    return NamedAddress(found.listing.name, found.title)


def _begun(reads: Reads, begun: Renaming) -> Put:
    """Raises Conflict where it would cross another one."""
    before = reads.get(Renamings, RENAMINGS_KEY)
    running = before.running if before else ()
    lists = filter(None, (begun.listing, begun.goal))
    crossed = next((one for one in running for by in lists if is_touched(one, by)), None)
    if crossed:
        words = f"to {crossed.to}" if crossed.to else "to nothing"
        said = sentence(
            "{name} is being renamed at this moment: wait for its end.", name=crossed.name
        )
        words = f"{crossed.name} is being renamed {words} at this moment: wait for its end."
        raise Conflict(said.but(words))
    if len(running) >= MOST_AT_ONCE:
        raise Conflict(
            sentence(
                "{most} renamings are under way: wait for the end of one.",
                most=MOST_AT_ONCE,
            )
        )
    if before is None:
        return Put(Renamings(version=1, running=(begun,)), Absent())
    after = Renamings(version=before.version + 1, running=(*running, begun))
    return Put(after, Equals("version", before.version))
