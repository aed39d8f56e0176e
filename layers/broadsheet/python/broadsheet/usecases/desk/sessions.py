"""Sessions of the desk: begun, looked up with every request, and ended."""

import secrets
from collections.abc import Collection
from datetime import datetime
from typing import NamedTuple, Protocol

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
from broadsheet.domain.shared.sessions import EndedSessions, sessions_key
from broadsheet.usecases.shared.ports import Cause, ConditionFailed, Exists, Put, Remove
from broadsheet.usecases.shared.services import Services

_BYTES = 32


class Seal(Protocol):
    """What hides tokens under a value that the table has not."""

    def __call__(self, secret: str) -> str:
        """The tokens, readable with `secret` alone."""


class Begun(NamedTuple):
    """A session, and what the browser has to bring to be taken for its owner."""

    session: DeskSession
    secret: str


def begin_session(
    services: Services,
    cause_id: str,
    who: Principal,
    *,
    roles_until: datetime,
    seal: Seal | None = None,
) -> Begun:
    """A session of somebody who has just signed in, under a value that was never used before."""
    now, secret = services.clock(), secrets.token_urlsafe(_BYTES)
    session = DeskSession(
        hashed=hash_of(secret),
        person=who.id,
        called=who.name,
        roles=tuple(sorted(who.roles)),
        began_at=now,
        used_at=now,
        roles_until=roles_until,
        sealed=seal(secret) if seal else "",
        expires_at=int((now + LONGEST).timestamp()),
    )
    services.table.commit([Put(session)], Cause(cause_id, now))
    return Begun(session, secret)


def session_of(services: Services, cause_id: str, secret: str) -> DeskSession | None:
    """The session of whoever brings this value; None where there is none, or none any more.

    Two reads, of what is there now: sessions that were ended for their owner count no longer.
    """
    if not is_secret(secret):
        return None
    now = services.clock()
    session = services.table.get(DeskSession, session_key(hash_of(secret)))
    if session is None or session.is_over(now):
        return None
    ended = services.table.get(EndedSessions, sessions_key(session.person))
    if ended is not None and ended.includes(int(session.began_at.timestamp())):
        return None
    return _noted(services, cause_id, session, now)


def _noted(services: Services, cause_id: str, session: DeskSession, now: datetime) -> DeskSession:
    if now < session.used_at + NOTED_EVERY:
        return session
    used = msgspec.structs.replace(session, used_at=now)
    try:
        services.table.commit([Put(used, Exists())], Cause(cause_id, now))
    except ConditionFailed:
        # Ended by another request in this very moment.
        return session
    return used


def end_session(services: Services, cause_id: str, session: DeskSession) -> None:
    """Nobody is let in with it any more."""
    services.table.commit([Remove(session.key)], Cause(cause_id, services.clock()))


def may_enter(roles: Collection[str]) -> bool:
    """Whether the desk has anything for somebody with these roles."""
    return Principal("", frozenset(roles)).is_author
