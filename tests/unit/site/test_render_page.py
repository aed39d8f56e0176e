"""A page that changes all the time is written all the same."""

import threading
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Any

import pytest

from broadsheet.adapters.threads import THREADS, KeptThreads
from broadsheet.domain.site.kinds.fixed import FixedPage
from broadsheet.domain.site.kinds.months import MonthsView
from broadsheet.domain.site.page import Moved
from broadsheet.domain.site.pages import AnyPage, View
from broadsheet.usecases.shared.ports import Reads
from broadsheet.usecases.site.page_views import PageViews
from broadsheet.usecases.site.page_work import Rendered
from broadsheet.usecases.site.ports import File, Refused, SeenFile
from broadsheet.usecases.site.render_page import (
    ATTEMPTS,
    PageRendering,
    Unsettled,
    render_page,
    render_pages,
)
from broadsheet.usecases.site.versions import Versions
from tests.builders import make_listing
from tests.fakes.site import MemoryFiles
from tests.fakes.table import MemoryTable

PAGE = FixedPage("story")


class Storm:
    """Inputs that are others at every look."""

    def __init__(self) -> None:
        self.looks = 0

    def __call__(self, page: AnyPage) -> View:
        self.looks += 1
        return MonthsView(make_listing(), (("2026-11", self.looks),))


class Plain:
    """Implements `Renderer`: what was seen, as text."""

    def render(self, page: AnyPage, view: View) -> Mapping[str, File]:
        assert isinstance(view, MonthsView)
        return {"story": File(str(view.months[0][1]).encode())}

    def fixed_files(self) -> tuple[str, ...]:
        return ()


class Contested(MemoryFiles):
    """A bucket in which somebody else is always faster."""

    def write(self, key: str, file: File, seen: SeenFile | None) -> SeenFile:
        raise Refused


def press(files: MemoryFiles) -> PageRendering:
    storm = Storm()
    return PageRendering(
        table=MemoryTable(), views=lambda _reads: storm, renderer=Plain(), files=files
    )


def test_under_a_storm_of_changes_the_newest_that_was_seen_is_on_the_page() -> None:
    files = MemoryFiles()
    assert render_page(press(files), PAGE) == ("story",)
    # Each is of the look after the one before: only the last look has no rendering any more.
    assert files.files == {"story": str(ATTEMPTS).encode()}


class Table(MemoryTable):
    """Says when it was looked at; `said` is what pages are made of."""

    def __init__(self, log: list[str]) -> None:
        super().__init__()
        self.log, self.said = log, "first"


class Bucket(MemoryFiles):
    """Says what was looked at and written."""

    def __init__(self, log: list[str]) -> None:
        super().__init__()
        self.log = log

    def seen(self, key: str) -> SeenFile | None:
        self.log.append(f"seen {key}")
        return super().seen(key)

    def write(self, key: str, file: File, seen: SeenFile | None) -> SeenFile:
        self.log.append(f"write {key}")
        if self._etag(key) != (seen and seen.etag):
            raise Refused
        self.kept[key] = file
        return SeenFile(self.digest(key, file), self.digest(key, file))

    def _etag(self, key: str) -> str | None:
        file = self.kept.get(key)
        return self.digest(key, file) if file else None


class Said:
    """Implements `Renderer`: what was said, in the page's file."""

    def render(self, page: AnyPage, view: View) -> Mapping[str, File]:
        assert isinstance(view, Moved)
        if view.path == "broken":
            raise ValueError(page.files[0])
        return {key: File(view.path.encode()) for key in page.files}

    def fixed_files(self) -> tuple[str, ...]:
        return ()


def warm(log: list[str]) -> tuple[Table, Bucket, PageRendering]:
    """A function that has written nothing yet, and what it reads and writes."""
    table, files = Table(log), Bucket(log)

    def views(_reads: Reads) -> PageViews:
        def view(page: AnyPage) -> View:
            log.append(f"read {page.files[0]}")
            return Moved("broken" if page == BROKEN else table.said)

        return view

    press = PageRendering(table=table, views=views, renderer=Said(), files=files)
    return table, files, press


BROKEN = FixedPage("broken")
A, B = FixedPage("a"), FixedPage("b")


