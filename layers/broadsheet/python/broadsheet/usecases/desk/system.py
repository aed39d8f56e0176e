"""How the system does that a newsroom works with, as far as the cloud says it in time."""

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Protocol

import msgspec

LOOKED_AT = timedelta(hours=3)
"""How far back it is looked for failures."""


class Why(StrEnum):
    """Why nothing is known."""

    LATE = "late"
    """It took longer than a page waits."""
    REFUSED = "refused"
    AWAY = "away"
    """Nobody answered."""


class Unknown(msgspec.Struct, frozen=True):
    """What the cloud did not say; `code` is its own word for the refusal."""

    why: Why
    code: str = ""


class GivenUp(msgspec.Struct, frozen=True):
    """How many messages of a kind nobody could deal with (`make redrive` does it again)."""

    what: str
    number: int


class Failing(msgspec.Struct, frozen=True):
    """How often a function failed within `LOOKED_AT`."""

    function: str
    number: int


class Waiting(msgspec.Struct, frozen=True):
    """For how long the oldest of a kind has waited, as was last reported."""

    what: str
    seconds: float


class System(msgspec.Struct, frozen=True, kw_only=True):
    """One look at it; what there is none of is left out."""

    given_up: Sequence[GivenUp] | Unknown
    failing: Sequence[Failing] | Unknown
    waiting: Sequence[Waiting] | Unknown
    """The longest first."""
    alarms: Sequence[str] | Unknown
    """What those that ring say."""


class Looks(Protocol):
    """Where all that is reported."""

    def __call__(self, at: datetime) -> Callable[[], System]:
        """Begin to look; what is returned tells what was found, and waits about a second for it."""
