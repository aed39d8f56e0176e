"""One stack for each home: it is found while it runs, and leaves the next what it needs."""

from pathlib import Path

import pytest

from client.errors import CommandError
from local import note
from local.cloud import Cloud
from local.note import Note
from local.stack import LocalStack


def left(home: Path) -> Note:
    told = Note("http://localhost:1", "http://localhost:2", {"TableName": "t"}, str(home), 5.0)
    told.write()
    return told


def test_a_stack_that_runs_is_found(tmp_path: Path) -> None:
    with Cloud(tmp_path).idle():
        assert left(tmp_path) == note.read(tmp_path)


def test_one_that_was_killed_is_not(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="not running here"):
        note.read(tmp_path)
    with Cloud(tmp_path).idle():
        left(tmp_path)
    with pytest.raises(CommandError, match="not running here"):
        note.read(tmp_path)


def test_one_that_starts_is_said_to_start(tmp_path: Path) -> None:
    with Cloud(tmp_path).idle(), pytest.raises(CommandError, match="starting"):
        note.read(tmp_path)


def test_a_refused_run_takes_nothing_from_the_one_that_runs(tmp_path: Path) -> None:
    with Cloud(tmp_path).idle():
        told = left(tmp_path)
        before = {f.name: f.read_bytes() for f in tmp_path.iterdir() if f.is_file()}
        second = LocalStack(tmp_path)
        with pytest.raises(CommandError, match="another run is using"):
            second.start()
        second.stop()
        assert note.read(tmp_path) == told
        assert {f.name: f.read_bytes() for f in tmp_path.iterdir() if f.is_file()} == before


class Front:
    """One that takes no more requests."""

    def stop(self) -> None:
        """Nothing is under way."""


@pytest.mark.parametrize("is_drained", [True, False])
@pytest.mark.parametrize("is_kept", [True, False])
def test_only_a_stop_that_showed_and_kept_everything_spares_the_next_start_the_work(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, is_drained: bool, is_kept: bool
) -> None:
    stack = LocalStack(tmp_path)
    stack.cloud.claim()
    for name in ("behind", "journal", "stack.json"):
        (tmp_path / name).touch()
    monkeypatch.setattr(stack, "_front", Front())
    monkeypatch.setattr(stack, "_is_drained", lambda: is_drained)
    monkeypatch.setattr(stack.cloud, "end", lambda: is_kept)
    assert stack.stop() == is_kept
    assert (tmp_path / "behind").exists() == (not (is_drained and is_kept))
    assert (tmp_path / "journal").exists() == (not is_kept)
    assert not (tmp_path / "stack.json").exists()
