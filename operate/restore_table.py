"""`make restore-table`: the table of a stack becomes what a restored copy of it is.

Every item that the copy has otherwise is written, and every item that it has not is deleted: a part
of it would be a table that never was, with numbers and slots given out twice. The stream makes the
pages. It may be broken off and run again, and does nothing to what is the same by then. Nothing
else may write meanwhile: docs/restoring.md says how that is seen to.
"""

import argparse
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import islice
from typing import Any

from broadsheet.adapters.aws.dynamodb.codec import type_in
from broadsheet.domain.mail.subscription import Notice, Subscription
from broadsheet.domain.shared.record import type_of
from client.errors import CommandError
from operate.ends import in_words
from operate.progress import Bar
from operate.stack import must_be_a_table, stack_of

_READ, _WRITTEN = 100, 25
"""Items of one BatchGetItem and of one BatchWriteItem (Amazon DynamoDB, API reference)."""
_PAUSE, _LONGEST = 0.05, 5.0
_KEYS = "KEY#"
_SEALED = frozenset({type_of(Notice), type_of(Subscription)})

Item = dict[str, Any]
Told = Callable[[int, int], None]


class Tables:
    """The live table and the copy of it."""

    def __init__(
        self, client: Any, live: str, copy: str, *, is_foreign: bool = False, is_dry: bool = False
    ) -> None:
        """`is_foreign`: the copy was made under another KMS key, so that what is sealed in it
        cannot be opened, and the live table keeps its own keys. `is_dry`: nothing is written.
        """
        self._client, self._live, self._copy = client, live, copy
        self._is_foreign, self._is_dry = is_foreign, is_dry

    def make_equal(self, now: float, told: Told = lambda *_: None) -> Counter[str]:
        """Write, then delete; how many of each, and how many were the same or left out.

        What had expired by `now` is not brought back. Raises CommandError for the same table, and
        for an empty one: nothing would be left.
        """
        if self._live == self._copy:
            raise CommandError("the table and its copy are the same")
        if next(self._scan(self._copy), None) is None:
            raise CommandError(f"{self._copy} is empty; is it still being restored?")
        done: Counter[str] = Counter()
        total = 2 * self._client.describe_table(TableName=self._copy)["Table"].get("ItemCount", 0)
        for batch in _batches(self._scan(self._copy), _READ):
            self._write(list(self._changed(batch, now, done)))
            told(done.total(), total)
        for batch in _batches(self._scan(self._live), _READ):
            self._delete(batch, now, done)
            told(done.total(), total)
        return done

    def _changed(self, batch: list[Item], now: float, done: Counter[str]) -> Iterator[Item]:
        wanted = [item for item in batch if self._belongs(item, now)]
        done["left out"] += len(batch) - len(wanted)
        there = self._found(self._live, wanted)
        for item in wanted:
            is_same = there.get(_key(item)) == item
            done["the same" if is_same else "written"] += 1
            if not is_same:
                yield item

    def _belongs(self, item: Item, now: float) -> bool:
        """Whether the live table is to have an item of the copy."""
        # Where there is no hour, the attribute is absent or is null: neither expires.
        if float(item.get("expires_at", {}).get("N", "inf")) <= now:
            return False
        is_ours_alone = item["pk"]["S"].startswith(_KEYS)
        is_sealed = type_in(item) in _SEALED
        return not (self._is_foreign and (is_ours_alone or is_sealed))

    def _delete(self, batch: list[Item], now: float, done: Counter[str]) -> None:
        copies = self._found(self._copy, batch)
        gone = [
            item
            for item in batch
            if not self._stays(item) and not self._is_wanted(copies.get(_key(item)), now)
        ]
        done["deleted"] += len(gone)
        requests = [{"DeleteRequest": {"Key": _key_item(item)}} for item in gone]
        self._send(requests)

    def _stays(self, item: Item) -> bool:
        return self._is_foreign and item["pk"]["S"].startswith(_KEYS)

    def _is_wanted(self, copy: Item | None, now: float) -> bool:
        return copy is not None and self._belongs(copy, now)

    def _write(self, items: list[Item]) -> None:
        self._send([{"PutRequest": {"Item": item}} for item in items])

    def _send(self, requests: list[Any]) -> None:
        for batch in _batches(requests, _WRITTEN):
            left: Any = [] if self._is_dry else batch
            for attempt in range(sys.maxsize):
                if not left:
                    break
                _wait(attempt)
                answer = self._client.batch_write_item(RequestItems={self._live: left})
                left = answer.get("UnprocessedItems", {}).get(self._live, [])

    def _found(self, table: str, items: list[Item]) -> dict[tuple[str, str], Item]:
        wanted: Any = [_key_item(item) for item in items]
        found: dict[tuple[str, str], Item] = {}
        for attempt in range(sys.maxsize):
            if not wanted:
                break
            _wait(attempt)
            asked = {table: {"Keys": wanted, "ConsistentRead": True}}
            answer = self._client.batch_get_item(RequestItems=asked)
            found |= {_key(item): item for item in answer["Responses"][table]}
            wanted = answer.get("UnprocessedKeys", {}).get(table, {}).get("Keys", [])
        return found

    def _scan(self, table: str) -> Iterator[Item]:
        pages = self._client.get_paginator("scan").paginate(TableName=table, ConsistentRead=True)
        for page in pages:
            yield from page["Items"]


def _batches(items: Iterable[Any], size: int) -> Iterator[list[Any]]:
    left = iter(items)
    while batch := list(islice(left, size)):
        yield batch


def _key(item: Item) -> tuple[str, str]:
    return item["pk"]["S"], item["sk"]["S"]


def _key_item(item: Item) -> Item:
    return {"pk": item["pk"], "sk": item["sk"]}


def _wait(attempt: int) -> None:
    """What was not dealt with was too much at once."""
    if attempt:
        time.sleep(min(_LONGEST, _PAUSE * 2 ** min(attempt, 10)))


def main(arguments: Sequence[str] | None = None) -> None:
    """Make the table of the stack that is named, or of the one of `make run`, what the copy is."""
    parser = argparse.ArgumentParser(prog="python -m operate.restore_table", description=__doc__)
    parser.add_argument("--restored", required=True, help="the table that a backup came back as")
    parser.add_argument("--stack", help="a stack on AWS; without it, the one of make run")
    parser.add_argument(
        "--other-key",
        action="store_true",
        help="the copy is another account's or region's, whose KMS key this stack cannot use",
    )
    parser.add_argument("--dry-run", action="store_true", help="only count")
    given = parser.parse_args(arguments)
    bar = Bar("items")
    with in_words("The table may be between the two: run it again before anything else."):
        stack = stack_of(given.stack)
        table = stack.outputs()["TableName"]
        must_be_a_table(stack.clients("dynamodb"), given.restored)
        tables = Tables(
            stack.clients("dynamodb"),
            table,
            given.restored,
            is_foreign=given.other_key,
            is_dry=given.dry_run,
        )
        done = tables.make_equal(time.time(), bar)
    bar.end()
    for what in ("written", "deleted", "the same", "left out"):
        print(f"{done[what]:8} {what}")
    if given.dry_run:
        print(f"nothing was done to {table}")


if __name__ == "__main__":
    main()
