"""An older rendering never replaces a newer one, and a deleted page never comes back.

Two renderers are at work on one page (a message was delivered twice, or became visible again
too early) while the table changes, in every order of what they and the changes do.
"""

import copy
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import msgspec
import pytest
from greenlet import getcurrent

from broadsheet.domain.articles.listing import SITE
from broadsheet.domain.shared.record import Key, Record
from broadsheet.domain.site.kinds.article import ArticlePage
from broadsheet.domain.site.kinds.listing import ListingPage
from broadsheet.domain.site.kinds.search_index import SearchIndexPage
from broadsheet.domain.site.kinds.sitemaps import NewsSitemapPage
from broadsheet.domain.site.pages import AnyPage, View
from broadsheet.usecases.site.page_views import views_by
from broadsheet.usecases.site.ports import File
from broadsheet.usecases.site.render_page import PageRendering, render_pages
from broadsheet.usecases.site.versions import Versions
from tests.fakes.site import MemoryFiles
from tests.fakes.table import MemoryTable
from tests.faults.editions import ARTICLE, Edition, editions
from tests.faults.interleaving import Actors, Paused, every_order, pause
from tests.faults.killing import Killed
from tests.support.long import LONG, sampled

Pages = tuple[AnyPage, ...]
FILE_WRITES = frozenset({"write", "delete"})
PAGES: dict[str, AnyPage] = {
    "article": ArticlePage(ARTICLE),
    "front page": ListingPage(SITE),
    "search index": SearchIndexPage("2026-11", 1),
}
TRIED: list[int] = []


class PlainRenderer:
    """Implements `Renderer`: another view, other bytes, in all the page's files."""

    def render(self, page: AnyPage, view: View) -> Mapping[str, File]:
        return {key: File(key.encode() + msgspec.json.encode(view)) for key in page.files}

    def fixed_files(self) -> tuple[str, ...]:
        return ()


class World:
    """A table, and a bucket with one page in it."""

    def __init__(
        self, pages: Pages, table: Edition, site: Edition | None, *, warm: bool, first: bool
    ) -> None:
        self.pages = pages
        self.table = MemoryTable()
        self.files = MemoryFiles()
        self.warm, self.first = warm, first
        self.versions = Versions()
        self.remembered: dict[Any, Versions] = {}
        if site:
            self.edit(site)
            press = self.press(self.table, self.files, self.versions)
            render_all(press, pages)
        self.edit(table)

    def edit(self, edition: Edition) -> None:
        self.table.records = dict[Key, Record](edition)

    def press(self, table: Any, files: Any, versions: Versions | None = None) -> PageRendering:
        return PageRendering(
            table=table,
            views=views_by((), ()),
            renderer=PlainRenderer(),
            files=files,
            versions=versions or Versions(),
        )

    def own_versions(self) -> Versions | None:
        """What the actor's function remembers: all that stands, once, and what it did since."""
        if not self.warm:
            return None
        return self.remembered.setdefault(getcurrent(), copy.deepcopy(self.versions))

    def paused_press(self, calls: int | None = None) -> PageRendering:
        """A press whose every call lets others go first; it dies before the call of a number."""
        table = Paused(self.table, lambda *_: "table", frozenset())
        files = Paused(self.files, lambda file, *_: str(file), FILE_WRITES)
        if calls is not None:
            left = [calls]
            table, files = Mortal(table, left), Mortal(files, left)  # type: ignore[assignment]
        return self.press(table, files, self.own_versions())

    def expected(self) -> dict[str, bytes]:
        files = MemoryFiles()
        render_all(self.press(self.table, files), self.pages)
        return files.files


class Mortal:
    """Anything, that dies once as many calls as are left were made."""

    def __init__(self, real: Any, left: list[int]) -> None:
        self._real = real
        self._left = left

    def __getattr__(self, name: str) -> Any:
        real = getattr(self._real, name)

        def call(*args: Any, **options: Any) -> Any:
            if name != "digest":
                if not self._left[0]:
                    raise Killed(name)
                self._left[0] -= 1
            return real(*args, **options)

        return call


Deed = Callable[[World], None]


def render_all(press: PageRendering, pages: Pages, first: Pages = ()) -> None:
    """All in one batch."""
    for outcome in render_pages(press, pages, first).values():
        if isinstance(outcome, Exception):
            raise outcome


def render(world: World) -> None:
    render_all(world.paused_press(), world.pages, world.pages if world.first else ())


def edit(name: str) -> Deed:
    def deed(world: World) -> None:
        pause("table", writes=True)
        world.edit(editions()[name])

    return deed


def die_after(calls: int) -> Deed:
    """A renderer that is killed; the queue delivers its message again, to one that is not."""

    def deed(world: World) -> None:
        try:
            render_all(world.paused_press(calls), world.pages)
        except Killed:
            render(world)

    return deed


