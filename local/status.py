"""`make status`: what fails, what waits and what is late, on one screen. Exits with 1 if any is."""

import json
import sys
import time
import urllib.request
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from botocore.exceptions import BotoCoreError, ClientError

from client.errors import CommandError
from client.running import HOME, STACK
from local import note
from local.health import Clients, Gauges, Health, Problem, clock, problems, span, times
from local.logs import reason_in
from local.note import Note


def main(home: Path = HOME) -> int:
    """Print it; 0 if all is well, 1 if something is not."""
    try:
        running = note.read(home)
        health = gauges(running).read()
        found = list(problems(health))
        why = last_errors(running.client, [f.name for f in health.functions if f.failed], running)
    except (CommandError, OSError, BotoCoreError, ClientError) as error:
        sys.exit(str(error))
    print(f"Broadsheet at {running.site_url}/, since {clock(_moment(running.since))}\n")
    print("\n".join(lines(health, why)))
    print("\n".join(verdict(found)))
    return 1 if found else 0


def gauges(running: Note) -> Gauges:
    """Those of the stack that runs here."""
    return Gauges(running.client, STACK, _moment(running.since), lambda url: _age(running, url))


def lines(health: Health, why: Mapping[str, str]) -> Iterator[str]:
    """One for each thing to look at, and one more for each that is not well."""
    failed = [one for one in health.functions if one.failed]
    total = len(health.functions)
    yield f"functions  {total}, {len(failed) or 'none'} of them failed since the start"
    for one in sorted(failed, key=lambda one: -one.failed):
        when = f"{times(one.failed)} since {clock(one.since)}, last {clock(one.last)}"
        yield f"           {one.name}: {when}{'' if one.is_failing else '; well since'}"
        if one.name in why:
            yield f"             {why[one.name]}"
    ticked = "not yet" if health.ticked is None else f"within the last {span(health.ticked)}"
    yield f"clock      ticked {ticked}"
    late = max((one.seconds for one in health.late), default=0.0)
    yield f"due        {len(health.late) or 'nothing'} late{f', by {span(late)}' if late else ''}"
    yield f"readers    {', '.join(health.readers) or 'none'} stand still"
    work = [q for q in health.queues if not q.is_dead]
    yield "waiting    " + ", ".join(f"{q.name} {q.waiting}{_oldest(q.oldest)}" for q in work)
    dead = [q for q in health.queues if q.is_dead and q.waiting]
    yield "given up   " + (", ".join(f"{q.name} {q.waiting}" for q in dead) or "nothing")


def verdict(found: list[Problem]) -> Iterator[str]:
    """Whether all is well; else what to do about each thing that is not."""
    yield ""
    if not found:
        yield "All is well."
    for one in found:
        yield f"NOT WELL   {one.words}"
        yield f"           → {one.advice}"


def last_errors(clients: Clients, names: list[str], running: Note) -> dict[str, str]:
    """The last words of each function that has failed."""
    found = {}
    for name in names:
        events = clients("logs").filter_log_events(
            logGroupName=f"/aws/lambda/{STACK}-{name}", startTime=round(running.since * 1000)
        )["events"]
        said = [reason for event in events for reason in reason_in(event["message"])]
        if said:
            found[name] = said[-1]
    return found


def _oldest(seconds: float | None) -> str:
    return "" if seconds is None else f" (oldest {span(seconds)})"


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
