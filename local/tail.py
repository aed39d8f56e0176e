"""What the functions log, as it is logged."""

import contextlib
import time
from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from botocore.exceptions import BotoCoreError, ClientError

from client.running import STACK
from local import template

_LOOK_BACK_MS = 30_000
"""An event is stored when its function has ended, and bears the time of its own: so long after it
on a busy machine."""


class Said(NamedTuple):
    """A line that a function logged."""

    at: float
    function: str
    text: str


def groups(*names: str) -> dict[str, str]:
    """The log groups of some functions, or of all, with their names."""
    wanted = names or [path.name for path in template.functions(template.load()).values()]
    return {f"/aws/lambda/{STACK}-{name}": name for name in wanted}


class Tail:
    """Follows log groups from a moment on."""

    def __init__(
        self, client: Any, followed: Mapping[str, str], since: float | None = None
    ) -> None:
        """`since` is in seconds; without it, from now on."""
        self._client, self._followed = client, followed
        self._since = self._began = int((time.time() if since is None else since) * 1000)
        self._seen: dict[tuple[str, int, str], int] = {}

    def new(self) -> list[Said]:
        """What was logged since the last time, in order."""
        events = sorted(self._events())
        newest = max(self._seen.values(), default=self._began)
        self._since = max(self._began, newest - _LOOK_BACK_MS)
        self._seen = {key: at for key, at in self._seen.items() if at >= self._since}
        return events

    def _events(self) -> Iterator[Said]:
        for group, function in self._followed.items():
            for event in self._stored(group):
                at, text = event["timestamp"], event["message"]
                # MiniStack's events have no eventId; each line has its own time and request.
                if (group, at, text) not in self._seen:
                    self._seen[group, at, text] = at
                    yield Said(at / 1000, function, text)

    def _stored(self, group: str) -> Iterator[dict[str, Any]]:
        asked = {"logGroupName": group, "startTime": self._since}
        with contextlib.suppress(BotoCoreError, ClientError):  # not there yet, or going away
            found = self._client.filter_log_events(**asked)
            yield from found["events"]
            while token := found.get("nextToken"):
                found = self._client.filter_log_events(**asked, nextToken=token)
                yield from found["events"]
