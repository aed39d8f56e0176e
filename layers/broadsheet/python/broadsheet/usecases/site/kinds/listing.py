"""The head of a listing; of the site, what editors decided about it and the newest stories."""

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
    author_of,
    card_key,
    listing_key,
)
from broadsheet.domain.people.front_page import FRONT_PAGE_KEY, FrontPage, laid_out
from broadsheet.domain.people.profile import Profile, profile_key
from broadsheet.domain.shared.record import Key, Record
from broadsheet.domain.site.kinds.listing import (
    FRONT_TOP,
    ListingPage,
    ListingView,
    Opinion,
    listing_path,
)
from broadsheet.domain.site.page import Moved
from broadsheet.usecases.shared.gathered import asked, read_ahead
from broadsheet.usecases.shared.ports import Reads, Span
from broadsheet.usecases.shared.stretches import Query
from broadsheet.usecases.site.listed import is_standing, listing_of, newest_first
from broadsheet.usecases.site.standing import redirected

HEAD = 30
"""Cards on the head of a listing, and more where there are more on no page of its archive yet."""
BREAKING = 5
"""Breaking stories on the front page."""
BLOCK = 4
"""Stories in a section's block on the front page."""


def read(
    reads: Reads, page: ListingPage, sections: Sequence[Term], opinion: str = ""
) -> ListingView | Moved | None:
    """The newest cards, and who the author is, or what the front page has beside them; `opinion` is
    the slug of the section that is a strip there.

    Without a story there are only the front page and the site's own sections; where there is no
    such listing, there is where the path leads: one of another system stood there.
    """
    name = page.listing
    read_ahead(reads, {listing_key(name): Listing, **_beside(name)})
    listing = listing_of(reads, name, sections)
    if listing is None:
        return redirected(reads, listing_path(name))
    if name == SITE:
        return _front_of(reads, listing, sections, opinion)
    entries = _on_the_head(reads, listing)
    if not (entries or is_standing(name, sections)):
        if listing.moved_to:
            return Moved(listing_path(ListingName(name.kind, listing.moved_to)))
        return redirected(reads, listing_path(name))
    is_author = name.kind is ListingKind.AUTHOR
    profile = reads.get(Profile, profile_key(name.name)) if is_author else None
    return ListingView(
        listing=listing,
        cards=newest_first(entries[: max(HEAD, _in_open_run(listing, entries))]),
        profile=profile,
        older=_older(listing, entries),
    )


def _on_the_head(reads: Reads, listing: Listing) -> list[Entry]:
    """The newest stories: all that are on no page of the archive yet, and one that is."""
    open_run = listing.open_run
    most = max(HEAD, listing.slots_of(*open_run) + 1 if open_run else 0)
    return reads.query(Entry, Span(listing.listing.pk), limit=most, newest_first=True)


def _in_open_run(listing: Listing, entries: Sequence[Entry]) -> int:
    return sum(entry.position.page == listing.open_run for entry in entries)


def _older(listing: Listing, entries: Sequence[Entry]) -> tuple[str, int] | None:
    pages = (entry.position.page for entry in entries)
    return next((page for page in pages if page != listing.open_run), None)


def _beside(name: ListingName) -> dict[Key, type[Record]]:
    if name == SITE:
        return {FRONT_PAGE_KEY: FrontPage}
    return {profile_key(name.name): Profile} if name.kind is ListingKind.AUTHOR else {}


def _front_of(
    reads: Reads, listing: Listing, sections: Sequence[Term], opinion: str
) -> ListingView:
    """The front page's inputs: two records, the cards that editors chose, and heads of listings."""
    front = reads.get(FrontPage, FRONT_PAGE_KEY) or FrontPage()
    keys = [card_key(article_id) for article_id in front.chosen]
    read_ahead(reads, dict.fromkeys(keys, Card), (_newest_of(front), _breaking_of(front)))
    chosen = reads.get_many(Card, keys) if keys else {}
    shown = [card for card in chosen.values() if not card.unlisted]
    entries: list[Entry] = asked(reads, _newest_of(front))
    breaking: list[BreakingEntry] = asked(reads, _breaking_of(front))
    laid = laid_out(front, shown, tuple(entry.card for entry in breaking), newest_first(entries))
    cards = laid.cards[:HEAD]
    ids = {card.id for card in shown}
    # A breaking story may lead them.
    reach = max((n for n, card in enumerate(cards, 1) if card.id in ids), default=0)
    above = cards[: max(FRONT_TOP[front.layout], reach)]
    blocks = _blocks(reads, sections, {card.id for card in above} | set(front.hidden))
    strip = next((block for block in blocks if block[0].slug == opinion), None)
    return ListingView(
        listing=listing,
        cards=cards,
        breaking=laid.breaking[:BREAKING],
        blocks=tuple(block for block in blocks if block is not strip),
        strip=(strip[0], _opinions(reads, strip[1])) if strip else None,
        older=_older(listing, entries),
        layout=front.layout,
        chosen=reach,
    )


def _newest_of(front: FrontPage) -> Query:
    # As many more as may have to be left out.
    return Query(Entry, Span(SITE.pk), HEAD + len(front.named), newest_first=True)


def _breaking_of(front: FrontPage) -> Query:
    most = BREAKING + len(front.hidden)
    return Query(BreakingEntry, Span("BREAKING"), most, newest_first=True)


def _opinions(reads: Reads, cards: Sequence[Card]) -> tuple[Opinion, ...]:
    """The stories with portraits: one read by key more."""
    keys = {card.id: profile_key(author_of(card)) for card in cards}
    found = reads.get_many(Profile, list(dict.fromkeys(keys.values())))
    pictured = {key: profile.picture for key, profile in found.items()}
    return tuple(Opinion(card, pictured.get(keys[card.id])) for card in cards)


def _blocks(
    reads: Reads, sections: Sequence[Term], left_out: set[str]
) -> tuple[tuple[Term, tuple[Card, ...]], ...]:
    most, blocks = BLOCK + len(left_out), []
    names = [ListingName(ListingKind.SECTION, section.slug) for section in sections]
    heads = [Query(Entry, Span(name.pk), most, newest_first=True) for name in names]
    read_ahead(reads, {}, heads)
    for section, head in zip(sections, heads, strict=True):
        entries: list[Entry] = asked(reads, head)
        cards = tuple(c for c in newest_first(entries) if c.id not in left_out)[:BLOCK]
        if cards:
            blocks.append((section, cards))
    return tuple(blocks)
