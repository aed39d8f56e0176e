"""What msgspec says of a file that a person wrote, in sentences for whoever wrote it."""

import msgspec

from broadsheet.domain.shared.patterns import pattern

_AT = " - at `"
_KINDS = {
    "array": "a list",
    "bool": "true or false",
    "float": "a number",
    "int": "a whole number",
    "null": "nothing",
    "object": "a table of settings",
    "str": "text",
}
_SENTENCES = (
    (pattern(r"Expected `str` of length >= 1\b"), "must not be empty"),
    (pattern(r"Expected `[a-z]+` >= (\S+)"), "must be at least {0}"),
    (pattern(r"Expected `[a-z]+` <= (\S+)"), "must be at most {0}"),
    (pattern(r"Expected `str` matching"), "is not as it must be"),
    (pattern(r"Expected `([a-z| ]+)`"), "must be {0}"),
    (pattern(r"Invalid enum value (.*)"), "cannot be {0}"),
    (pattern(r"Object missing required field `(.*)`"), "has no {0}"),
    (pattern(r"Object contains unknown field `(.*)`"), "has no setting {0}"),
)


def sentence_of(error: msgspec.ValidationError) -> str:
    """What is wrong, to be read after the place's name."""
    said = str(error).partition(_AT)[0]
    for what, sentence in _SENTENCES:
        if found := what.match(said):
            return sentence.format(*(_kind(group) for group in found.groups()))
    return "is not as it must be"


def place_of(error: msgspec.ValidationError) -> str:
    """Where it is, such as `comments.links`; empty where it is the whole."""
    return str(error).partition(_AT)[2].removeprefix("key` in `").strip("$`").lstrip(".")


def _kind(named: str) -> str:
    parts = named.split(" | ")
    return " or ".join(_KINDS.get(part, part) for part in parts)
