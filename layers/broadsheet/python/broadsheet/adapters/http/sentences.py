"""What the validator says of a field, in sentences for whoever sent it.

Its own words speak of its own kinds and steps ('at most 80 items after validation'). A test
violates every rule of every model, so that no other words reach anybody.
"""

from typing import Any

from pydantic_core import ErrorDetails, PydanticCustomError

from broadsheet.domain.shared.sentence import Sentence, for_programs, sentence

_NUMBER, _FLAG = sentence("must be a whole number"), for_programs("must be true or false")
_LIST, _OBJECT = for_programs("must be a list"), for_programs("must be an object with fields")
_TEXT, _OTHER = for_programs("must be text"), sentence("is none of those that can be chosen")
_SENTENCES = {
    "bool_parsing": _FLAG,
    "bool_type": _FLAG,
    "dict_type": _OBJECT,
    "enum": _OTHER,
    "extra_forbidden": sentence("is not known here"),
    "frozen_set_type": _LIST,
    "greater_than_equal": sentence("must be at least {ge}"),
    "int_from_float": _NUMBER,
    "int_parsing": _NUMBER,
    "int_parsing_size": _NUMBER,
    "int_type": _NUMBER,
    "invalid_key": for_programs("must have a name that is text"),
    "json_type": _TEXT,
    "less_than_equal": sentence("must be at most {le}"),
    "list_type": _LIST,
    "literal_error": _OTHER,
    "missing": sentence("is required"),
    "model_attributes_type": _OBJECT,
    "model_type": _OBJECT,
    "none_required": for_programs("must be null"),
    "string_pattern_mismatch": sentence("must be like {like}"),
    "string_sub_type": _TEXT,
    "string_too_long": sentence(
        "must have at most {max_length} characters; it has {actual_length}"
    ),
    "string_too_short": sentence("must not be empty"),
    "string_type": _TEXT,
    "string_unicode": sentence("has half of a character, which cannot be kept"),
    "too_long": sentence("must have at most {max_length} entries; it has {actual_length}"),
    "too_short": sentence("must have at least {min_length} of them"),
    "tuple_type": _LIST,
    "union_tag_invalid": for_programs("is of no kind that is known here"),
}
_NOT_VALID = sentence("is not as it must be")
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
    said = _SENTENCES.get(code, _NOT_VALID)
    if said is _OTHER:
        return said.but(f"must be {told['expected']}")
    if not said.names <= told.keys():
        return _NOT_VALID
    values = {name: told[name] for name in said.names}
    kept = {n: v if isinstance(v, int) else str(v) for n, v in values.items()}
    return said.of(**kept)


def _values_of(error: ErrorDetails) -> dict[str, Any]:
    told = error.get("ctx", {})
    is_long = code_of(error) == "string_too_long"
    return told | {"actual_length": len(error["input"])} if is_long else told
