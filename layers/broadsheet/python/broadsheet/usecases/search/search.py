"""Readers search: the published articles that have all the words, the likeliest first."""

import itertools
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import msgspec

from broadsheet.domain.articles.article import Article, article_key
from broadsheet.domain.articles.listing import SITE, Card, Listing, card_of, listing_key
from broadsheet.domain.search.excerpts import Marked, excerpt_of
from broadsheet.domain.search.fewer_words import most_found
from broadsheet.domain.search.looked_at import Look
from broadsheet.domain.search.searched_text import (
    author_attribute,
    searched_of,
    section_attribute,
)
from broadsheet.domain.search.spelling import Spelling, typed_of
from broadsheet.domain.search.wanted import Wanted, wanted_of
from broadsheet.domain.search.words import plain
from broadsheet.domain.shared.record import Key
from broadsheet.domain.site.kinds.search_index import SearchIndexPage
from broadsheet.usecases.search.ports import SearchIndex
from broadsheet.usecases.search.windows import (
    WINDOW,
    Candidate,
    OpenIndex,
    Reached,
    Window,
    ranked,
    windows_of,
)
from broadsheet.usecases.shared.paging import Cursor, Slice
from broadsheet.usecases.shared.ports import MOST_KEYS, Reads

MOST_FILES = 200
"""Files of the index that one call looks at: 20,000 slots. `next` leads on from there."""
BATCHES = (4, 8, 16, 32)
"""Files asked for at once: few at first, as what many headlines have is found in the newest."""
MOST_READ = 300
"""Articles that one call looks at: the index names few that are no hits."""
_ZONES_APART = timedelta(days=2)
"""More than the clocks of any two places ever were (31 hours, when Manila kept American time)."""


class Within(msgspec.Struct, frozen=True, kw_only=True):
    """What a search is narrowed to: slugs, and days of publication on the newsroom's wall clock,
    both included.
    """

    section: str | None = None
    author: str | None = None
    since: date | None = None
    until: date | None = None
    time_zone: str = "UTC"

    @property
    def attributes(self) -> list[str]:
        """What the index has of articles that are within it."""
        section = [section_attribute(self.section)] if self.section is not None else []
        return section + ([author_attribute(self.author)] if self.author is not None else [])

    @property
    def months(self) -> tuple[str, str]:
        """The first and the last month in which they may be.

        A story is in the month that it was on the wall clock of then. Where the newsroom has
        changed its zone since, that may be the month before, or after, the one that it is in now.
        """
        since, until = self.since or date.min, self.until or date.max
        return _month_of(since, -_ZONES_APART), _month_of(until, _ZONES_APART)

    def has(self, article: Article) -> bool:
        """Whether the article is within it."""
        if not set(self.attributes) <= set(searched_of(article).attributes):
            return False
        if not (self.since or self.until):
            return True
        day = _day_of(article.published_at, self.time_zone)
        return (self.since or date.min) <= day <= (self.until or date.max)


def _month_of(day: date, away: timedelta) -> str:
    with suppress(OverflowError):  # the calendar ends there
        day += away
    return f"{day.year:04}-{day.month:02}"


EVERYWHERE = Within()


class Hit(msgspec.Struct, frozen=True, kw_only=True):
    """An article that was found, with the lines in which it was."""

    card: Card
    title: Marked
    excerpt: Marked


@dataclass(frozen=True)
class Found(Slice[Hit]):
    """Hits, and the words that were looked for in place of those that no article has."""

    corrected: str | None = None


def search(
    reads: Reads,
    index: SearchIndex,
    query: str,
    limit: int,
    cursor: Cursor | None,
    within: Within = EVERYWHERE,
) -> Found:
    """The next hits after the cursor, at most `limit`.

    Of the newest part of the archive those come first whose words stand where they say most, and
    of these the newest; then come those of the part before it. What the index names is looked at in
    the table before it is shown: an article that is not public any more, or has not these words any
    more, is no hit. A slice may have fewer hits than `limit`, or none, and yet a `next`: then only
    the newest part of the archive was looked at. Raises Malformed.
    """
    wanted = wanted_of(query)
    after = Reached.opened(cursor)
    listing = reads.get(Listing, listing_key(SITE))
    if listing is None:
        return Found([], None)
    windows = windows_of(listing, within.months, after, min(WINDOW, MOST_FILES))
    walk = _Walk(OpenIndex(index, within.attributes), _Articles(reads, within), limit)
    parts = list(windows)
    found = walk.through(parts, wanted)
    if found.items or cursor is not None:
        return found
    for instead in walk.instead_of(wanted, is_whole=found.next is None):
        again = walk.through(parts, wanted_of(instead))
        if again.items:
            return Found(again.items, again.next, _as_written(instead, again.items[0]))
    return found


def _as_written(words: str, hit: Hit) -> str:
    """The words with the accents that the first story has, where what is shown of it has them."""
    parts = itertools.chain(hit.title.parts, hit.excerpt.parts)
    written = {plain(part): part for part, is_meant in parts if is_meant}
    return " ".join(written.get(word, word) for word in words.split())


