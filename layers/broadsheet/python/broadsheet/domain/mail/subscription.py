"""Mail to readers: who asked to hear of replies, and what is to be sent.

The only place where an e-mail address is stored: sealed with the stack's KMS key.
"""

import re
from datetime import datetime, timedelta
from enum import StrEnum

import msgspec

from broadsheet.domain.comments.comment import Comment
from broadsheet.domain.shared.record import Key, Record

UNCONFIRMED = timedelta(days=3)
"""How long a request waits for its recipient's word. Then the sealed address is forgotten."""
NOTICE_LASTS = timedelta(days=3)
"""After which a mail that could not be sent is not worth sending."""


_TOKEN = re.compile(r"[0-9A-Za-z-]{27}")
"""A signature of `Keys` in base64url, in which addresses of ours have no `_`."""


class Subscription(Record, frozen=True, kw_only=True):
    """The writer of a comment wants to hear of replies to it. `sealed` is the address, encrypted.

    `is_confirmed` once the mail's recipient said so (double opt-in). `token` is the secret part
    of the addresses that confirm and end it. `expires_at`: epoch seconds.
    """

    comment_id: str
    article_id: str
    sender: str
    sealed: str
    token: str
    is_confirmed: bool = False
    version: int = 1
    expires_at: int

    @property
    def key(self) -> Key:
        return subscription_key(self.comment_id)

    def is_live(self, now: datetime) -> bool:
        """Whether it has neither lapsed nor only waits for DynamoDB to remove it."""
        return now.timestamp() < self.expires_at


class NoticeKind(StrEnum):
    """What a mail says."""

    CONFIRM = "confirm"
    REPLY = "reply"


class Notice(Record, frozen=True, kw_only=True):
    """A mail that has to be sent, written with what it tells of. Removed once it was sent.

    `comment_id` is the subscribed comment, `reply_id` the one that answers it.
    """

    kind: NoticeKind
    comment_id: str
    reply_id: str = ""
    at: datetime
    expires_at: int

    @property
    def key(self) -> Key:
        return Key(notices_pk(self.comment_id), f"{self.kind}#{self.reply_id}")


def token_of(signature: str) -> str:
    """The secret part of a link that nobody can guess."""
    return signature.replace("_", "-")


def is_token(text: str) -> bool:
    """Whether it can be the secret part of a link at all: a link that was cut off, or has got more
    on its way, can be told from one that has ended, and nobody learns anything by that."""
    return _TOKEN.fullmatch(text) is not None


def requested(comment: Comment, sealed: str, token: str, now: datetime) -> Subscription:
    """What the writer of a comment asked for, and has yet to confirm."""
    return Subscription(
        comment_id=comment.id,
        article_id=comment.article_id,
        sender=comment.sender,
        sealed=sealed,
        token=token,
        expires_at=int((now + UNCONFIRMED).timestamp()),
    )


def confirmed(before: Subscription, now: datetime, keep: timedelta) -> Subscription:
    """The subscription once its recipient said so: it holds for `keep`."""
    return msgspec.structs.replace(
        before,
        is_confirmed=True,
        version=before.version + 1,
        expires_at=int((now + keep).timestamp()),
    )


def notice_of(kind: NoticeKind, comment_id: str, now: datetime, reply_id: str = "") -> Notice:
    """A mail that has to be sent to the writer of a comment."""
    expires_at = int((now + NOTICE_LASTS).timestamp())
    return Notice(
        kind=kind, comment_id=comment_id, reply_id=reply_id, at=now, expires_at=expires_at
    )


def subscription_key(comment_id: str) -> Key:
    """Where the subscription to a comment's replies is kept."""
    return Key(f"COMMENT#{comment_id}", "SUBSCRIPTION")


def notices_pk(comment_id: str) -> str:
    """The partition of the mails to a comment's writer that are still to be sent."""
    return f"NOTICE#{comment_id}"
