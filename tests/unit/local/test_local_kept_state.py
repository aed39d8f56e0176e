"""What the local cloud left on the disk is made good before it starts again."""

import errno
import json
import os
import subprocess
from pathlib import Path
from typing import Any

import pytest

from client.errors import CommandError
from client.files import write_whole
from local import ministack
from local.cloud import Cloud, wait_until
from local.state import NEEDED, State, UnreadableError


def saved(folder: Path, **services: Any) -> State:
    """A state with every file that a stack needs."""
    folder.mkdir(parents=True, exist_ok=True)
    for name in NEEDED:
        write_whole(folder / f"{name}.json", json.dumps(services.get(name.replace("-", "_"), {})))
    return State(folder)


def no_space(_file: int) -> None:
    raise OSError(errno.ENOSPC, "No space left on device")


def test_a_full_disk_leaves_a_file_as_it_was(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "passwords.json"
    write_whole(file, "before", mode=0o600)
    monkeypatch.setattr(os, "fsync", no_space)
    with pytest.raises(OSError, match="No space"):
        write_whole(file, "after")
    assert file.read_text() == "before"
    assert os.listdir(tmp_path) == ["passwords.json"]  # noqa: PTH208 - hidden ones, too
    assert file.stat().st_mode & 0o777 == 0o600


def test_a_state_counts_as_kept_only_with_every_file_written_anew(tmp_path: Path) -> None:
    state = saved(tmp_path / "state")
    before = state.marks()
    assert not state.is_newer_than(before)
    for name in NEEDED:
        assert not state.is_newer_than(before), name
        write_whole(state.folder / f"{name}.json", "{}")
    assert state.is_newer_than(before)
    (state.folder / "kms.json").unlink()
    assert not state.is_newer_than(before)
    assert not state.is_whole()


def test_a_stop_that_was_cut_short_is_taken_back(tmp_path: Path) -> None:
    state = saved(tmp_path / "state", dynamodb={"of": "before"}, iam={"of": "before"})
    state.put_aside()
    state.put("dynamodb", {"of": "after"})
    state.go_back()
    assert state.load("dynamodb") == state.load("iam") == {"of": "before"}
    state.go_back()  # nothing is aside any more
    assert state.is_whole()


def test_readers_of_a_stream_begin_where_it_begins(tmp_path: Path) -> None:
    esms = {
        "0 'one'": {"EventSourceArn": "arn:aws:dynamodb:eu-west-1:0:table/t/stream/1"},
        "0 'two'": {"EventSourceArn": "arn:aws:dynamodb:eu-west-1:0:table/t/stream/1"},
        "0 'queue'": {"EventSourceArn": "arn:aws:sqs:eu-west-1:0:queue"},
    }
    positions = {"data": {"0 'one'": 3839}}
    payload = {"esms": {"data": esms}, "dynamodb_stream_positions": positions}
    state = saved(tmp_path / "state", **{"lambda": {"payload": payload}})
    state.rewind_readers()
    told = state.load("lambda")["payload"]["dynamodb_stream_positions"]["data"]
    # One without a position would begin behind the first record.
    assert told == {"0 'one'": 0, "0 'two'": 0}


def test_messages_that_a_dead_function_had_taken_are_given_out_again(tmp_path: Path) -> None:
    taken = {"receipt_handle": "r", "visible_at": 900.0, "sent_at": 10.0, "receive_count": 1}
    waiting = {"receipt_handle": None, "visible_at": 20.0, "sent_at": 20.0, "receive_count": 0}
    queues = {"data": {"url": {"messages": [taken, waiting]}}}
    state = saved(tmp_path / "state", sqs={"payload": {"queues": queues}})
    state.release_messages()
    (queue,) = state.load("sqs")["payload"]["queues"]["data"].values()
    free = {"receipt_handle": None, "visible_at": 10.0, "sent_at": 10.0, "receive_count": 0}
    assert queue["messages"] == [free, waiting]


def test_a_file_that_cannot_be_read_is_named(tmp_path: Path) -> None:
    state = saved(tmp_path / "state")
    state.check()
    (state.folder / "dynamodb.json").write_text('{"payload": {"tab')
    with pytest.raises(UnreadableError, match="dynamodb"):
        state.check()


def test_what_cannot_be_brought_back_is_said_in_one_line(tmp_path: Path) -> None:
    state = saved(tmp_path / "state")
    (state.folder / "dynamodb.json").write_text('{"payload": {"tab')
    cloud = Cloud(tmp_path)
    with pytest.raises(CommandError) as told:
        cloud.start()
    cloud.leave()
    assert "dynamodb.json cannot be read; make reset begins anew" in str(told.value)
    assert "\n" not in str(told.value)
    assert not (tmp_path / "running").exists()


def test_a_process_that_got_the_number_of_a_dead_cloud_is_left_alone(tmp_path: Path) -> None:
    mine, other = (tmp_path / name for name in ("mine", "other"))
    command = [*ministack.command(other)[:3], "-c", "import time; time.sleep(60)"]
    with subprocess.Popen(command) as process:
        mine.mkdir()
        (mine / "running").write_text(f"{process.pid}\n")
        with Cloud(mine).idle():
            assert process.poll() is None
        # Of the same home, it would be.
        assert wait_until(lambda: ministack.is_ministack(process.pid, other), 10)
        assert not ministack.is_ministack(process.pid, mine)
        process.kill()
