"""What the use cases about people need of the world."""

from typing import NamedTuple, Protocol

from broadsheet.domain.people.staff import Member
from broadsheet.domain.shared.principal import Role


class StaffPool(Protocol):
    """Who may sign in, and stay so."""

    def sign_out(self, subject: str) -> None:
        """Give no further token to any session that this person has now.

        Nothing happens where nobody is known by `subject`: machine clients have no sessions. Raises
        TooManyRequests where it wants to be asked later.
        """


class Members(NamedTuple):
    """Some of the staff, and where the next are (empty: nowhere)."""

    members: tuple[Member, ...]
    further: str


class Staff(Protocol):
    """The accounts of the user pool. A `subject` is what it knows somebody by, for good.

    What is done to an account that there is not raises NotFound; everything raises TooManyRequests
    where the pool wants to be asked later.
    """

    def some(self, *, limit: int, begins: str = "", further: str = "") -> Members:
        """In the pool's own order, with their roles; `begins` is how their names begin.

        Raises Malformed for a `further` that is none.
        """

    def one(self, subject: str) -> Member | None:
        """All that is known of somebody."""

    def named(self, user: str) -> Member | None:
        """The same, by the name that they sign in with."""

    def invite(self, user: str, *, email: str = "", temporary: str = "") -> Member:
        """An account, with a temporary password: this one, or one of the pool's own which it sends
        to the address. Raises Invalid for a name that is taken."""

    def grant(self, subject: str, role: Role) -> None:
        """They may do this too, with their next token."""

    def withdraw(self, subject: str, role: Role) -> None:
        """They may do this no longer, with their next token."""

    def disable(self, subject: str) -> None:
        """They get no token any more, and cannot sign in."""

    def enable(self, subject: str) -> None:
        """They can sign in again."""

    def set_temporary(self, subject: str, password: str) -> None:
        """Good for nothing but the choice of another one; the one that they had is forgotten."""

    def forget_authenticator(self, subject: str) -> None:
        """They set another one up when they sign in next."""

    def set_email(self, subject: str, email: str) -> None:
        """Where a code is sent to whoever has forgotten a password."""
