"""Signing in at the desk, step by step, and out.

After each step the browser has another value, so that one which somebody gave it, or saw, before
the step is of no use after it.
"""

from collections.abc import Collection
from contextlib import suppress
from dataclasses import dataclass
from typing import NamedTuple

import msgspec

from broadsheet.domain.desk.session import DeskSession, hash_of, is_secret
from broadsheet.domain.desk.sign_in import STEP_LASTS, HalfSignIn, Left, Step, half_key
from broadsheet.domain.shared.errors import (
    FieldError,
    Forbidden,
    Invalid,
    TooManyRequests,
    Unauthenticated,
)
from broadsheet.domain.shared.record import Key
from broadsheet.domain.shared.sentence import for_programs, sentence
from broadsheet.usecases.desk.ports import Asked, Seal, SignIn, Tokens, Weakness
from broadsheet.usecases.desk.sessions import (
    Begun,
    begin_session,
    end_session,
    may_enter,
    new_secret,
)
from broadsheet.usecases.shared.ports import Cause, Put, Remove
from broadsheet.usecases.shared.services import Services

_TOKENS, _LEFT = "tokens", "half"
_LONGEST_PASSWORD = 256
"""The pool's own limit."""
_TOO_LATE = sentence("That took too long, or was done already. Please sign in again.")


@dataclass(frozen=True, kw_only=True)
class Door:
    """What stands between a browser and the desk. `about` is what no password is made of."""

    services: Services
    pool: SignIn
    seal: Seal
    weakness: Weakness
    about: Collection[str] = ()


class Kept(msgspec.Struct, frozen=True):
    """The tokens of a session, as they are sealed."""

    access: str
    refresh: str


class Half(NamedTuple):
    """A sign-in that is not done yet, what goes on with it, and what the browser brings for it."""

    record: HalfSignIn
    left: Left
    secret: str


def sign_in(
    door: Door, cause_id: str, user: str, password: str, instead_of: Collection[Key] = ()
) -> Begun | Half:
    """With a password. `instead_of` is what the browser had until now: it ends.

    Raises Unauthenticated, Forbidden for somebody without a role, and TooManyRequests.
    """
    return _on(door, cause_id, door.pool.with_password(user, password), instead_of)


def half_of(door: Door, secret: str, step: Step) -> Half:
    """The sign-in of whoever brings this value, if it waits for this step.

    Raises Unauthenticated where there is none, or none any more.
    """
    if is_secret(secret):
        record = door.services.table.get(HalfSignIn, half_key(hash_of(secret)))
        now = door.services.clock().timestamp()
        if record is not None and record.step == step and now < record.expires_at:
            text = door.seal.open(secret, _LEFT, record.sealed)
            return Half(record, msgspec.json.decode(text, type=Left), secret)
    raise Unauthenticated(_TOO_LATE, "no_step")


def choose_password(door: Door, cause_id: str, half: Half, password: str) -> Begun | Half:
    """In place of a temporary one. Raises Invalid for one that is not good enough."""
    must_be_strong(door, password, half.left.user)
    return _on(door, cause_id, door.pool.with_new_password(_asked(half), password), [_key(half)])


def give_code(door: Door, cause_id: str, half: Half, code: str) -> Begun | Half:
    """Of the authenticator. Raises Invalid for a wrong one."""
    return _on(door, cause_id, door.pool.with_code(_asked(half), code), [_key(half)])


def set_up(door: Door, cause_id: str, half: Half, code: str) -> Begun | Half:
    """An authenticator, whose first code this is. Raises Invalid for a wrong one."""
    return _on(door, cause_id, door.pool.with_authenticator(_asked(half), code), [_key(half)])


def sign_out(door: Door, cause_id: str, session: DeskSession, secret: str) -> None:
    """The browser's value opens nothing any more, and what renewed the session does not either."""
    end_session(door.services, cause_id, session)
    if session.sealed:
        revoke(door, tokens_of(door, session, secret).refresh)


def revoke(door: Door, refresh: str) -> None:
    """No session is renewed with it. Whoever does this has done what they did it for: a pool that
    wants to be asked later keeps a token that nobody has any more, and undoes nothing by that."""
    with suppress(TooManyRequests):
        door.pool.revoke(refresh)


def tokens_of(door: Door, session: DeskSession, secret: str) -> Kept:
    """Raises Unauthenticated where the session has none, or not under this value."""
    return msgspec.json.decode(door.seal.open(secret, _TOKENS, session.sealed), type=Kept)


def sealed_tokens(door: Door, secret: str, tokens: Tokens) -> str:
    """As a session keeps them."""
    text = msgspec.json.encode(Kept(tokens.access, tokens.refresh)).decode()
    return door.seal.shut(secret, _TOKENS, text)


def must_be_strong(door: Door, password: str, user: str) -> None:
    """Raises Invalid for a password that is tried first, or that its user's name explains, and for
    one with a space at an end: the pool takes none ('Adding user pool password requirements')."""
    if password != password.strip():
        words = for_programs("begins or ends with a space")
        raise Invalid([FieldError("/password", "space_at_an_end", words)])
    why = "it has more than 256 characters" if len(password) > _LONGEST_PASSWORD else ""
    if why := why or door.weakness(password, (user, *door.about)):
        raise Invalid([FieldError("/password", "weak_password", for_programs(why))])


def _on(
    door: Door, cause_id: str, given: Tokens | Asked, instead_of: Collection[Key]
) -> Begun | Half:
    if isinstance(given, Asked):
        return _half(door, cause_id, given, instead_of)
    if not may_enter(given.who.roles):
        revoke(door, given.refresh)
        raise Forbidden(
            sentence("Your account has no role here yet. Please ask an editor for one.")
        )
    return begin_session(
        door.services,
        cause_id,
        given.who,
        roles_until=given.until,
        sealed=lambda secret: sealed_tokens(door, secret, given),
        instead_of=instead_of,
    )


def _half(door: Door, cause_id: str, asked: Asked, instead_of: Collection[Key]) -> Half:
    left = Left(asked.user, asked.state)
    if asked.step == Step.AUTHENTICATOR:
        begun = door.pool.begin_authenticator(asked)
        left = Left(asked.user, begun.state, begun.key)
    now, secret = door.services.clock(), new_secret()
    record = HalfSignIn(
        hashed=hash_of(secret),
        step=asked.step,
        sealed=door.seal.shut(secret, _LEFT, msgspec.json.encode(left).decode()),
        expires_at=int((now + STEP_LASTS).timestamp()),
    )
    ended = [Remove(key) for key in instead_of]
    door.services.table.commit([Put(record), *ended], Cause(cause_id, now))
    return Half(record, left, secret)


def _asked(half: Half) -> Asked:
    return Asked(half.record.step, half.left.user, half.left.state)


def _key(half: Half) -> Key:
    return half.record.key
