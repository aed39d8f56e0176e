"""Counters: how often something happened in a stretch of time, forgotten soon after."""

from broadsheet.domain.shared.record import Key, Record


class Counter(Record, frozen=True, kw_only=True, tag="Tally"):
    """How often. `of` says what is counted and, where it matters, in which stretch of time.

    `by` is what was counted last, so that it is known when it is tried again.
    """

    of: str
    times: int
    expires_at: int
    by: str = ""

    @property
    def key(self) -> Key:
        return counter_key(self.of)


def counter_key(of: str) -> Key:
    """Where it is counted."""
    return Key(f"TALLY#{of}", "TALLY")
