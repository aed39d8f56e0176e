"""What the validator says of a field, in sentences for whoever sent it.

Its own words speak of its own kinds and steps ('at most 80 items after validation'). A test
violates every rule of every model, so that no other words reach anybody.
"""

from typing import Any, get_args

from pydantic_core import ErrorDetails, core_schema

from broadsheet.adapters.http.rule_words import SENTENCES

_NOT_VALID = "is not as it must be"
_VALIDATORS = frozenset(get_args(core_schema.ErrorType))


def code_of(error: ErrorDetails) -> str:
    """The stable code: a text is too long as a text, at whatever step that was seen."""
    kind = error["type"]
    is_text = isinstance(error.get("input"), str)
    return f"string_{kind}" if is_text and kind in ("too_long", "too_short") else kind


def sentence_of(error: ErrorDetails) -> str:
    """What is wrong, to be read after the field's name: what our own rules say stays."""
    code, told = code_of(error), values_of(error)
    if code not in _VALIDATORS:
        return error["msg"]
    try:
        return SENTENCES[code].format_map(told)
    except KeyError:
        return _NOT_VALID


def values_of(error: ErrorDetails) -> dict[str, Any]:
    """What a sentence about it can name."""
    told = error.get("ctx", {})
    if code_of(error) != "string_too_long":
        return told
    # Our own rules have counted what is left of the input.
    is_counted = error["type"] == "string_too_long" and "actual_length" in told
    return told if is_counted else told | {"actual_length": len(error["input"])}
