"""moto's tables, without work that makes no difference to what they answer.

A query, for which moto puts all items in order twice, adds up their sizes twice and copies those
that it found, which are told as copies anyhow.

Keys, whose values are looked up by their types each time that one is compared.

The size of an item, which is that of the values it was made of until one is changed in place.

Expressions, which are parsed up to three times for one write, and many times alike.

The size of a change in the stream, for which it writes it down as JSON: nobody looks at it.
"""

import base64
import functools
import pickle
from types import SimpleNamespace
from typing import Any

import pytest
from moto.dynamodb import models, responses
from moto.dynamodb.comparisons import ConditionExpressionParser, get_comparison_func
from moto.dynamodb.models import table as tables
from moto.dynamodb.models.dynamo_type import DynamoType, Item
from moto.dynamodb.models.table import RESULT_SIZE_LIMIT, Table
from moto.dynamodb.parsing.executors import UpdateExpressionExecutor
from moto.dynamodb.parsing.expressions import UpdateExpressionParser  # type: ignore[attr-defined]

_size: Any = Item.size
_parse: Any = ConditionExpressionParser.parse
_execute: Any = UpdateExpressionExecutor.execute


def make_tables_quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """Until the test ends."""
    monkeypatch.setattr(Table, "query", _queried)
    monkeypatch.setattr(DynamoType, "__hash__", _hashed)
    monkeypatch.setattr(DynamoType, "__eq__", _is_equal)
    monkeypatch.setattr(Item, "size", _size_once)
    monkeypatch.setattr(UpdateExpressionExecutor, "execute", _executed)
    monkeypatch.setattr(ConditionExpressionParser, "parse", _parsed)
    monkeypatch.setattr(responses, "UpdateExpressionParser", SimpleNamespace(make=_looked_at))
    monkeypatch.setattr(models, "UpdateExpressionParser", SimpleNamespace(make=_a_new_one))
    monkeypatch.setattr(responses, "dynamo_to_dict", told)
    monkeypatch.setattr(tables, "dynamo_json_dump", lambda _record: " ")


def told(value: Any) -> Any:
    """What botocore gives of moto's values."""
    kind = type(value)
    if kind is DynamoType:
        return _told_of(value.type, value.value)
    if isinstance(value, dict):
        return {name: told(of) for name, of in value.items()}
    if kind is list:
        return [told(of) for of in value]
    return told(value.to_json()) if hasattr(value, "to_json") else value


def _told_of(kind: str, value: Any) -> Any:
    if kind == "M":
        return {kind: {name: _told_of(of.type, of.value) for name, of in value.items()}}
    if kind == "L":
        return {kind: [_told_of(of.type, of.value) for of in value]}
    if kind == "B":
        return {kind: _bytes(value)}
    if kind == "BS":
        return {kind: [_bytes(of) for of in value]}
    return {kind: list(value) if isinstance(value, list) else value}


def _bytes(value: Any) -> bytes:
    return value if isinstance(value, bytes) else base64.b64decode(value)


def _hashed(value: Any) -> int:
    return hash(value.value) if value.type == "S" else _hash(value)


def _is_equal(value: Any, other: Any) -> bool:
    if value.type == other.type == "S":
        return bool(value.value == other.value)
    return bool(_equals(value, other))


_hash: Any = DynamoType.__hash__
_equals: Any = DynamoType.__eq__


def _size_once(item: Any) -> int:
    if "_size" not in item.__dict__:
        item._size = _size(item)
    known: int = item._size
    return known


def _executed(executor: Any, node: Any = None) -> None:
    executor.item.__dict__.pop("_size", None)
    try:
        _execute(executor, node)
    finally:
        executor.item.__dict__.pop("_size", None)


def _parsed(parser: Any) -> Any:
    names, values = parser.expression_attribute_names, parser.expression_attribute_values
    asked = repr((parser.condition_expression, names, values))
    known = _PARSED.get(asked)
    if known is None:
        known = _parse(parser), parser.expr_attr_names_found, parser.expr_attr_values_found
        if len(_PARSED) > _MOST:
            _PARSED.clear()
        _PARSED[asked] = known
    # Whoever asked adds to these.
    parser.expr_attr_names_found, parser.expr_attr_values_found = list(known[1]), list(known[2])
    return known[0]


_PARSED: dict[str, Any] = {}
_MOST = 5_000


@functools.lru_cache(_MOST)
def _looked_at(expression: str) -> Any:
    return UpdateExpressionParser.make(expression)


def _a_new_one(expression: str) -> Any:
    """Its names are replaced by what they stand for."""
    return pickle.loads(_pickled(expression))


@functools.lru_cache(_MOST)
def _pickled(expression: str) -> bytes:
    return pickle.dumps(UpdateExpressionParser.make(expression))


def _queried(
    table: Any,
    hash_key: Any,
    comparison: str | None,
    bounds: list[Any],
    limit: int | None,
    start: dict[str, Any] | None,
    is_forward: bool,
    projection: Any,
    _index: None = None,
    _is_consistent: bool = False,
    condition: Any = None,
    **_keys: Any,
) -> tuple[list[Any], int, dict[str, Any] | None]:
    """No table of ours has an index that could be asked; its keys are strings."""
    found: list[Any] = []
    size, last = 0, None
    passes, against = _passing(comparison), [bound.cast_value for bound in bounds]
    for item in _after(table, _in_order(table, hash_key, is_forward), start, is_forward):
        if len(found) == limit or size + item.size() > RESULT_SIZE_LIMIT:
            last = table._get_last_evaluated_key(found[-1], None)
            break
        if passes(item.range_key.value, *against):
            found.append(item)
            size += item.size()
    scanned = len(found)
    if condition is not None:
        found = [item for item in found if condition.expr(item)]
    if projection:
        found = [item.project(projection) for item in found]
    return found, scanned, last


def _passing(comparison: str | None) -> Any:
    return get_comparison_func(comparison) if comparison else lambda _key: True


def _in_order(table: Any, hash_key: Any, is_forward: bool) -> list[Any]:
    while True:
        try:
            items = list(table.items[hash_key].values()) if hash_key in table.items else []
        except RuntimeError:
            continue  # it grew meanwhile
        return sorted(items, key=lambda item: item.range_key.value, reverse=not is_forward)


def _after(table: Any, items: list[Any], start: Any, is_forward: bool) -> list[Any]:
    if start is None:
        return items
    at = start[table.range_key_attr]["S"]
    if is_forward:
        return [item for item in items if item.range_key.value > at]
    return [item for item in items if item.range_key.value < at]
