"""Waiting for what comes when it comes, asked for less and less often."""

import time
from collections.abc import Callable

_FIRST_PAUSE = 0.02
_OF_THE_WAIT = 0.1
"""Whoever has waited for ten seconds can wait for one more."""
_OF_THE_ASKING = 3.0
"""Some questions keep the stack busy that is to do what is waited for."""


def comes_true(condition: Callable[[], bool], seconds: float) -> bool:
    """Ask until it is so; False if it was not within so many seconds."""
    began = time.monotonic()
    while True:
        asked = time.monotonic()
        if condition():
            return True
        now = time.monotonic()
        if now > began + seconds:
            return False
        pause = max(_FIRST_PAUSE, _OF_THE_WAIT * (now - began), _OF_THE_ASKING * (now - asked))
        time.sleep(min(pause, began + seconds - now))
