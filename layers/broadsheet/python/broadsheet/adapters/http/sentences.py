"""What the validator says of a field, in sentences for whoever sent it.

Its own words speak of its own kinds and steps ('at most 80 items after validation'). A test
violates every rule of every model, so that no other words reach anybody.
"""

from typing import Any, get_args

from pydantic_core import ErrorDetails, core_schema

_NUMBER, _FLAG = "must be a whole number", "must be true or false"
_LIST, _OBJECT, _TEXT = "must be a list", "must be an object with fields", "must be text"
_SENTENCES = {
    "bool_parsing": _FLAG,
    "bool_type": _FLAG,
    "dict_type": _OBJECT,
    "enum": "must be {expected}",
    "extra_forbidden": "is not known here",
    "frozen_set_type": _LIST,
    "greater_than_equal": "must be at least {ge}",
    "int_from_float": _NUMBER,
    "int_parsing": _NUMBER,
    "int_parsing_size": _NUMBER,
    "int_type": _NUMBER,
    "invalid_key": "must have a name that is text",
    "json_type": _TEXT,
    "less_than_equal": "must be at most {le}",
    "list_type": _LIST,
    "literal_error": "must be {expected}",
    "missing": "is required",
    "model_attributes_type": _OBJECT,
    "model_type": _OBJECT,
    "none_required": "must be null",
    "string_pattern_mismatch": "must be like {like}",
    "string_sub_type": _TEXT,
    "string_too_long": "must have at most {max_length} characters; it has {actual_length}",
    "string_too_short": "must not be empty",
    "string_type": _TEXT,
    "string_unicode": "has half of a character, which cannot be kept",
    "too_long": "must have at most {max_length} entries; it has {actual_length}",
    "too_short": "must have at least {min_length} of them",
    "tuple_type": _LIST,
    "union_tag_invalid": "is of no kind that is known here",
}
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
        return _SENTENCES[code].format_map(told)
    except KeyError:
        return _NOT_VALID


def values_of(error: ErrorDetails) -> dict[str, Any]:
    """What a sentence about it can name."""
    told = error.get("ctx", {})
    is_long = code_of(error) == "string_too_long"
    return told | {"actual_length": len(error["input"])} if is_long else told
