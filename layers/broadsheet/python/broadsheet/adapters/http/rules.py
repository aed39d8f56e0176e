"""Rules of what is sent: each takes one value, or says what is wrong with it.

`text_rules.py` has those of text. A model (`submitted.py`) names the rule of each of its fields.
"""

from collections.abc import Callable
from enum import StrEnum
from typing import Any, Protocol

import msgspec

from broadsheet.adapters.http.rule_words import MOST_ERRORS, pointer_to
from broadsheet.adapters.http.text_rules import Wrong, flag
from broadsheet.domain.shared.errors import FieldError, Invalid


class Rule(Protocol):
    """What may be sent for one field."""

    def taken(self, sent: object) -> Any:
        """The value as it is kept. Raises Wrong, or Invalid with what is wrong within it."""


class Whole(msgspec.Struct, frozen=True):
    """A whole number in these bounds."""

    least: int
    most: int

    def taken(self, sent: object) -> int:
        """See `Rule`."""
        if not isinstance(sent, int) or isinstance(sent, bool):
            raise Wrong("int_type")
        if sent < self.least:
            raise Wrong("greater_than_equal", ge=self.least)
        if sent > self.most:
            raise Wrong("less_than_equal", le=self.most)
        return sent


class Flag(msgspec.Struct, frozen=True):
    """True or false, and no word for them."""

    def taken(self, sent: object) -> bool:
        """See `Rule`."""
        if not isinstance(sent, bool):
            raise Wrong("bool_type")
        return sent


class Tick(msgspec.Struct, frozen=True):
    """True or false, also as forms say it."""

    def taken(self, sent: object) -> bool:
        """See `Rule`."""
        return flag(sent)


class OneOf(msgspec.Struct, frozen=True):
    """One of these words; with `kind` it becomes one of that."""

    words: tuple[str, ...]
    kind: type[StrEnum] | None = None

    def taken(self, sent: object) -> str:
        """See `Rule`."""
        if isinstance(sent, str) and sent in self.words:
            return self.kind(sent) if self.kind else sent
        *most, last = (f"'{word}'" for word in self.words)
        raise Wrong("enum" if self.kind else "literal_error", expected=_either(most, last))


def _either(most: list[str], last: str) -> str:
    return f"{', '.join(most)} or {last}" if most else last


class OrNull(msgspec.Struct, frozen=True):
    """What a rule takes, or null."""

    rule: Rule

    def taken(self, sent: object) -> Any:
        """See `Rule`."""
        return None if sent is None else self.rule.taken(sent)


class Entries(msgspec.Struct, frozen=True):
    """How many a list may have, and what is looked at in all of them together.

    `told` is what the documentation has of it beside their number.
    """

    most: int
    least: int = 0
    checks: tuple[Callable[[tuple[Any, ...]], tuple[Any, ...]], ...] = ()
    told: tuple[tuple[str, Any], ...] = ()


class ListOf(msgspec.Struct, frozen=True):
    """A list of what a rule takes. One that is too long is not looked into."""

    rule: Rule
    entries: Entries

    def taken(self, sent: object) -> tuple[Any, ...]:
        """See `Rule`."""
        if not isinstance(sent, list | tuple):
            raise Wrong("tuple_type")
        if len(sent) > self.entries.most:
            raise Wrong("too_long", max_length=self.entries.most, actual_length=len(sent))
        kept, wrong = list[Any](), list[FieldError]()
        for n, one in enumerate(sent):
            try:
                kept.append(self.rule.taken(one))
            except (Wrong, Invalid) as refused:
                wrong += wrong_at(n, refused)
        if wrong:
            raise Invalid(wrong[:MOST_ERRORS])
        if len(kept) < self.entries.least:
            raise Wrong("too_short", min_length=self.entries.least)
        entries = tuple(kept)
        for check in self.entries.checks:
            entries = check(entries)
        return entries


def wrong_at(place: str | int, refused: Wrong | Invalid) -> list[FieldError]:
    """What is wrong with what stands at this place, or within it."""
    pointer = pointer_to((place,))
    if isinstance(refused, Wrong):
        return [FieldError(pointer, refused.code, refused.said)]
    return [FieldError(pointer + e.pointer, e.code, e.said, e.nearest) for e in refused.errors]
