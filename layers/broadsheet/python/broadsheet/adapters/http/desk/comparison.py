"""Two versions of a story side by side, as people read them."""

from collections.abc import Iterable
from typing import Any, NamedTuple

from broadsheet.domain.articles.revisions import FieldChange
from broadsheet.domain.articles.word_diff import Part


class Side(NamedTuple):
    """A field that differs, as it was and as it is: each in stretches, some of them marked."""

    field: str
    before: tuple[Part, ...]
    after: tuple[Part, ...]
    is_text: bool


def side_by_side(changes: Iterable[FieldChange]) -> list[Side]:
    """What a page shows of them."""
    return [_side(change) for change in changes]


def _side(change: FieldChange) -> Side:
    if change.words:
        before = tuple(part for part in change.words if part.kind != "added")
        after = tuple(part for part in change.words if part.kind != "removed")
        return Side(change.field, before, after, is_text=True)
    return Side(
        change.field,
        _whole("removed", change.before),
        _whole("added", change.after),
        is_text=False,
    )


def _whole(kind: Any, value: object) -> tuple[Part, ...]:
    text = _in_words(value)
    return (Part(kind, text),) if text else ()


def _in_words(value: object) -> str:
    """What is no text: names where it has some, and nothing where there is nothing."""
    match value:
        case None | False | "":
            return ""
        case True:
            return "✓"
        case {"name": str(name)}:
            return name
        case dict():
            return ", ".join(_in_words(one) for one in value.values() if _in_words(one))
        case list() | tuple():
            return ", ".join(map(_in_words, value))
    return str(value)
