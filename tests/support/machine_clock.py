"""This machine's own clocks: the one place of the tests where they are read.

What runs on the stack and in browsers takes the time that it takes, and is waited for there.
"""

import time
from collections.abc import Callable
from datetime import UTC, datetime

TURNS = 40_000
TRIES = 3


def at_this_moment() -> datetime:
    """For what a library stamps by itself, and takes no other clock for."""
    return datetime.now(UTC)


def effort(work: Callable[[], object]) -> float:
    """How much processor time it takes, measured by what a small piece of work takes beside it.

    One is about a millisecond of a machine of 2026.
    """
    return _seconds(work) / _seconds(_standard)


def is_light(work: Callable[[], object], limit: float) -> bool:
    """Whether its effort is within the limit: in one of a few tries, as machines are not even."""
    return any(effort(work) <= limit for _ in range(TRIES))


def _standard() -> int:
    total = 0
    for turn in range(TURNS):
        total += turn % 7
    return total


def _seconds(work: Callable[[], object]) -> float:
    began = time.process_time()
    work()
    return max(time.process_time() - began, 1e-6)
