"""The keys of keyed hashes: random, wrapped by the stack's KMS key, and some of a day only."""

from datetime import datetime
from typing import Final

from broadsheet.domain.shared.record import Key, Record

MOST_EARLIER: Final = 9
"""Earlier keys that are kept: what a sender is asked for under each takes a read."""


class SecretKey(Record, frozen=True, kw_only=True):
    """A key that only KMS can unwrap. `expires_at`: epoch seconds, where it is of a day.

    `earlier` are those that were used before under this name, the newest first, and `rotated_at`
    is when the last of them was replaced.
    """

    name: str
    wrapped: str
    earlier: tuple[str, ...] = ()
    rotated_at: datetime | None = None
    expires_at: int | None = None

    @property
    def key(self) -> Key:
        return secret_key_key(self.name)


def secret_key_key(name: str) -> Key:
    """Where a key is kept."""
    return Key(f"KEY#{name}", "KEY")
