"""Who is signed in where: kept in a file that only its owner can read."""

import base64
import binascii
import contextlib
import fcntl
import json
import time
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

import msgspec

from client import running
from client.addresses import site_of, token_of
from client.api import Api
from client.cognito import Pool, machine_token, renewed
from client.errors import CommandError, NotSignedIn
from client.files import write_whole

TOKEN, SITE = "BROADSHEET_TOKEN", "BROADSHEET_SITE"
"""Variables that go before the file: for machines, which have no home to keep one in."""
_SPARE_SECONDS = 60
_ASK = "you are not signed in: broadsheet login --help says how"


class Session(msgspec.Struct, omit_defaults=True):
    """A sign-in. What is not the token says how to get the next one.

    `user` is somebody of the stack of `make run`; `refresh` and `client` are of people, and
    `secret` and `token_url` of machines, in a user pool.
    """

    site: str
    token: str = ""
    user: str = ""
    client: str = ""
    pool: str = ""
    refresh: str = ""
    secret: str = ""
    token_url: str = ""
    scopes: str = ""


def file_of(environment: Mapping[str, str]) -> Path:
    """Where it is kept (XDG Base Directory Specification)."""
    base = environment.get("XDG_CONFIG_HOME") or Path(environment.get("HOME", "~")) / ".config"
    return Path(base).expanduser() / "broadsheet" / "session.json"


def keep(session: Session, path: Path) -> None:
    """Write it down, for its owner alone."""
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    write_whole(path, msgspec.json.format(msgspec.json.encode(session)), 0o600)


def signed_in(environment: Mapping[str, str], now: Callable[[], float] = time.time) -> Session:
    """The session, with a token that is good for a while. Raises CommandError without one.

    Of several commands at the same time one alone renews it: what it shows for that is good once.
    """
    if token := token_of(environment.get(TOKEN, ""), TOKEN):
        if not environment.get(SITE):
            raise CommandError(f"with {TOKEN}, {SITE} must say where: https://…")
        return Session(site=site_of(environment[SITE]), token=token)
    path = file_of(environment)
    session = kept_in(path)
    if _is_good(session, now):
        return session
    with _turn(path):
        session = kept_in(path)
        if not _is_good(session, now):
            renew(session)
            keep(session, path)
    return session


def _is_good(session: Session, now: Callable[[], float]) -> bool:
    ends = claims(session.token).get("exp")
    return isinstance(ends, int | float) and ends > now() + _SPARE_SECONDS


@contextlib.contextmanager
def _turn(path: Path) -> Iterator[None]:
    """Alone among the commands of this user, for as long as it lasts."""
    with path.with_suffix(".lock").open("wb") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def kept_in(path: Path) -> Session:
    """The sign-in as it was kept. Raises CommandError without one."""
    try:
        return msgspec.json.decode(path.read_bytes(), type=Session)
    except FileNotFoundError:
        raise NotSignedIn(_ASK) from None
    except msgspec.DecodeError as error:
        raise NotSignedIn(f"{path} cannot be read: {error}; {_ASK}") from None


def renew(session: Session) -> None:
    """Another token for the same sign-in, to be kept: the next one may be had for it alone.

    Raises CommandError where it has ended.
    """
    if session.user:
        session.token = running.read().token(session.user)
    elif session.refresh:
        session.token, session.refresh = renewed(pool_of(session), session.refresh)
    elif session.secret:
        given = (session.client, session.secret, session.scopes)
        session.token = machine_token(session.token_url, *given)
    else:
        raise NotSignedIn(f"the token is not good any more; {_ASK}")


def pool_of(session: Session) -> Pool:
    """Where a person signed in."""
    return Pool(session.pool, session.client)


def api_of(session: Session) -> Api:
    """The API for whoever is signed in."""
    return Api(session.site, session.token)


def claims(token: str) -> dict[str, Any]:
    """What a token says of itself; nobody has checked it. Empty if it is none."""
    try:
        part = token.split(".")[1]
        said = json.loads(base64.urlsafe_b64decode(part + "=" * (-len(part) % 4)))
    except (IndexError, ValueError, binascii.Error):
        return {}
    return said if isinstance(said, dict) else {}


def name_of(token: str) -> str:
    """Whose token it is: a person's or a machine's."""
    said = claims(token)
    names = (said.get(name) for name in ("username", "client_id"))
    return str(next(filter(None, names), "somebody"))


def roles(token: str) -> list[str]:
    """The groups that a token names."""
    groups = claims(token).get("cognito:groups", [])
    return [str(group) for group in groups] if isinstance(groups, list) else []
