"""`make status`: what fails, what waits and what is late, on one screen. Exits with 1 if any is."""

import json
import sys
import time
import urllib.request
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from client.running import HOME, STACK
from local import note
from local.calls import Logged
from local.note import Note
from local.tail import Tail, groups
from operate.ends import in_words
from operate.health import Gauges, clock, problems
from operate.stack import Stack
from operate.status import last_errors, lines, verdict


def main(home: Path = HOME) -> int:
    """Print it; 0 if all is well, 1 if something is not."""
    with in_words():
        running = note.read(home)
        health = gauges(running).read()
        found = list(problems(health))
        failed = [f.name for f in health.functions if f.failed]
        why = last_errors(Stack(STACK, running.client), failed, _moment(running.since))
    print(f"Broadsheet at {running.site_url}/, since {clock(_moment(running.since))}\n")
    print("\n".join(lines(health, why)))
    print("\n".join(verdict(found)))
    return 1 if found else 0


def gauges(running: Note) -> Gauges:
    """Those of the stack that runs here."""
    tail = Tail(running.client("logs"), groups(), running.since)
    return Gauges(
        running.client,
        STACK,
        _moment(running.since),
        lambda url: _age(running, url),
        count=Logged(tail, f"{STACK}-"),
    )


def _moment(seconds: float) -> datetime:
    return datetime.fromtimestamp(seconds, UTC)


def _age(running: Note, url: str) -> float | None:
    """MiniStack has no metric of it, and tells of each message when it was sent."""
    asked = f"{running.cloud_url}/_ministack/sqs/messages?QueueUrl={url}"
    with urllib.request.urlopen(asked, timeout=10) as answer:
        sent = list(_sent(json.load(answer)))
    return max(0.0, time.time() - min(sent)) if sent else None


def _sent(told: Any) -> Iterator[float]:
    if isinstance(told, list):
        for one in told:
            yield float(one["SentTimestamp"])
    elif isinstance(told, dict):
        for value in told.values():
            yield from _sent(value)


if __name__ == "__main__":
    sys.exit(main())
