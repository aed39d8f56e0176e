"""Whoever signed in before a person's sessions were ended has to sign in again."""

from datetime import datetime

from broadsheet.domain.shared.record import Key, Record


class EndedSessions(Record, frozen=True, kw_only=True):
    """All sessions of `person` (`Principal.id`) ended `at`, because of `by`. Kept for good."""

    person: str
    at: datetime
    by: str
    by_id: str

    @property
    def key(self) -> Key:
        return sessions_key(self.person)

    def includes(self, signed_in_at: int) -> bool:
        """Whether a session that began then, in epoch seconds, is one of these.

        Tokens tell whole seconds: one of the very second in which sessions ended may be of before.
        """
        return signed_in_at <= self.at.timestamp()


def sessions_key(person: str) -> Key:
    """Where it is written down."""
    return Key(f"SESSIONS#{person}", "SESSIONS")
