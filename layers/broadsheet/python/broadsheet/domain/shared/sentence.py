"""A sentence that a person is told: in English as catalogues have it, and what fills it in.

Whoever finds something wrong says it once, here; programs get the English, and a page says it in
its reader's language, with its values set apart from the words around them.
"""

import functools
import re
from collections.abc import Iterable, Mapping
from typing import TypeAlias

import msgspec

_NUMBER = re.compile("[0-9]{1,9}|[0-9]{1,3}(?:,[0-9]{3})+")
_FILLED_IN = re.compile(r"\{(\w+)(:,)?\}")

Value: TypeAlias = "str | int | Sentence | tuple[Sentence | str, ...]"
"""What fills a sentence in: what somebody typed or is called, a number, or further words."""


class Sentence(msgspec.Struct, frozen=True, omit_defaults=True):
    """`text` is a template: `values` fill in its `{name}`, and `{name:,}` in groups of digits.

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
    def names(self) -> set[str]:
        """What has to be filled in."""
        return {name for _, name in parts_of(self.text) if name}

    def of(self, **values: Value) -> "Sentence":
        """The same, filled in."""
        return msgspec.structs.replace(self, values={**self.values, **values})


def sentence(text: str, **values: Value) -> Sentence:
    """A sentence for people. Extraction finds its text by this name."""
    return Sentence(text, values)


def N_(text: str) -> str:  # noqa: N802 - gettext's own name for it
    """The text itself. Extraction finds it by this name; a page translates it."""
    return text


def counted(one: str, many: str, count: int | None = None, **values: Value) -> Sentence:
    """A sentence in the form for as many; extraction finds both by this name."""
    return Sentence(one, values if count is None else {"count": count, **values}, many)


def for_programs(text: str) -> Sentence:
    """What no page shows: only who writes a program against the API can be told it."""
    return Sentence(text)


def read_back(english: str, known: Iterable[Sentence]) -> Sentence:
    """The sentence that a record has in English, as one of those that it was made by: so it can be
    said in other languages, whenever it was written down. Of none of them, it stays as it is."""
    for one in known:
        for text in filter(None, (one.text, one.many)):
            if found := _pattern(text).fullmatch(english):
                return one.of(**{n: _as_value(v) for n, v in found.groupdict().items()})
    return Sentence(english)


def _as_value(found: str) -> str | int:
    return int(found.replace(",", "")) if _NUMBER.fullmatch(found) else found


@functools.lru_cache(128)
def _pattern(text: str) -> re.Pattern[str]:
    parts = (
        f"{re.escape(words)}{f'(?P<{name}>.+?)' if name else ''}" for words, name in parts_of(text)
    )
    return re.compile("".join(parts), re.DOTALL)


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
