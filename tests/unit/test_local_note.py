"""Who asks for the stack that runs here is told of it while it runs, and of no other."""

from pathlib import Path

import pytest

from local import note
from local.cloud import Cloud, CloudError
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
    with pytest.raises(CloudError, match="not running here"):
        note.read(tmp_path)
    with Cloud(tmp_path).idle():
        left(tmp_path)
    with pytest.raises(CloudError, match="not running here"):
        note.read(tmp_path)


def test_one_that_starts_is_said_to_start(tmp_path: Path) -> None:
    with Cloud(tmp_path).idle(), pytest.raises(CloudError, match="starting"):
        note.read(tmp_path)


def test_a_refused_run_takes_nothing_from_the_one_that_runs(tmp_path: Path) -> None:
    with Cloud(tmp_path).idle():
        told = left(tmp_path)
        before = {f.name: f.read_bytes() for f in tmp_path.iterdir() if f.is_file()}
        second = LocalStack(tmp_path)
        with pytest.raises(CloudError, match="another run is using"):
            second.start()
        second.stop()
        assert note.read(tmp_path) == told
        assert {f.name: f.read_bytes() for f in tmp_path.iterdir() if f.is_file()} == before
