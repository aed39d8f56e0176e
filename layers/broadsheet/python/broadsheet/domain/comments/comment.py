"""Comments: what a reader wrote, in private, and what of it stands on the page.

Nothing here has an e-mail or IP address: `Comment.sender` is a keyed hash, and pages and
reads are made of `Thread` records, which do not have even that.
"""

import re
from datetime import datetime
from enum import StrEnum
from typing import NamedTuple

import msgspec

from broadsheet.domain.articles.body import SafeHtml
from broadsheet.domain.articles.listing import run_of
from broadsheet.domain.comments.signals.signal import Signal
from broadsheet.domain.shared.record import Key, Record

COMMENT_RUN = 50
"""Threads on one page of comments."""
REPLIES = 20
"""Replies in one thread. A reply to a full one opens a thread of its own, so that a page of
comments is bounded however many answer the same comment."""


class CommentState(StrEnum):
    """Where a comment stands with the moderators."""

    PENDING = "pending"
    APPROVED = "approved"
    REJECTED = "rejected"
    SPAM = "spam"
    DELETED = "deleted"


class Number(NamedTuple):
    """A comment's place among its article's. `reply` is 0 for the comment that opens a thread."""

    thread: int
    reply: int = 0

    def __str__(self) -> str:
        """As addresses and anchors have it: `12` or `12-3`."""
        return f"{self.thread}-{self.reply}" if self.reply else str(self.thread)

    @property
    def run(self) -> int:
        """The page of comments that it stands on."""
        return run_of(self.thread, COMMENT_RUN)


class Ruling(msgspec.Struct, frozen=True, kw_only=True):
    """How a comment stood before the last decision, and who had decided that, if anybody."""

    state: CommentState
    at: datetime | None = None
    by: str | None = None
    by_id: str = ""
    reason: str = ""
    answered: int = 0


class Comment(Record, frozen=True, kw_only=True):
    """A comment as it was sent, and what became of it.

    `version` counts every change of the record; `placed` is the version that the page was last
    brought in line with, and `shown` whether it stands there. `expires_at` is in epoch seconds
    (DynamoDB TTL): when what was not published is forgotten. Of its `reports`, which weigh so much
    `against` it (`reports.ReportedBy`), an editor decided knowing `answered`, for `reason`;
    `former` is what an undo goes back to. `original` is what its writer said, where an editor
    changed that. `reader` hides the code of the browser that sent it.
    """

    id: str
    article_id: str
    name: str
    sender: str
    body: str
    html: SafeHtml
    state: CommentState
    version: int
    submitted_at: datetime
    answers: Number | None = None
    number: Number | None = None
    shown: bool = False
    placed: int = 0
    signals: tuple[Signal, ...] = ()
    reports: int = 0
    against: int = 0
    answered: int = 0
    decided_at: datetime | None = None
    decided_by: str | None = None
    decided_by_id: str = ""
    reason: str = ""
    former: Ruling | None = None
    edited_at: datetime | None = None
    original: str | None = None
    erased: bool = False
    reader: str = ""
    expires_at: int | None = None

    @property
    def key(self) -> Key:
        return comment_key(self.id)

    @property
    def is_settled(self) -> bool:
        """Whether the page shows it, or not, as it should."""
        return self.placed == self.version or not (self.shown or self.is_public)

    @property
    def is_public(self) -> bool:
        """Whether readers are to see it."""
        return self.state is CommentState.APPROVED


class Thread(Record, frozen=True, kw_only=True):
    """An approved comment as readers see it. `answers` is the number of what it answers."""

    article_id: str
    number: Number
    answers: Number | None = None
    comment_id: str
    name: str
    html: SafeHtml
    submitted_at: datetime
    edited_at: datetime | None = None

    @property
    def key(self) -> Key:
        return thread_key(self.article_id, self.number)


class CommentCount(Record, frozen=True, kw_only=True):
    """How many thread numbers an article has given out, and how many comments are visible.

    Its `version` is the lock under which an article's comments are numbered, shown and hidden.
    """

    article_id: str
    threads: int = 0
    visible: int = 0
    version: int = 0

    @property
    def key(self) -> Key:
        return comment_count_key(self.article_id)

    @property
    def runs(self) -> int:
        """How many pages of comments there are; the article itself shows the newest too."""
        return run_of(self.threads, COMMENT_RUN)


class ReplyCount(Record, frozen=True, kw_only=True):
    """How many reply numbers a thread has given out."""

    article_id: str
    thread: int
    replies: int = 0

    @property
    def key(self) -> Key:
        return reply_count_key(self.article_id, self.thread)


class Placement(Record, frozen=True, kw_only=True):
    """The page has to be brought in line with a comment. Removed when it was.

    `number` is where the comment stands, so that it is found there even if its own record has
    been forgotten meanwhile.
    """

    article_id: str
    comment_id: str
    version: int
    number: Number | None = None

    @property
    def key(self) -> Key:
        return placement_key(self.article_id, self.comment_id)


def thread_of(comment: Comment) -> Thread:
    """The public face of a comment that has its number."""
    if comment.number is None:
        raise ValueError("a comment that was never approved has no number")
    return Thread(
        article_id=comment.article_id,
        number=comment.number,
        answers=comment.answers,
        comment_id=comment.id,
        name=comment.name,
        html=comment.html,
        submitted_at=comment.submitted_at,
        edited_at=comment.edited_at,
    )


def placement_of(comment: Comment) -> Placement:
    """What makes the page follow the comment as it is now."""
    return Placement(
        article_id=comment.article_id,
        comment_id=comment.id,
        version=comment.version,
        number=comment.number,
    )


_NUMBER = re.compile(r"([1-9][0-9]{0,7})(?:-([1-9][0-9]{0,3}))?")


def number_from(text: str) -> Number | None:
    """The inverse of `str(number)`; None for what is no number."""
    found = _NUMBER.fullmatch(text)
    return Number(int(found[1]), int(found[2] or 0)) if found else None


def comment_key(comment_id: str) -> Key:
    """Where a comment lives."""
    return Key(f"COMMENT#{comment_id}", "COMMENT")


def comment_count_key(article_id: str) -> Key:
    """Where an article's comments are counted."""
    return Key(f"ARTICLE#{article_id}", "COMMENTS")


def reply_count_key(article_id: str, thread: int) -> Key:
    """Where a thread's replies are counted."""
    return Key(f"REPLIES#{article_id}", f"{thread:08}")


def placement_key(article_id: str, comment_id: str) -> Key:
    """Where it is written down that the page has to follow a comment."""
    return Key(f"PLACEMENT#{article_id}", comment_id)


def threads_pk(article_id: str) -> str:
    """The partition of an article's visible comments."""
    return f"COMMENTS#{article_id}"


def thread_key(article_id: str, number: Number) -> Key:
    """Where the public face of a comment stands."""
    return Key(threads_pk(article_id), thread_sk(*number))


def thread_sk(thread: int, reply: int = 0) -> str:
    """A comment's place among its article's: by thread, then by reply."""
    return f"{thread:08}#{reply:04}"
