"""What is said of a field that a rule refuses, in sentences for whoever sent it."""

from collections.abc import Sequence

MOST_ERRORS = 1000
"""Errors that are named: more would not fit into an answer."""
_NUMBER, _FLAG = "must be a whole number", "must be true or false"
_LIST, _OBJECT, _TEXT = "must be a list", "must be an object with fields", "must be text"
SENTENCES = {
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
"""By the code of what is wrong: what they name in braces is among its values."""


def pointer_to(parts: Sequence[object]) -> str:
    """A JSON pointer (RFC 6901)."""
    escaped = (str(part).replace("~", "~0").replace("/", "~1") for part in parts)
    return "".join(f"/{part}" for part in escaped)
