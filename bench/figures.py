"""Figures that come out alike on every machine, and processor time, which does not.

`python -m bench figures` prints them; `bench.compare` puts two revisions side by side, and
`bench.budget` holds the first kind against what was agreed on.
"""

import argparse
import gzip
import json
import os
import site
import sys
import time
from collections.abc import Callable, Mapping
from statistics import median
from typing import Any

from bench.archive import BODY
from bench.calls import costs_of
from bench.dollars import MILLIONTHS, TOTAL
from bench.imports import ROOT, started
from bench.report import heading, progress, table
from bench.stage import FILES, ITEMS, PAGES, UNITS
from broadsheet.adapters.html.markup import CommonMark
from broadsheet.adapters.jinja.renderer import JinjaRenderer
from broadsheet.domain.articles.listing import SITE
from broadsheet.domain.site.kinds.article import ArticlePage
from broadsheet.domain.site.kinds.feed import FeedPage
from broadsheet.domain.site.kinds.listing import ListingPage
from tests.builders import make_article, make_card, make_count, make_listing, make_site, make_thread
from tests.view_builders import make_article_view, make_feed_view, make_listing_view

Figures = dict[str, dict[str, int]]
"""Under the name of a thing that is done, what it takes: `{"calls": 78, "read units": 220}`."""
Act = Callable[[], object]

OPCODES = "opcodes"
"""Instructions of Python's machine: they differ between its versions, and not within one."""
MODULES = "modules"
"""Python's own among them, which differ between its versions as well."""
SECONDS = 1.0
"""For how long each act is done over and over when it is timed."""
WRITES = (
    "publish: 3 tags, 1 author, 1 'also read'",
    "edit: new title",
    "comment submitted, held",
    "comment approved",
    "comment submitted, visible at once",
    "25 comments approved in one request",
    "unpublish",
)
"""How the names of these operations of `bench.calls` begin."""
STARTS = ("read_api", "submit_comment", "render_pages", "route_changes")
_SIZE = 100
_COUNTED = (TOTAL, MILLIONTHS, PAGES, FILES, ITEMS, UNITS)


def run(given: argparse.Namespace) -> bool:
    """Print them: as tables, or as JSON where a program reads them."""
    figures: dict[str, Any] = {"python": python(), "counted": counted()}
    if given.timed:
        figures["timed"] = timed()
    if given.json:
        print(json.dumps(figures))
        return True
    heading("What is done, and what it takes", f"Instructions are those of Python {python()}.")
    for name, row in figures["counted"].items():
        table((name, ""), list(row.items()))
    for name, milliseconds in figures.get("timed", {}).items():
        print(f"{name}: {milliseconds:.3f} ms of processor time")
    return True


def python() -> str:
    """The version that instructions are counted in: `3.11`."""
    return f"{sys.version_info.major}.{sys.version_info.minor}"


def counted() -> Figures:
    """What does not depend on the machine."""
    return _writes() | _acts() | _starts()


def timed() -> dict[str, float]:
    """Milliseconds of the processor that each act takes, the median of many."""
    return {name: _milliseconds(act) for name, act in acts().items()}


def _writes() -> Figures:
    return {
        name: {what: tally[what] for what in _COUNTED}
        for name, tally in costs_of(_SIZE, *WRITES).items()
    }


def _acts() -> Figures:
    found: Figures = {}
    for name, act in acts().items():
        progress(name)
        act()  # what is made once is made
        found[name] = {OPCODES: opcodes(act)}
        if isinstance(made := act(), Mapping):
            bodies = [file.body for file in made.values()]
            found[name]["bytes"] = sum(map(len, bodies))
            found[name]["compressed"] = sum(len(gzip.compress(body, 9, mtime=0)) for body in bodies)
    return found


def acts() -> dict[str, Act]:
    """Each kind of work that the processor is paid for: a page, or the text of a story."""
    renderer, markup = JinjaRenderer(make_site(time_zone="UTC")), CommonMark()
    article = make_article(body=markup.article(BODY))
    near = tuple(make_card(number) for number in range(3, 7))

    def page_with(comments: int) -> Act:
        view = make_article_view(
            article,
            also_read=(make_card(2),),
            dont_miss=near,
            count=make_count(comments),
            threads=tuple(make_thread(number + 1) for number in range(comments)),
        )
        return lambda: renderer.render(ArticlePage(article.path), view)

    cards = tuple(make_card(number) for number in range(30, 0, -1))
    listing = make_listing(m2026_11=120)
    front = make_listing_view(listing, cards=cards)
    feed = make_feed_view(listing, articles=(article,) * 20)
    return {
        **{f"page of a story, {number} comments": page_with(number) for number in (0, 10, 50)},
        "front page": lambda: renderer.render(ListingPage(SITE), front),
        "feeds": lambda: renderer.render(FeedPage(SITE), feed),
        "text of a story": lambda: markup.article(BODY),
    }


def opcodes(act: Act) -> int:
    """How many instructions Python's machine takes for it, done again.

    From 3.12 on what is traced for the first time is traced from somewhere in its midst.
    """
    count = 0

    def on_frame(frame: Any, event: str, _: Any) -> Any:
        nonlocal count
        frame.f_trace_opcodes, frame.f_trace_lines = True, False
        count += event == "opcode"
        return on_frame

    before = sys.gettrace()
    sys.settrace(on_frame)
    try:
        act()
        count = 0
        act()
    finally:
        sys.settrace(before)
    return count


def _milliseconds(act: Act) -> float:
    times: list[float] = []
    ends = time.process_time() + SECONDS
    while time.process_time() < ends:
        began = time.process_time()
        act()
        times.append(time.process_time() - began)
    return 1000 * median(times)


def _starts() -> Figures:
    return {f"start of {function}": {MODULES: _modules(function)} for function in STARTS}


def _modules(function: str) -> int:
    progress(f"start of {function}")
    path = os.pathsep.join([str(ROOT / "layers/broadsheet/python"), *site.getsitepackages()])
    return len(json.loads(started(function, path).stdout)["modules"])
