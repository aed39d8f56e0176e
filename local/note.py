"""What the running stack writes down for other programs."""

from pathlib import Path
from typing import Any

import msgspec

from client import running
from client.files import write_whole
from client.running import Running
from local import cloud
from local.people import Machine


class Note(Running):
    """A local stack that runs, with everybody's rights."""

    def write(self) -> None:
        """Leave it where the others look."""
        write_whole(running.file_of(Path(self.home)), msgspec.json.encode(self))

    def client(self, service: str) -> Any:
        """A client of the local service, with everybody's rights."""
        return cloud.client(service, self.cloud_url)

    @property
    def machine(self) -> Machine:
        """The machine client."""
        pool, client = self.outputs["UserPoolId"], self.outputs["MachineClientId"]
        return Machine(self.client("cognito-idp"), pool, client, self.cloud_url)


def read(home: Path) -> Note:
    """The stack that runs under `home`. Raises CommandError if there is none."""
    return msgspec.convert(running.read(home), Note, from_attributes=True)


def forget(home: Path) -> None:
    """It does not run any more."""
    running.file_of(home).unlink(missing_ok=True)
