"""A WordPress site moves in, the newsroom moves out and into an empty one: seconds, and equal."""

import argparse
import math
import tempfile
import time
from pathlib import Path

from bench.archive import IndexedTable, newsroom
from bench.report import Cell, heading, machine, progress, table
from broadsheet.adapters.imports.wxr_body import body_of
from broadsheet.adapters.jinja.renderer import JinjaRenderer
from broadsheet.adapters.threads import THREADS
from broadsheet.usecases.site.page_views import views_by
from broadsheet.usecases.site.rebuild import enqueue, every_page, standing_pages
from broadsheet.usecases.site.render_page import PageRendering, render_page
from operate.import_archive import Moved
from operate.import_site import words_of
from operate.import_wordpress import bring_in_wordpress
from operate.site_archive import export_site, restore_site
from tests.builders import make_site
from tests.fakes.comments import make_desk
from tests.fakes.pictures import MemoryPictures
from tests.fakes.site import MemoryFiles, MemoryQueue
from tests.support.wordpress import PIECES, body_of_one, write_site

POSTS, COMMENTS = 1_000, 10_000
MILLION, LOOKS_AT_LEAST = 1_000_000, 2
PAGE, PUTS = 1_000_000, 100
"""Bytes of an answer to Scan, and items of a transaction (Amazon DynamoDB, quotas)."""
LOOK, PUT = 0.1, 0.1
"""Seconds of a Scan of a megabyte and of a transaction of a hundred items, reckoned."""
WRITES = 4_000
"""Write units a second of a table that was never busy (Amazon DynamoDB, quotas)."""
_ASIDE = (
    "s one after the other",
    f"s {THREADS} at once",
    "CPU s",
    f"s at {WRITES:,} write units a second",
)


def run(_given: argparse.Namespace) -> bool:
    """Measure, and print; whether the site that comes back is the same."""
    with tempfile.TemporaryDirectory() as aside:
        return _measured(Path(aside))


def _measured(folder: Path) -> bool:
    progress(f"writing a WXR file of {POSTS:,} posts and {COMMENTS:,} comments")
    file = write_site(folder / "wordpress.xml", POSTS, COMMENTS)
    paper, clock = IndexedTable(), _Clock()
    moved = _bring_in(paper, file)
    rows = [("WordPress comes in", clock.lap())]
    rows.append(("again: nothing is left to do", _again(paper, file)))
    clock.lap()
    site = _rendered(paper)
    rows.append((f"every page is rendered ({len(site):,} files)", clock.lap()))
    pictures = MemoryPictures()
    used = time.process_time()
    export_site(paper, pictures, folder / "backup", _untold)
    exporting = time.process_time() - used
    rows.append(("the newsroom is exported", clock.lap()))
    empty = IndexedTable()
    restored = restore_site(empty, pictures, folder / "backup", _untold)
    importing = time.process_time() - used - exporting
    rows.append((f"and taken back ({restored.there:,} records)", clock.lap()))
    is_same = _rendered(empty) == site
    clock.lap()
    million = _a_million(folder / "backup", restored.there, exporting, importing)
    piece, seconds = _worst_body()
    rows.append((f"the slowest of {len(PIECES)} hostile bodies ({piece!r})", seconds))
    heading(
        "Moving in and out",
        f"{POSTS:,} posts with {COMMENTS:,} comments, {file.stat().st_size / 1e6:.1f} MB of WXR; "
        "the table in memory, in one process.",
        machine(),
    )
    table(("", "seconds"), rows)
    table((f"{MILLION:,} records on AWS, reckoned", "calls", *_ASIDE), million)
    print(words_of(moved, is_dry_run=False))
    print(f"\nThe site after export and import is {'the same' if is_same else 'ANOTHER ONE'}.")
    return is_same and not moved.articles.left_out and not moved.comments.left_out


def _a_million(
    folder: Path, records: int, exporting: float, importing: float
) -> list[tuple[Cell, ...]]:
    """What the two would take with so many: their calls, and what they wait and work for them."""
    lines = sum(file.stat().st_size for file in folder.glob("*.jsonl")) / records
    scans = LOOKS_AT_LEAST * MILLION * lines / PAGE
    puts = MILLION / PUTS
    units = MILLION * 2 * math.ceil(lines / 1024)
    return [
        ("export, two looks", *_reckoned(scans, LOOK, exporting / records), ""),
        ("import", *_reckoned(puts, PUT, importing / records), f"{units / WRITES:,.0f}"),
    ]


def _reckoned(calls: float, seconds: float, cpu: float) -> tuple[str, ...]:
    waits = calls * seconds
    return (
        f"{calls:,.0f}",
        f"{waits:,.0f}",
        f"{waits / THREADS:,.0f}",
        f"{MILLION * cpu:,.0f}",
    )


def _worst_body() -> tuple[str, float]:
    """The piece of which a body takes longest, and its seconds."""
    clock, times = _Clock(), {}
    for piece in PIECES:
        body_of(body_of_one(piece), "old.example", {})
        times[piece] = clock.lap()
    return max(times.items(), key=lambda taken: taken[1])


def _bring_in(paper: IndexedTable, file: Path) -> Moved:
    progress("bringing it in")
    return bring_in_wordpress(make_desk(newsroom(paper, lambda: "")), file)


def _again(paper: IndexedTable, file: Path) -> float:
    clock = _Clock()
    _bring_in(paper, file)
    return clock.lap()


def _rendered(paper: IndexedTable) -> dict[str, bytes]:
    progress("rendering every page")
    site, files, queue = make_site(), MemoryFiles(), MemoryQueue()
    renderer = JinjaRenderer(site, MemoryPictures())
    views = views_by(site.sections, renderer.fixed_files())
    press = PageRendering(table=paper, views=views, renderer=renderer, files=files)
    standing = standing_pages(site.sections, renderer.fixed_files())
    for _ in enqueue(queue, every_page(paper, paper, files, standing), "bench"):
        pass
    for request in queue.drain():
        render_page(press, request.page)
    return files.files


def _untold(*_progress: int) -> None:
    pass


class _Clock:
    def __init__(self) -> None:
        self._since = time.perf_counter()

    def lap(self) -> float:
        """Seconds since the last call."""
        since, self._since = self._since, time.perf_counter()
        return self._since - since
