"""What may be sent: models of typed fields, and their one reader, which names each wrong field.

A field says in its type what is taken: text, numbers and lists by a rule that is written beside it
(`text_rules.py`, `rules.py`), all others by what they are. `Meta` has the documentation's words.
"""

import functools
from collections.abc import Callable, Iterable, Mapping
from enum import StrEnum
from types import NoneType, UnionType
from typing import (
    Annotated,
    Any,
    Literal,
    NamedTuple,
    Self,
    Union,
    get_args,
    get_origin,
    get_type_hints,
)

import msgspec
from msgspec import UnsetType

from broadsheet.adapters.http.json_body import sent_fields
from broadsheet.adapters.http.rule_words import MOST_ERRORS, said_of
from broadsheet.adapters.http.rules import (
    NOT_TAKEN,
    Entries,
    Flag,
    ListOf,
    OneOf,
    OrNull,
    Rule,
    Tick,
    Whole,
    tried,
    wrong_at,
)
from broadsheet.adapters.http.text_rules import TextRule, Wrong
from broadsheet.domain.shared.errors import FieldError, Invalid

_NOT_SENT = object()


class Beside(NamedTuple):
    """A rule of a field that also asks for those before it, as far as they are right.

    Where the field was not sent, it asks only if that may be wrong, too.
    """

    check: Callable[[Any, Mapping[str, Any]], Any]
    even_unsent: bool = False


class Field(NamedTuple):
    """What is known of a field: its rules, and what it is where it was not sent, if it may be.

    `about` is what the documentation has of it.
    """

    rule: Rule
    unsent: Any
    beside: Beside | None = None
    about: tuple[msgspec.Meta, ...] = ()

    def taken(self, sent: object, others: Mapping[str, Any]) -> Any:
        """The value, beside the `others` before it. Raises Wrong, and Invalid."""
        if sent is _NOT_SENT and self.unsent is msgspec.NODEFAULT:
            raise Wrong("missing")
        if sent is _NOT_SENT and not (self.beside and self.beside.even_unsent):
            return self.unsent
        value = self.unsent if sent is _NOT_SENT else self.rule.taken(sent)
        return self.beside.check(value, others) if self.beside else value


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
            raise Invalid([FieldError("", "model_type", said_of("model_type", {}))])
        wrong: list[FieldError] = []
        kept: dict[str, Any] = {}
        known = fields_of(cls)
        for name, field in known.items():
            sent = fields.get(name, _NOT_SENT)
            value = tried(functools.partial(field.taken, others=kept), sent, name, wrong)
            if value is not NOT_TAKEN:
                kept[name] = value
        unknown = (name for name in fields if name not in known)
        wrong += (wrong_at(name, Wrong("extra_forbidden")) for name in unknown)
        wrong += wrong_beside
        if wrong:
            raise Invalid(wrong[:MOST_ERRORS])
        return cls(**kept)

    def said(self) -> dict[str, Any]:
        """Its fields as they are in JSON, without those that are null or were not sent."""
        fields = msgspec.to_builtins(self)
        return {name: value for name, value in fields.items() if value is not None}


class ModelRule(NamedTuple):
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
