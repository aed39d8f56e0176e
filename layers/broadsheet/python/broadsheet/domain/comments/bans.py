"""Bans: from whom nothing is taken for a while. Of a person there are only keyed hashes here."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final

from broadsheet.domain.comments.comment import Comment
from broadsheet.domain.shared.record import Key, Record

BANS: Final = "BANS"
"""The partition of all of them: editors read it from its end."""
LONGEST: Final = 365
"""Days that a ban may last: a hash that nobody needs any more is not kept."""
NETWORK_KEPT: Final = timedelta(days=7)
"""How long it is known from which network a comment came: as long as editors take to read it."""


class BanOf(StrEnum):
    """Who is kept out."""

    SENDER = "sender"
    """An address, and the browser that the comment came from."""
    NETWORK = "network"
    """Whoever is behind the network that the comment came from."""


class HashOf(StrEnum):
    """What was hashed. Anybody may type an address; a browser and a network are one's own."""

    ADDRESS = "address"
    BROWSER = "browser"
    NETWORK = "network"


class Ban(Record, frozen=True, kw_only=True):
    """A ban as editors see it, `hashes` are what it is found by. `expires_at` is in epoch seconds.

    It was made because of a comment, and has nothing of what that says or of who wrote it.
    """

    id: str
    of: BanOf
    hashes: tuple[str, ...]
    comment_id: str
    until: datetime
    at: datetime
    by: str
    by_id: str = ""
    reason: str = ""
    expires_at: int

    @property
    def key(self) -> Key:
        return ban_key(self.id)


class BannedHash(Record, frozen=True, kw_only=True):
    """One of the hashes that a ban is found by, when a comment comes in."""

    hash: str
    of: HashOf
    ban_id: str
    until: datetime
    expires_at: int

    @property
    def key(self) -> Key:
        return banned_key(self.hash)

    def holds_at(self, now: datetime) -> bool:
        """Whether it has not ended: DynamoDB takes its time to forget."""
        return now < self.until


class Origin(Record, frozen=True, kw_only=True):
    """From which network a comment came, for the few days in which somebody may be banned."""

    comment_id: str
    network: str
    expires_at: int

    @property
    def key(self) -> Key:
        return origin_key(self.comment_id)

    def is_known_at(self, now: datetime) -> bool:
        """Whether it may still be used."""
        return now.timestamp() < self.expires_at


def hashes_of(comment: Comment, of: BanOf, origin: Origin | None) -> dict[str, HashOf]:
    """What a ban because of the comment is found by; nothing, where nothing is known any more."""
    if of is BanOf.NETWORK:
        return {origin.network: HashOf.NETWORK} if origin else {}
    known = {comment.sender: HashOf.ADDRESS, comment.reader: HashOf.BROWSER}
    return {hashed: kind for hashed, kind in known.items() if hashed}


def is_their_own(banned: Iterable[BannedHash]) -> bool:
    """Whether those who are banned are asking, and not somebody who typed their address."""
    return any(one.of is not HashOf.ADDRESS for one in banned)


def ban_key(ban_id: str) -> Key:
    """Where a ban is listed."""
    return Key(BANS, ban_id)


def banned_key(hashed: str) -> Key:
    """Where it is found."""
    return Key(f"BAN#{hashed}", "BAN")


def origin_key(comment_id: str) -> Key:
    """Where it is kept from which network a comment came."""
    return Key(f"COMMENT#{comment_id}", "ORIGIN")
