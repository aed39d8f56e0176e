"""A form of the desk, as browsers send it."""

from collections.abc import Mapping, Sequence

from broadsheet.adapters.http.request import HttpRequest
from broadsheet.adapters.http.typed_form import FORM, form_pairs
from broadsheet.domain.shared.errors import TooLarge, UnsupportedMedia
from broadsheet.domain.shared.sentence import sentence

TOKEN, KEY, VERSION = "_csrf", "_key", "_version"
"""Fields that every form carries beside what somebody typed."""
_NO_FORM = sentence("What was sent is not a form as browsers send it.").but(
    f"Send a form ({FORM})."
)
_MOST_BYTES = 3 * 1024 * 1024
"""Twice the longest text of an article whose every byte is percent-encoded, and all beside it. An
answer with half of it still fits into what Lambda lets through (6 MB)."""
_MOST_FIELDS = 3000
_LONGEST_NUMBER = 9
"""Digits: none that a page has, or takes, is longer."""


def filled_in(sent: Mapping[str, str]) -> dict[str, str]:
    """What was asked for, without what nobody filled in: a form sends that as well."""
    return {name: value.strip() for name, value in sent.items() if value.strip()}


def whole_number(text: str) -> int | None:
    """The number that was typed, in whatever digits; None for what is none, or is longer than any
    that could be meant."""
    digits = text.strip()
    return int(digits) if digits.isdecimal() and len(digits) <= _LONGEST_NUMBER else None


def number_typed(text: str) -> int | str:
    """The same, and what was typed where it is none: for the API to refuse it in its words."""
    number = whole_number(text)
    return text if number is None else number


class Form:
    """What was typed, by the names of the fields; one may be there several times."""

    def __init__(self, fields: Mapping[str, Sequence[str]]) -> None:
        self._fields = fields

    def text(self, name: str) -> str:
        """The field's value, as it was typed; empty without it."""
        return (self._fields.get(name) or ("",))[0]

    def all(self, name: str) -> list[str]:
        """Every value of the field, in the order of the page."""
        return list(self._fields.get(name, ()))

    def flag(self, name: str) -> bool:
        """Whether a box was ticked."""
        return bool(self.text(name))

    def typed(self) -> list[tuple[str, str]]:
        """All that somebody may want to keep: no field of ours, and none that is empty."""
        return [
            (name, value)
            for name, values in self._fields.items()
            if not name.startswith("_")
            for value in values
            if value.strip()
        ]

    def pairs(self, *without: str) -> list[tuple[str, str]]:
        """Every field as it was sent, but for those of these names."""
        return [(n, v) for n, values in self._fields.items() if n not in without for v in values]

    def __contains__(self, name: object) -> bool:
        return name in self._fields


def form_of(request: HttpRequest) -> Form:
    """The form that was sent. Raises UnsupportedMedia, TooLarge and Malformed."""
    if request.media_type() != FORM:
        raise UnsupportedMedia(_NO_FORM)
    body = request.text_bytes()
    if len(body) > _MOST_BYTES:
        raise TooLarge(sentence("This is much more than a form of the desk can be."))
    fields: dict[str, list[str]] = {}
    for name, value in form_pairs(body, _MOST_FIELDS):
        fields.setdefault(name, []).append(value)
    return Form(fields)
