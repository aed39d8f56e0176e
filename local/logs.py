"""A readable log of what happens: each request, each change, each page, a line each."""

import json
import sys
import threading
import time
from collections.abc import Iterator
from typing import Any

from local.tail import Tail, groups

_COLOURS = {
    "request": "36",
    "change": "33",
    "comment": "34",
    "page": "32",
    "clock": "35",
    "error": "31",
}
_EVERY_SECONDS = 0.4


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

    def request(self, method: str, path: str, status: int, milliseconds: float) -> None:
        """A request to the one address."""
        if not path.startswith("/assets/"):
            self.line("request", f"{method} {path} → {status}, {milliseconds:.0f} ms")


class FunctionLogs:
    """Follows what the functions log."""

    def __init__(self, client: Any, log: Log) -> None:
        self._tail, self._log = Tail(client, groups()), log
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
            for kind, text in _told(said.function, said.text):
                self._log.line(kind, text, said.at)


def _told(function: str, message: str) -> Iterator[tuple[str, str]]:
    for text in message.splitlines():
        try:
            said = json.loads(text)
        except ValueError:
            if "Traceback" in text or "Error" in text:
                yield "error", f"{function}: {text}"
            continue
        if isinstance(said, dict):
            yield from _line(function, said)


def _line(function: str, said: dict[str, Any]) -> Iterator[tuple[str, str]]:
    if said.get("level") in ("ERROR", "CRITICAL", "WARNING"):
        reason = said.get("exception", "").strip().splitlines()[-1:] or [""]
        yield "error", f"{function}: {said.get('message')} {reason[0]}".rstrip()
    elif said.get("message") == "changes routed":
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
