"""The time as tests give it: nothing that they see depends on when, or how quickly, they run."""

from datetime import UTC, datetime, timedelta

from tests.fakes.table import StoppedClock

MORNING = datetime(2026, 11, 24, 4, 59, tzinfo=UTC)
"""05:59 in Berlin; what is counted by the minute, the hour or the day has only just begun."""
LOOK = timedelta(milliseconds=1)


class GivenClock(StoppedClock):
    """Goes on by a millisecond each time that somebody looks, and otherwise when a test says so."""

    def __init__(self, start: datetime = MORNING) -> None:
        super().__init__(start)

    def __call__(self) -> datetime:
        self.now += LOOK
        return self.now
