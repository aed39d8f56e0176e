"""Moderation: what editors decide on comments, their queues, and the trail that they leave."""

from datetime import datetime, timedelta
from enum import StrEnum

import msgspec

from broadsheet.domain.articles.body import SafeHtml
from broadsheet.domain.comments.comment import Comment, CommentState, Ruling
from broadsheet.domain.comments.reports import with_signal
from broadsheet.domain.shared.errors import NotAllowedInState
from broadsheet.domain.shared.record import Key, Record, stamp
from broadsheet.domain.shared.sentence import sentence


class Decision(StrEnum):
    """What a moderator does with a comment."""

    APPROVE = "approve"
    REJECT = "reject"
    SPAM = "spam"
    DELETE = "delete"
    HOLD = "hold"


OUTCOMES = {
    Decision.APPROVE: CommentState.APPROVED,
    Decision.REJECT: CommentState.REJECTED,
    Decision.SPAM: CommentState.SPAM,
    Decision.DELETE: CommentState.DELETED,
    Decision.HOLD: CommentState.PENDING,
}
_ALREADY = {
    CommentState.APPROVED: sentence("The comment is approved already."),
    CommentState.REJECTED: sentence("The comment is rejected already."),
    CommentState.SPAM: sentence("The comment is spam already."),
    CommentState.DELETED: sentence("The comment is deleted already."),
    CommentState.PENDING: sentence("The comment is pending already."),
}
FORGOTTEN = frozenset({CommentState.REJECTED, CommentState.SPAM, CommentState.DELETED})
"""States in which a comment is forgotten after the newsroom's retention time."""


class ModerationEntry(Record, frozen=True, kw_only=True):
    """A comment in one of the moderators' queues: of its state, or of its state on an article.

    Small whatever was written, as a storm of comments writes all of them into one partition;
    the text is read from the comment.
    """

    queue: str
    state: CommentState
    comment_id: str
    article_id: str
    signals: tuple[str, ...]
    submitted_at: datetime
    expires_at: int | None = None

    @property
    def key(self) -> Key:
        return Key(moderation_pk(self.queue), f"{stamp(self.submitted_at)}#{self.comment_id}")


class TrailEntry(Record, frozen=True, kw_only=True):
    """Who did what to a comment, when and why. `version` is the comment's after it.

    `body` is what the comment said before an edit.
    """

    comment_id: str
    version: int
    action: str
    by: str
    by_id: str = ""
    at: datetime
    reason: str
    before: CommentState
    after: CommentState
    body: str | None = None
    expires_at: int | None = None

    @property
    def key(self) -> Key:
        return Key(trail_pk(self.comment_id), f"{TRAIL}{self.version:06}")


TRAIL = "TRAIL#"
UNDO = "undo"
EDIT = "edit"
REPORTED = "reported"
"""What the trail names beside decisions: the last is readers' doing, who had a comment held."""


def decide(comment: Comment, decision: Decision) -> CommentState:
    """The state after a decision.

    Approving what is approved already is possible once readers have reported it, and says that
    it stands. Raises NotAllowedInState for any other decision that changes nothing, and where
    the words were erased.
    """
    _must_not_be_erased(comment)
    after = OUTCOMES[decision]
    if decision not in _possible(comment):
        words = f"The comment is {after} already; {_instead(comment)}"
        raise NotAllowedInState(_ALREADY[after].but(words))
    return after


def ruling_of(comment: Comment) -> Ruling:
    """How the comment stands."""
    return Ruling(
        state=comment.state,
        at=comment.decided_at,
        by=comment.decided_by,
        by_id=comment.decided_by_id,
        reason=comment.reason,
        answered=comment.answered,
    )


def undone(comment: Comment) -> Ruling:
    """How the comment stood before the last decision; after an undo that is what was undone.

    Raises NotAllowedInState where nothing was decided, and where the words were erased.
    """
    _must_not_be_erased(comment)
    if comment.former is None:
        said = sentence("Nothing was decided that could be undone.")
        words = f"Nothing was decided that could be undone; {_instead(comment)}"
        raise NotAllowedInState(said.but(words))
    return comment.former


def ruled(comment: Comment, ruling: Ruling, now: datetime, keep: timedelta) -> Comment:
    """The comment after a decision or an undo, which the next undo goes back from."""
    moved = msgspec.structs.replace(
        in_state(comment, ruling.state, now, keep),
        decided_at=ruling.at,
        decided_by=ruling.by,
        decided_by_id=ruling.by_id,
        reason=ruling.reason,
        answered=ruling.answered,
        former=ruling_of(comment),
    )
    return with_signal(moved)


def edited(comment: Comment, body: str, html: SafeHtml, now: datetime) -> Comment:
    """The comment with other words; those of its writer are kept.

    Raises NotAllowedInState where it is deleted or erased, or says just that.
    """
    _must_not_be_erased(comment)
    if comment.state is CommentState.DELETED:
        said = sentence("The comment is deleted.")
        raise NotAllowedInState(said.but(f"The comment is deleted; {_instead(comment)}"))
    if body == comment.body:
        raise NotAllowedInState(sentence("The comment says just that."))
    return msgspec.structs.replace(
        comment,
        body=body,
        html=html,
        version=comment.version + 1,
        edited_at=now,
        original=comment.body if comment.original is None else comment.original,
    )


def _must_not_be_erased(comment: Comment) -> None:
    if comment.erased:
        raise NotAllowedInState(
            sentence("What the comment said was erased at its writer's request.")
        )


def _possible(comment: Comment) -> list[Decision]:
    kept = comment.is_public and comment.reports > comment.answered
    return [
        decision
        for decision, after in OUTCOMES.items()
        if after is not comment.state or (kept and decision is Decision.APPROVE)
    ]


def _instead(comment: Comment) -> str:
    return f"possible: {', '.join(_possible(comment))}."


def in_step(before: Comment, after: Comment) -> Comment:
    """The change, marked as one that the page need not follow if it shows nothing of it."""
    same = (before.is_public, before.html, before.edited_at) == (
        after.is_public,
        after.html,
        after.edited_at,
    )
    if not (same and before.is_settled):
        return after
    return msgspec.structs.replace(after, placed=after.version)


def in_state(comment: Comment, state: CommentState, now: datetime, keep: timedelta) -> Comment:
    """The comment in a state, forgotten after `keep` where nobody is to see it again."""
    expires_at = int((now + keep).timestamp()) if state in FORGOTTEN else None
    return msgspec.structs.replace(
        comment, state=state, version=comment.version + 1, expires_at=expires_at
    )


def moderation_entries_of(comment: Comment) -> tuple[ModerationEntry, ...]:
    """The comment in the queue of its state, and in that of its state on its article."""
    return tuple(
        ModerationEntry(
            queue=queue,
            state=comment.state,
            comment_id=comment.id,
            article_id=comment.article_id,
            signals=tuple(dict.fromkeys(signal.name for signal in comment.signals)),
            submitted_at=comment.submitted_at,
            expires_at=comment.expires_at,
        )
        for queue in (queue_of(comment.state), queue_of(comment.state, comment.article_id))
    )


def queue_of(state: CommentState, article_id: str | None = None) -> str:
    """The name of a queue."""
    return f"{state}#{article_id}" if article_id else state.value


def moderation_pk(queue: str) -> str:
    """The partition of a queue."""
    return f"MODERATION#{queue}"


def trail_pk(comment_id: str) -> str:
    """The partition of a comment and its trail."""
    return f"COMMENT#{comment_id}"
