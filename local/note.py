"""What the running stack wrote down for other commands."""

from pathlib import Path
from typing import Any

import msgspec

from local import cloud
from local.cloud import CloudError
from local.people import Machine, People

HOME = Path(__file__).parents[1] / ".local"
"""Where `make run` keeps its newspaper."""


class Note(msgspec.Struct):
    """A local stack that runs, seen from another process."""

    site_url: str
    cloud_url: str
    outputs: dict[str, str]
    home: str

    def write(self) -> None:
        """Leave it where the others look."""
        _file(Path(self.home)).write_bytes(msgspec.json.encode(self))

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
    try:
        return msgspec.json.decode(_file(home).read_bytes(), type=Note)
    except (FileNotFoundError, msgspec.DecodeError):
        raise CloudError("Broadsheet is not running here: start it with make run") from None


def forget(home: Path) -> None:
    """It does not run any more."""
    _file(home).unlink(missing_ok=True)


def _file(home: Path) -> Path:
    return home / "stack.json"
