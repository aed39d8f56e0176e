"""What the desk's use cases need of the world, as Protocols."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Protocol

import msgspec

from broadsheet.domain.desk.sign_in import Step
from broadsheet.domain.shared.principal import Principal
from broadsheet.domain.site.pages import AnyPage, View
from broadsheet.usecases.site.ports import File, SeenFile


class Tokens(msgspec.Struct, frozen=True):
    """What the user pool gives to whoever is signed in; `until` is when the access token ends."""

    access: str
    refresh: str
    who: Principal
    until: datetime


class Asked(msgspec.Struct, frozen=True):
    """The pool asks for one thing more. `state` is what it wants to hear again with the answer."""

    step: Step
    user: str
    state: str


class Authenticator(msgspec.Struct, frozen=True):
    """One that is being set up: its key in base32 (RFC 6238), and how it goes on."""

    key: str
    state: str = ""


class SignIn(Protocol):
    """The user pool, for people who sign in at the desk.

    Everything here raises TooManyRequests where the pool wants to be asked later.
    """

    def with_password(self, user: str, password: str) -> Tokens | Asked:
        """Raises Unauthenticated: for a wrong password, and just so for a user that there is not,
        or who may not sign in."""

    def with_new_password(self, asked: Asked, password: str) -> Tokens | Asked:
        """In place of a temporary one. Raises Invalid for one that the pool does not take, and
        Unauthenticated where it has waited for too long."""

    def with_code(self, asked: Asked, code: str) -> Tokens | Asked:
        """Raises Invalid for a wrong code, and Unauthenticated where it has waited for too long."""

    def begin_authenticator(self, asked: Asked) -> Authenticator:
        """Raises Unauthenticated where it has waited for too long."""

    def with_authenticator(self, asked: Asked, code: str) -> Tokens | Asked:
        """`asked` has the state of the authenticator that was begun. Raises as `with_code`."""

    def renew(self, refresh: str) -> Tokens:
        """Tokens with the roles of now. Raises Unauthenticated once the session has ended."""

    def revoke(self, refresh: str) -> None:
        """No further token is given for this one."""

    def forgotten(self, user: str) -> None:
        """Send a code to the user's verified address. Nobody is told whether there is one."""

    def reset(self, user: str, code: str, password: str) -> None:
        """Raises Invalid for a wrong code, and for a password that the pool does not take."""

    def change_password(self, access: str, old: str, new: str) -> None:
        """Raises Invalid for a wrong old one, and for a new one that the pool does not take."""

    def another_authenticator(self, access: str) -> Authenticator:
        """For somebody who is signed in; the one that they have is good until this one is."""

    def confirm_authenticator(self, access: str, code: str) -> None:
        """From now on it is asked for. Raises Invalid for a wrong code."""


class Seal(Protocol):
    """Hides what is in the table under a value that the table has not."""

    def shut(self, secret: str, purpose: str, text: str) -> str:
        """Readable with the same secret, for the same purpose."""

    def open(self, secret: str, purpose: str, sealed: str) -> str:
        """The inverse of `shut`. Raises Unauthenticated for what was not shut with this secret."""


class Weakness(Protocol):
    """Which passwords are tried first."""

    def __call__(self, password: str, about: Iterable[str] = ()) -> str:
        """Why it is not good enough, or nothing; `about` is what belongs to its user."""


class SiteReading(Protocol):
    """The site bucket, read back."""

    def digest(self, key: str, file: File) -> str:
        """What `SeenFile.digest` is for a file with these bytes and its headers."""

    def seen(self, key: str) -> SeenFile | None:
        """The file's version now, or None where there is none."""

    def read(self, key: str) -> bytes | None:
        """The file's bytes, or None where there is none."""

    def below(self, prefix: str) -> frozenset[str]:
        """The keys that begin so: the first thousand."""

    def changed_since(self, key: str, at: datetime) -> datetime | None:
        """When the file was first written or deleted at `at` or later, to the second.

        None where it was not, or where that is longer ago than the bucket keeps versions.
        """


class PageMaker(Protocol):
    """Views as files; what a `Renderer` does for one page."""

    def render(self, page: AnyPage, view: View) -> Mapping[str, File]:
        """The page's files by their keys; a pure function of its arguments."""
