"""Links by which people without an account read a story that is not published: a lawyer, a source.

A link has a random secret of which only the hash is kept: whoever reads the table can open nothing.
It names its story and itself, so that it is found with one read and is of no use for another story.
"""

import base64
import binascii
import hashlib
import hmac
import re
from datetime import datetime, timedelta
from typing import NamedTuple
from uuid import UUID

from broadsheet.domain.shared.record import Key, Record, stamp

DAYS = 3
"""How long a link leads somewhere, if nobody says otherwise."""
MOST_DAYS = 30
MOST_OPEN = 20
"""Links of one story that lead somewhere at a time."""
MOST_NOTED = 500
"""Openings of a link that are noted one by one; further ones are counted."""
KEPT = timedelta(days=90)
"""How long after its end it is still known who made a link, and when it was opened."""
SECRET_BYTES = 32
"""256 bits."""

_TOKEN = re.compile(r"[0-9A-Za-z_-]{86}")
"""Two ids of 16 bytes and the secret, in base64url without padding."""


class Share(Record, frozen=True, kw_only=True):
    """One link: for whom it is, by whom, until when, and whether it was taken back."""

    article_id: str
    id: str
    hashed: str
    label: str
    made_at: datetime
    made_by: str
    made_by_id: str
    until: datetime
    revoked_at: datetime | None = None
    revoked_by: str = ""
    expires_at: int
    """When DynamoDB may forget it, in epoch seconds."""

    @property
    def key(self) -> Key:
        return share_key(self.article_id, self.id)

    def is_open(self, now: datetime) -> bool:
        """Whether it leads somewhere."""
        return self.revoked_at is None and now < self.until

    def is_opened_by(self, secret: bytes) -> bool:
        """Whether this is its secret; compared in constant time."""
        return hmac.compare_digest(self.hashed, hash_of(secret))


class Opening(Record, frozen=True, kw_only=True, tag="ShareOpening"):
    """That a link was opened: when, and which version was shown. Nothing of who it was."""

    share_id: str
    id: str
    at: datetime
    version: int
    expires_at: int

    @property
    def key(self) -> Key:
        return Key(openings_pk(self.share_id), f"{stamp(self.at)}#{self.id}")


class SharedLink(NamedTuple):
    """What a link consists of."""

    article_id: str
    share_id: str
    secret: bytes

    @property
    def token(self) -> str:
        """As it stands in an address."""
        parts = UUID(self.article_id).bytes + UUID(self.share_id).bytes + self.secret
        return base64.urlsafe_b64encode(parts).decode().rstrip("=")


def link_of(token: str) -> SharedLink | None:
    """What is in an address; None for what cannot be a link at all."""
    if not _TOKEN.fullmatch(token):
        return None
    try:
        parts = base64.b64decode(f"{token}==", altchars=b"-_", validate=True)
    except binascii.Error:
        return None
    article, share, secret = parts[:16], parts[16:32], parts[32:]
    link = SharedLink(str(UUID(bytes=article)), str(UUID(bytes=share)), secret)
    # The last character has bits that say nothing: one link has one address.
    return link if link.token == token else None


def hash_of(secret: bytes) -> str:
    """What is kept of a secret."""
    return hashlib.sha256(secret).hexdigest()


def share_key(article_id: str, share_id: str) -> Key:
    """Where a link is kept: beside the others of its story, in the order of their making."""
    return Key(shares_pk(article_id), f"SHARE#{share_id}")


def shares_pk(article_id: str) -> str:
    """The partition of a story's links."""
    return f"SHARES#{article_id}"


def openings_pk(share_id: str) -> str:
    """The partition of a link's openings."""
    return f"OPENINGS#{share_id}"


def openings_counted(share_id: str) -> str:
    """What its openings are counted as."""
    return f"SHARE#{share_id}"
