"""The journal has what was answered, and gives it back to tables that lack it."""

import errno
import json
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from local.journal import Journal, NotKeptError, put_back
from local.state import State

TABLE = "broadsheet-Table"


def image(sk: str, words: str) -> dict[str, Any]:
    return {"pk": {"S": "A"}, "sk": {"S": sk}, "words": {"S": words}}


class Stream:
    """A stream of one shard, that gives out at most `page` records at once."""

    def __init__(self) -> None:
        self.records: list[dict[str, Any]] = []
        self.page = 2

    def write(self, sk: str, words: str | None) -> None:
        told: dict[str, Any] = {"Keys": {"pk": {"S": "A"}, "sk": {"S": sk}}}
        if words is not None:
            told["NewImage"] = image(sk, words)
        self.records.append({"dynamodb": told})

    def describe_stream(self, **_: Any) -> Any:
        return {"StreamDescription": {"Shards": [{"ShardId": "s"}]}}

    def get_shard_iterator(self, **_: Any) -> Any:
        return {"ShardIterator": "0"}

    def get_records(self, ShardIterator: str) -> Any:  # noqa: N803 - AWS's own name
        at = int(ShardIterator)
        found = self.records[at : at + self.page]
        return {"Records": found, "NextShardIterator": str(at + len(found))}


def tables(folder: Path, *items: dict[str, Any]) -> State:
    state = State(folder)
    folder.mkdir()
    stored = {"A": {item["sk"]["S"]: item for item in items}}
    named = {f"000000000000\0eu-west-1\0'{TABLE}'": {"items": stored, "ItemCount": len(items)}}
    state.put("dynamodb", {"payload": {"tables": {"data": named}}})
    return state


def words_in(state: State) -> dict[str, str]:
    (table,) = state.load("dynamodb")["payload"]["tables"]["data"].values()
    found = table["items"].get("A", {})
    assert table["ItemCount"] == len(found)
    return {sk: item["words"]["S"] for sk, item in found.items()}


@pytest.fixture
def state(tmp_path: Path) -> State:
    return tables(tmp_path / "state", image("1", "old"), image("2", "old"))


@pytest.fixture
def stream() -> Stream:
    return Stream()


@pytest.fixture
def journal(tmp_path: Path, state: State, stream: Stream) -> Iterator[Journal]:
    made = Journal(tmp_path / "journal", stream, TABLE, "arn")
    made.start(state.digest())
    yield made
    made.stop()


def test_what_was_kept_is_put_back_in_order(
    tmp_path: Path, state: State, stream: Stream, journal: Journal
) -> None:
    stream.write("1", "new")
    stream.write("2", None)
    stream.write("3", "first")
    stream.write("3", "second")
    journal.keep()
    assert put_back(tmp_path / "journal", state) == (4, False)
    assert words_in(state) == {"1": "new", "3": "second"}
    assert not (tmp_path / "journal").exists()


def test_what_was_not_finished_counts_for_nothing(
    tmp_path: Path, state: State, stream: Stream, journal: Journal
) -> None:
    stream.write("1", "new")
    journal.keep()
    whole = (tmp_path / "journal").read_bytes()
    stream.write("1", "a transaction")
    stream.write("2", "in two records")
    journal.keep()
    (tmp_path / "journal").write_bytes((tmp_path / "journal").read_bytes()[: len(whole) + 30])
    assert put_back(tmp_path / "journal", state) == (1, False)
    assert words_in(state) == {"1": "new", "2": "old"}


def test_tables_that_were_kept_since_are_left_alone(
    tmp_path: Path, state: State, stream: Stream, journal: Journal
) -> None:
    stream.write("1", "new")
    journal.keep()
    (table,) = (kept := state.load("dynamodb"))["payload"]["tables"]["data"].values()
    table["items"]["A"]["1"]["words"]["S"] = "newer, and never read from the stream"
    state.put("dynamodb", kept)
    assert put_back(tmp_path / "journal", state) == (0, False)
    assert words_in(state)["1"] == "newer, and never read from the stream"


def test_a_damaged_journal_is_said_to_be_one_and_kept(
    tmp_path: Path, state: State, stream: Stream, journal: Journal
) -> None:
    for number in range(3):
        stream.write("1", f"new {number}")
        journal.keep()
    lines = (tmp_path / "journal").read_bytes().split(b"\n")
    lines[2] = lines[2].replace(b"new 1", b"new 7")
    (tmp_path / "journal").write_bytes(b"\n".join(lines))
    assert put_back(tmp_path / "journal", state) == (1, True)
    assert words_in(state)["1"] == "new 0"
    assert (tmp_path / "journal.damaged").exists()


def test_nothing_is_kept_on_a_full_disk_and_all_of_it_later(
    tmp_path: Path, state: State, stream: Stream, journal: Journal, monkeypatch: pytest.MonkeyPatch
) -> None:
    said: list[str] = []
    journal.on_trouble = said.append

    def full(handle: int, data: bytes, at: int) -> int:
        real(handle, data[:10], at)
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    real = os.pwrite
    monkeypatch.setattr(os, "pwrite", full)
    stream.write("1", "new")
    with pytest.raises(NotKeptError, match="No space left"):
        journal.keep()
    monkeypatch.setattr(os, "pwrite", real)
    journal.keep()
    assert said[0].endswith("No space left on device")
    assert said[1:] == [""]
    assert put_back(tmp_path / "journal", state) == (1, False)
    assert words_in(state)["1"] == "new"


def test_nobody_waits_for_a_journal_that_has_ended(journal: Journal) -> None:
    journal.stop()
    with pytest.raises(NotKeptError, match="ending"):
        journal.keep()


def test_bytes_are_written_as_dynamodb_tells_them(
    tmp_path: Path, state: State, stream: Stream, journal: Journal
) -> None:
    stream.write("1", "key")
    stream.records[0]["dynamodb"]["NewImage"]["wrapped"] = {"B": b"\x00\xff"}
    journal.keep()
    put_back(tmp_path / "journal", state)
    assert '"B": "AP8="' in json.dumps(state.load("dynamodb"))
