"""Whose a home is: one run at a time, for as long as its process lives."""

import fcntl
import time
from pathlib import Path
from typing import IO

_SECONDS = 1.0
"""Longer than somebody takes who only looks whether there is a run."""


class Claim:
    """On a home. It ends with the process at the latest."""

    def __init__(self, home: Path) -> None:
        self._home = home
        self._lock: IO[str] | None = None

    @property
    def is_held(self) -> bool:
        """Whether the home is ours."""
        return self._lock is not None

    def take(self) -> bool:
        """Keep every other run off this home; False if one is there."""
        self._home.mkdir(parents=True, exist_ok=True)
        lock = (self._home / "lock").open("a+")
        deadline = time.monotonic() + _SECONDS
        while not _locked(lock):
            if time.monotonic() > deadline:
                lock.close()
                return False
            time.sleep(0.02)
        self._lock = lock
        return True

    def leave(self) -> None:
        """Let others have it."""
        if self._lock is not None:
            self._lock.close()
            self._lock = None


def _locked(lock: IO[str]) -> bool:
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True
