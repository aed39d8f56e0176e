"""The front page as it is now: what editors decided, and the newest stories."""

from collections.abc import Sequence

from broadsheet.domain.articles.article import Term
from broadsheet.domain.articles.listing import (
    SITE,
    BreakingEntry,
    Card,
    Entry,
    Listing,
    ListingKind,
    ListingName,
    card_key,
)
from broadsheet.domain.people.front_page import FRONT_PAGE_KEY, FrontPage, laid_out
from broadsheet.domain.site.views import FRONT_TOP, ListingView
from broadsheet.usecases.shared.ports import Reads, Span

HEAD = 30
"""Cards on the head of a listing."""
BREAKING = 5
"""Breaking stories on the front page."""
BLOCK = 4
"""Stories in a section's block on the front page."""


def front_of(reads: Reads, listing: Listing, sections: Sequence[Term]) -> ListingView:
    """The front page's inputs: two records, the cards that editors chose, and heads of listings."""
    front = reads.get(FrontPage, FRONT_PAGE_KEY) or FrontPage()
    keys = [card_key(article_id) for article_id in front.chosen]
    chosen = reads.get_many(Card, keys) if keys else {}
    laid = laid_out(front, chosen.values(), _breaking(reads, front), _newest(reads, front))
    cards = laid.cards[:HEAD]
    above = cards[: max(FRONT_TOP, len(chosen))]
    return ListingView(
        listing=listing,
        cards=cards,
        breaking=laid.breaking[:BREAKING],
        blocks=_blocks(reads, sections, {card.id for card in above} | set(front.hidden)),
    )


def newest_first(entries: Sequence[Entry]) -> tuple[Card, ...]:
    """The cards of the entries, by when they were first published."""
    cards = (entry.card for entry in entries)
    return tuple(sorted(cards, key=lambda card: (card.published_at, card.id), reverse=True))


def _newest(reads: Reads, front: FrontPage) -> tuple[Card, ...]:
    # As many more as may have to be left out.
    most = HEAD + len(front.named)
    return newest_first(reads.query(Entry, Span(SITE.pk), limit=most, newest_first=True))


def _breaking(reads: Reads, front: FrontPage) -> tuple[Card, ...]:
    most = BREAKING + len(front.hidden)
    found = reads.query(BreakingEntry, Span("BREAKING"), limit=most, newest_first=True)
    return tuple(entry.card for entry in found)


def _blocks(
    reads: Reads, sections: Sequence[Term], left_out: set[str]
) -> tuple[tuple[Term, tuple[Card, ...]], ...]:
    blocks = []
    for section in sections:
        span = Span(ListingName(ListingKind.SECTION, section.slug).pk)
        most = BLOCK + len(left_out)
        entries = reads.query(Entry, span, limit=most, newest_first=True)
        cards = tuple(c for c in newest_first(entries) if c.id not in left_out)[:BLOCK]
        if cards:
            blocks.append((section, cards))
    return tuple(blocks)
