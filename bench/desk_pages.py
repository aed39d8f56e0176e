"""Every page of the desk, and the forms that are sent most: calls of AWS, and processor time."""

import argparse
import threading
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from statistics import median
from typing import Any

import pytest
from botocore.client import BaseClient

from bench import archive as paper
from bench.calls import ARTICLES, FROM_THE_END
from bench.comment_life import PENDING
from bench.desk_visits import BOUNDED, FORMS, SKIPPED, filled, query_of, sent, values_of
from bench.mock import load, make_bearable
from bench.report import Cell, heading, machine, progress, table
from broadsheet.usecases.shared.ports import Cause
from tests.fakes.user_pool import MemoryUserPool
from tests.support.api import GROUPS, SUBJECTS
from tests.support.desk import Browser, Desk
from tests.support.functions import pages_of_the_desk
from tests.support.lambdas import POOL, Stack, instead_of, stack_on_moto

TIMES = 5
MOST_MS = 100
"""What a page of the desk may take, warm."""
SIZES = tuple(ARTICLES)
GOOD = (200, 303, 409)
"""A page, a form that leads to one, and a page that says that a story in its state is not for this
deed."""


@dataclass(frozen=True)
class Visit:
    """What a page took: calls of AWS, and milliseconds beside them."""

    calls: Counter[str]
    ms: float
    status: int


def run(_given: argparse.Namespace) -> bool:
    """Measure, and print; whether each page is quick enough, and as dear in every archive."""
    heading(
        "Pages of the desk",
        "The function's own handler on moto. Milliseconds are processor time of all but the calls",
        f"of AWS, warm, the median of {TIMES} (a form: once).",
        machine(),
    )
    visits: dict[str, list[Visit]] = {}
    for total, newest in ARTICLES.items():
        with _newspaper(total, newest) as (stack, target):
            for route, visit in _visited(stack, target):
                visits.setdefault(route, []).append(visit)
    rows = [_row(route, of) for route, of in visits.items()]
    table(("page", *(f"calls {size:,}" for size in SIZES), "", "which", "ms", ""), rows)
    for route, why in SKIPPED.items():
        print(f"not measured: {route}, which {why}")
    for route, why in BOUNDED.items():
        print(f"bounded: {route}, which {why}")
    return not [row for row in rows if "NOT EQUAL" in row or "SLOW" in row or "FAILED" in row]


def routes() -> Iterator[str]:
    """Every page and every form that there is, each once though two functions may have it."""
    yield from dict.fromkeys(
        route
        for _, module in pages_of_the_desk()
        for kind in ("ROUTES", "OPEN")
        for route in getattr(module, kind, {})
    )


@contextmanager
def _newspaper(total: int, newest: int) -> Iterator[tuple[Stack, str]]:
    progress(f"making an archive of {total:,} articles")
    twin, target = paper.archive(total, newest), paper.article_id(total - FROM_THE_END)
    paper.add_comments(twin, target, 110)
    paper.add_pending(twin, target, PENDING)
    with pytest.MonkeyPatch.context() as patch, stack_on_moto(patch) as stack:
        make_bearable(patch)
        stack.clock.now = paper.NOW
        load(stack.cloud.table, twin.records.values(), Cause("seed", paper.NOW))
        pool = MemoryUserPool(stack.clock, POOL)
        for user, groups in GROUPS.items():
            pool.add(user, "blue kettle sings", *groups.strip("[]").split(), sub=SUBJECTS[user])
        for name in ("desk_sign_in", "staff"):
            instead_of(name, lambda: pool, patch)
        yield stack, target


def _visited(stack: Stack, target: str) -> Iterator[tuple[str, Visit]]:
    browser = Desk(stack).as_("edith")
    with _counting() as tally:
        values = values_of(stack, target)
        for route in routes():
            method, _, pattern = route.partition(" ")
            if route in SKIPPED or method == "POST":
                continue
            progress(route)
            path = filled(pattern, values) + query_of(route)
            yield route, _page(browser, path, tally)
        for name, form in FORMS.items():
            progress(name)
            yield name, _form(browser, tally, *sent(form, browser, target))


def _page(browser: Browser, path: str, tally: "Tally") -> Visit:
    if "/sign-in?next=" in browser.send("GET", path).headers.get("location", ""):
        raise RuntimeError(f"{path} asks for another sign-in")
    asked = [_asked(browser, tally, "GET", path) for _ in range(TIMES)]
    return replace(asked[-1], ms=median(visit.ms for visit in asked))


def _form(browser: Browser, tally: "Tally", path: str, body: str) -> Visit:
    return _asked(browser, tally, "POST", path, body)


def _asked(
    browser: Browser, tally: "Tally", method: str, path: str, body: str | None = None
) -> Visit:
    tally.clear()
    began = time.process_time()
    headers = {"content_type": "application/x-www-form-urlencoded"} if body is not None else {}
    page = browser.send(method, path, body, **headers)
    took = 1000 * (time.process_time() - began - tally.seconds)
    return Visit(Counter(tally.calls), took, page.status)


class Tally:
    """Calls of AWS, and the processor time that they took here."""

    def __init__(self) -> None:
        self.calls: Counter[str] = Counter()
        self.seconds = 0.0
        self.lock = threading.RLock()

    def clear(self) -> None:
        """Begin at nothing."""
        self.calls.clear()
        self.seconds = 0.0


@contextmanager
def _counting() -> Iterator[Tally]:
    tally, made = Tally(), BaseClient._make_api_call  # type: ignore[attr-defined]

    def call(self: Any, operation: str, asked: Any) -> Any:
        # Some pages ask in several threads at once, which a bearable moto does not bear.
        with tally.lock:
            began = time.thread_time()
            try:
                return made(self, operation, asked)
            finally:
                tally.calls[operation] += 1
                tally.seconds += time.thread_time() - began

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(BaseClient, "_make_api_call", call)
        yield tally


def _row(route: str, visits: list[Visit]) -> list[Cell]:
    numbers = [visit.calls.total() for visit in visits]
    equal = len({tuple(sorted(visit.calls.items())) for visit in visits}) == 1
    verdict = "equal" if equal else "bounded" if route in BOUNDED else "NOT EQUAL"
    slowest = max(visit.ms for visit in visits)
    speed = "SLOW" if slowest >= MOST_MS else ""
    failed = [str(v.status) for v in visits if v.status not in GOOD]
    calls = ", ".join(f"{n} {name}" for name, n in sorted(visits[-1].calls.items()))
    result = f"FAILED {failed[0]}" if failed else speed
    return [route, *numbers, verdict, calls, slowest, result]
