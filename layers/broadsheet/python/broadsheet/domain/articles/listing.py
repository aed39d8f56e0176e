"""Listings: the cards of the published articles of the site, a section, a tag or an author.

An article gets a *slot* in each of its listings, numbered per month in the order of
publication, once and for ever. Fifty slots are a *run*, and a run is a page of the archive
once it is full, or its month over: boundaries never move, and what is published today never
rewrites last month.
"""

from collections.abc import Iterator
from datetime import datetime
from enum import StrEnum

import msgspec

from broadsheet.domain.articles.article import Article, Author, LeadImage, Term
from broadsheet.domain.shared.cut import ELLIPSIS, cut
from broadsheet.domain.shared.record import Key, Record, stamp
from broadsheet.domain.shared.slug import slug_of
from broadsheet.domain.shared.text import whole_lines

RUN = 50
"""Slots on one page of an archive."""
SITEMAP_RUN = 50
"""Slots in one sitemap: far below the protocol's 50,000, so that an edit rewrites little."""


class ListingKind(StrEnum):
    """What a listing lists."""

    SITE = "site"
    SECTION = "section"
    TAG = "tag"
    AUTHOR = "author"


class ListingName(msgspec.Struct, frozen=True, order=True):
    """Which listing: its kind and, but for the site's own, a slug."""

    kind: ListingKind
    name: str

    def __str__(self) -> str:
        return f"{self.kind}#{self.name}"

    @property
    def pk(self) -> str:
        """The partition of the listing's entries."""
        return f"LISTING#{self}"


SITE = ListingName(ListingKind.SITE, "-")


def section_of(article: Article) -> ListingName:
    """The listing of the article's section."""
    return ListingName(ListingKind.SECTION, article.content.section.slug)


def listings_of(article: Article) -> dict[ListingName, str]:
    """Every listing that the article belongs to, with the title that people read."""
    content = article.content
    listings = {SITE: "", section_of(article): content.section.name}
    listings |= {ListingName(ListingKind.TAG, tag.slug): tag.name for tag in content.tags}
    listings |= {ListingName(ListingKind.AUTHOR, a.slug): a.name for a in content.byline}
    return listings


class Position(msgspec.Struct, frozen=True, order=True):
    """A place in a listing: the month (`yyyy-mm`) and the slot in it, from 1."""

    month: str
    slot: int

    def __str__(self) -> str:
        return f"{self.month}#{self.slot:06}"

    @property
    def before(self) -> str:
        """What all places before this one are at or before, as they are sorted."""
        return str(Position(self.month, self.slot - 1))

    @classmethod
    def parse(cls, text: str) -> "Position":
        """The inverse of `str`."""
        month, _, slot = text.partition("#")
        return cls(month, int(slot))

    @property
    def run(self) -> int:
        """The page of the month's archive that this slot stands on, from 1."""
        return run_of(self.slot, RUN)

    @property
    def page(self) -> tuple[str, int]:
        """The month and the run that this slot stands on."""
        return self.month, self.run


def run_of(number: int, size: int) -> int:
    """Which run of `size` the number (from 1) falls into, from 1; 0 for the number 0."""
    return (number + size - 1) // size


class Listing(Record, frozen=True, kw_only=True):
    """A listing that exists, and how many slots each of its months has given out."""

    listing: ListingName
    title: str
    months: dict[str, int] = msgspec.field(default_factory=dict)
    """Of each month (`yyyy-mm`) how many slots it gave out."""
    moved_to: str = ""
    """The slug of the list that has its stories now, as its name was given up for another's."""

    @property
    def key(self) -> Key:
        return listing_key(self.listing)

    def runs(self, month: str) -> int:
        """How many runs the month has begun."""
        return run_of(self.months.get(month, 0), RUN)

    def is_newest(self, month: str, run: int) -> bool:
        """Whether nothing of the listing can be newer than this run."""
        return month == max(self.months, default="") and run == self.runs(month)

    @property
    def open_run(self) -> tuple[str, int] | None:
        """The month and the run that is the newest, while it has slots left: its stories stand on
        the head of the listing alone.

        None of the site's own: its head is a front page, which has no room for all of them.
        """
        return self._unfilled(RUN) if self.listing != SITE else None

    @property
    def open_sitemap(self) -> tuple[str, int] | None:
        """The month and the run of the newest sitemap, while it has slots left: its stories stand
        in the news sitemap alone, beside the news."""
        return self._unfilled(SITEMAP_RUN)

    def _unfilled(self, size: int) -> tuple[str, int] | None:
        month = max(self.months, default="")
        slots = self.months.get(month, 0)
        return (month, run_of(slots, size)) if slots % size else None

    def slots_of(self, month: str, run: int) -> int:
        """How many slots of the run were given out."""
        return max(0, min(RUN, self.months.get(month, 0) - (run - 1) * RUN))

    def sitemaps(self, month: str) -> int:
        """How many sitemaps the month has."""
        return run_of(self.months.get(month, 0), SITEMAP_RUN)

    def sitemaps_since(self, old: "Listing | None") -> Iterator[tuple[str, int]]:
        """The sitemaps that are full since it was like that: month and run."""
        if old and old.open_sitemap and old.open_sitemap != self.open_sitemap:
            yield old.open_sitemap
        for month in self.months:
            before = old.sitemaps(month) if old else 0
            runs = ((month, run) for run in range(before + 1, self.sitemaps(month) + 1))
            yield from (run for run in runs if run != self.open_sitemap)


