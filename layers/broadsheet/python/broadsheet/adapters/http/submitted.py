"""What may be sent: models of typed fields, and their one reader, which names each wrong field.

A field says in its type what is taken: text, numbers and lists by a rule that is written beside it
(`text_rules.py`, `rules.py`), all others by what they are. `Meta` has the documentation's words.
"""

import functools
from collections.abc import Callable, Iterable, Mapping
from enum import StrEnum
from itertools import islice
from types import NoneType, UnionType
from typing import (
    Annotated,
    Any,
    Literal,
    Self,
    Union,
    get_args,
    get_origin,
    get_type_hints,
)

import msgspec
from msgspec import UnsetType

from broadsheet.adapters.http.json_body import read_json, too_long
from broadsheet.adapters.http.rule_words import MOST_ERRORS, said_of
from broadsheet.adapters.http.rules import (
    Entries,
    Flag,
    ListOf,
    OneOf,
    OrNull,
    Rule,
    Tick,
    Whole,
    wrong_at,
)
from broadsheet.adapters.http.text_rules import TextRule, Wrong
from broadsheet.domain.shared.errors import FieldError, Invalid

_NOT_SENT = object()


class Beside(msgspec.Struct, frozen=True):
    """A rule of a field that also asks for those before it, as far as they are right.

    Where the field was not sent, it asks only if that may be wrong, too.
    """

    check: Callable[[Any, Mapping[str, Any]], Any]
    even_unsent: bool = False


class Field(msgspec.Struct, frozen=True):
    """What is known of a field: its rules, and what it is where it was not sent, if it may be.

    `about` is what the documentation has of it.
    """

    rule: Rule
    unsent: Any
    beside: Beside | None = None
    about: tuple[msgspec.Meta, ...] = ()

    def taken(self, sent: object, others: Mapping[str, Any]) -> Any:
        """The value, beside the `others` before it. Raises Wrong, and Invalid."""
        if sent is not _NOT_SENT:
            value = self.rule.taken(sent)
            return self.beside.check(value, others) if self.beside else value
        if self.unsent is msgspec.NODEFAULT:
            raise Wrong("missing")
        if self.beside and self.beside.even_unsent:
            return self.beside.check(self.unsent, others)
        return self.unsent


class Model(msgspec.Struct, frozen=True, kw_only=True):
    """What may be sent, and nothing else."""

    @classmethod
    def from_json(cls, raw: bytes, most: int | None = None, what: str = "This") -> Self:
        """What is in a request's body, of at most `most` bytes; `what` it is that is too long.

        Raises Invalid with every wrong field, Malformed for what is no JSON, and TooLarge.
        """
        return cls.from_fields(sent_fields(raw, most, what))

    @classmethod
    def from_fields(cls, fields: object, wrong_beside: Iterable[FieldError] = ()) -> Self:
        """What is in the fields of a form or an object.

        Raises Invalid with every wrong one, and with those that were found to be `wrong_beside`.
        """
        if not isinstance(fields, Mapping):
            raise _no_object()
        known, kept, wrong = fields_of(cls), dict[str, Any](), list[FieldError]()
        for name, field in known.items():
            try:
                kept[name] = field.taken(fields.get(name, _NOT_SENT), kept)
            except (Wrong, Invalid) as refused:
                wrong += wrong_at(name, refused)
        for name in islice((name for name in fields if name not in known), MOST_ERRORS):
            wrong += wrong_at(name, Wrong("extra_forbidden"))
        wrong += wrong_beside
        if wrong:
            raise Invalid(wrong[:MOST_ERRORS])
        return cls(**kept)

    def said(self) -> dict[str, Any]:
        """Its fields as they are in JSON, without those that are null or were not sent."""
        fields = msgspec.to_builtins(self)
        return {name: value for name, value in fields.items() if value is not None}


def sent_fields(raw: bytes, most: int | None = None, what: str = "This") -> dict[str, Any]:
    """The fields of a JSON object, of at most `most` bytes; `what` it is that is too long.

    Raises Malformed for what is no JSON, Invalid for what is no object, and TooLarge.
    """
    if most is not None and len(raw) > most:
        raise too_long(what, most)
    value = read_json(raw)
    if not isinstance(value, dict):
        raise _no_object()
    return value


def _no_object() -> Invalid:
    return Invalid([FieldError("", "model_type", said_of("model_type", {}))])


class ModelRule(msgspec.Struct, frozen=True):
    """An object with the fields of a model."""

    model: type[Model]

    def taken(self, sent: object) -> Model:
        """See `Rule`."""
        return self.model.from_fields(sent)


@functools.cache
def fields_of(model: type[Model]) -> dict[str, Field]:
    """The fields of a model by their names, in the order in which they are written."""
    names, defaults = model.__struct_fields__, model.__struct_defaults__
    unsent = dict(zip(names[len(names) - len(defaults) :], defaults, strict=True))
    kinds = get_type_hints(model, include_extras=True)
    return {
        name: Field(
            rule_of(kind),
            unsent.get(name, msgspec.NODEFAULT),
            next((one for one in _beside(kind) if isinstance(one, Beside)), None),
            tuple(one for one in _beside(kind) if isinstance(one, msgspec.Meta)),
        )
        for name, kind in kinds.items()
        if name in names
    }


def _beside(kind: Any) -> tuple[Any, ...]:
    """What is written beside a type."""
    return tuple(kind.__metadata__) if get_origin(kind) is Annotated else ()


def rule_of(kind: Any) -> Rule:
    """The rule that a type has beside it, or else is. Raises TypeError for one that has none."""
    beside, within = _beside(kind), get_args(kind)
    for one in beside:
        if isinstance(one, TextRule | Whole | Tick):
            return one
        if isinstance(one, Entries):
            return ListOf(rule_of(get_args(within[0])[0]), one)
    origin = get_origin(kind)
    if origin is Annotated:
        return rule_of(within[0])
    if origin is Literal:
        return OneOf(within)
    if origin in (Union, UnionType):
        (said,) = (one for one in within if one not in (NoneType, UnsetType))
        return OrNull(rule_of(said)) if NoneType in within else rule_of(said)
    if kind is bool:
        return Flag()
    if issubclass(kind, Model):
        return ModelRule(kind)
    if issubclass(kind, StrEnum):
        return OneOf(tuple(map(str, kind)), kind)
    raise TypeError(f"There is no rule for {kind}.")