class _Articles:
    """Articles as the table has them, each read once."""

    def __init__(self, reads: Reads, within: Within) -> None:
        self._reads = reads
        self._within = within
        self._read: dict[Key, Article | None] = {}

    def hits(
        self, candidates: Sequence[Candidate], wanted: Sequence[Wanted], number: int
    ) -> Iterator[tuple[Candidate, Hit | None]]:
        """Each with its hit, if it is one, until there are so many, or too many were read."""
        left = iter(candidates)
        while number > 0 and (some := list(itertools.islice(left, min(number, MOST_KEYS)))):
            keys = {one: article_key(one.article_id) for one in some}
            unread = [key for key in keys.values() if key not in self._read]
            unread = unread[: MOST_READ - len(self._read)]
            there = self._reads.get_many(Article, unread) if unread else {}
            self._read |= {key: there.get(key) for key in unread}
            for one, key in keys.items():
                if key not in self._read:
                    return
                hit = self._hit(self._read[key], wanted)
                number -= hit is not None
                yield one, hit

    def _hit(self, article: Article | None, wanted: Sequence[Wanted]) -> Hit | None:
        if article is None or not article.is_listed or not self._within.has(article):
            return None
        texts = searched_of(article).texts
        looked_through = (texts.title, texts.standfirst, texts.body, *texts.names)
        marked = Look(wanted, article.content.language).at(looked_through)
        if marked is None:
            return None
        title, standfirst, body = marked[:3]
        return Hit(card=card_of(article), title=title, excerpt=excerpt_of((standfirst, body)))


class _Walk:
    """One call's way through the parts of the archive, until there are as many hits as wanted."""

    def __init__(self, index: OpenIndex, articles: _Articles, limit: int) -> None:
        self._index = index
        self._articles = articles
        self._limit = limit

    def through(self, windows: Sequence[Window], wanted: Sequence[Wanted]) -> Found:
        """What is found in them."""
        hits: list[Hit] = []
        looked_at = 0
        for window in windows:
            if len(hits) == self._limit or looked_at >= MOST_FILES:
                return Found(hits, Reached(window.start).cursor)
            looked_at += len(window.pages)
            number = self._limit - len(hits)
            found, stopped = self._best(window, wanted, number)
            hits += [hit for _, hit in found[:number]]
            if len(found) > number:
                return Found(hits, window.reached(found[number - 1][0]).cursor)
            if stopped:
                return Found(hits, stopped.cursor)
        return Found(hits, None)

    def instead_of(self, wanted: Sequence[Wanted], *, is_whole: bool) -> Iterator[str]:
        """What may be looked for where nothing has all of it: the query that was meant; and, if
        the whole archive was looked at, those of its words that one article has most of. It reads
        no file more.
        """
        segments = self._index.segments
        spelling = Spelling(segments)
        meant = spelling.meant(wanted)
        if meant:
            yield " ".join(meant)
        if len(wanted) == 1 or not is_whole:
            return
        if words := meant or spelling.spelled(wanted):
            left = wanted_of(" ".join(words))
            most = most_found(left, segments, self._index.attributes)
            if most and 2 * len(most) >= len(meant or wanted):
                yield typed_of(most)

    def _best(
        self, window: Window, wanted: Sequence[Wanted], number: int
    ) -> tuple[list[tuple[Candidate, Hit]], Reached | None]:
        """Its best hits, one more than asked for if there are, and where it stopped too early."""
        candidates: list[Candidate] = []
        for batch in _batches(window):
            candidates += self._index.candidates(batch, wanted, window)
            # Nothing can come before what is as good as can be, and newer than what is unread.
            best = [one for one in candidates if one.score == 0]
            if len(best) > number:
                found, _ = self._confirmed(window, ranked(best), wanted, number + 1)
                if len(found) > number:
                    return found, None
        return self._confirmed(window, ranked(candidates), wanted, number + 1)

    def _confirmed(
        self, window: Window, candidates: Sequence[Candidate], wanted: Sequence[Wanted], number: int
    ) -> tuple[list[tuple[Candidate, Hit]], Reached | None]:
        looked_at = list(self._articles.hits(candidates, wanted, number))
        found = [(one, hit) for one, hit in looked_at if hit]
        if len(found) == number or len(looked_at) == len(candidates):
            return found, None
        return found, window.reached(looked_at[-1][0]) if looked_at else Reached(window.start)


def _batches(window: Window) -> Iterator[Sequence[SearchIndexPage]]:
    pages = iter(window.pages)
    for size in itertools.chain(BATCHES, itertools.repeat(BATCHES[-1])):
        batch = list(itertools.islice(pages, size))
        if not batch:
            return
        yield batch


def _day_of(moment: datetime | None, time_zone: str) -> date:
    if moment is None:
        return date.min
    try:
        return moment.astimezone(ZoneInfo(time_zone)).date()
    except OverflowError:  # before the first of all years there
        return moment.date()
