"""A tag or a section that gets another name, joins another one, or goes: its stories follow.

A list may have a hundred thousand stories, and each is refiled by a transaction of its own. So what
an editor decided is written down, and the clock goes through the list until nothing is left in it.
"""

from datetime import datetime, timedelta

import msgspec

from broadsheet.domain.articles.addressed import each_once
from broadsheet.domain.articles.article import Content, Term
from broadsheet.domain.articles.listing import Listing, ListingKind, ListingName
from broadsheet.domain.shared.record import Key, Record, stamp

MOST_AT_ONCE = 20
"""Renamings that are under way: all stand in one record, so that none crosses another."""
MOST_NAMED = 10
"""Stories that could not be refiled and are named; the others are counted."""
TOLD_FOR = timedelta(days=30)
"""How long editors find what became of one."""
RENAMED = "RENAMED"


class Renaming(msgspec.Struct, frozen=True, kw_only=True):
    """A list whose stories are to stand in another one, or in none: `to` and `to_slug` are empty
    where the name is to go.

    Stories before `reached` were looked at in this pass. A pass that moved something is followed by
    another: somebody may have filed a story in the meantime.
    """

    kind: ListingKind
    name: str
    slug: str
    to: str = ""
    to_slug: str = ""
    by: str
    by_id: str = ""
    at: datetime
    about: int
    """How many stories ever stood in the list, which may be more than stand there."""
    refiled: int = 0
    left: int = 0
    """How many could not be refiled, in this pass."""
    named: tuple[str, ...] = ()
    """The ids of the first of these."""
    reached: str = ""
    moved: bool = False
    """Whether this pass has refiled a story."""

    @property
    def listing(self) -> ListingName:
        """The list that is left."""
        return ListingName(self.kind, self.slug)

    @property
    def goal(self) -> ListingName | None:
        """The list that is entered."""
        return ListingName(self.kind, self.to_slug) if self.to_slug else None

    @property
    def is_same_list(self) -> bool:
        """Whether only the spelling is another."""
        return self.slug == self.to_slug


class Renamings(Record, frozen=True, kw_only=True):
    """All that are under way."""

    version: int
    running: tuple[Renaming, ...] = ()

    @property
    def key(self) -> Key:
        return RENAMINGS_KEY


class Renamed(Record, frozen=True, kw_only=True):
    """What became of a renaming that is over."""

    renaming: Renaming
    ended_at: datetime
    expires_at: int

    @property
    def key(self) -> Key:
        return Key(RENAMED, f"{stamp(self.ended_at)}#{self.renaming.listing}")


RENAMINGS_KEY = Key("RENAMINGS", "-")


def renamed(content: Content, renaming: Renaming) -> Content:
    """The article's words under the other name; the same where it has not the old one."""
    if renaming.kind is ListingKind.SECTION:
        section = _other(content.section, renaming)
        return msgspec.structs.replace(content, section=section or content.section)
    tags = (_other(tag, renaming) for tag in content.tags)
    return msgspec.structs.replace(content, tags=each_once(tag for tag in tags if tag))


def is_touched(one: Renaming, by: ListingName) -> bool:
    """Whether the list is left or entered by the renaming."""
    return by in (one.listing, one.goal)


def ever_in(listing: Listing) -> int:
    """How many stories ever stood in the list."""
    return sum(listing.months.values())


def pages_of(listing: Listing) -> int:
    """How many pages the list has: its head, its months, and a page for each run."""
    return 2 + sum(listing.runs(month) for month in listing.months)


def _other(term: Term, renaming: Renaming) -> Term | None:
    if term.slug != renaming.slug:
        return term
    return Term(renaming.to, renaming.to_slug) if renaming.to else None
