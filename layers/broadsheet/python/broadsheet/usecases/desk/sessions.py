"""Sessions of the desk: begun, looked up with every request, and ended."""

import secrets
from collections.abc import Callable, Collection
from datetime import datetime
from typing import NamedTuple

import msgspec

from broadsheet.domain.desk.session import (
    LONGEST,
    NOTED_EVERY,
    DeskSession,
    hash_of,
    is_secret,
    session_key,
)
from broadsheet.domain.shared.principal import Principal
from broadsheet.domain.shared.record import Key
from broadsheet.domain.shared.sessions import EndedSessions, sessions_key
from broadsheet.usecases.shared.ports import Cause, ConditionFailed, Equals, Put, Remove
from broadsheet.usecases.shared.services import Services

_BYTES = 32


class Begun(NamedTuple):
    """A session, and what the browser has to bring to be taken for its owner."""

    session: DeskSession
    secret: str


def new_secret() -> str:
    """A value that was never used before, and that nobody can guess."""
    return secrets.token_urlsafe(_BYTES)


def begin_session(
    services: Services,
    cause_id: str,
    who: Principal,
    *,
    roles_until: datetime,
    sealed: Callable[[str], str] = lambda _: "",
    instead_of: Collection[Key] = (),
) -> Begun:
    """A session of somebody who has just signed in, under a value that was never used before.

    `sealed` hides tokens under that value; `instead_of` is what the browser had until now.
    """
    now, secret = services.clock(), new_secret()
    session = DeskSession(
        hashed=hash_of(secret),
        person=who.id,
        called=who.name,
        roles=tuple(sorted(who.roles)),
        began_at=now,
        used_at=now,
        roles_until=roles_until,
        sealed=sealed(secret),
        expires_at=int((now + LONGEST).timestamp()),
    )
    ended = [Remove(key) for key in instead_of]
    services.table.commit([Put(session), *ended], Cause(cause_id, now))
    return Begun(session, secret)


def session_of(services: Services, cause_id: str, secret: str) -> DeskSession | None:
    """The session of whoever brings this value; None where there is none, or none any more.

    Two reads, of what is there now: sessions that were ended for their owner count no longer.
    """
    now, session = services.clock(), former_session(services, secret)
    if session is None or session.is_over(now):
        return None
    ended = services.table.get(EndedSessions, sessions_key(session.person))
    if ended is not None and ended.includes(int(session.began_at.timestamp())):
        return None
    return _noted(services, cause_id, session, now)


def former_session(services: Services, secret: str) -> DeskSession | None:
    """The session of this value, whether it still counts or not."""
    if not is_secret(secret):
        return None
    return services.table.get(DeskSession, session_key(hash_of(secret)))


def _noted(services: Services, cause_id: str, session: DeskSession, now: datetime) -> DeskSession:
    if now < session.used_at + NOTED_EVERY:
        return session
    used = msgspec.structs.replace(session, used_at=now, version=session.version + 1)
    try:
        services.table.commit([replacing(session, used)], Cause(cause_id, now))
    except ConditionFailed:
        # Ended, renewed or noted by another request in this very moment.
        return session
    return used


def replacing(session: DeskSession, by: DeskSession) -> Put:
    """Written only if nobody has written it since it was read."""
    return Put(by, Equals("version", session.version))


def end_session(services: Services, cause_id: str, session: DeskSession) -> None:
    """Nobody is let in with it any more."""
    services.table.commit([Remove(session.key)], Cause(cause_id, services.clock()))


def may_enter(roles: Collection[str]) -> bool:
    """Whether the desk has anything for somebody with these roles."""
    return Principal("", frozenset(roles)).is_author
