"""The stack of `make run`, as it tells other programs of itself: in `.local/stack.json`."""

import fcntl
import json
from pathlib import Path

import msgspec

from client.cognito import Asks, Pool, sign_in
from client.errors import CommandError

ROOT = Path(__file__).parents[1]
HOME = ROOT / ".local"
"""Where `make run` keeps its newspaper."""
STACK = "broadsheet"
"""Its name in CloudFormation."""
REGION = "eu-west-1"
KEY = "test"
"""Whoever signs with this may do everything, as an account's root user may."""


class Running(msgspec.Struct):
    """A local stack that runs, seen from another process."""

    site_url: str
    cloud_url: str
    """The endpoint of every service."""
    outputs: dict[str, str]
    home: str
    since: float = 0.0
    """When it could be used, in seconds since 1970."""

    def token(self, user: str) -> str:
        """A user's access token, of a new sign-in. Raises CommandError for somebody unknown."""
        passwords = json.loads(passwords_of(Path(self.home)).read_bytes())
        if user not in passwords:
            raise CommandError(f"there is no {user!r}; there are {', '.join(sorted(passwords))}")
        pool, client = self.outputs["UserPoolId"], self.outputs["UserPoolClientId"]
        here = Pool(pool, client, f"{self.cloud_url}/")
        return sign_in(here, user, passwords[user], NoMore()).access


class NoMore(Asks):
    """A user of this machine has a password that stays, and no authenticator."""

    def new_password(self) -> str:
        raise CommandError("the password is a temporary one, and nobody is here to choose another")

    def code(self, secret: str = "") -> str:  # noqa: ARG002 - as whoever can be asked
        raise CommandError("the user has an authenticator, and nobody is here to ask it")


def read(home: Path = HOME) -> Running:
    """The stack that runs under `home`. Raises CommandError if there is none."""
    # Whoever was killed has left its note, and no lock.
    if not _is_claimed(home):
        raise CommandError("Broadsheet is not running here: start it with make run")
    try:
        return msgspec.json.decode(file_of(home).read_bytes(), type=Running)
    except (FileNotFoundError, msgspec.DecodeError):
        raise CommandError("Broadsheet is starting, or stopping: try again in a moment") from None


def file_of(home: Path) -> Path:
    """Where it is written, while the stack can be used."""
    return home / "stack.json"


def passwords_of(home: Path) -> Path:
    """Where the users' passwords are: a JSON object of names and passwords, its owner's alone."""
    return home / "passwords.json"


def sdk_settings(cloud_url: str) -> dict[str, str]:
    """What the AWS SDK makes a client of the local cloud of, with everybody's rights."""
    return {
        "endpoint_url": cloud_url,
        "region_name": REGION,
        "aws_access_key_id": KEY,
        "aws_secret_access_key": KEY,
    }


def _is_claimed(home: Path) -> bool:
    """Whether a run is using this home: it holds the lock as long as its process lives."""
    try:
        with (home / "lock").open("rb") as lock:
            fcntl.flock(lock, fcntl.LOCK_SH | fcntl.LOCK_NB)
    except FileNotFoundError:
        return False
    except BlockingIOError:
        return True
    return False
