"""Every change of the table on the disk before it is answered: a killed cloud loses none.

MiniStack keeps its tables in memory until it is told to stop. The stream says what was written, in
order; the journal is what the stream said since the tables were last kept. After an end without
order it is put back into the kept tables, before anything runs that could act on half of it.

A line is all that was read until the stream had no more. A transaction comes into the stream at
once, so none is ever split between lines, and a line that was not finished counts for nothing.
"""

import base64
import json
import os
import threading
import zlib
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from botocore.exceptions import BotoCoreError, ClientError

from client.files import write_whole
from local.state import State, UnreadableError

_EVERY_SECONDS = 0.25
"""How long what functions write by themselves may wait."""
_PATIENCE_SECONDS = 60.0
_LOST_PLACE = {"ExpiredIteratorException", "TrimmedDataAccessException"}


class NotKeptError(RuntimeError):
    """What was written is not on the disk; the message says why, for a person."""


class Journal:
    """Follows the stream of a table from its beginning. `streams` is a client of its service."""

    def __init__(self, file: Path, streams: Any, table: str, stream_arn: str) -> None:
        self._file, self._streams = file, streams
        self._table, self._arn = table, stream_arn
        self._at = ""
        self._handle, self._size = -1, 0
        self._turn = threading.Condition()
        self._begun = self._done = self._wanted = 0
        self._ended = self._is_all = False
        self.trouble = ""
        self.on_trouble: Callable[[str], None] = lambda _trouble: None
        self._thread = threading.Thread(target=self._follow, daemon=True)

    def start(self, tables_digest: str) -> None:
        """Begin, for tables that were kept as `tables_digest` says. Raises OSError."""
        write_whole(self._file, _line({"table": self._table, "tables": tables_digest}))
        self._handle = os.open(self._file, os.O_WRONLY)
        self._size = self._file.stat().st_size
        self._thread.start()

    def stop(self, *, is_all: bool = False) -> None:
        """Write what is left, unless there can be no more, and end."""
        with self._turn:
            self._ended, self._is_all = True, is_all
            self._turn.notify_all()
        if self._thread.is_alive():
            self._thread.join(_PATIENCE_SECONDS)
        if self._handle >= 0:
            os.close(self._handle)
            self._handle = -1

    def keep(self) -> None:
        """Wait until all that was written so far is on the disk. Raises NotKeptError."""
        with self._turn:
            # One that has begun already may have looked too early.
            wanted = self._begun + 1
            self._wanted = max(self._wanted, wanted)
            self._turn.notify_all()
            self._turn.wait_for(lambda: self._done >= wanted or self._ended, _PATIENCE_SECONDS)
            if self._done < wanted:
                slow = "the local cloud does not answer"
                raise NotKeptError("the local cloud is ending" if self._ended else slow)
            if self.trouble:
                raise NotKeptError(self.trouble)

    def _follow(self) -> None:
        while not self._ended:
            with self._turn:
                self._turn.wait_for(
                    lambda: self._ended or self._wanted > self._begun, _EVERY_SECONDS
                )
                self._begun += 1
            self._pass()
        if not self._is_all:
            self._pass()

    def _pass(self) -> None:
        trouble = self._caught_up()
        with self._turn:
            has_changed, self.trouble = trouble != self.trouble, trouble
            self._done = self._begun
            self._turn.notify_all()
        if has_changed:
            self.on_trouble(trouble)

    def _caught_up(self) -> str:
        try:
            at, records = self._new()
            if records:
                self._append([_change(record["dynamodb"]) for record in records])
            self._at = at
        except OSError as error:
            return f"{self._file.name} cannot be written: {error.strerror or error}"
        except (BotoCoreError, ClientError):
            return "the local cloud does not answer"
        return ""

    def _new(self) -> tuple[str, list[Any]]:
        try:
            return self._read_on(self._at or self._beginning())
        except ClientError as error:
            if error.response["Error"]["Code"] not in _LOST_PLACE:
                raise
        # The machine slept. What is written down twice, in order, is the same in the end.
        return self._read_on(self._beginning())

    def _read_on(self, at: str) -> tuple[str, list[Any]]:
        """All records until there are no more, and the place behind them."""
        found: list[Any] = []
        while page := self._streams.get_records(ShardIterator=at):
            at = page["NextShardIterator"]
            if not page["Records"]:
                break
            found += page["Records"]
        return at, found

    def _beginning(self) -> str:
        described = self._streams.describe_stream(StreamArn=self._arn)["StreamDescription"]
        answer = self._streams.get_shard_iterator(
            StreamArn=self._arn,
            ShardId=described["Shards"][-1]["ShardId"],
            ShardIteratorType="TRIM_HORIZON",
        )
        place: str = answer["ShardIterator"]
        return place

    def _append(self, changes: list[Any]) -> None:
        line = _line(changes)
        # What an append that failed left behind must not stand before this one.
        os.ftruncate(self._handle, self._size)
        written = 0
        while written < len(line):
            written += os.pwrite(self._handle, line[written:], self._size + written)
        os.fsync(self._handle)
        self._size += len(line)