class Card(Record, frozen=True, kw_only=True):
    """The public face of a published article: what any other page shows of it."""

    id: str
    path: str
    title: str
    excerpt: str
    section: Term
    tags: tuple[str, ...]
    authors: tuple[str, ...]
    image: LeadImage | None
    language: str
    direction: str
    breaking: bool
    published_at: datetime
    modified_at: datetime
    unlisted: bool = False
    """No other page shows it."""
    live: bool = False
    """It is running now."""
    author: str = ""
    """The slug of the first of its authors, where it is not that of the name."""

    @property
    def key(self) -> Key:
        return card_key(self.id)


class Entry(Record, frozen=True, kw_only=True):
    """A card in a listing."""

    listing: ListingName
    position: Position
    card: Card

    @property
    def key(self) -> Key:
        return Key(self.listing.pk, str(self.position))


class NewsEntry(Record, frozen=True, kw_only=True):
    """An article in the news sitemap, for the two days that it may stand there."""

    card: Card

    @property
    def key(self) -> Key:
        return news_key(self.card.published_at, self.card.id)


class BreakingEntry(Record, frozen=True, kw_only=True):
    """A breaking story, until the label lapses."""

    card: Card

    @property
    def key(self) -> Key:
        return Key("BREAKING", f"{stamp(self.card.published_at)}#{self.card.id}")


EXCERPT = 280
"""Characters of a card's excerpt."""


def card_of(article: Article) -> Card:
    """The card of a published article."""
    content = article.content
    if article.published_at is None:
        raise ValueError("an article that was never published has no card")
    return Card(
        id=article.id,
        path=article.path,
        title=content.title,
        excerpt=shorten(content.standfirst, EXCERPT),
        section=content.section,
        tags=tuple(tag.name for tag in content.tags),
        authors=tuple(author.name for author in content.byline),
        image=content.lead_image,
        language=content.language,
        direction=content.direction,
        breaking=content.breaking,
        published_at=article.published_at,
        modified_at=article.modified_at,
        unlisted=content.unlisted,
        live=content.live == "running",
        author=_unlikely_slug(content.byline[0]) if content.byline else "",
    )


def _unlikely_slug(author: Author) -> str:
    return author.slug if author.slug != slug_of(author.name) else ""


def author_of(card: Card) -> str:
    """The slug of the first of its authors."""
    return card.author or slug_of(card.authors[0])


_LONGEST_WORD = 40
"""Characters of one that is not broken, of languages that join them."""


def shorten(text: str, limit: int) -> str:
    """`text`, or its first words and an ellipsis, at most `limit` characters in all."""
    if len(text) <= limit:
        return text
    head, _, _ = text[:limit].rpartition(" ")
    if not head or limit - len(head) > _LONGEST_WORD:
        # Chinese and Japanese have no spaces: the first of a few would end it far too early.
        head = cut(text, limit - 1)
    return whole_lines(head.rstrip(" ,;:.–—-")) + ELLIPSIS


def entries_of(article: Article) -> Iterator[Entry]:
    """The article's entry in each of its listings; none unless it is published and listed."""
    if article.is_listed:
        card = card_of(article)
        for listing in listings_of(article):
            position = Position.parse(article.slots[str(listing)])
            yield Entry(listing=listing, position=position, card=card)


def listing_key(listing: ListingName) -> Key:
    """Where a listing is written down."""
    return Key(f"LISTINGS#{listing.kind}", listing.name)


def card_key(article_id: str) -> Key:
    """Where an article's card lives."""
    return Key(f"ARTICLE#{article_id}", "CARD")


def news_key(published_at: datetime, article_id: str) -> Key:
    """Where an article stands among the news of the last two days."""
    return Key("NEWS", f"{stamp(published_at)}#{article_id}")
