"""A full rebuild in one process, in all of them and on AWS, and rendering alone."""

import argparse
import functools
import heapq
import os
import tempfile
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from statistics import median
from typing import Any

from bench.archive import BODY, MONTHS, add_comments, archive, article_id
from bench.dollars import CALL, memory_of, price
from bench.hugo import build, timed
from bench.report import Cell, heading, machine, progress, table
from broadsheet.adapters.html.markup import CommonMark
from broadsheet.adapters.jinja.renderer import JinjaRenderer
from broadsheet.domain.articles.article import Article
from broadsheet.domain.site.kinds.article import ArticlePage
from broadsheet.domain.site.pages import AnyPage, View
from broadsheet.usecases.site.page_views import page_views, views_by
from broadsheet.usecases.site.ports import File
from broadsheet.usecases.site.rebuild import enqueue, every_page, standing_pages
from broadsheet.usecases.site.render_page import PageRendering, render_page
from local import template
from tests.builders import make_article, make_card, make_count, make_site, make_thread
from tests.fakes.site import MemoryFiles, MemoryQueue
from tests.fakes.table import MemoryTable
from tests.view_builders import make_article_view

ARTICLES, NEWEST = 2_000, 420
LARGE = 100_000
"""Articles of the archive whose rebuild on AWS is reckoned."""
SIMULATED = 10_000
"""Its first pages, which are handed out as AWS does: ten at once, each page's in its order."""
_PAGES: Any = template.load()["Resources"]["RenderPages"]["Properties"]["Events"]["Pages"]
_QUEUE = _PAGES["Properties"]
COPIES, BATCH = _QUEUE["ScalingConfig"]["MaximumConcurrency"], _QUEUE["BatchSize"]
MEMORY = memory_of("render_pages") / 1024
CPUS = MEMORY * 1024 / 1769
"""GB of the function, and the part of a processor that comes with it (AWS Lambda, 'Memory')."""
LOOK, WRITE, READS = 1, 1, 5
"""Calls of a page, assumed: what is there, the page, and queries for what is on it, half of them
again."""
COMMENTED, COMMENTS = 10, 60
"""Each tenth article has so many comments."""
SECONDS = 1.0
"""How long one page is rendered over and over."""


def run(_given: argparse.Namespace) -> bool:
    """Measure, and print."""
    progress(f"making an archive of {ARTICLES:,} articles")
    newspaper = archive(ARTICLES, NEWEST)
    for number in range(0, ARTICLES, COMMENTED):
        add_comments(newspaper, article_id(number), COMMENTS)
    heading(
        "A full rebuild, in one process",
        f"{ARTICLES:,} articles of {len(MONTHS)} months, every {COMMENTED}th with "
        f"{COMMENTS} comments; table and bucket in memory, the site's own renderer. No AWS.",
        machine(),
    )
    _rebuild(archive(20, 5))  # compiles the templates, which a built layer has compiled
    columns = ("", "pages", "files written", "s to list pages", "s to render", "pages a second")
    table(columns, _rebuild(newspaper))
    _everywhere(newspaper)
    _on_aws(newspaper)
    heading("Rendering alone", "One article of ten paragraphs, from its inputs to its bytes.")
    _rendering()
    return True


def _article() -> Article:
    body = CommonMark().article(BODY)
    return make_article(body=body)


def _rebuild(newspaper: MemoryTable) -> list[tuple[Cell, ...]]:
    site = make_site(time_zone="UTC")
    renderer = JinjaRenderer(site)
    files, queue = MemoryFiles(), MemoryQueue()
    fixed = renderer.fixed_files()
    press = PageRendering(
        table=newspaper, views=views_by(site.sections, fixed), renderer=renderer, files=files
    )
    rows: list[tuple[Cell, ...]] = []
    for name in ("into an empty bucket", "again: nothing changed"):
        progress(f"rebuilding {name}")
        began = time.perf_counter()
        pages = every_page(newspaper, newspaper, files, standing_pages(site.sections, fixed))
        *_, sent = enqueue(queue, pages, name)
        found = time.perf_counter()
        written = sum(len(render_page(press, request.page)) for request in queue.drain())
        ended = time.perf_counter()
        rate = round(sent / (ended - found))
        rows.append((name, sent, written, found - began, ended - found, rate))
    return rows


