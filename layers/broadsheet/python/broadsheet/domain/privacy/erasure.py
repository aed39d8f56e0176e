"""Erasure: what is left of a comment whose writer asked for that, and how it is remembered.

A backup has what was erased since it was made. So it is written down whose comments were: by
the keyed hash alone.
"""

from datetime import datetime, timedelta

import msgspec

from broadsheet.domain.articles.body import SafeHtml
from broadsheet.domain.comments.comment import Comment, CommentState
from broadsheet.domain.comments.moderation import TrailEntry, in_state
from broadsheet.domain.shared.record import Key, Record

ERASURES = "ERASURES"
"""The partition of all of them: whoever restores a backup reads it whole."""


class Erasure(Record, frozen=True, kw_only=True):
    """Nothing of a sender is to be kept; `at` is when, and `by` who, last saw to that."""

    sender: str
    at: datetime
    by: str
    by_id: str = ""

    @property
    def key(self) -> Key:
        return erasure_key(self.sender)


def erasure_key(sender: str) -> Key:
    """Where it is written down."""
    return Key(ERASURES, sender)


def erased(comment: Comment, now: datetime, keep: timedelta) -> Comment:
    """The comment's id, place and dates, without its writer, words, or what was said of them."""
    gone = msgspec.structs.replace(
        in_state(comment, CommentState.DELETED, now, keep),
        name="",
        sender="",
        reader="",
        body="",
        html=SafeHtml(""),
        signals=(),
        reports=0,
        against=0,
        answered=0,
        decided_by=None,
        decided_by_id="",
        reason="",
        former=None,
        edited_at=None,
        original=None,
        erased=True,
    )
    if comment.expires_at is None:
        return gone
    return msgspec.structs.replace(gone, expires_at=comment.expires_at)


def without_words(entry: TrailEntry, expires_at: int | None) -> TrailEntry:
    """What was done and by whom, and nothing that was said."""
    return msgspec.structs.replace(entry, body=None, reason="", expires_at=expires_at)
