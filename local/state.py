"""What the local cloud left on the disk: whether it is whole, and mended before the next start.

MiniStack writes a file for each service when it is told to stop, and replaces each as a whole.
"""

import hashlib
import json
import os
import shutil
from pathlib import Path
from typing import Any

from client.files import write_whole

NEEDED = (
    "apigateway", "cloudformation", "cloudfront", "cognito", "dynamodb", "eventbridge", "iam",
    "kms", "lambda", "s3", "sqs",
)  # fmt: skip
"""The services without whose state the stack is not the one that was deployed."""

Marks = dict[str, tuple[int, int] | None]


class UnreadableError(RuntimeError):
    """A file is not what was written; the message says which."""


class State:
    """The files of the services, in a folder."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.tables = folder / "dynamodb.json"
        self._aside = folder.with_suffix(".before")

    def marks(self) -> Marks:
        """What tells each file from the one that replaces it."""
        return {name: _mark(self.folder / f"{name}.json") for name in NEEDED}

    def is_newer_than(self, before: Marks) -> bool:
        """Whether every file was written since, and is there."""
        now = self.marks()
        return all(now[name] is not None and now[name] != before[name] for name in NEEDED)

    def is_whole(self) -> bool:
        """Whether all files are there that a stack needs."""
        return all(mark is not None for mark in self.marks().values())

    def put_aside(self) -> None:
        """Keep what is here beside what comes: a stop that is cut short leaves files of both.

        As links: nobody writes into a file that is there.
        """
        self.drop_aside()
        if self.folder.exists():
            unfinished = self._aside.with_suffix(".unfinished")
            shutil.rmtree(unfinished, ignore_errors=True)
            shutil.copytree(self.folder, unfinished, copy_function=os.link)
            unfinished.rename(self._aside)

    def go_back(self) -> None:
        """Take what was put aside, if something was."""
        if self._aside.exists():
            shutil.rmtree(self.folder, ignore_errors=True)
            self._aside.rename(self.folder)

    def drop_aside(self) -> None:
        """What was put aside is not needed any more."""
        shutil.rmtree(self._aside, ignore_errors=True)

    def digest(self) -> str:
        """What the tables are, in a word; empty where none were kept."""
        if not self.tables.exists():
            return ""
        with self.tables.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()

    def load(self, name: str) -> Any:
        """What a service kept. Raises UnreadableError for a file that is not whole."""
        try:
            return json.loads((self.folder / f"{name}.json").read_bytes())
        except ValueError:
            raise UnreadableError(f"{self.folder / name}.json cannot be read") from None

    def put(self, name: str, state: Any) -> None:
        """Replace what a service kept."""
        write_whole(self.folder / f"{name}.json", json.dumps(state))

    def check(self) -> None:
        """Raises UnreadableError where MiniStack would begin anew without a word."""
        for name in NEEDED:
            if (self.folder / f"{name}.json").exists():
                self.load(name)

    def rewind_readers(self) -> None:
        """Let the readers of streams begin where a stream begins that has no records yet.

        MiniStack keeps how far they had come, and not the records: nothing would be delivered
        until there were as many again. A reader without a position would skip the first of them.
        """
        if not (self.folder / "lambda.json").exists():
            return
        state = self.load("lambda")
        readers = state["payload"]["esms"].get("data", {})
        positions = state["payload"]["dynamodb_stream_positions"].setdefault("data", {})
        begun = {key: 0 for key, one in readers.items() if _reads_a_table(one)}
        if any(positions.get(key) != 0 for key in begun):
            positions.update(begun)
            self.put("lambda", state)

    def release_messages(self) -> None:
        """Let queues give out again at once what somebody had taken who is no more.

        Else a page could not be rendered for minutes: its group waits for the message at work.
        """
        if not (self.folder / "sqs.json").exists():
            return
        state = self.load("sqs")
        queues = state["payload"]["queues"].get("data", {}).values()
        taken = [m for queue in queues for m in queue["messages"] if m.get("receipt_handle")]
        for message in taken:
            message["visible_at"] = message["sent_at"]
            message["receipt_handle"] = None
            # An attempt that was cut off is not one that failed.
            message["receive_count"] -= 1
        if taken:
            self.put("sqs", state)


def _reads_a_table(reader: dict[str, Any]) -> bool:
    return ":dynamodb:" in reader.get("EventSourceArn", "")


def _mark(file: Path) -> tuple[int, int] | None:
    try:
        found = file.stat()
    except FileNotFoundError:
        return None
    return found.st_ino, found.st_mtime_ns
