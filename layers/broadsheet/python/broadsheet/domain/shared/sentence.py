"""A sentence that a person is told: in English as catalogues have it, and what fills it in.

Whoever finds something wrong says it once, here; programs get the English, and a page says it in
its reader's language, with its values set apart from the words around them.
"""

import re
from collections.abc import Mapping
from typing import TypeAlias

import msgspec

_FILLED_IN = re.compile(r"\{(\w+)(:,)?\}")

Value: TypeAlias = "str | int | Sentence | tuple[Sentence | str, ...]"
"""What fills a sentence in: what somebody typed or is called, a number, or further words."""


class Sentence(msgspec.Struct, frozen=True, omit_defaults=True):
    """`text` is a template: `{name}` in it is filled in by `values`, `{name:,}` in groups of digits.

    `many` is the same for a `count` that is not one; `in_api` is what programs are told in its
    place, who know names that no page has.
    """

    text: str
    values: Mapping[str, Value] = {}
    many: str = ""
    in_api: str = ""

    def __str__(self) -> str:
        """The sentence in English."""
        if self.in_api:
            return self.in_api
        is_many = bool(self.many) and self.values.get("count") != 1
        return filled(self.many if is_many else self.text, self.values)

    def but(self, in_api: str) -> "Sentence":
        """The same for people, while programs are told this."""
        return msgspec.structs.replace(self, in_api=in_api)

    @property
    def kept(self) -> "Sentence | None":
        """What a record has to have beside the English; None where that is the template itself."""
        return self if self.values else None


def sentence(text: str, **values: Value) -> Sentence:
    """A sentence for people. Extraction finds its text by this name."""
    return Sentence(text, values)


def counted(one: str, many: str, count: int, **values: Value) -> Sentence:
    """A sentence in the form for as many; extraction finds both by this name."""
    return Sentence(one, {"count": count, **values}, many)


def for_programs(text: str) -> Sentence:
    """What no page shows: only who writes a program against the API can be told it."""
    return Sentence(text)


def filled(text: str, values: Mapping[str, object]) -> str:
    """The template with its values in English; what has none stays as it stands."""

    def value(found: re.Match[str]) -> str:
        name, grouped = found.groups()
        if name not in values:
            return found[0]
        its = values[name]
        if isinstance(its, tuple):
            return ", ".join(map(str, its))
        return f"{its:,}" if grouped and isinstance(its, int) else str(its)

    return _FILLED_IN.sub(value, text)


def parts_of(text: str) -> list[tuple[str, str]]:
    """A template in its order: pairs of words and the name that stands after them, or nothing."""
    found, end = list[tuple[str, str]](), 0
    for one in _FILLED_IN.finditer(text):
        found.append((text[end : one.start()], one[1]))
        end = one.end()
    return [*found, (text[end:], "")]