def _everywhere(newspaper: MemoryTable) -> None:
    rows = []
    for processors in (1, len(os.sched_getaffinity(0))):
        progress(f"rebuilding by {processors}, into a folder")
        with tempfile.TemporaryDirectory() as folder:
            build_all = functools.partial(build, newspaper, processors=processors)
            built = timed(build_all, Path(folder, "site"))
        rows.append(
            (processors, built.files, built.wall, built.cpu, round(built.files / built.wall))
        )
    heading("A full rebuild by all processors", "The same archive, written to files.")
    table(("processes", "files", "s", "CPU s", "files a second"), rows)


def _on_aws(newspaper: MemoryTable) -> None:
    """Copies of the function take batches of the queue until there are none."""
    site = make_site(time_zone="UTC")
    renderer = JinjaRenderer(site)
    fixed = renderer.fixed_files()
    views = page_views(newspaper, site.sections, fixed)
    standing = standing_pages(site.sections, fixed)
    pages = list(every_page(newspaper, newspaper, MemoryFiles(), standing))
    took = [_cpu_of(renderer, page, view) for page in pages if (view := views(page)) is not None]
    waiting = (took * (SIMULATED // len(took) + 1))[:SIMULATED]
    simulated = _handed_out(waiting)
    pages_an_article = len(took) / ARTICLES
    every = round(LARGE * pages_an_article)
    seconds = simulated * every / SIMULATED
    # A batch is sent, received and deleted by a request each; each query is a unit.
    looks = LOOK * price("get") + READS * price("read_unit")
    a_page = WRITE * price("put") + looks + 3 * price("message") / BATCH
    dollars = (every * a_page + seconds * COPIES * MEMORY * price("gigabyte_second")) / 1e6
    heading(
        f"A rebuild of {LARGE:,} articles on AWS",
        f"Reckoned, not measured, with {LOOK + WRITE + READS} calls a page.",
        f"{COPIES} copies, batches of {BATCH}; {SIMULATED:,} pages handed out with the processor "
        f"time that they took here, on {CPUS:.2f} of a processor, and {CALL * 1000:.0f} ms a call.",
    )
    columns = ("pages", f"s of the first {SIMULATED:,}", "minutes of all", "dollars")
    table(columns, [(f"{every:,}", simulated, seconds / 60, f"{dollars:.2f}")])


def _cpu_of(renderer: JinjaRenderer, page: AnyPage, view: View) -> float:
    began = time.process_time()
    renderer.render(page, view)
    return time.process_time() - began


def _handed_out(took: Sequence[float]) -> float:
    """Seconds until all are rendered: whoever is free takes the next ten."""
    free = [0.0] * COPIES
    for first in range(0, len(took), BATCH):
        work = sum(took[first : first + BATCH]) / CPUS
        calls = len(took[first : first + BATCH]) * (LOOK + WRITE + READS) + 2
        heapq.heapreplace(free, free[0] + work + calls * CALL)
    return max(free)


def _rendering() -> None:
    renderer = JinjaRenderer(make_site(time_zone="UTC"))
    page = ArticlePage("/2026/11/harbour-reopens/")
    rows = []
    for number in (0, 10, 50):
        view = make_article_view(
            _article(),
            also_read=(make_card(2),),
            dont_miss=tuple(make_card(n) for n in range(3, 7)),
            count=make_count(number),
            threads=tuple(make_thread(n + 1) for n in range(number)),
        )
        milliseconds, size = _timed(functools.partial(renderer.render, page, view))
        rows.append((f"{number} comments", size, f"{milliseconds:.2f}", round(1000 / milliseconds)))
    table(("an article with", "bytes", "CPU ms a page (median)", "pages a second"), rows)


def _timed(render: Callable[[], Mapping[str, File]]) -> tuple[float, int]:
    times: list[float] = []
    ends = time.perf_counter() + SECONDS
    made: Mapping[str, File] = {}
    while time.perf_counter() < ends:
        began = time.process_time()
        made = render()
        times.append(time.process_time() - began)
    return median(times) * 1000, sum(len(file.body) for file in made.values())
