"""What editors decide about the front page; everything else on it is the newest stories."""

from collections.abc import Iterable
from datetime import datetime
from typing import Literal, NamedTuple, get_args

import msgspec

from broadsheet.domain.articles.listing import Card
from broadsheet.domain.shared.record import Key, Record

PINNED = 10
"""Stories that may be pinned."""
HIDDEN = 50
"""Stories that may be hidden from the front page."""
UNEDITED = 1
"""The version of a front page that nobody has edited yet."""

Layout = Literal["graded", "calm", "busy"]
"""How the stories above the briefs stand: one leads and some stand beside it; one leads, and the
others are a list with what they say; or a row more of them."""
LAYOUTS: tuple[Layout, ...] = get_args(Layout)

FRONT_PAGE_KEY = Key("FRONT", "FRONT")


class SubmittedFrontPage(msgspec.Struct, frozen=True, kw_only=True):
    """The same as an editor sends it: each article by its id or its path."""

    lead: str | None = None
    pinned: tuple[str, ...] = ()
    hidden: tuple[str, ...] = ()
    layout: Layout = "graded"


class FrontPage(Record, frozen=True, kw_only=True):
    """The ids of articles: the story that comes first, those after it, and those left out; and how
    they stand."""

    lead: str | None = None
    pinned: tuple[str, ...] = ()
    hidden: tuple[str, ...] = ()
    layout: Layout = "graded"
    version: int = UNEDITED
    modified_at: datetime | None = None
    modified_by: str | None = None
    modified_by_id: str = ""

    @property
    def key(self) -> Key:
        return FRONT_PAGE_KEY

    @property
    def chosen(self) -> tuple[str, ...]:
        """The ids that come before all others, the lead first."""
        return tuple(dict.fromkeys((*((self.lead,) if self.lead else ()), *self.pinned)))

    @property
    def named(self) -> tuple[str, ...]:
        """All ids that it names."""
        return tuple(dict.fromkeys((*self.chosen, *self.hidden)))


class Laid(NamedTuple):
    """The stories of the front page in their order, no story twice, and the breaking ones."""

    cards: tuple[Card, ...]
    breaking: tuple[Card, ...]


def laid_out(
    front: FrontPage, chosen: Iterable[Card], breaking: Iterable[Card], newest: Iterable[Card]
) -> Laid:
    """The lead, then what is pinned, then the newest; without what is hidden.

    Where editors have not named a lead, or it is public no more, the newest breaking story is it.
    `chosen` are the cards of `front.chosen` that are there, in any order.
    """
    there = {card.id: card for card in chosen}
    urgent = tuple(card for card in breaking if card.id not in front.hidden)
    first = there.get(front.lead) if front.lead else None
    lead = (first,) if first else urgent[:1]
    pinned = (there[i] for i in front.pinned if i in there)
    ordered: dict[str, Card] = {}
    for card in (*lead, *pinned, *newest):
        if card.id not in front.hidden:
            ordered.setdefault(card.id, card)
    return Laid(tuple(ordered.values()), urgent)
