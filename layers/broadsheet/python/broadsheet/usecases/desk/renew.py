"""A session is renewed with the pool before its tokens end: with the roles of now."""

import contextlib

import msgspec

from broadsheet.domain.desk.session import DeskSession
from broadsheet.domain.shared.errors import TooManyRequests, Unauthenticated
from broadsheet.usecases.desk.ports import Tokens
from broadsheet.usecases.desk.sessions import end_session, former_session, may_enter, replacing
from broadsheet.usecases.desk.sign_in import Door, revoke, sealed_tokens, tokens_of
from broadsheet.usecases.shared.ports import Cause, ConditionFailed, Equals, Remove


def renewed(door: Door, cause_id: str, session: DeskSession, secret: str) -> DeskSession | None:
    """The session with the roles of now, where it is time to ask for them; None once the pool
    gives no more.

    Of two requests that renew at once one is written; the other goes on with that. The pool takes a
    refresh token twice within half a minute (`RetryGracePeriodSeconds` in the template), so neither
    signs the other out. Raises TooManyRequests where the pool wants to be asked later, and what the
    session says has ended.
    """
    now = door.services.clock()
    if not session.is_stale(now):
        return session
    try:
        tokens = door.pool.renew(tokens_of(door, session, secret).refresh)
    except Unauthenticated:
        return _of_another(door, cause_id, session, secret)
    except TooManyRequests:
        if now < session.roles_until:
            return session
        raise
    if tokens.who.id != session.person or not may_enter(tokens.who.roles):
        end_session(door.services, cause_id, session)
        revoke(door, tokens.refresh)
        return None
    return _written(door, cause_id, session, secret, tokens)


def _written(
    door: Door, cause_id: str, session: DeskSession, secret: str, tokens: Tokens
) -> DeskSession | None:
    now = door.services.clock()
    new = msgspec.structs.replace(
        session,
        roles=tuple(sorted(tokens.who.roles)),
        roles_until=tokens.until,
        sealed=sealed_tokens(door, secret, tokens),
        used_at=now,
        version=session.version + 1,
    )
    try:
        door.services.table.commit([replacing(session, new)], Cause(cause_id, now))
    except ConditionFailed:
        return former_session(door.services, secret)
    return new


def _of_another(door: Door, cause_id: str, session: DeskSession, secret: str) -> DeskSession | None:
    """What another request has made of it, or nothing: then it has ended."""
    there = former_session(door.services, secret)
    if there is not None and there.roles_until > session.roles_until:
        return there
    if there is not None:
        with contextlib.suppress(ConditionFailed):
            ended = Remove(there.key, Equals("version", there.version))
            door.services.table.commit([ended], Cause(cause_id, door.services.clock()))
    return None
