"""How much is played: `make test` plays a sample of what `make test-long` does.

Each number has a variable of its own, for whoever looks for something.
"""

import os
from collections.abc import Sequence
from typing import TypeVar

import pytest

T = TypeVar("T")

LONG = os.environ.get("BROADSHEET_LONG") == "yes"
long_run = pytest.mark.skipif(not LONG, reason="make test-long has it")
"""What says more of what another test says already, and takes long."""


POLICIES = {"none": False, **({"policies": True} if LONG else {})}
"""Whether a browser hears of a page's policies: what nothing runs of without them, none runs of."""


def sampled(few: int, things: Sequence[T]) -> list[T]:
    """One of so many of them, from the first to the last kind; all in the long run."""
    return list(things if LONG else things[::few])


def number_of(what: str, few: int, many: int) -> int:
    """So many of them: BROADSHEET_<WHAT>, or `few`, or `many` in the long run."""
    return int(os.environ.get(f"BROADSHEET_{what.upper()}", str(many if LONG else few)))
