"""Seconds from an accepted write until readers see it, on the local stack."""

import argparse
import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from statistics import median, quantiles

from bench.report import heading, machine, progress, table
from bench.visibility import PAUSE, PLACES, Watch
from local.stack import LocalStack

PUBLISHES = 50
WARM_UP = 5
"""Publishes before the measured ones: functions start, listings come to be."""


def run(given: argparse.Namespace) -> bool:
    """Measure, and print."""
    with _stack(given) as (url, token):
        watch = Watch(url, token, f"{os.getpid()}")
        progress("publishing, to warm up")
        first = watch.publish(0)
        for number in range(1, WARM_UP):
            watch.publish(number)
        watch.looks.clear()
        progress(f"publishing {PUBLISHES} times")
        seen = [watch.publish(number) for number in range(WARM_UP, WARM_UP + PUBLISHES)]
    everywhere = max(at for at, _ in first.values())
    heading(
        "Accepted → visible",
        f"{PUBLISHES} publishes one after another at {url}, functions warm; seen over HTTP, with",
        f"{PAUSE * 1000:.0f} ms between looks that take {median(watch.looks) * 1000:.0f} ms each.",
        f"The very first publish, cold, was seen everywhere after {everywhere:.1f} s.",
        machine(),
    )
    columns = ("milliseconds from", "answer: median", "p95", "request: median", "p95")
    rows = [_row(place, [one[place] for one in seen]) for place in PLACES]
    last = [max(one.values()) for one in seen]
    table(columns, [*rows, _row("all of these", last)])
    return True


@contextmanager
def _stack(given: argparse.Namespace) -> Iterator[tuple[str, str]]:
    if given.url:
        if not given.token:
            raise SystemExit("--url needs --token, an editor's")
        yield given.url.rstrip("/"), given.token
        return
    with (
        tempfile.TemporaryDirectory(prefix="bench-") as home,
        LocalStack(Path(home), say=progress) as stack,
    ):
        yield stack.site_url, stack.note.token("editor")


def _row(place: str, times: list[tuple[float, float]]) -> tuple[str | int, ...]:
    figures: list[int] = []
    for kind in zip(*times, strict=True):
        figures += [round(median(kind) * 1000), round(quantiles(kind, n=20)[-1] * 1000)]
    return place, *figures
