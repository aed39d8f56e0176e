"""What a preview and a receipt take: processor time of the handler, calls, whatever the archive."""

import argparse
import time
from collections.abc import Callable
from statistics import median

from bench.archive import EDITOR, archive, article_id, newsroom
from bench.calls import ARTICLES, FROM_THE_END
from bench.meter import Meter, MeteredTable
from bench.report import Cell, heading, machine, progress, table
from broadsheet.adapters.jinja.previews import Previews
from broadsheet.adapters.jinja.renderer import JinjaRenderer
from broadsheet.domain.articles.article import Article, article_key
from broadsheet.usecases.desk.last_change import last_change, pages_reached
from broadsheet.usecases.desk.preview import preview_of
from broadsheet.usecases.desk.receipt import Receipts, receipt_of
from broadsheet.usecases.site.page_views import views_by
from broadsheet.usecases.site.ports import SeenFile
from broadsheet.usecases.site.render_page import PageRendering, render_page
from tests.builders import make_site
from tests.fakes.site import MemoryFiles, MemorySiteReading

TIMES = 20
MOST_MS = 100
"""What a page of the desk may take, warm."""
Acts = dict[str, Callable[[], object]]


class _Counted(MemorySiteReading):
    """Counts what is asked of the bucket."""

    def __init__(self, files: MemoryFiles, meter: Meter) -> None:
        super().__init__(files)

        def seen(key: str) -> SeenFile | None:
            meter.call("HeadObject")
            return files.seen(key)

        self.seen = seen


def run(_given: argparse.Namespace) -> bool:
    """Measure, and print; whether all is quick enough and the calls are bounded."""
    heading(
        "A preview and a receipt",
        "Processor time of use case and renderer, with the table in memory: AWS comes on top.",
        machine(),
    )
    rows: list[list[Cell]] = []
    is_well = True
    for total, newest in ARTICLES.items():
        meter, acts = _acts(total, newest)
        for name, act in acts.items():
            calls, ms, pages = _measured(meter, act)
            rows.append([name, total, ms, *calls, pages])
            is_well &= ms < MOST_MS
    table(["what", "articles", "ms", *_CALLS, "pages"], rows)
    return is_well


_CALLS = ("GetItem", "BatchGetItem", "Query", "HeadObject")


def _measured(meter: Meter, act: Callable[[], object]) -> tuple[list[int], float, int]:
    meter.clear()
    made = act()
    calls = [meter.calls[name] for name in _CALLS]
    times = []
    for _ in range(TIMES):
        began = time.process_time()
        act()
        times.append((time.process_time() - began) * 1000)
    return calls, median(times), getattr(made, "pages", 0)


def _acts(total: int, newest: int) -> tuple[Meter, Acts]:
    progress(f"making an archive of {total:,} articles")
    twin, target, meter = archive(total, newest), article_id(total - FROM_THE_END), Meter()
    site = make_site(time_zone="UTC")
    reads = MeteredTable(twin, meter)
    desk, previews, renderer = newsroom(reads, lambda: ""), Previews(site), JinjaRenderer(site)
    files = MemoryFiles()
    article = reads.get(Article, article_key(target))
    if article is None:
        raise RuntimeError(f"there is no {target}")
    by = views_by(site.sections, renderer.fixed_files())
    views = by(reads)
    press = PageRendering(table=reads, views=by, renderer=renderer, files=files)
    for page in pages_reached(reads, last_change(reads, article)):
        render_page(press, page)
    receipts = Receipts(
        reads=reads,
        views=views,
        renderer=renderer,
        files=_Counted(files, meter),
        clock=desk.clock,
    )
    return meter, {
        "preview": lambda: previews.framed(preview_of(desk, article)),
        "cards": lambda: previews.cards(preview_of(desk, article)),
        "receipt": lambda: receipt_of(receipts, EDITOR, target, 100)[0],
    }
