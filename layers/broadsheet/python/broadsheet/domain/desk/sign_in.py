"""A sign-in at the desk that is not done yet: the password was right, and more is asked for.

What the user pool gave for the next step is in the table, sealed under a value that the browser
alone has, and under another one with every step.
"""

from datetime import timedelta
from enum import StrEnum

import msgspec

from broadsheet.domain.shared.record import Key, Record

STEP_LASTS = timedelta(minutes=10)
"""For how long the pool waits for an answer: `AuthSessionValidity` in the template."""


class Step(StrEnum):
    """What the pool asks for after a password."""

    PASSWORD = "password"  # noqa: S105 - a word
    """Another one in place of a temporary one."""
    CODE = "code"
    """Of the authenticator."""
    AUTHENTICATOR = "authenticator"
    """That one is set up."""


class Left(msgspec.Struct, frozen=True):
    """What goes on with the sign-in: whose it is, and what the pool wants to hear again.

    `key` is that of an authenticator which is being set up.
    """

    user: str
    state: str
    key: str = ""


class HalfSignIn(Record, frozen=True, kw_only=True):
    """A sign-in that waits for `step`. `sealed` is a `Left`."""

    hashed: str
    step: Step
    sealed: str
    expires_at: int
    """Epoch seconds."""

    @property
    def key(self) -> Key:
        return half_key(self.hashed)


def half_key(hashed: str) -> Key:
    """Where it is, whose cookie's value has this hash."""
    return Key(f"DESK#{hashed}", "HALF")
