"""Records as items of the table and of its stream, and back."""

from collections.abc import Mapping
from typing import Any, TypeVar

import msgspec

from broadsheet.domain.shared.record import Key, Record
from broadsheet.usecases.shared.ports import (
    Absent,
    AbsentOrExpired,
    Cause,
    Equals,
    Exists,
    Expect,
)

Item = dict[str, Any]
"""An item in DynamoDB's JSON: attribute names to typed values."""

ITEM_BYTES = 400 * 1024
"""The largest item (Amazon DynamoDB, service quotas)."""

R = TypeVar("R", bound=Record)


def key_item(key: Key) -> Item:
    """A key as DynamoDB wants it."""
    return {"pk": {"S": key.pk}, "sk": {"S": key.sk}}


def key_of(item: Item) -> Key:
    """The inverse of `key_item`, of a whole item, too."""
    return Key(item["pk"]["S"], item["sk"]["S"])


def type_in(item: Mapping[str, Any]) -> str:
    """The type that an item says it is of; empty where it says none, as one written by hand."""
    return str(item.get("type", {}).get("S", ""))


def to_item(record: Record, cause: Cause | None = None) -> Item:
    """The record as an item; with the cause, the stream can tell whose request it was."""
    item: Item = {name: to_value(v) for name, v in msgspec.to_builtins(record).items()}
    return item | key_item(record.key) | (cause_item(cause) if cause else {})


def cause_item(cause: Cause) -> Item:
    """The attributes that tell which request wrote an item, and when it was accepted."""
    return {"cause_id": {"S": cause.id}, "cause_at": {"S": cause.at.isoformat()}}


def from_item(item: Item, kind: type[R]) -> R:
    """The record that an item holds. Raises msgspec.ValidationError if it is of another kind."""
    return msgspec.convert({name: from_value(v) for name, v in item.items()}, kind)


def to_value(value: Any) -> dict[str, Any]:
    """A plain value with its DynamoDB type."""
    match value:
        case None:
            return {"NULL": True}
        case bool():
            return {"BOOL": value}
        case int():
            return {"N": str(value)}
        case str():
            return {"S": value}
        case dict():
            return {"M": {name: to_value(v) for name, v in value.items()}}
        case list() | tuple():
            return {"L": [to_value(v) for v in value]}
    raise TypeError(f"no DynamoDB type for {type(value).__name__}")


def from_value(typed: dict[str, Any]) -> Any:
    """The inverse of `to_value`."""
    ((kind, value),) = typed.items()
    match kind:
        case "NULL":
            return None
        case "N":
            return int(value)
        case "M":
            return {name: from_value(v) for name, v in value.items()}
        case "L":
            return [from_value(v) for v in value]
    return value


def condition_of(expect: Expect) -> dict[str, Any]:
    """What must hold for a write, as arguments of its operation."""
    match expect:
        case Absent():
            return {"ConditionExpression": "attribute_not_exists(pk)"}
        case Exists():
            return {"ConditionExpression": "attribute_exists(pk)"}
        case AbsentOrExpired(now):
            expression = "attribute_not_exists(pk) OR #field <= :value"
            return _comparison(expression, "expires_at", {"N": str(now)})
        case Equals(field, value):
            typed = {"N": str(value)} if isinstance(value, int) else {"S": value}
            return _comparison("#field = :value", field, typed)


def _comparison(expression: str, field: str, value: dict[str, str]) -> dict[str, Any]:
    return {
        "ConditionExpression": expression,
        "ExpressionAttributeNames": {"#field": field},
        "ExpressionAttributeValues": {":value": value},
    }


def size_of(item: Item) -> int:
    """An item's size in bytes, never less than what DynamoDB counts.

    By 'DynamoDB item sizes and formats': names and strings in UTF-8, numbers at most a byte
    for two digits and two more, lists and maps three bytes and one for each element.
    """
    return sum(len(name.encode()) + _value_size(v) for name, v in item.items())


def _value_size(typed: dict[str, Any]) -> int:
    ((kind, value),) = typed.items()
    match kind:
        case "S":
            return len(value.encode())
        case "N":
            return len(value) // 2 + 3
        case "M":
            return 3 + size_of(value) + len(value)
        case "L":
            return 3 + sum(_value_size(v) + 1 for v in value)
    return 1
