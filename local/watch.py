"""Tells whoever runs it, at once, what goes wrong, and when it is well again."""

import threading

from botocore.exceptions import BotoCoreError, ClientError

from local.logs import Log
from operate.health import Gauges, Problem, problems

_EVERY_SECONDS = 5.0


class Watch:
    """Looks every few seconds, and says only what has changed."""

    def __init__(self, gauges: Gauges, log: Log) -> None:
        self._gauges, self._log = gauges, log
        self._known: dict[str, Problem] = {}
        self._ended = threading.Event()
        self._thread = threading.Thread(target=self._look_on, daemon=True)

    def start(self) -> None:
        """Begin."""
        self._thread.start()

    def stop(self) -> None:
        """End."""
        self._ended.set()
        self._thread.join(5)

    def look(self) -> None:
        """Once."""
        found = {one.key: one for one in problems(self._gauges.read())}
        for key, one in found.items():
            if key not in self._known:
                self._log.trouble(f"NOT WELL: {one.words}; {one.advice}")
        for key, one in self._known.items():
            if key not in found:
                self._log.line("well", f"again, after: {one.words}")
        self._known = found

    def _look_on(self) -> None:
        while not self._ended.wait(_EVERY_SECONDS):
            try:
                self.look()
            except (OSError, BotoCoreError, ClientError):
                continue  # it is going away, and whoever runs it says so
