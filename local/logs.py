"""A readable log of what happens: each request, each change, each page, a line each."""

import re
import sys
import threading
import time
from collections.abc import Iterator
from typing import Any

from local.tail import Tail, groups
from operate.reasons import entry_in, reason_in

_COLOURS = {
    "request": "36",
    "change": "33",
    "comment": "34",
    "page": "32",
    "clock": "35",
    "error": "31",
    "well": "32",
}
_EVERY_SECONDS = 1.5
"""Each look is a call for each function, of a cloud that has pages to make meanwhile."""
_CHANGING = re.compile(r"[0-9a-f-]{8,}|\d+")


class Log:
    """Writes lines to standard output, with colour if that is a terminal."""

    def __init__(self) -> None:
        self._colour = sys.stdout.isatty()

    def line(self, kind: str, text: str, at: float | None = None) -> None:
        """One event. `at` is when it happened, in seconds."""
        clock = time.strftime("%H:%M:%S", time.localtime(at))
        label = f"{kind:<8}"
        if self._colour:
            label = f"\x1b[{_COLOURS.get(kind, '0')}m{label}\x1b[0m"
        print(f"{clock}  {label} {text}", flush=True)

    def trouble(self, text: str, at: float | None = None) -> None:
        """Something that is not as it should be: all of the line is red."""
        self.line("error", f"\x1b[31m{text}\x1b[0m" if self._colour else text, at)

    def request(self, method: str, path: str, status: int, milliseconds: float) -> None:
        """A request to the one address."""
        if not path.startswith("/assets/"):
            self.line("request", f"{method} {path} → {status}, {milliseconds:.0f} ms")


class Failures:
    """The same failure again and again is told with how often, and ever more rarely."""

    def __init__(self) -> None:
        self._seen: dict[tuple[str, str], tuple[int, float]] = {}

    def told(self, function: str, reason: str, at: float) -> str | None:
        """The line for one more failure; None if it says nothing new."""
        # What differs from one call to the next is not another failure.
        key = function, _CHANGING.sub("", reason)
        count, first = self._seen.get(key, (0, at))
        count += 1
        self._seen[key] = count, first
        if count == 1:
            return f"{function} failed: {reason}"
        if count > 10 and count % 10:
            return None
        since = time.strftime("%H:%M:%S", time.localtime(first))
        return f"{function} failed {count} times since {since}: {reason}"


class FunctionLogs:
    """Follows what the functions log."""

    def __init__(self, client: Any, log: Log) -> None:
        self._tail, self._log = Tail(client, groups()), log
        self._failures = Failures()
        self._ended = threading.Event()
        self._thread = threading.Thread(target=self._follow, daemon=True)

    def start(self) -> None:
        """Begin with what happens from now on."""
        self._thread.start()

    def stop(self) -> None:
        """Show what is left, and end."""
        self._ended.set()
        self._thread.join(5)

    def _follow(self) -> None:
        while not self._ended.wait(_EVERY_SECONDS):
            self._show()
        self._show()

    def _show(self) -> None:
        for said in self._tail.new():
            for reason in reason_in(said.text):
                if line := self._failures.told(said.function, reason, said.at):
                    self._log.trouble(line, said.at)
            for kind, text in _told(said.text):
                self._log.line(kind, text, said.at)


def _told(message: str) -> Iterator[tuple[str, str]]:
    for text in message.splitlines():
        yield from _line(entry_in(text))


def _line(said: dict[str, Any]) -> Iterator[tuple[str, str]]:
    if said.get("message") == "changes routed":
        yield "change", f"{said['changes']} in the table → {said['pages']} pages to render"
    elif said.get("message") == "comments placed":
        yield "comment", f"{said['placed']} brought onto their pages, or taken off"
    elif said.get("message") == "page rendered":
        yield "page", _page(said)
    elif said.get("message") == "due actions done":
        yield "clock", f"{said['done']} due actions done"


def _page(said: dict[str, Any]) -> str:
    written = said["written"]
    what = f"{len(written)} written: {', '.join(written)}" if written else "unchanged"
    seconds = said.get("seconds_to_visible")
    after = f", {seconds} s after it was accepted" if seconds is not None else ""
    return f"/{said['page']} {what}, {said['ms']} ms{after}"
