"""Who sent a comment: found again by a keyed hash of the e-mail address, and known, which takes
more than an address that anybody may type, by that and a code in their browser.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Final

import msgspec

from broadsheet.domain.shared.record import Key, Record

COOKIE: Final = "__Secure-reader"
"""What a browser is known by; the prefix has it sent over TLS alone (RFC 6265bis, 4.1.3.1)."""
COOKIE_LASTS: Final = timedelta(days=400)
"""What browsers keep a cookie for at most (RFC 6265bis, 5.5)."""


class Sender(Record, frozen=True, kw_only=True):
    """How editors judged what came from an address and one browser, whose code `reader` hides.

    `expires_at` is in epoch seconds.
    """

    sender: str
    reader: str = ""
    approved: int = 0
    rejected: int = 0
    spam: int = 0
    version: int = 0
    expires_at: int | None = None

    @property
    def key(self) -> Key:
        return sender_key(self.sender, self.reader)

    def is_known(self, now: datetime) -> bool:
        """Whether they are to be recognised still, and not only wait for DynamoDB."""
        return self.expires_at is None or now.timestamp() < self.expires_at

    @property
    def is_trusted(self) -> bool:
        """Whether an editor has approved something of theirs, and none was spam."""
        return self.approved > 0 and self.spam == 0


def together(standings: Sequence[Sender]) -> Sender | None:
    """All of somebody's standings as one; None where there is none."""
    if len(standings) <= 1:
        return standings[0] if standings else None
    ends = [one.expires_at for one in standings if one.expires_at is not None]
    return msgspec.structs.replace(
        standings[0],
        approved=sum(one.approved for one in standings),
        rejected=sum(one.rejected for one in standings),
        spam=sum(one.spam for one in standings),
        expires_at=max(ends, default=None),
    )


class SaidBy(Record, frozen=True, kw_only=True):
    """A comment of a sender: what export and erasure by address go through."""

    sender: str
    comment_id: str
    expires_at: int | None = None

    @property
    def key(self) -> Key:
        return Key(sender_pk(self.sender), f"{SAID}{self.comment_id}")


SAID = "COMMENT#"
STANDING = "SENDER#"
STANDINGS = (STANDING, f"{STANDING}~")
"""First and last sort key of all standings under an address."""


def sender_pk(sender: str) -> str:
    """The partition of all that is known of a sender."""
    return f"SENDER#{sender}"


def sender_key(sender: str, reader: str) -> Key:
    """Where a sender's standing is kept."""
    return Key(sender_pk(sender), f"{STANDING}{reader}")
