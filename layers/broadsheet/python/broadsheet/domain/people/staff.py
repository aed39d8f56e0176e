"""Whose account in the user pool is whose, and what they may do."""

from datetime import datetime
from enum import StrEnum
from typing import Final
from unicodedata import category

import msgspec

from broadsheet.domain.shared.mailbox import in_ascii, is_address
from broadsheet.domain.shared.principal import Role, subject_of

LONGEST_USER: Final = 128
"""The pool's own limit."""
_OF_NAMES = frozenset("LMSNP")
"""Letters, marks, signs, numbers and punctuation: what the pool takes in a name (API reference,
AdminCreateUser). What is copied along unseen, such as a zero-width space, is none of it."""


class State(StrEnum):
    """Of an account."""

    ACTIVE = "active"
    INVITED = "invited"
    """With a temporary password that was not used yet, or has run out."""
    RESET = "reset"
    """Has to choose another password by mail."""
    DISABLED = "disabled"


class Member(msgspec.Struct, frozen=True, kw_only=True):
    """Somebody's account. `id` is that of whoever signs in with it (`Principal.id`)."""

    id: str
    user: str
    state: State
    roles: tuple[str, ...] = ()
    email: str = ""
    has_authenticator: bool = False
    since: datetime

    @property
    def subject(self) -> str:
        """What the pool itself knows them by, whatever they are called."""
        return subject_of(self.id)

    @property
    def role(self) -> Role | None:
        """What they may do: editors do all that authors do."""
        return next((role for role in (Role.EDITOR, Role.AUTHOR) if role in self.roles), None)


def is_user(name: str) -> bool:
    """Whether somebody can be called so in the pool."""
    return 0 < len(name) <= LONGEST_USER and all(category(char)[0] in _OF_NAMES for char in name)


def email_of(text: str) -> str | None:
    """The address as mail is sent to it, a host of other letters in ASCII; None if none can be."""
    address = in_ascii(text)
    return address if is_address(address.lower()) else None
