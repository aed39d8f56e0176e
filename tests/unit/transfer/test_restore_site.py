"""An export stands again in an empty newsroom, also where somebody died on the way."""

import threading
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import msgspec
import pytest

from broadsheet.adapters.archive_folder import Archive, BadArchive
from broadsheet.adapters.threads import at_once
from broadsheet.domain.comments.moderation import TrailEntry
from broadsheet.domain.desk.story_entry import Queue, StoryEntry
from broadsheet.domain.shared.errors import Conflict
from broadsheet.domain.transfer.archive import FILE_OF, FILES
from broadsheet.usecases.shared.ports import Cause, Put, Write
from broadsheet.usecases.transfer.restore_site import restore_records
from tests.builders import NOON, make_article, make_content
from tests.fakes.table import MemoryTable
from tests.properties.newsroom_machine import World
from tests.support.archives import exported, furnished, kept, restored


@pytest.fixture(scope="module")
def world() -> World:
    return furnished()


@pytest.fixture
def folder(world: World, tmp_path: Path) -> Path:
    return exported(world, tmp_path / "backup")


def test_a_newsroom_that_has_something_else_is_left_alone(folder: Path) -> None:
    busy = World()
    stranger = make_article()
    busy.table.commit([Put(stranger)], Cause("seed", NOON))
    before = dict(busy.table.records)
    with pytest.raises(BadArchive, match=f"ARTICLE#{stranger.id}"):
        restored(folder, busy)
    assert busy.table.records == before


def test_a_rehearsal_checks_everything_and_writes_nothing(folder: Path) -> None:
    empty = World()
    before = dict(empty.table.records)
    restored(folder, empty, is_dry_run=True)
    assert empty.table.records == before
    assert empty.pictures.files == {}


def test_the_newsrooms_lists_are_in_no_export_and_stand_again(world: World, folder: Path) -> None:
    assert not any("STORIES#" in file.read_text("utf-8") for file in folder.glob("*.jsonl"))
    again = restored(folder)

    def listed(of: World) -> set[StoryEntry]:
        return {r for r in of.table.records.values() if isinstance(r, StoryEntry)}

    assert listed(again) == listed(world)
    assert {entry.queue for entry in listed(again)} >= {Queue.DRAFT, Queue.PUBLISHED}


def test_twice_is_as_good_as_once(folder: Path) -> None:
    again = restored(folder)
    before = dict(again.table.records)
    restored(folder, again)
    assert again.table.records == before


class Dead(Exception):
    """The process is no more."""


def test_an_import_that_died_after_any_write_is_ended_by_the_next(
    world: World, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("broadsheet.usecases.transfer.restore_site._MOST", 9)
    one_at_a_time = threading.Lock()
    for after in range(0, 1 + len(kept(world)) // 9, 3):
        half = World()
        commit, left = half.table.commit, [after]

        def mortal(*arguments: Any, commit: Any = commit, left: list[int] = left) -> None:
            with one_at_a_time:
                if left[0] == 0:
                    raise Dead
                left[0] -= 1
            commit(*arguments)

        monkeypatch.setattr(half.table, "commit", mortal)
        with pytest.raises(Dead):
            restored(folder, half)
        monkeypatch.setattr(half.table, "commit", commit)
        half.drain()
        assert kept(restored(folder, half)) == kept(world), f"died after {after} writes"


def test_an_import_that_goes_on_a_month_later_finds_no_story_changed_by_the_clock(
    world: World, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    half = World()
    commit = half.table.commit

    def mortal(writes: list[Write], cause: Cause) -> None:
        if any(isinstance(write, Put) and isinstance(write.record, TrailEntry) for write in writes):
            raise Dead
        commit(writes, cause)

    monkeypatch.setattr("broadsheet.usecases.transfer.restore_site._MOST", 9)
    monkeypatch.setattr(half.table, "commit", mortal)
    with pytest.raises(Dead):
        restored(folder, half)
    monkeypatch.setattr(half.table, "commit", commit)
    half.tick(24 * 31)
    half.drain()
    assert kept(restored(folder, half)) == kept(world)


def test_what_somebody_wrote_meanwhile_is_not_overwritten(world: World) -> None:
    table = World().table
    record = next(iter(kept(world).values()))
    table.commit([Put(make_article())], Cause("seed", NOON))
    other = make_article(version=9)
    with pytest.raises(Conflict, match=f"ARTICLE#{other.id}"):
        restore_records(table, [iter([record, other])], Cause("import", NOON), lambda _: None)


def test_a_transaction_is_no_larger_than_dynamodb_takes_one(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    table = MemoryTable()
    sizes: list[int] = []

    def commit(writes: Sequence[Write], _cause: Cause) -> None:
        sizes.append(sum(len(msgspec.json.encode(w.record)) for w in writes if isinstance(w, Put)))

    monkeypatch.setattr(table, "commit", commit)
    body = make_content(body="x" * 300_000)
    large = [make_article(number, content=body) for number in range(1, 31)]
    assert restore_records(table, [iter(large)], Cause("import", NOON), lambda _: None) == 30
    assert sum(sizes) > 9_000_000
    assert max(sizes) <= 4 * 1024 * 1024


def test_what_is_due_comes_when_all_else_is_there(folder: Path) -> None:
    """Several transactions are on their way at once, and the clock may run at any moment."""
    table = MemoryTable()
    commit, kinds = table.commit, []

    def noted(writes: Sequence[Write], cause: Cause) -> None:
        kinds.append({FILE_OF[type(w.record)] for w in writes if isinstance(w, Put)})
        commit(writes, cause)

    table.commit = noted  # type: ignore[method-assign]
    restore_records(table, Archive(folder).files(), Cause("import", NOON), lambda _: None, at_once)
    assert all(len(files) == 1 for files in kinds)
    assert list(dict.fromkeys(file for files in kinds for file in files)) == [
        name for name in FILES if (folder / name).stat().st_size
    ]
