"""An import that died after any of its writes is ended by the next one, without doubles."""

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import msgspec
import pytest

from broadsheet.domain.listing import Entry, Listing
from broadsheet.domain.search_index import SearchWords
from local.wordpress_import import bring_in_wordpress
from tests.fakes.comments import make_desk
from tests.fakes.table import MemoryTable
from tests.faults.editions import make_newsroom
from tests.support.wordpress import author, comment, item, meta, wxr

AT = datetime(2024, 1, 4, tzinfo=UTC)
SITE = wxr(
    author("amina", "Amina Yusuf"),
    item(7, within=[meta("_wp_old_slug", "former"), comment(1, AT), comment(2, AT, parent=1)]),
    item(8, status="future", date_gmt="2031-03-01 08:30:00"),
)


class Dead(Exception):
    """The process is no more."""


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "wordpress.xml"
    path.write_bytes(SITE)
    return path


def bring(table: MemoryTable, path: Path) -> None:
    bring_in_wordpress(make_desk(make_newsroom(table)), path)


def dies(table: MemoryTable, path: Path, *, after: int) -> bool:
    """Whether the import died, which it does once it has written so often."""
    commit, left = table.commit, [after]

    def mortal(*arguments: Any) -> None:
        if left[0] == 0:
            raise Dead
        left[0] -= 1
        commit(*arguments)

    table.commit = mortal  # type: ignore[method-assign, assignment]
    try:
        bring(table, path)
    except Dead:
        return True
    finally:
        table.commit = commit  # type: ignore[method-assign]
    return False


def compared(table: MemoryTable) -> dict[Any, Any]:
    """All but when and by which run it was done, and the slots that the dead took with them."""
    told = {}
    for key, record in table.records.items():
        if not isinstance(record, Listing | Entry | SearchWords):
            plain = msgspec.to_builtins(record)
            for field in ("at", "modified_at", "created_at", "slots", "cause"):
                plain.pop(field, None)
            told[key] = plain
    return told


def test_a_restart_after_any_write_leaves_what_one_run_leaves(path: Path) -> None:
    whole = MemoryTable()
    bring(whole, path)
    after = 0
    while dies(table := MemoryTable(), path, after=after):
        bring(table, path)
        assert compared(table) == compared(whole), f"died after {after} writes"
        after += 1
    assert after > 6
