"""What is said of a field that a rule refuses, in sentences for whoever sent it."""

from collections.abc import Mapping, Sequence
from typing import Any

from broadsheet.domain.shared.sentence import Sentence, for_programs, sentence

MOST_ERRORS = 1000
"""Errors that are named: more would not fit into an answer."""
_NUMBER, _FLAG = sentence("must be a whole number"), for_programs("must be true or false")
_LIST, _OBJECT = for_programs("must be a list"), for_programs("must be an object with fields")
_TEXT, _OTHER = for_programs("must be text"), sentence("is none of those that can be chosen")
_SENTENCES = {
    "bool_parsing": _FLAG,
    "bool_type": _FLAG,
    "enum": _OTHER,
    "extra_forbidden": sentence("is not known here"),
    "greater_than_equal": sentence("must be at least {ge}"),
    "int_type": _NUMBER,
    "less_than_equal": sentence("must be at most {le}"),
    "literal_error": _OTHER,
    "missing": sentence("is required"),
    "model_type": _OBJECT,
    "string_pattern_mismatch": sentence("must be like {like}"),
    "string_too_long": sentence(
        "must have at most {max_length} characters; it has {actual_length}"
    ),
    "string_too_short": sentence("must not be empty"),
    "string_type": _TEXT,
    "string_unicode": sentence("has half of a character, which cannot be kept"),
    "too_long": sentence("must have at most {max_length} entries; it has {actual_length}"),
    "too_short": sentence("must have at least {min_length} of them"),
    "tuple_type": _LIST,
}
_NOT_VALID = sentence("is not as it must be")


def said_of(code: str, told: Mapping[str, Any]) -> Sentence:
    """What is wrong, to be read after the field's name; what it names is among what is `told`."""
    said = _SENTENCES.get(code, _NOT_VALID)
    if said is _OTHER:
        return said.but(f"must be {told['expected']}")
    if not said.names <= told.keys():
        return _NOT_VALID
    values = {name: told[name] for name in said.names}
    kept = {n: v if isinstance(v, int) else str(v) for n, v in values.items()}
    return said.of(**kept)


def pointer_to(parts: Sequence[object]) -> str:
    """A JSON pointer (RFC 6901)."""
    escaped = (str(part).replace("~", "~0").replace("/", "~1") for part in parts)
    return "".join(f"/{part}" for part in escaped)
