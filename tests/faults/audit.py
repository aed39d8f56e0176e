"""What must be true of the table whatever happened, and what has happened to it."""

from collections import Counter
from datetime import datetime
from typing import Any, TypeVar

from broadsheet.domain.article import Address, Article, Link, Revision, Status
from broadsheet.domain.comment import (
    Comment,
    CommentCount,
    CommentState,
    ModerationEntry,
    Thread,
    moderation_entry_of,
    thread_of,
)
from broadsheet.domain.due import Due
from broadsheet.domain.listing import (
    BreakingEntry,
    Card,
    Entry,
    Listing,
    NewsEntry,
    Position,
    card_of,
    entries_of,
)
from broadsheet.domain.record import Record
from broadsheet.domain.replay import Replay
from broadsheet.domain.translation import Translation, translation_of

R = TypeVar("R", bound=Record)


def of(records: list[Record], kind: type[R]) -> list[R]:
    """The records of a kind."""
    return [record for record in records if isinstance(record, kind)]


def must_be_whole(records: list[Record], now: datetime) -> None:
    """Nothing is half-done: whatever goes together is there together, and once."""
    articles = of(records, Article)
    public = [article for article in articles if article.is_public]
    assert set(map(_key, of(records, Card))) == {_key(card_of(a)) for a in public}
    assert _same(of(records, Card), [card_of(a) for a in public])
    assert _same(of(records, Entry), [entry for a in public for entry in entries_of(a)])
    assert _same(of(records, BreakingEntry), [_breaking(a) for a in public if a.breaking_until])
    assert {n.card.id for n in of(records, NewsEntry)} <= {a.id for a in public}
    assert all(n.card in map(card_of, public) for n in of(records, NewsEntry))
    live = [a for a in articles if a.status is not Status.DELETED]
    links = [Link(target_id=t, source_id=a.id) for a in live for t in a.content.also_read]
    assert _same(of(records, Link), links)
    assert _same(of(records, Translation), [t for a in public if (t := translation_of(a))])
    assert all(due.at > now for due in of(records, Due)), "the clock left something undone"
    for article in articles:
        _article_must_be_whole(records, article)
    _comments_must_be_whole(records)


def _article_must_be_whole(records: list[Record], article: Article) -> None:
    versions = [r.version for r in of(records, Revision) if r.article_id == article.id]
    assert sorted(versions) == list(range(1, article.version + 1))
    owned = {a.path for a in of(records, Address) if a.article_id == article.id}
    discarded = article.status is Status.DELETED and article.published_at is None
    assert owned == (set() if discarded else set(article.paths))
    given = {str(listing.listing): listing.months for listing in of(records, Listing)}
    for listing, position in article.slots.items():
        place = Position.parse(position)
        assert 1 <= place.slot <= given[listing][place.month]


def _comments_must_be_whole(records: list[Record]) -> None:
    comments = of(records, Comment)
    approved = [c for c in comments if c.state is CommentState.APPROVED]
    assert _same(of(records, ModerationEntry), [moderation_entry_of(c) for c in comments])
    assert _same(of(records, Thread), [thread_of(c) for c in approved])
    numbered = Counter(c.article_id for c in comments if c.thread is not None)
    visible = Counter(c.article_id for c in approved)
    counts = of(records, CommentCount)
    assert {c.article_id: c.threads for c in counts} == dict(numbered)
    assert {c.article_id: c.visible for c in counts if c.visible} == dict(visible)


def effect(records: list[Record]) -> dict[str, Any]:
    """What has happened, without what differs from one run to the next."""
    replays = of(records, Replay)
    return {
        "articles": sorted(_article(records, article) for article in of(records, Article)),
        "comments": sorted(_comment(comment) for comment in of(records, Comment)),
        "replays": sorted((r.idempotency_key, sorted(r.receipt)) for r in replays),
        "listings": sorted(str(listing.listing) for listing in of(records, Listing)),
    }


def _article(records: list[Record], a: Article) -> tuple[Any, ...]:
    edits = [(r.version, r.action) for r in of(records, Revision) if r.article_id == a.id]
    news = any(n.card.id == a.id for n in of(records, NewsEntry))
    due = sorted(d.action.value for d in of(records, Due) if d.article_id == a.id)
    what = (a.content.title, a.version, a.status.value, a.path, a.former_paths, sorted(a.slots))
    return (*what, sorted(edits), a.content.breaking, news, due)


def _comment(comment: Comment) -> tuple[Any, ...]:
    return comment.name, comment.body, comment.state.value, comment.version, comment.thread or 0


def _breaking(article: Article) -> BreakingEntry:
    return BreakingEntry(card=card_of(article))


def _key(record: Record) -> tuple[str, str]:
    return record.key


def _same(found: list[R], expected: list[R]) -> bool:
    return {r.key: r for r in found} == {r.key: r for r in expected}
