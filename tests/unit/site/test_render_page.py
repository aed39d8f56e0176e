"""A page that changes all the time is written all the same."""

from collections.abc import Mapping

import pytest

from broadsheet.domain.site.kinds.fixed import FixedPage
from broadsheet.domain.site.kinds.months import MonthsView
from broadsheet.domain.site.pages import AnyPage, View
from broadsheet.usecases.site.ports import File, Refused, SeenFile
from broadsheet.usecases.site.render_page import ATTEMPTS, PageRendering, Unsettled, render_page
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


def test_a_page_that_others_keep_writing_is_left_to_the_next_delivery() -> None:
    with pytest.raises(Unsettled, match="story"):
        render_page(press(Contested()), PAGE)
