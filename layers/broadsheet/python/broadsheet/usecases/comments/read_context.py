"""All that an editor wants to know of one comment before deciding on it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from broadsheet.domain.comments.comment import Comment, Thread, comment_key, thread_key
from broadsheet.domain.comments.sender import (
    SAID,
    STANDINGS,
    SaidBy,
    Sender,
    sender_pk,
    together,
)
from broadsheet.domain.shared.principal import Principal, Scope
from broadsheet.usecases.comments.ban_sender import Bannable, bans_on
from broadsheet.usecases.comments.comment_changes import comment_by_id
from broadsheet.usecases.comments.list_moderation import Queued, with_all
from broadsheet.usecases.shared.ports import Reads, Span

OTHERS = 10
"""Of what a sender said, the newest."""
_BROWSERS = 20
"""Of an address, whose standings are looked at."""


@dataclass(frozen=True)
class CommentContext:
    """A comment as it stands in its queue, and what is around it.

    `parent` is what it answers: None too where that cannot be seen any more. `others` is what came
    from the same address, newest first, and `standing` how editors judged that. `bans` says who
    could be kept out, and until when they are.
    """

    queued: Queued
    parent: Comment | None
    others: Sequence[Comment]
    standing: Sender | None
    bans: Bannable


def read_context(reads: Reads, who: Principal, comment_id: str, now: datetime) -> CommentContext:
    """What is around a comment, in at most nine reads. Raises Forbidden and NotFound."""
    who.must(Scope.COMMENTS_MODERATE)
    comment = comment_by_id(reads, comment_id)
    (queued,) = with_all(reads, [comment])
    return CommentContext(
        queued=queued,
        parent=_parent(reads, comment),
        others=_others(reads, comment),
        standing=_standing(reads, comment),
        bans=bans_on(reads, comment, now),
    )


def _parent(reads: Reads, comment: Comment) -> Comment | None:
    if comment.answers is None:
        return None
    thread = reads.get(Thread, thread_key(comment.article_id, comment.answers))
    return reads.get(Comment, comment_key(thread.comment_id)) if thread else None


def _others(reads: Reads, comment: Comment) -> list[Comment]:
    if not comment.sender:
        return []
    span = Span(sender_pk(comment.sender), SAID, f"{SAID}~")
    said = reads.query(SaidBy, span, limit=OTHERS + 1, newest_first=True)
    keys = [comment_key(one.comment_id) for one in said if one.comment_id != comment.id][:OTHERS]
    found = reads.get_many(Comment, keys) if keys else {}
    return [found[key] for key in keys if key in found]


def _standing(reads: Reads, comment: Comment) -> Sender | None:
    if not comment.sender:
        return None
    span = Span(sender_pk(comment.sender), *STANDINGS)
    return together(reads.query(Sender, span, limit=_BROWSERS))
