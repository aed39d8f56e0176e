"""What the front page would be, were it arranged so: read, and written nowhere."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple, TypeVar, cast

from broadsheet.domain.articles.article import Term
from broadsheet.domain.articles.listing import SITE, Card, card_key
from broadsheet.domain.people.front_page import FRONT_PAGE_KEY, FrontPage, SubmittedFrontPage
from broadsheet.domain.shared.record import Key, Record
from broadsheet.domain.site.kinds.listing import ListingPage, ListingView
from broadsheet.usecases.shared.ports import Reads, Span
from broadsheet.usecases.site.kinds import listing

R = TypeVar("R", bound=Record)
FRONT = ListingPage(SITE)


class Arranged(NamedTuple):
    """Stories of the front page in their order, and the cards of all that are named by it."""

    cards: tuple[Card, ...]
    named: Mapping[str, Card]


def front_view(
    reads: Reads, arrangement: SubmittedFrontPage, sections: Sequence[Term], opinion: str = ""
) -> ListingView:
    """What the front page would show, with a block for each of these sections, or a strip."""
    front = FrontPage(
        lead=arrangement.lead,
        pinned=arrangement.pinned,
        hidden=arrangement.hidden,
        layout=arrangement.layout,
    )
    # The front page is there from the start, and leads nowhere else.
    return cast(ListingView, listing.read(_AsIf(reads, front), FRONT, sections, opinion))


def arranged(reads: Reads, arrangement: SubmittedFrontPage) -> Arranged:
    """The order of its stories, without the blocks of sections."""
    cards = front_view(reads, arrangement, ()).cards
    lead = (arrangement.lead,) if arrangement.lead else ()
    ids = dict.fromkeys((*lead, *arrangement.pinned, *arrangement.hidden))
    found = reads.get_many(Card, [card_key(i) for i in ids]) if ids else {}
    return Arranged(cards, {card.id: card for card in found.values()})


class _AsIf(Reads):
    """The table, as if the front page had been decided so."""

    def __init__(self, reads: Reads, front: FrontPage) -> None:
        self._reads, self._front = reads, front

    def get(self, kind: type[R], key: Key) -> R | None:
        """See `Reads`."""
        return cast(R, self._front) if key == FRONT_PAGE_KEY else self._reads.get(kind, key)

    def get_many(self, kind: type[R], keys: Sequence[Key]) -> Mapping[Key, R]:
        """See `Reads`."""
        return self._reads.get_many(kind, keys)

    def query(
        self, kind: type[R], span: Span, *, limit: int, newest_first: bool = False
    ) -> list[R]:
        """See `Reads`."""
        return self._reads.query(kind, span, limit=limit, newest_first=newest_first)
