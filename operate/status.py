"""`make status STACK=`: what fails, what waits and what is late in a stack on AWS, on one screen.

With the figures of its dashboard. Exits with 1 if anything is not well.
"""

import argparse
import sys
from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta
from functools import partial
from itertools import islice
from typing import Any

from broadsheet.adapters.clock import now
from broadsheet.usecases.comments.count_waiting import MANY
from operate.ends import in_words
from operate.figures import age_of, figures
from operate.health import Gauges, Health, Problem, clock, problems, span, times
from operate.reasons import reason_in
from operate.samconfig import session_settings
from operate.stack import Stack, clients_of, stack_of

LOOKED_AT = timedelta(hours=3)
_PAGES = 20
"""Of a function's log: one that writes more than that is read in CloudWatch."""
_EDGE = "us-east-1"
"""Where CloudFront reports, wherever the stack is (CloudFront Developer Guide)."""


def status(stack: Stack, edge: Any, at: datetime) -> tuple[list[str], bool]:
    """The lines of the screen, and whether all is well.

    `edge` is a client of CloudWatch where CloudFront reports.
    """
    since, watch = at - LOOKED_AT, stack.clients("cloudwatch")
    gauges = Gauges(stack.clients, stack.name, since, partial(age_of, watch, at), lambda: at)
    health = gauges.read()
    found = list(problems(health))
    why = last_errors(stack, [f.name for f in health.functions if f.failed], since)
    told = [f"{stack.name}, the last {span(LOOKED_AT.total_seconds())}", "", *lines(health, why)]
    return [*told, *figures(stack, watch, edge, since, at), *verdict(found)], not found


def main() -> int:
    """Print it; 0 if all is well, 1 if something is not."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--stack", required=True, help="a stack on AWS")
    name = parser.parse_args().stack
    with in_words():
        edge = clients_of(session_settings(name) | {"region_name": _EDGE})("cloudwatch")
        told, is_well = status(stack_of(name), edge, now())
    print("\n".join(told))
    return 0 if is_well else 1


def lines(health: Health, why: Mapping[str, str]) -> Iterator[str]:
    """One for each thing to look at, and one more for each that is not well."""
    failed = [one for one in health.functions if one.failed]
    since = f" within the last {span(health.running)}"
    total = len(health.functions)
    yield f"functions  {total}, {len(failed) or 'none'} of them failed{since}"
    for one in sorted(failed, key=lambda one: -one.failed):
        when = f"{times(one.failed)} since {clock(one.since)}, last {clock(one.last)}"
        yield f"           {one.name}: {when}{'' if one.is_failing else '; well since'}"
        if one.name in why:
            yield f"             {why[one.name]}"
    ticked = "not yet" if health.ticked is None else f"within the last {span(health.ticked)}"
    yield f"clock      ticked {ticked}"
    late = max((one.seconds for one in health.late), default=0.0)
    yield f"due        {len(health.late) or 'nothing'} late{f', by {span(late)}' if late else ''}"
    more = " or more" if health.to_moderate >= MANY else ""
    yield f"comments   {health.to_moderate or 'none'}{more} wait for an editor"
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


def last_errors(stack: Stack, names: list[str], since: datetime) -> dict[str, str]:
    """The last words of each function that has failed."""
    found = {}
    for name in names:
        pages = (
            stack.clients("logs")
            .get_paginator("filter_log_events")
            .paginate(
                logGroupName=f"/aws/lambda/{stack.name}-{name}",
                startTime=round(since.timestamp() * 1000),
            )
        )
        events = (event for page in islice(pages, _PAGES) for event in page["events"])
        said = [reason for event in events for reason in reason_in(event["message"])]
        if said:
            found[name] = said[-1]
    return found


def _oldest(seconds: float | None) -> str:
    return "" if seconds is None else f" (oldest {span(seconds)})"


if __name__ == "__main__":
    sys.exit(main())
