"""Every call of AWS, counted as botocore makes it."""

import math
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from bench.dollars import write_units
from broadsheet.adapters.aws.dynamodb.codec import Item, size_of

READ_UNIT = 4096
"""Bytes that one strongly consistent read unit pays for (Amazon DynamoDB, read/write capacity)."""


_WRITES = ("TransactWriteItems", "UpdateItem", "PutItem", "DeleteItem")


class Ledger:
    """Counts calls while it is open."""

    def __init__(self, *clients: Any) -> None:
        self.calls: Counter[str] = Counter()
        self.items_written = 0
        self.write_units = 0
        self.bytes_read = 0
        self.read_units = 0
        self._open = False
        for client in clients:
            client.meta.events.register("before-parameter-build", self._about_to_call)
            client.meta.events.register("after-call", self._called)

    @contextmanager
    def open(self) -> Iterator[None]:
        """Count what is called from here on."""
        self._open = True
        try:
            yield
        finally:
            self._open = False

    def clear(self) -> None:
        """Begin at nothing."""
        self.calls.clear()
        self.items_written = self.bytes_read = self.read_units = self.write_units = 0

    def _about_to_call(self, params: dict[str, Any], model: Any, **_: Any) -> None:
        if not self._open:
            return
        if model.name in _WRITES:
            self.write_units += write_units(model.name, params)
        if model.name == "TransactWriteItems":
            self.items_written += len(params["TransactItems"])
        elif model.name in _WRITES:
            self.items_written += 1

    def _called(self, model: Any, parsed: dict[str, Any], **_: Any) -> None:
        if not self._open:
            return
        self.calls[model.name] += 1
        match model.name:
            case "GetItem":
                self._read([[parsed["Item"]] if "Item" in parsed else []])
            case "Query":
                # One bill for all the items together; each of a batch is billed by itself.
                self._read([parsed["Items"]])
            case "BatchGetItem":
                self._read([[i] for items in parsed["Responses"].values() for i in items])

    def _read(self, bills: list[list[Item]]) -> None:
        for items in bills:
            size = sum(map(size_of, items))
            self.bytes_read += size
            self.read_units += max(1, math.ceil(size / READ_UNIT))
