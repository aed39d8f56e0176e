"""Comments on their way in from elsewhere, and out of here: what the files say of them."""

from datetime import datetime
from typing import Annotated

import msgspec

from broadsheet.domain.comments.comment import CommentState, Ruling
from broadsheet.domain.comments.reports import Report
from broadsheet.domain.comments.signals.signal import Signal

FORMAT_VERSION = 1
"""Of our own file; a reader refuses a later one."""
MOST_THREADS = 1_000_000
"""On one article, that a file is believed."""

AS_IT_IS = (
    *("id", "state", "version", "submitted_at", "signals", "reports", "against", "answered"),
    *("decided_at", "decided_by", "decided_by_id", "reason", "former", "edited_at"),
    *("original", "erased", "expires_at"),
)
"""Fields that a comment and its line in our own file have under one name, and that go both ways
without being looked at."""


class ArticleRef(msgspec.Struct, frozen=True, kw_only=True):
    """What another system knows of an article. `key` is the article's within its file.

    `at` is about when it was published: with the slug it makes an address.
    """

    key: str
    url: str = ""
    slug: str = ""
    identifier: str = ""
    at: datetime | None = None


class ImportedComment(msgspec.Struct, frozen=True, kw_only=True):
    """A comment of another system. `source` and `id` together are nobody else's.

    `parent` is the id, in the same system, of what it answers. `body` is as a reader would type
    it here, and `left` are reasons and words of what no comment here has.
    """

    source: str
    id: str
    article: ArticleRef
    parent: str | None = None
    name: str
    email: str | None
    body: str
    state: CommentState
    submitted_at: datetime
    left: tuple[tuple[str, str], ...] = ()


class LeftOut(msgspec.Struct, frozen=True, kw_only=True):
    """Something that was not taken over, or not as it was: a stable reason, and words."""

    id: str
    reason: str
    detail: str = ""


class TrailLine(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """An entry of a comment's trail."""

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


class HeaderLine(msgspec.Struct, frozen=True, kw_only=True, tag="broadsheet comments"):
    """The first line. `keys` tells whether the hashes of senders mean anything where it is read."""

    version: int = FORMAT_VERSION
    keys: str = ""


class ArticleLine(msgspec.Struct, frozen=True, kw_only=True, tag="article"):
    """Before an article's comments: the numbers given out so far, also to what is gone."""

    article_id: str
    path: str
    threads: Annotated[int, msgspec.Meta(ge=0, le=MOST_THREADS)]
    replies: dict[int, int]


class CommentLine(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True, tag="comment"):
    """A comment with all that is known of it. Numbers are as addresses have them: `12-3`."""

    id: str
    article_id: str
    path: str
    name: str
    sender: str
    body: str
    state: CommentState
    version: int
    submitted_at: datetime
    number: str | None = None
    answers: str | None = None
    signals: tuple[Signal, ...] = ()
    reports: int = 0
    against: int = 0
    answered: int = 0
    reported: tuple[Report, ...] = ()
    reported_until: int | None = None
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
    trail: tuple[TrailLine, ...] = ()


class SenderLine(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True, tag="sender"):
    """How editors judged what came from an address and one browser, both known by hashes."""

    sender: str
    reader: str = ""
    approved: int = 0
    rejected: int = 0
    spam: int = 0
    expires_at: int | None = None


Line = HeaderLine | ArticleLine | CommentLine | SenderLine
"""A line of our own file."""
