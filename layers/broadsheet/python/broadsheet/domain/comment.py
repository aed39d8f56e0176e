"""Comments: what a reader wrote, in private, and what of it stands on the page.

The e-mail address lives in `Comment` alone. Pages and reads are made of `Thread` records,
which do not have it.
"""

from datetime import datetime
from enum import StrEnum

from broadsheet.domain.article import SafeHtml
from broadsheet.domain.errors import NotAllowedInState
from broadsheet.domain.listing import run_of
from broadsheet.domain.record import Key, Record, stamp

COMMENT_RUN = 50
"""Threads on one page of comments."""


class CommentState(StrEnum):
    """Where a comment stands with the moderators."""

    PENDING = "pending"
    APPROVED = "approved"
    REJECTED = "rejected"
    SPAM = "spam"


class Decision(StrEnum):
    """What a moderator does with a comment."""

    APPROVE = "approve"
    REJECT = "reject"
    SPAM = "spam"


OUTCOMES = {
    Decision.APPROVE: CommentState.APPROVED,
    Decision.REJECT: CommentState.REJECTED,
    Decision.SPAM: CommentState.SPAM,
}


class Comment(Record, frozen=True, kw_only=True):
    """A comment as it was sent. `thread` is its number on the article, once it was approved."""

    id: str
    article_id: str
    name: str
    email: str
    body: str
    html: SafeHtml
    state: CommentState
    version: int
    submitted_at: datetime
    thread: int | None = None
    decided_at: datetime | None = None
    decided_by: str | None = None

    @property
    def key(self) -> Key:
        return comment_key(self.id)


class Thread(Record, frozen=True, kw_only=True):
    """An approved comment as readers see it. `reply` is 0 for the comment that opens a thread."""

    article_id: str
    thread: int
    reply: int = 0
    comment_id: str
    name: str
    html: SafeHtml
    submitted_at: datetime

    @property
    def key(self) -> Key:
        return Key(threads_pk(self.article_id), thread_sk(self.thread, self.reply))


class CommentCount(Record, frozen=True, kw_only=True):
    """How many thread numbers an article has given out, and how many comments are visible."""

    article_id: str
    threads: int = 0
    visible: int = 0
    version: int = 0

    @property
    def key(self) -> Key:
        return comment_count_key(self.article_id)

    @property
    def runs(self) -> int:
        """How many pages of comments there are; the newest stands on the article itself."""
        return run_of(self.threads, COMMENT_RUN)


class ModerationEntry(Record, frozen=True, kw_only=True):
    """A comment in the moderators' queue for its state, without the e-mail address."""

    state: CommentState
    comment_id: str
    article_id: str
    name: str
    body: str
    submitted_at: datetime
    decided_at: datetime | None = None
    decided_by: str | None = None

    @property
    def key(self) -> Key:
        return Key(moderation_pk(self.state), f"{stamp(self.submitted_at)}#{self.comment_id}")


def decide(state: CommentState, decision: Decision) -> CommentState:
    """The state after a decision. Raises NotAllowedInState if that is its state already."""
    after = OUTCOMES[decision]
    if after is state:
        possible = ", ".join(d for d in Decision if OUTCOMES[d] is not state)
        raise NotAllowedInState(f"The comment is {state} already; possible: {possible}.")
    return after


def thread_of(comment: Comment) -> Thread:
    """The public face of a comment that has its number."""
    if comment.thread is None:
        raise ValueError("a comment that was never approved has no thread number")
    return Thread(
        article_id=comment.article_id,
        thread=comment.thread,
        comment_id=comment.id,
        name=comment.name,
        html=comment.html,
        submitted_at=comment.submitted_at,
    )


def moderation_entry_of(comment: Comment) -> ModerationEntry:
    """The comment as the moderators' queue shows it."""
    return ModerationEntry(
        state=comment.state,
        comment_id=comment.id,
        article_id=comment.article_id,
        name=comment.name,
        body=comment.body,
        submitted_at=comment.submitted_at,
        decided_at=comment.decided_at,
        decided_by=comment.decided_by,
    )


def comment_key(comment_id: str) -> Key:
    """Where a comment lives."""
    return Key(f"COMMENT#{comment_id}", "COMMENT")


def comment_count_key(article_id: str) -> Key:
    """Where an article's comments are counted."""
    return Key(f"ARTICLE#{article_id}", "COMMENTS")


def threads_pk(article_id: str) -> str:
    """The partition of an article's visible comments."""
    return f"COMMENTS#{article_id}"


def thread_sk(thread: int, reply: int = 0) -> str:
    """A comment's place among its article's: by thread, then by reply."""
    return f"{thread:08}#{reply:04}"


def moderation_pk(state: CommentState) -> str:
    """The partition of the queue for a state."""
    return f"MODERATION#{state}"
