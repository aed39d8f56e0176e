"""A newspaper in memory with as many published articles and comments as a benchmark wants."""

from bisect import bisect_left, bisect_right, insort
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, datetime, timedelta
from itertools import count

import msgspec

from broadsheet.adapters.html.markup import CommonMark
from broadsheet.adapters.http.articles.submitted import article_from_fields
from broadsheet.domain.articles.addressed import addressed
from broadsheet.domain.articles.article import Article, Term, article_key
from broadsheet.domain.articles.body import SafeHtml
from broadsheet.domain.articles.listing import (
    Listing,
    NewsEntry,
    card_of,
    listing_key,
    listings_of,
)
from broadsheet.domain.articles.submitted import SubmittedArticle
from broadsheet.domain.comments.comment import (
    Comment,
    CommentCount,
    CommentState,
    Number,
    thread_of,
)
from broadsheet.domain.comments.moderation import moderation_entries_of
from broadsheet.domain.shared.principal import Principal, Role
from broadsheet.domain.shared.record import Key, Record
from broadsheet.usecases.articles.publish_due import publish_due
from broadsheet.usecases.articles.submit_article import submit_article
from broadsheet.usecases.shared.committing import ANY_VERSION, Request
from broadsheet.usecases.shared.ports import Cause, Put, R, Span, Table
from broadsheet.usecases.shared.services import Services
from tests.fakes.table import MemoryTable, StoppedClock, no_pause

EDITOR = Principal("editor", frozenset({Role.EDITOR}))
SECTIONS = ("World", "Business", "Science", "Culture")
OWN_SECTIONS = addressed(Term(name, "") for name in SECTIONS)
TAGS = tuple(f"Topic {n}" for n in range(50))
AUTHORS = tuple(f"Reporter Number {n}" for n in range(20))
MONTHS = tuple(datetime(2026, month, 1, 6, tzinfo=UTC) for month in range(7, 12))
FILLED = timedelta(days=24)
"""The part of each month in which articles appear."""
NOW = datetime(2026, 11, 28, 12, 0, tzinfo=UTC)
"""Within the last month, and after everything in it has left the news of two days."""
_PARAGRAPH = (
    "The harbour reopened at dawn, *three days* after the storm, and the first boats left with "
    "the tide. The [port authority](https://port.example) expects ordinary traffic by the end of "
    "the week, though repairs to the outer wall, it said, would take until spring.\n\n"
)
BODY = _PARAGRAPH * 10


class IndexedTable(MemoryTable):
    """The table of the tests, with queries that do not look at every key."""

    def __init__(self) -> None:
        super().__init__()
        self._sks: defaultdict[str, list[str]] = defaultdict(list)

    def query(
        self, kind: type[R], span: Span, *, limit: int, newest_first: bool = False
    ) -> list[R]:
        sks = self._sks.get(span.pk, [])
        found = sks[bisect_left(sks, span.first) : bisect_right(sks, span.last)]
        chosen = found[::-1][:limit] if newest_first else found[:limit]
        records = [self.get(kind, Key(span.pk, sk)) for sk in chosen]
        return [record for record in records if record is not None]

    def must_fit(self, record: Record, cause: Cause) -> None:
        """Nothing here is large, and measuring it would be most of the time."""

    def _apply(self, key: Key, new: Record | None, cause: Cause) -> None:
        was_there = key in self.records
        super()._apply(key, new, cause)
        if new is not None and not was_there:
            insort(self._sks[key.pk], key.sk)
        if new is None and was_there:
            self._sks[key.pk].remove(key.sk)

    def copy(self) -> "IndexedTable":
        """The same records, which are immutable, and a stream of its own."""
        other = IndexedTable()
        other.records = dict(self.records)
        other._sks.update({pk: list(sks) for pk, sks in self._sks.items()})
        return other


def newsroom(table: Table, ids: Callable[[], str], now: datetime = NOW) -> Services:
    """The newsroom whose clock stands still at `now`."""
    return Services(
        table=table,
        markup=CommonMark(),
        clock=StoppedClock(now),
        ids=ids,
        pause=no_pause,
        own_sections=lambda: OWN_SECTIONS,
    )


def request(number: int) -> Request:
    """An editor's request, with an idempotency key as clients send it."""
    return Request(
        id=f"request-{number}",
        who=EDITOR,
        fingerprint=f"print-{number}",
        idempotency_key=f"key-{number}",
        if_match=ANY_VERSION,
    )


def article_id(number: int) -> str:
    """The id of the archive's article of this number, from 0."""
    return f"019aa000-0000-7000-8000-{number:012}"


