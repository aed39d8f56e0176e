"""A full rebuild in one process, and rendering alone."""

import argparse
import functools
import time
from collections.abc import Callable, Mapping
from statistics import median

from bench.archive import BODY, MONTHS, add_comments, archive, article_id
from bench.report import Cell, heading, machine, progress, table
from broadsheet.adapters.html.markup import CommonMark
from broadsheet.adapters.jinja.renderer import JinjaRenderer
from broadsheet.domain.articles.article import Article
from broadsheet.domain.site.kinds.article import ArticlePage
from broadsheet.usecases.site.page_views import views_by
from broadsheet.usecases.site.ports import File
from broadsheet.usecases.site.rebuild import enqueue, every_page, standing_pages
from broadsheet.usecases.site.render_page import PageRendering, render_page
from tests.builders import make_article, make_card, make_count, make_site, make_thread
from tests.fakes.site import MemoryFiles, MemoryQueue
from tests.fakes.table import MemoryTable
from tests.view_builders import make_article_view

ARTICLES, NEWEST = 2_000, 420
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
    table(("an article with", "bytes", "ms a page (median)", "pages a second"), rows)


def _timed(render: Callable[[], Mapping[str, File]]) -> tuple[float, int]:
    times: list[float] = []
    ends = time.perf_counter() + SECONDS
    made: Mapping[str, File] = {}
    while time.perf_counter() < ends:
        began = time.perf_counter()
        made = render()
        times.append(time.perf_counter() - began)
    return median(times) * 1000, sum(len(file.body) for file in made.values())
