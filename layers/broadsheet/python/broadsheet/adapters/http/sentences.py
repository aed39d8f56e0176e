"""What the validator says of a field, in sentences for whoever sent it.

Its own words speak of its own kinds and steps ('at most 80 items after validation'). A test
violates every rule of every model, so that no other words reach anybody.
"""

from typing import Any

from pydantic_core import ErrorDetails, PydanticCustomError

from broadsheet.adapters.http.rule_words import said_of
from broadsheet.domain.shared.sentence import Sentence

_OURS = "said"
"""Under this name an error of our own rules has its sentence."""


def wrong(code: str, said: Sentence) -> PydanticCustomError:
    """What a rule of ours raises of a field."""
    return PydanticCustomError(code, f"{{{_OURS}}}", {_OURS: said})


def code_of(error: ErrorDetails) -> str:
    """The stable code: a text is too long as a text, at whatever step that was seen."""
    kind = error["type"]
    is_text = isinstance(error.get("input"), str)
    return f"string_{kind}" if is_text and kind in ("too_long", "too_short") else kind


def sentence_of(error: ErrorDetails) -> Sentence:
    """What is wrong, to be read after the field's name: what our own rules say stays."""
    code, told = code_of(error), _values_of(error)
    ours = told.get(_OURS)
    if isinstance(ours, Sentence):
        return ours
    return said_of(code, told)


def _values_of(error: ErrorDetails) -> dict[str, Any]:
    told = error.get("ctx", {})
    is_long = code_of(error) == "string_too_long"
    return told | {"actual_length": len(error["input"])} if is_long else told
