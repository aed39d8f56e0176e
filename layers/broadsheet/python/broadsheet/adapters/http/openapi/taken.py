"""The shapes of what may be sent, as JSON Schema: from the same rules that check it."""

import inspect
from enum import StrEnum
from typing import Any

from msgspec import NODEFAULT, UNSET

from broadsheet.adapters.http.fields import REF
from broadsheet.adapters.http.rules import Flag, ListOf, OneOf, OrNull, Rule, Tick, Whole
from broadsheet.adapters.http.submitted import Field, Model, ModelRule, fields_of
from broadsheet.adapters.http.text_rules import TextRule

Schema = dict[str, Any]


def taken(model: type[Model]) -> dict[str, Schema]:
    """What a model takes, and before it what that is made of, by their names."""
    found: dict[str, Schema] = {}
    for field in fields_of(model).values():
        found |= _named(field.rule)
    return {**dict(sorted(found.items())), model.__name__: _object(model)}


def _named(rule: Rule) -> dict[str, Schema]:
    """What has a name of its own within a rule."""
    match rule:
        case ModelRule(model):
            return taken(model)
        case OneOf() if rule.kind:
            name = rule.kind.__name__
            told = {"enum": list(rule.words), "title": name, "type": "string"}
            return {name: {**_about(rule.kind), **told}}
        case OrNull() | ListOf():
            return _named(rule.rule)
    return {}


def _object(model: type[Model]) -> Schema:
    fields = fields_of(model)
    needed = [name for name, field in fields.items() if field.unsent is NODEFAULT]
    return {
        "additionalProperties": False,
        **_about(model),
        "properties": {name: _field(name, field) for name, field in fields.items()},
        **({"required": needed} if needed else {}),
        "title": model.__name__,
        "type": "object",
    }


def _about(kind: type[Model] | type[StrEnum]) -> Schema:
    return {"description": inspect.cleandoc(kind.__doc__ or "")}


def _field(name: str, field: Field) -> Schema:
    schema = _of(field.rule)
    if field.unsent is not NODEFAULT:
        schema["default"] = None if field.unsent is UNSET else _as_json(field.unsent)
    for meta in field.about:
        schema |= {"description": meta.description} if meta.description else {}
        schema |= meta.extra_json_schema or {}
    if not _has_a_name(field.rule):
        schema["title"] = name.replace("_", " ").title()
    return dict(sorted(schema.items()))


def _as_json(value: Any) -> Any:
    return list(value) if isinstance(value, tuple) else value


def _has_a_name(rule: Rule) -> bool:
    return "$ref" in _of(rule.rule if isinstance(rule, OrNull) else rule)


def _of(rule: Rule) -> Schema:
    return dict(sorted(_said_by(rule).items()))


def _said_by(rule: Rule) -> Schema:
    match rule:
        case TextRule():
            told = {"maxLength": rule.most, "minLength": rule.least, **dict(rule.told)}
            bounds = {name: _as_json(value) for name, value in told.items() if value}
            return {**bounds, "type": "string"}
        case Whole(least, most):
            return {"maximum": most, "minimum": least, "type": "integer"}
        case Flag() | Tick():
            return {"type": "boolean"}
        case OneOf() if rule.kind:
            return _reference(rule.kind)
        case OneOf(words):
            return {"enum": list(words), "type": "string"}
        case OrNull(within):
            return {"anyOf": [_of(within), {"type": "null"}]}
        case ListOf(within, entries):
            bounds = {"maxItems": entries.most, "minItems": entries.least, **dict(entries.told)}
            said = {name: value for name, value in bounds.items() if value}
            return {**said, "items": _of(within), "type": "array"}
        case ModelRule(model):
            return _reference(model)
    raise TypeError(f"{rule} has no schema.")


def _reference(kind: type[Any]) -> Schema:
    return {"$ref": f"{REF}{kind.__name__}"}
