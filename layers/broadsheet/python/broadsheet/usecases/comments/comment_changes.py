"""What is written when something becomes of a comment: its queues, its trail, its sender."""

from collections.abc import Callable
from datetime import datetime
from typing import NamedTuple

import msgspec

from broadsheet.domain.comments.comment import Comment, CommentState, comment_key, placement_of
from broadsheet.domain.comments.moderation import (
    TRAIL,
    TrailEntry,
    in_step,
    moderation_entries_of,
    trail_pk,
)
from broadsheet.domain.comments.sender import SaidBy, Sender, sender_key
from broadsheet.domain.mail.subscription import subscription_key
from broadsheet.domain.shared.errors import NoSuchComment
from broadsheet.domain.shared.fields import Id
from broadsheet.usecases.shared.committing import Receipt, Request, commit_once
from broadsheet.usecases.shared.ports import Absent, Equals, Put, Reads, Remove, Span, Write
from broadsheet.usecases.shared.services import Services

MOST_TRAIL = 60
"""Entries of a trail, from its beginning, that are forgotten when their comment is: as many as fit
into its transaction. Once there are as many, the words are not edited again: no later one quotes
them."""


class ModerationReceipt(Receipt, frozen=True):
    """What an editor is told of a comment that was decided on or edited."""

    id: Id
    state: CommentState
    article_id: Id


class CommentChange(NamedTuple):
    """Something that is done to a comment: what the trail calls it, why, and how."""

    action: str
    reason: str
    make: Callable[[Comment, datetime], Comment]


def change_comment(
    services: Services, request: Request, comment_id: str, change: CommentChange
) -> ModerationReceipt:
    """Make the change, once for its key. Raises NotFound, InFlight, and what the change raises."""

    def plan() -> tuple[list[Write], ModerationReceipt]:
        now = services.clock()
        before = comment_by_id(services.table, comment_id)
        after = in_step(before, change.make(before, now))
        writes = comment_writes(before, after)
        writes += trail_writes(services.table, before, after)
        writes += _standing(services, before, after)
        entry = trail_entry(request, change.action, change.reason, before, after, now)
        writes.append(Put(entry, Absent()))
        return writes, ModerationReceipt(after.id, after.state, after.article_id)

    return commit_once(services, request, plan, ModerationReceipt)


def comment_by_id(reads: Reads, comment_id: str) -> Comment:
    """The comment. Raises NotFound."""
    comment = reads.get(Comment, comment_key(comment_id))
    if comment is None:
        raise NoSuchComment()
    return comment


def trail_span(comment_id: str) -> Span:
    """The comment's trail, oldest first."""
    return Span(trail_pk(comment_id), TRAIL, f"{TRAIL}~")


def comment_writes(before: Comment, after: Comment) -> list[Write]:
    """The comment, its queues and, where the page has to follow, its placement."""
    old = {entry.key: entry for entry in moderation_entries_of(before)}
    new = {entry.key: entry for entry in moderation_entries_of(after)}
    said = SaidBy(sender=after.sender, comment_id=after.id, expires_at=after.expires_at)
    writes: list[Write] = [
        Put(after, Equals("version", before.version)),
        *(Remove(key) for key in old.keys() - new.keys()),
        *(Put(entry) for key, entry in new.items() if old.get(key) != entry),
    ]
    if after.sender and before.expires_at != after.expires_at:
        writes.append(Put(said))
    if after.expires_at and not before.expires_at:
        # Nobody can answer it any more: its writer's address is not kept for that.
        writes.append(Remove(subscription_key(after.id)))
    if not after.is_settled:
        writes.append(Put(placement_of(after)))
    return writes


def trail_writes(reads: Reads, before: Comment, after: Comment) -> list[Write]:
    """The trail so far, which is forgotten when its comment is, and no sooner."""
    has_trail = before.former or before.edited_at or before.reports
    if before.expires_at == after.expires_at or not has_trail:
        return []
    return [
        Put(msgspec.structs.replace(entry, expires_at=after.expires_at))
        for entry in reads.query(TrailEntry, trail_span(after.id), limit=MOST_TRAIL)
    ]


def trail_entry(
    request: Request, action: str, reason: str, before: Comment, after: Comment, now: datetime
) -> TrailEntry:
    """What was done, for the trail. `action` is a decision's name, UNDO, EDIT or REPORTED."""
    return TrailEntry(
        comment_id=after.id,
        version=after.version,
        action=action,
        by=request.who.name,
        by_id=request.who.id,
        at=now,
        reason=reason,
        before=before.state,
        after=after.state,
        body=before.body if before.body != after.body else None,
        expires_at=after.expires_at,
    )


_STANDINGS = {
    CommentState.APPROVED: "approved",
    CommentState.REJECTED: "rejected",
    CommentState.SPAM: "spam",
}


def _standing(services: Services, before: Comment, after: Comment) -> list[Write]:
    """What an editor's decision says of the sender; one that is changed or undone, no longer."""
    old, new = _judged(before), _judged(after)
    # What came in from elsewhere was sent by no browser that could ever be known again.
    if not after.reader or old == new:
        return []
    found = services.table.get(Sender, sender_key(after.sender, after.reader))
    sender = found or Sender(sender=after.sender, reader=after.reader)
    counts = {name: getattr(sender, name) for name in _STANDINGS.values()}
    if old:
        counts[old] = max(counts[old] - 1, 0)
    if new:
        counts[new] += 1
    expires_at = int((services.clock() + services.rules.keep_sender).timestamp())
    judged = msgspec.structs.replace(
        sender, **counts, version=sender.version + 1, expires_at=expires_at
    )
    return [Put(judged, Equals("version", sender.version) if sender.version else Absent())]


def _judged(comment: Comment) -> str | None:
    return _STANDINGS.get(comment.state) if comment.decided_by else None