@dataclass(frozen=True)
class Race:
    """Who does what at the same time. After every edit its actor renders, as the stream sees to."""

    name: str
    table: str
    site: str | None
    actors: tuple[tuple[Deed, ...], ...]


RACES = [
    Race("a late renderer", "A", "A", ((render,), (edit("B"), render))),
    Race("two on a stale page", "B", "A", ((render,), (render,))),
    Race("two on a missing page", "A", None, ((render,), (edit("B"), render))),
    Race("two edits", "A", "A", ((edit("B"), render), (edit("C"), render))),
    Race("there and back", "A", "A", ((edit("B"), render), (edit("A"), render))),
    Race("there and back in one go", "A", "A", ((render,), (edit("B"), edit("A"), render))),
    Race("there and back on an older page", "A", "C", ((render,), (edit("B"), edit("A"), render))),
    Race("back and forth", "A", "A", ((edit("B"), render, edit("A"), render), (render,))),
    Race("unpublished", "A", "A", ((render,), (edit("gone"), render))),
    Race("unpublished and republished", "A", "A", ((edit("gone"), render), (edit("A"), render))),
    Race("published and unpublished", "gone", None, ((edit("A"), render), (edit("gone"), render))),
    Race("deleted while edited", "A", "A", ((edit("B"), render), (edit("deleted"), render))),
    Race("gone and back", "A", "A", ((render,), (edit("gone"), edit("A"), render))),
    Race("back and gone", "gone", "A", ((render,), (edit("A"), edit("gone"), render))),
]
TRIOS = [
    Race("trio of edits", "A", "A", ((render,), (edit("B"), render), (edit("A"), render))),
    Race("trio of lives", "A", "A", ((render,), (edit("gone"), render), (edit("A"), render))),
]
BATCHES = [
    race
    for race in RACES
    if race.name in ("a late renderer", "there and back in one go", "gone and back")
]
# Two renderings each of pages with many inputs, or two files, take a while, and show nothing that
# those of a page with few do not.
QUICK = RACES if LONG else BATCHES
PAIRS = [
    (page, race)
    for page in PAGES
    for race in (RACES if page == "search index" else QUICK)
    if page == "search index" or race.name != "back and forth"
]


def run(race: Race, *pages: AnyPage, warm: bool = False, first: bool = False) -> int:
    """Play the race in every order; how many there were."""
    world: World

    def begin() -> Actors:
        nonlocal world
        site = editions()[race.site] if race.site else None
        world = World(pages, editions()[race.table], site, warm=warm, first=first)
        return [_actor(world, deeds) for deeds in race.actors]

    number = 0
    for order in every_order(begin):
        number += 1
        assert world.files.files == world.expected(), f"{race.name}: {order}"
    TRIED.append(number)
    return number


def _actor(world: World, deeds: tuple[Deed, ...]) -> Callable[[], None]:
    def act() -> None:
        for deed in deeds:
            deed(world)

    return act


@pytest.mark.parametrize(("page", "race"), PAIRS, ids=lambda p: getattr(p, "name", p))
def test_once_all_is_quiet_the_page_is_what_the_table_says(
    page: str, race: Race, record_property: Any
) -> None:
    record_property("orders", run(race, PAGES[page]))


@pytest.mark.parametrize("race", TRIOS if LONG else TRIOS[1:], ids=lambda race: race.name)
def test_so_it_is_with_three_renderers(race: Race, record_property: Any) -> None:
    record_property("orders", run(race, PAGES["search index"]))


@pytest.mark.parametrize("race", [r for r in QUICK if r.site], ids=lambda race: race.name)
def test_so_it_is_with_functions_that_remember_what_they_wrote(
    race: Race, record_property: Any
) -> None:
    record_property("orders", run(race, PAGES["search index"], warm=True))


@pytest.mark.parametrize("race", QUICK, ids=lambda race: race.name)
def test_so_it_is_where_nothing_is_expected_to_be_there(race: Race, record_property: Any) -> None:
    record_property("orders", run(race, PAGES["search index"], first=True))


@pytest.mark.parametrize("race", BATCHES, ids=lambda race: race.name)
def test_so_it_is_with_two_pages_of_one_batch(race: Race, record_property: Any) -> None:
    record_property("orders", run(race, PAGES["search index"], NewsSitemapPage()))


@pytest.mark.parametrize("calls", sampled(4, range(1, 14)))
@pytest.mark.parametrize("back", ["A", "gone"])
def test_so_it_is_when_a_renderer_dies_and_its_message_comes_again(calls: int, back: str) -> None:
    deeds = (edit("B"), die_after(calls)), (edit(back), render)
    run(Race(f"dies after {calls}", "A", "A", deeds), PAGES["article"])


def test_enough_orders_were_tried(record_property: Any) -> None:
    if len(TRIED) <= len(PAIRS):
        pytest.skip("only some of the races were run")
    record_property("orders_in_all", sum(TRIED))
    print(f"\norders tried: {sum(TRIED)}")
    assert sum(TRIED) > (5_000 if LONG else 1_000)
