"""The moderators' queues, and what there is to know of each comment in them."""

from collections.abc import Sequence
from dataclasses import dataclass

from broadsheet.domain.comments.comment import Comment, CommentState, comment_key
from broadsheet.domain.comments.discussion import Discussion, discussion_key
from broadsheet.domain.comments.moderation import ModerationEntry, moderation_pk, queue_of
from broadsheet.domain.comments.reports import Reports, reports_key
from broadsheet.domain.comments.signals.signal import SignalName
from broadsheet.domain.shared.errors import FieldError, Malformed
from broadsheet.domain.shared.principal import Principal, Scope
from broadsheet.domain.shared.record import Key
from broadsheet.domain.shared.sentence import sentence
from broadsheet.usecases.shared.paging import Cursor, Slice, cursor_of, rest
from broadsheet.usecases.shared.ports import R, Reads, Span

LOOK = 500
"""Entries of a queue that one request looks at: a rare signal takes more requests, none longer."""


@dataclass(frozen=True, kw_only=True)
class ModerationFilter:
    """Which comments: in a state, and perhaps on one article only, or with a signal only."""

    state: str
    article_id: str | None = None
    signal: str | None = None


@dataclass(frozen=True)
class Queued:
    """A comment in a queue, its article's discussion if readers see it, and its reports if any."""

    comment: Comment
    discussion: Discussion | None
    reports: Reports | None


def list_moderation(
    reads: Reads, who: Principal, asked: ModerationFilter, limit: int, cursor: Cursor | None
) -> Slice[Queued]:
    """The comments in a state, oldest first. Raises Forbidden, Malformed.

    A slice may be short or empty and still have a next one.
    """
    who.must(Scope.COMMENTS_MODERATE)
    _must_be("state", asked.state, CommentState)
    if asked.signal is not None:
        _must_be("signal", asked.signal, SignalName)
    span = Span(moderation_pk(queue_of(CommentState(asked.state), asked.article_id)))
    entries = _walked(reads, span, asked.signal, limit, cursor)
    comments = _of(reads, Comment, [comment_key(e.comment_id) for e in entries.items])
    # Whoever was decided on since its entry was read stands in another queue now.
    here = [comment for comment in comments.values() if comment.state == asked.state]
    return Slice(with_all(reads, here), entries.next)


def _must_be(name: str, value: str, known: type[CommentState] | type[SignalName]) -> None:
    if value not in set(known):
        detail = sentence("must be one of {known}", known=", ".join(known))
        raise Malformed([FieldError(f"?{name}", f"unknown_{name}", detail)])


def _walked(
    reads: Reads, span: Span, signal: str | None, limit: int, cursor: Cursor | None
) -> Slice[ModerationEntry]:
    look = LOOK if signal else limit
    seen = reads.query(ModerationEntry, rest(span, cursor), limit=look + 1)
    found: list[ModerationEntry] = []
    for n, entry in enumerate(seen[:look], 1):
        if signal is None or signal in entry.signals:
            found.append(entry)
        if len(found) == limit or n == look:
            more = n < len(seen)
            return Slice(found, cursor_of(span, entry.key.sk) if more else None)
    return Slice(found, None)


def _of(reads: Reads, kind: type[R], keys: Sequence[Key]) -> dict[Key, R]:
    """The records that are there, in the order of their keys."""
    found = reads.get_many(kind, keys) if keys else {}
    return {key: found[key] for key in keys if key in found}


def with_all(reads: Reads, comments: list[Comment]) -> list[Queued]:
    """Each comment with its article's discussion, and its reports; two reads at most."""
    articles = dict.fromkeys(discussion_key(comment.article_id) for comment in comments)
    discussions = _of(reads, Discussion, list(articles))
    reports = _of(reads, Reports, [reports_key(c.id) for c in comments if c.reports])
    return [
        Queued(
            comment,
            discussions.get(discussion_key(comment.article_id)),
            reports.get(reports_key(comment.id)),
        )
        for comment in comments
    ]
