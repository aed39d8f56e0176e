"""What comes with a comment or a report beside its words: by our own form, or by a program."""

import re
from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

from broadsheet.adapters.http.rules import wrong_at
from broadsheet.adapters.http.text_rules import OFF, Wrong, flag
from broadsheet.domain.shared.errors import FieldError

TRAP = "website"
"""The field that no person sees."""
_SECONDS = re.compile("[0-9]{1,6}")
_LONGEST_WAIT = 10**6


class Beside(NamedTuple):
    """What came, by the names of `Visit`; `wrong` are those that no form of ours sends so."""

    trap: str = ""
    seconds: int | None = None
    issued: str = ""
    proof: str = ""
    again: str = ""
    is_preview: bool = False
    wrong: tuple[FieldError, ...] = ()


def taken_beside(fields: dict[str, Any]) -> Beside:
    """What is beside the words in a form or an object: it is taken out of the fields.

    What is null is not there.
    """
    sent = {name: fields.pop(name) for name in _RULES if name in fields}
    kept: dict[str, Any] = {}
    wrong: list[FieldError] = []
    for name, value in sent.items():
        if value is None:
            continue
        called, rule = _RULES[name]
        try:
            kept[called] = rule(value)
        except Wrong as refused:
            wrong += wrong_at(name, refused)
    return Beside(**kept, wrong=tuple(wrong))


def _text(sent: object) -> str:
    if not isinstance(sent, str):
        raise Wrong("string_type")
    return sent


def _seconds(sent: object) -> int | None:
    """How long somebody took; what a script could not count says nothing for or against them."""
    if isinstance(sent, str):
        return int(sent) if _SECONDS.fullmatch(sent) else None
    if isinstance(sent, bool) or not isinstance(sent, int | float):
        raise Wrong("int_type")
    return int(sent) if 0 <= sent < _LONGEST_WAIT else None


def _preview(sent: object) -> bool:
    """A button has whatever word its page gives it."""
    if isinstance(sent, str):
        return bool(sent) and sent.lower() not in OFF
    return flag(sent)


_RULES: Mapping[str, tuple[str, Callable[[object], Any]]] = {
    TRAP: ("trap", _text),
    "seconds": ("seconds", _seconds),
    "issued": ("issued", _text),
    "proof": ("proof", _text),
    "again": ("again", _text),
    "preview": ("is_preview", _preview),
}
