"""What must be true of the table whatever happened, and what has happened to it."""

from collections import Counter
from datetime import datetime
from typing import Any, TypeVar

from broadsheet.domain.articles.article import Address, Article, ArticleLink, Revision
from broadsheet.domain.articles.due import Due
from broadsheet.domain.articles.life import Status
from broadsheet.domain.articles.listing import (
    BreakingEntry,
    Card,
    Entry,
    Listing,
    NewsEntry,
    Position,
    card_of,
    entries_of,
)
from broadsheet.domain.articles.renaming import Renamed, Renaming, Renamings
from broadsheet.domain.articles.series import SeriesPart, series_part_of
from broadsheet.domain.articles.translation import Translation, translation_of
from broadsheet.domain.comments.comment import (
    Comment,
    CommentCount,
    CommentState,
    Placement,
    ReplyCount,
    Thread,
    thread_of,
)
from broadsheet.domain.comments.moderation import ModerationEntry, moderation_entries_of
from broadsheet.domain.media.media import Media
from broadsheet.domain.shared.record import Record
from broadsheet.domain.shared.replay import Replay

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
    links = [ArticleLink(target_id=t, source_id=a.id) for a in live for t in a.content.also_read]
    assert _same(of(records, ArticleLink), links)
    assert _same(of(records, Translation), [t for a in public if (t := translation_of(a))])
    assert _same(of(records, SeriesPart), [p for a in public if (p := series_part_of(a))])
    assert all(due.at > now for due in of(records, Due)), "the clock left something undone"
    _lists_must_be_named(records)
    for article in articles:
        _article_must_be_whole(records, article)
    _comments_must_be_whole(records)


def _lists_must_be_named(records: list[Record]) -> None:
    """No list that was left has a story, unless its name is being taken from its stories now."""
    if any(one.running for one in of(records, Renamings)):
        return
    left = {str(listing.listing) for listing in of(records, Listing) if listing.moved_to}
    assert not left & {str(entry.listing) for entry in of(records, Entry)}, "left behind"


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
    assert [c.id for c in comments if not c.is_settled] == [], "the page has not followed"
    assert of(records, Placement) == [], "something waits to be placed"
    approved = [c for c in comments if c.state is CommentState.APPROVED]
    assert [c.id for c in comments if c.shown] == [c.id for c in approved]
    # What was erased is in no queue any more.
    entries = [e for c in comments if not c.erased for e in moderation_entries_of(c)]
    assert _same(of(records, ModerationEntry), entries)
    assert _same(of(records, Thread), [thread_of(c) for c in approved])
    visible = Counter(c.article_id for c in approved)
    counts = {c.article_id: c for c in of(records, CommentCount)}
    assert {c.article_id: c.visible for c in counts.values() if c.visible} == dict(visible)
    _numbers_must_be_given_once(records, comments, counts)


def _numbers_must_be_given_once(
    records: list[Record], comments: list[Comment], counts: dict[str, CommentCount]
) -> None:
    """No number is given twice, none is left out, and the counts say how many there are."""
    given = [(c.article_id, *c.number) for c in comments if c.number]
    assert len(set(given)) == len(given), "two comments have one number"
    threads = {(a, number) for a, number, reply in given if not reply}
    assert threads == {(c.article_id, n) for c in counts.values() for n in range(1, c.threads + 1)}
    replies = {one for one in given if one[2]}
    answered = {(r.article_id, r.thread): r.replies for r in of(records, ReplyCount)}
    assert replies == {(*of, n) for of, last in answered.items() for n in range(1, last + 1)}


def pictures_must_be_whole(records: list[Record], negatives: set[str]) -> None:
    """Every picture that is ready has all its files, and there are no others, nor uploads."""
    ready = [media for media in of(records, Media) if media.is_ready]
    assert not [media.id for media in of(records, Media) if media.status == "removing"]
    files = {f"pictures/{m.id}/{m.digest}/{name}" for m in ready for name in m.file_names}
    assert negatives == files


def effect(records: list[Record]) -> dict[str, Any]:
    """What has happened, without what differs from one run to the next."""
    replays = of(records, Replay)
    return {
        "articles": sorted(_article(records, article) for article in of(records, Article)),
        "comments": sorted(_comment(comment) for comment in of(records, Comment)),
        "replays": sorted((r.idempotency_key, sorted(r.receipt)) for r in replays),
        "listings": sorted(str(listing.listing) for listing in of(records, Listing)),
        "renamings": sorted(_renaming(one.renaming) for one in of(records, Renamed)),
        "pictures": sorted((m.id, m.version, m.status, m.alt) for m in of(records, Media)),
    }


def _article(records: list[Record], a: Article) -> tuple[Any, ...]:
    edits = [(r.version, r.action) for r in of(records, Revision) if r.article_id == a.id]
    news = any(n.card.id == a.id for n in of(records, NewsEntry))
    due = sorted(d.action.value for d in of(records, Due) if d.article_id == a.id)
    what = (a.content.title, a.version, a.status.value, a.path, a.former_paths, sorted(a.slots))
    return (*what, sorted(edits), a.content.breaking, news, due)


def _renaming(one: Renaming) -> tuple[Any, ...]:
    # A tick that breaks off costs the count of a slice, and no more than that.
    return str(one.listing), one.to, one.left, one.named


def _comment(comment: Comment) -> tuple[Any, ...]:
    return comment.name, comment.body, comment.state.value, comment.version, str(comment.number)


def _breaking(article: Article) -> BreakingEntry:
    return BreakingEntry(card=card_of(article))


def _key(record: Record) -> tuple[str, str]:
    return record.key


def _same(found: list[R], expected: list[R]) -> bool:
    return {r.key: r for r in found} == {r.key: r for r in expected}
