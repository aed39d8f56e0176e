"""What the running stack wrote down for other commands."""

from pathlib import Path
from typing import Any

import msgspec

from local import cloud
from local.claim import is_claimed
from local.cloud import CloudError
from local.people import Machine, People
from local.state import write_whole

HOME = Path(__file__).parents[1] / ".local"
"""Where `make run` keeps its newspaper."""


_NOT_RUNNING = "Broadsheet is not running here: start it with make run"


class Note(msgspec.Struct):
    """A local stack that runs, seen from another process."""

    site_url: str
    cloud_url: str
    outputs: dict[str, str]
    home: str
    since: float = 0.0
    """When it could be used, in seconds since 1970."""

    def write(self) -> None:
        """Leave it where the others look."""
        write_whole(_file(Path(self.home)), msgspec.json.encode(self))

    def client(self, service: str) -> Any:
        """A client of the local service, with everybody's rights."""
        return cloud.client(service, self.cloud_url)

    @property
    def people(self) -> People:
        """The users and their tokens."""
        pool, client = self.outputs["UserPoolId"], self.outputs["UserPoolClientId"]
        return People(Path(self.home), self.client("cognito-idp"), pool, client)

    @property
    def machine(self) -> Machine:
        """The machine client."""
        pool, client = self.outputs["UserPoolId"], self.outputs["MachineClientId"]
        return Machine(self.client("cognito-idp"), pool, client, self.cloud_url)


def read(home: Path) -> Note:
    """The stack that runs under `home`. Raises CloudError if there is none."""
    # Whoever was killed has left its note, and no lock.
    if not is_claimed(home):
        raise CloudError(_NOT_RUNNING)
    try:
        return msgspec.json.decode(_file(home).read_bytes(), type=Note)
    except (FileNotFoundError, msgspec.DecodeError):
        raise CloudError("Broadsheet is starting, or stopping: try again in a moment") from None


def forget(home: Path) -> None:
    """It does not run any more."""
    _file(home).unlink(missing_ok=True)


def _file(home: Path) -> Path:
    return home / "stack.json"