def put_back(file: Path, state: State) -> tuple[int, bool]:
    """Bring the kept tables up to the journal, and drop it.

    Answers how many changes were put back, and whether some could not be read: then the journal
    is kept aside. Raises OSError, with all as it was, where there is no room.
    """
    if not file.exists():
        return 0, False
    lines, is_damaged = _lines(file.read_bytes())
    head, *batches = lines or [{}]
    changes = [change for batch in batches for change in batch]
    # Tables that were kept since have all of it.
    is_needed = bool(head) and head["tables"] == state.digest()
    if is_needed and changes:
        tables = state.load("dynamodb")
        table = _table(tables, head["table"])
        _apply(changes, table["items"])
        table["ItemCount"] = sum(map(len, table["items"].values()))
        state.put("dynamodb", tables)
    if is_damaged and (is_needed or not head):
        file.replace(file.with_name("journal.damaged"))
    else:
        file.unlink()
        is_damaged = False
    return len(changes) if is_needed else 0, is_damaged


def _table(tables: dict[str, Any], name: str) -> dict[str, Any]:
    for key, table in tables["payload"]["tables"]["data"].items():
        if key.endswith(f"\x00{name!r}"):
            found: dict[str, Any] = table
            return found
    raise UnreadableError(f"the tables that were kept lack {name}")


def _apply(changes: list[Any], items: dict[str, Any]) -> None:
    for pk, sk, image in changes:
        if image is not None:
            items.setdefault(pk, {})[sk] = image
        elif sk in items.get(pk, {}):
            del items[pk][sk]
            if not items[pk]:
                del items[pk]


def _change(told: dict[str, Any]) -> list[Any]:
    return [told["Keys"]["pk"]["S"], told["Keys"]["sk"]["S"], told.get("NewImage")]


def _line(value: Any) -> bytes:
    text = json.dumps(value, separators=(",", ":"), default=_as_sent).encode()
    return b"%08x %s\n" % (zlib.crc32(text), text)


def _as_sent(value: Any) -> Any:
    """Bytes, as DynamoDB and MiniStack write them down."""
    if isinstance(value, bytes):
        return base64.b64encode(value).decode()
    raise TypeError(type(value).__name__)


def _lines(content: bytes) -> tuple[list[Any], bool]:
    """What can be read up to the first that cannot; whether more than an unfinished one is lost."""
    read = list(_whole(content.splitlines(keepends=True)))
    good = sum(size for _, size in read)
    rest = content[good:]
    return [value for value, _ in read], b"\n" in rest or (not read and bool(rest))


def _whole(lines: list[bytes]) -> Iterator[tuple[Any, int]]:
    for line in lines:
        text = line[9:-1]
        if not line.endswith(b"\n") or line[:8] != b"%08x" % zlib.crc32(text):
            return
        yield json.loads(text), len(line)
