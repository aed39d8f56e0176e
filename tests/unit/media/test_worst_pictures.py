"""The table of what becomes of a file is what becomes of it."""

import pytest

from broadsheet.adapters.pillow_images import process
from broadsheet.domain.media.kinds import TYPES, advice_on, kind_of
from broadsheet.usecases.media.ports import NotAPicture
from client.running import ROOT
from tests.support.worst_pictures import READY, ROWS, Row, table


def outcome(file: bytes) -> str:
    try:
        made = process(file)
    except NotAPicture as reason:
        return f"refused: {reason}"
    assert made.content_type in TYPES
    kinds = {name.partition(".")[2] for name in made.files}
    said = READY if "webp" in kinds else f"{READY}, without WebP"
    return ": ".join((said, *made.notes))


@pytest.mark.parametrize("row", ROWS, ids=[row.name for row in ROWS])
def test_each_file_of_a_kind_becomes_what_the_table_says(row: Row) -> None:
    found = [outcome(file) for file in row.files()]
    assert found == [row.outcome] * len(found)
    assert found


def test_the_documents_have_the_table() -> None:
    assert "\n".join(table()) in (ROOT / "docs/media.md").read_text("utf-8")


def test_nothing_that_is_taken_is_taken_for_another_kind() -> None:
    ready = [row for row in ROWS if row.outcome.startswith(READY)]
    assert {kind_of(file[:4096]) for row in ready for file in row.files()} == {None}
    assert not [kind for kind in TYPES if advice_on(kind)]