_STANDFIRST = "Boats left at dawn, and the port authority expects ordinary traffic soon."


def submission(
    number: int, place: int, also_read: Sequence[str], paragraphs: int = 10
) -> SubmittedArticle:
    """The article; its section, tags and author follow from its place in the month."""
    return article_from_fields(
        {
            "title": f"The harbour reopens after storm number {number}",
            "standfirst": _STANDFIRST,
            "body": _PARAGRAPH * paragraphs,
            "section": SECTIONS[place % 4],
            "tags": [TAGS[(3 * place + n) % 50] for n in range(3)],
            "byline": [{"name": AUTHORS[place % 20], "role": "Reporter"}],
            "also_read": also_read,
            "status": "published",
        }
    )


def months_of(total: int, newest: int) -> list[int]:
    """How many articles each month has, if the newest month has `newest`."""
    older = len(MONTHS) - 1
    whole, rest = divmod(total - newest, older)
    return [whole + (n < rest) for n in range(older)] + [newest]


def archive(total: int, newest: int, paragraphs: int = 10) -> IndexedTable:
    """`total` published articles, each of which shows the one before it as 'Also read'."""
    table = IndexedTable()
    numbers = count()
    ids = count()
    for first, size in zip(MONTHS, months_of(total, newest), strict=True):
        for place in range(size):
            moment = first + place * FILLED / max(size, 1)
            desk = newsroom(table, lambda: article_id(next(ids)), moment)
            number = next(numbers)
            before = [article_id(number - 1)] if number else []
            submit_article(desk, _plain(number), submission(number, place, before, paragraphs))
    _let_time_pass(table)
    table.stream.clear()
    return table


def _plain(number: int) -> Request:
    return Request(id=f"seed-{number}", who=EDITOR)


def _let_time_pass(table: IndexedTable) -> None:
    clock = newsroom(table, lambda: "")
    while publish_due(clock, _plain(0)):
        pass


def add_comments(table: IndexedTable, target: str, number: int) -> None:
    """Approved comments on an article, as `moderate_comment` leaves them, and their count."""
    for n in range(1, number + 1):
        comment = _comment(target, n)
        for record in (comment, thread_of(comment), *moderation_entries_of(comment)):
            _put(table, record)
    _put(table, CommentCount(article_id=target, threads=number, visible=number, version=number))
    table.stream.clear()


def add_news(table: IndexedTable, target: str, number: int) -> None:
    """Stories of the last two days in the news sitemap, as long as the target's."""
    article = table.get(Article, article_key(target))
    if article is None:
        raise ValueError(f"there is no {target}")
    for n in range(number):
        at = NOW - timedelta(minutes=n + 1)
        card = msgspec.structs.replace(card_of(article), id=article_id(10**9 + n), published_at=at)
        _put(table, NewsEntry(card=card))
    table.stream.clear()


def add_pending(table: IndexedTable, target: str, ids: Sequence[str]) -> None:
    """Comments that wait for an editor."""
    for n, comment_id in enumerate(ids, start=1):
        comment = msgspec.structs.replace(
            _comment(target, n),
            id=comment_id,
            sender=f"stranger{n}",
            reader=f"browser{n}",
            state=CommentState.PENDING,
            version=1,
            number=None,
            shown=False,
            placed=0,
            decided_at=None,
            decided_by=None,
        )
        for record in (comment, *moderation_entries_of(comment)):
            _put(table, record)
    table.stream.clear()


def _comment(target: str, number: int) -> Comment:
    return Comment(
        id=f"c{target[:8]}-{number:06}",
        article_id=target,
        name=f"Reader {number}",
        sender=f"sender{number}",
        body="What a storm that was! I had never seen the like of it in forty years at sea.",
        html=SafeHtml(
            "<p>What a storm that was! I had never seen the like of it in forty years at sea.</p>"
        ),
        state=CommentState.APPROVED,
        version=2,
        submitted_at=MONTHS[-1] + timedelta(minutes=number),
        number=Number(number),
        shown=True,
        placed=2,
        decided_at=MONTHS[-1] + timedelta(minutes=number + 5),
        decided_by="editor",
    )


def _put(table: IndexedTable, record: Record) -> None:
    table.commit([Put(record)], Cause("seed", NOW))


def slots_taken(table: IndexedTable, target: str) -> Iterator[int]:
    """How many slots each listing of an article has given out in the newest month."""
    article = table.get(Article, article_key(target))
    month = f"{MONTHS[-1]:%Y-%m}"
    for name in listings_of(article) if article else ():
        listing = table.get(Listing, listing_key(name))
        yield listing.months.get(month, 0) if listing else 0
