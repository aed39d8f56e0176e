"""moto's transactions without deep copies of the whole table.

To be able to go back, moto copies every item and the whole stream, once for each operation.
Our transactions put and delete items whole: a copy of the dictionaries that hold them is enough.
"""

import copy
from typing import Any

import pytest
from moto.dynamodb.models.table import Table


def copy_tables_quickly(monkeypatch: pytest.MonkeyPatch) -> None:
    """Until the test ends. An item that `UpdateItem` changed in place is never in a transaction."""
    monkeypatch.setattr(Table, "__deepcopy__", _copied, raising=False)


def _copied(table: Any, _memo: Any) -> Any:
    copied = copy.copy(table)
    copied.items = copy.copy(table.items)
    for key, items in table.items.items():
        copied.items[key] = copy.copy(items)
    if table.stream_shard is not None:
        copied.stream_shard = copy.copy(table.stream_shard)
        copied.stream_shard.items = list(table.stream_shard.items)
        copied.stream_shard.table = copied
    return copied
