"""What people do with their own accounts: passwords and authenticators."""

import msgspec

from broadsheet.domain.desk.session import DeskSession
from broadsheet.domain.people.staff import is_user
from broadsheet.domain.shared.errors import FieldError, Invalid, Unauthenticated
from broadsheet.domain.shared.principal import Principal
from broadsheet.usecases.desk.ports import Tokens
from broadsheet.usecases.desk.sign_in import Door, must_be_strong, revoke, tokens_of
from broadsheet.usecases.people.end_sessions import end_all
from broadsheet.usecases.people.ports import Staff, StaffPool
from broadsheet.usecases.shared.committing import Request


def change_password(door: Door, session: DeskSession, secret: str, old: str, new: str) -> None:
    """Raises Invalid for a wrong old one, and for a new one that is not good enough."""
    must_be_strong(door, new, session.called)
    door.pool.change_password(tokens_of(door, session, secret).access, old, new)


def begin_authenticator(door: Door, session: DeskSession, secret: str, password: str) -> str:
    """The key of another authenticator, for whoever knows the password as well.

    A desk that was left open is no way to somebody's second factor (OWASP ASVS 5.0, 7.5.1).
    Raises Invalid for a wrong password.
    """
    try:
        proved = door.pool.with_password(session.called, password)
    except Unauthenticated as error:
        raise Invalid([FieldError("/password", "wrong_password", error.said)]) from error
    if isinstance(proved, Tokens):
        revoke(door, proved.refresh)
    return door.pool.another_authenticator(tokens_of(door, session, secret).access).key


def confirm_authenticator(door: Door, session: DeskSession, secret: str, code: str) -> None:
    """From now on it is asked for. Raises Invalid for a wrong code."""
    door.pool.confirm_authenticator(tokens_of(door, session, secret).access, code)


def reset_password(
    door: Door, staff: Staff, pool: StaffPool, request: Request, sent: tuple[str, str, str]
) -> None:
    """With the code of a mail: `sent` are user, code and the new password.

    All their sessions end: whoever has lost a password may not be the only one who has it.
    Raises Invalid for a wrong code, and for a password that is not good enough.
    """
    user, code, password = sent
    must_be_strong(door, password, user)
    # Before the code is used up: whose sessions end must be known then.
    found = staff.named(user) if is_user(user) else None
    door.pool.reset(user, code, password)
    if found is not None:
        own = Principal(found.id, frozenset(), called=found.user)
        end_all(door.services, pool, msgspec.structs.replace(request, who=own), found.id)
