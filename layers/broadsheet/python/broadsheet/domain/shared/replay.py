"""The same request has one effect and one answer, however often it arrives."""

from datetime import datetime, timedelta

from broadsheet.domain.shared.errors import KeyReused
from broadsheet.domain.shared.record import Key, Record

REPLAY_LASTS = timedelta(days=1)
"""How long an answer is kept under its key."""
Kept = dict[str, str | int | list[dict[str, str | int | None]]]
"""A receipt, as it is kept: with notes, which are objects."""


class Replay(Record, frozen=True, kw_only=True):
    """The answer already given under a key. `expires_at` is in epoch seconds (DynamoDB TTL)."""

    scope: str
    idempotency_key: str
    fingerprint: str
    receipt: Kept
    expires_at: int

    @property
    def key(self) -> Key:
        return replay_key(self.scope, self.idempotency_key)

    def answer_to(self, fingerprint: str) -> Kept:
        """The receipt, for the same request. Raises KeyReused for another one."""
        if fingerprint != self.fingerprint:
            raise KeyReused
        return self.receipt


def replay_key(scope: str, idempotency_key: str) -> Key:
    """Where the answer under a key is kept."""
    return Key(f"REPLAY#{scope}#{idempotency_key}", "REPLAY")


def expiry(now: datetime) -> int:
    """When an answer given now is forgotten, in epoch seconds."""
    return int((now + REPLAY_LASTS).timestamp())