def test_a_batch_is_looked_at_once_more_after_all_of_it_was_written() -> None:
    log: list[str] = []
    _, files, press = warm(log)
    render_pages(press, [A, B, A])
    before = ["seen a", "seen b", "read a", "read b"]
    assert log == [*before, "write a", "write b", "read a", "read b"]
    assert files.files == {"a": b"first", "b": b"first"}


def test_a_page_that_fails_takes_no_other_with_it() -> None:
    _, files, press = warm([])
    outcomes = render_pages(press, [A, BROKEN, B])
    assert isinstance(outcomes[BROKEN], ValueError)
    assert [outcomes[page] for page in (A, B)] == [Rendered(("a",)), Rendered(("b",))]
    assert set(files.files) == {"a", "b"}


def test_a_version_that_was_written_is_remembered_and_not_looked_at() -> None:
    log: list[str] = []
    table, files, press = warm(log)
    render_page(press, A)
    log.clear()
    table.said = "second"
    assert render_page(press, A) == ("a",)
    assert log == ["read a", "write a", "read a"]
    assert files.files == {"a": b"second"}


def test_a_file_that_needs_no_change_is_made_sure_of() -> None:
    log: list[str] = []
    _, _, press = warm(log)
    render_page(press, A)
    log.clear()
    assert render_page(press, A) == ()
    assert log == ["read a", "seen a"]


@pytest.mark.parametrize("said", ["first", "second"])
def test_what_others_wrote_meanwhile_is_found_and_written_over(said: str) -> None:
    table, files, press = warm([])
    render_page(press, A)
    files.kept["a"] = File(b"another's, of the same page")
    table.said = said
    assert render_page(press, A) == ("a",)
    assert files.files == {"a": said.encode()}


@pytest.mark.parametrize("said", ["first", "second"])
def test_what_others_deleted_meanwhile_is_there_again(said: str) -> None:
    table, files, press = warm([])
    render_page(press, A)
    del files.kept["a"]
    table.said = said
    render_page(press, A)
    assert files.files == {"a": said.encode()}


@pytest.mark.parametrize("is_there", [False, True])
def test_nothing_is_looked_up_for_a_first_version_unless_something_is_there(
    is_there: bool,
) -> None:
    log: list[str] = []
    _, files, press = warm(log)
    if is_there:
        files.kept["a"] = File(b"it was not the first")
    render_pages(press, [A], {A})
    again = ["seen a", "read a", "write a"] if is_there else []
    assert log == ["read a", "write a", *again, "read a"]
    assert files.files == {"a": b"first"}


class Begun:
    """Implements `AtOnce`: does what it is given at once."""

    def __call__(self, work: Callable[[Any], Any], things: Iterable[Any], /) -> Iterator[Any]:
        return iter([work(thing) for thing in things])


def test_a_new_story_is_written_as_soon_as_it_was_read_and_before_all_that_leads_to_it() -> None:
    log: list[str] = []
    _, files, press = warm(log)
    render_pages(replace(press, at_once=Begun()), [B, A], {A})
    assert log == ["seen b", "read b", "read a", "write a", "write b", "read b", "read a"]
    assert files.files == {"a": b"first", "b": b"first"}


class Meeting(Bucket):
    """Writes only while so many others are being written."""

    def __init__(self, parties: int) -> None:
        super().__init__([])
        self._all = threading.Barrier(parties, timeout=30)

    def write(self, key: str, file: File, seen: SeenFile | None) -> SeenFile:
        self._all.wait()
        return super().write(key, file, seen)


def test_files_are_written_at_the_same_time_and_one_that_fails_takes_no_other_with_it() -> None:
    _, _, press = warm([])
    files, pages = Meeting(THREADS), [FixedPage(str(n)) for n in range(THREADS)]
    outcomes = render_pages(replace(press, files=files, at_once=KeptThreads()), [BROKEN, *pages])
    assert isinstance(outcomes.pop(BROKEN), ValueError)
    assert outcomes == {page: Rendered(page.files) for page in pages}
    assert set(files.files) == {page.files[0] for page in pages}


def test_only_so_many_versions_are_remembered_the_oldest_go_first() -> None:
    versions = Versions(most=2)
    for key in ("a", "b", "a", "c"):
        versions.learn(key, SeenFile(key, key))
    assert [key for key in "abc" if versions.of(key)] == ["a", "c"]


def test_a_page_that_others_keep_writing_is_left_to_the_next_delivery() -> None:
    with pytest.raises(Unsettled, match="story"):
        render_page(press(Contested()), PAGE)
