"""An import that died anywhere is ended by the next one, without doubles."""

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import msgspec
import pytest

from broadsheet.domain.articles.article import Article
from broadsheet.domain.articles.listing import SITE, Entry, Listing
from broadsheet.domain.comments.comment import Comment
from broadsheet.domain.redirects.redirect import Redirect
from broadsheet.domain.search.index import SearchWords
from operate.import_wordpress import bring_in_wordpress
from tests.fakes.comments import make_desk
from tests.fakes.table import MemoryTable
from tests.faults.editions import make_newsroom
from tests.support.wordpress import author, comment, item, meta, term, write_site, wxr

AT = datetime(2024, 1, 4, tzinfo=UTC)
SITE_OF_TWO = wxr(
    author("amina", "Amina Yusuf"),
    item(7, within=[meta("_wp_old_slug", "former"), comment(1, AT), comment(2, AT, parent=1)]),
    item(8, status="future", date_gmt="2031-03-01 08:30:00"),
    item(9, within=[term("post_tag", "Sea"), comment(3, AT)]),
)
WRITES = ("commit", "open_listing", "next_slot")


class Dead(Exception):
    """The process is no more."""


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "wordpress.xml"
    path.write_bytes(SITE_OF_TWO)
    return path


def bring(table: MemoryTable, path: Path) -> None:
    bring_in_wordpress(make_desk(make_newsroom(table)), path)


def dies(
    table: MemoryTable, path: Path, names: tuple[str, ...], after: int, *, it_is_done: bool
) -> bool:
    """Whether the import died, which it does at its write number `after`: before or after it."""
    left = [after]
    own = {name: getattr(table, name) for name in names}

    def mortal(name: str) -> Callable[..., Any]:
        def write(*arguments: Any) -> Any:
            left[0] -= 1
            if left[0] < 0 and not it_is_done:
                raise Dead
            answer = own[name](*arguments)
            if left[0] < 0:
                raise Dead
            return answer

        return write

    for name in names:
        setattr(table, name, mortal(name))
    try:
        bring(table, path)
    except Dead:
        return True
    finally:
        for name in names:
            setattr(table, name, own[name])
    return False


def compared(table: MemoryTable, *, slots: bool = True) -> dict[Any, Any]:
    """Everything but which run it was, and without `slots` where in their lists things stand."""
    told = {}
    for key, record in table.records.items():
        if slots or not isinstance(record, Listing | Entry | SearchWords):
            plain = msgspec.to_builtins(record)
            plain.pop("cause", None)
            if not slots:
                plain.pop("slots", None)
            told[key] = plain
    return told


def listed(table: MemoryTable) -> list[str]:
    """The site's list from its first to its last."""
    entries = [one for one in table.records.values() if isinstance(one, Entry)]
    of_site = [entry for entry in entries if entry.listing == SITE]
    return [entry.card.id for entry in sorted(of_site, key=lambda entry: entry.position)]


def test_a_restart_after_any_commit_leaves_the_very_table_that_one_run_leaves(path: Path) -> None:
    whole = MemoryTable()
    bring(whole, path)
    after = 0
    while dies(table := MemoryTable(), path, ("commit",), after, it_is_done=True):
        bring(table, path)
        assert compared(table) == compared(whole), f"died after {after + 1} commits"
        after += 1
    assert after > 8


@pytest.mark.parametrize("it_is_done", [False, True])
def test_a_restart_after_any_write_costs_a_slot_at_most(path: Path, it_is_done: bool) -> None:
    # A slot is given out before the commit that fills it, so that nobody else ever gets it.
    whole = MemoryTable()
    bring(whole, path)
    after = 0
    while dies(table := MemoryTable(), path, WRITES, after, it_is_done=it_is_done):
        bring(table, path)
        assert compared(table, slots=False) == compared(whole, slots=False), f"write {after}"
        assert listed(table) == listed(whole), f"write {after}"
        after += 1
    assert after > 15


def test_one_that_dies_again_and_again_gets_there(tmp_path: Path) -> None:
    path = write_site(tmp_path / "site.xml", posts=40, comments=80)
    whole, table = MemoryTable(), MemoryTable()
    bring(whole, path)
    runs = 1
    while dies(table, path, ("commit",), 7, it_is_done=True):
        runs += 1
    assert runs > 10
    assert compared(table) == compared(whole)
    kinds = (Article, Comment, Redirect)
    counts = [sum(isinstance(r, kind) for r in table.records.values()) for kind in kinds]
    assert counts[0] == 40
    assert min(counts) > 30
