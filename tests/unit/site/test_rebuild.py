"""What a rebuild renders, and what it leaves alone."""

import pytest

from broadsheet.domain.site.kinds.fixed import FixedPage
from broadsheet.domain.site.pages import AnyPage
from broadsheet.usecases.site.ports import File
from broadsheet.usecases.site.rebuild import every_page
from tests.fakes.site import MemoryFiles
from tests.fakes.table import MemoryTable


def pages_with(file: str) -> list[AnyPage]:
    table, files = MemoryTable(), MemoryFiles()
    files.kept[file] = File(b"x")
    return list(every_page(table, table, files, iter(())))


@pytest.mark.parametrize(
    "file", ["media/night-ferry-960x640.webp", "media/2026/index.html", "assets/site.0a1b2c.css"]
)
def test_pictures_and_earlier_assets_are_left_alone(file: str) -> None:
    assert pages_with(file) == []


def test_any_other_file_is_rendered_or_deleted() -> None:
    assert pages_with("mediation.html") == [FixedPage("mediation.html")]
