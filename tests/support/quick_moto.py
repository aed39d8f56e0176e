"""moto without work that makes no difference to what it answers.

Deep copies of the whole table: to be able to go back, moto copies every item and the whole
stream, once for each operation. Our transactions put and delete items whole: a copy of the
dictionaries that hold them is enough.

Members of an attribute's value that are not there: it has one of ten types, and moto looks for
each of them under four names.
"""

import copy
from typing import Any

import pytest
from moto.core.serialize import ResponseSerializer
from moto.dynamodb.models.table import Table


def make_moto_quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """Until the test ends. An item that `UpdateItem` changed in place is never in a transaction."""
    monkeypatch.setattr(Table, "__deepcopy__", _copied, raising=False)
    monkeypatch.setattr(ResponseSerializer, "_serialize_type_structure", _serialized)


def _serialized(self: Any, serialized: Any, value: Any, shape: Any, key: str) -> None:
    if not (shape.name == "AttributeValue" and isinstance(value, dict) and key):
        _whole(self, serialized, value, shape, key)
        return
    wrapper = self.MAP_TYPE()
    for name in value:
        member = shape.members[name]
        member.parent = shape
        self._serialize_structure_member(wrapper, value, member, name)
    self._default_serialize(serialized, wrapper, shape, key)


_whole = ResponseSerializer._serialize_type_structure


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
