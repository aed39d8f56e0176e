"""What the fields of requests have in common: each wrong one is named, all at once."""

from collections.abc import Callable, Mapping
from typing import Annotated, Self, TypeVar

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    StringConstraints,
    ValidationError,
)
from pydantic_core import ErrorDetails, PydanticCustomError

from broadsheet.adapters.http.json_body import read_json, too_long
from broadsheet.adapters.http.sentences import code_of, sentence_of, wrong
from broadsheet.domain.shared.errors import FieldError, Invalid
from broadsheet.domain.shared.sentence import Value, sentence
from broadsheet.domain.shared.text import OddCharacter, as_meant, is_blank, odd_character, where
from broadsheet.domain.shared.web_address import LONGEST, NotAnAddress, web_address

_ODD = {
    "after": sentence(
        "has {character}, which cannot be kept, as character {number}, after “{before}”: take it"
        " out, or type what was meant"
    ),
    "before": sentence(
        "has {character}, which cannot be kept, as character {number}, before “{after}”: take it"
        " out, or type what was meant"
    ),
    "alone": sentence(
        "has {character}, which cannot be kept, as character {number}: take it out, or type what"
        " was meant"
    ),
}
MOST_ERRORS = 1000
"""Errors that are named: more would not fit into an answer."""


def _meant_line(sent: object) -> object:
    return as_meant(sent) if isinstance(sent, str) else sent


def _meant_lines(sent: object) -> object:
    return as_meant(sent, lines=True) if isinstance(sent, str) else sent


def printable(text: str) -> str:
    """One line of text. Raises PydanticCustomError for what cannot be kept of it."""
    return _checked(text, odd_character(text))


def printable_lines(text: str) -> str:
    """The same, with tabs and line ends, and in the order that its writer says."""
    return _checked(text, odd_character(text, lines=True, overrides=True))


def readable_lines(text: str) -> str:
    """The same, in the order of its characters: nobody knows who wrote it."""
    return _checked(text, odd_character(text, lines=True))


def _checked(text: str, odd: OddCharacter | None) -> str:
    if odd:
        raise odd_one(odd)
    return text


def odd_one(odd: OddCharacter) -> PydanticCustomError:
    """What is said of a character that cannot be kept: which it is, where it stands, what to do."""
    words = (
        f"has {odd.name}, which cannot be kept, {where(odd)}: take it out, or type what was meant"
    )
    # Its name is in English alone.
    told: dict[str, Value] = {"character": odd.name.partition(" ")[0], "number": odd.at}
    told |= {"before": odd.before, "after": odd.after}
    said = _ODD[_beside(odd)].of(**told)
    return wrong(odd.code, said.but(words))


def _beside(odd: OddCharacter) -> str:
    return "after" if odd.before else "before" if odd.after else "alone"


def not_blank(text: str) -> str:
    """The text. Raises PydanticCustomError where there is nothing to be seen."""
    if is_blank(text):
        raise wrong("string_too_short", sentence("must not be empty"))
    return text


def _seen_or_empty(text: str) -> str:
    return "" if is_blank(text) else text


def address(url: str) -> str:
    """An address as it is kept. Raises PydanticCustomError."""
    try:
        return web_address(url)
    except NotAnAddress as none:
        raise wrong("url", none.said) from None


MeantLine = BeforeValidator(_meant_line)
"""What programs paste for a space or a hyphen is one; for all that is one line of text."""
MeantLines = BeforeValidator(_meant_lines)
"""The same of several lines."""
Text = Annotated[str, StringConstraints(strip_whitespace=True, strict=True)]
Line = Annotated[
    Text,
    MeantLine,
    Field(min_length=1),
    AfterValidator(printable),
    AfterValidator(not_blank),
]
Lines = Annotated[Text, MeantLines, AfterValidator(printable_lines), AfterValidator(_seen_or_empty)]
"""Several lines, or nothing."""
WrittenLines = Annotated[
    Text,
    MeantLines,
    Field(min_length=1),
    AfterValidator(printable_lines),
    AfterValidator(not_blank),
]
"""Several lines that say something."""
Markdown = Annotated[
    str,
    Field(strict=True, min_length=1),
    MeantLines,
    AfterValidator(not_blank),
    AfterValidator(printable_lines),
]
"""Markdown, with the spaces that it begins and ends with."""
Url = Annotated[Line, Field(max_length=LONGEST), AfterValidator(address)]


class Model(BaseModel):
    """What may be sent, and nothing else."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    @classmethod
    def from_json(cls, raw: bytes, most: int | None = None, what: str = "This") -> Self:
        """What is in a request's body, of at most `most` bytes; `what` it is that is too long.

        Raises Invalid with every wrong field, Malformed for what is no JSON, and TooLarge.
        """
        if most is not None and len(raw) > most:
            raise too_long(what, most)
        read_json(raw)
        return cls.from_read(raw)

    @classmethod
    def from_read(cls, raw: bytes) -> Self:
        """What is in JSON that was read already. Raises Invalid with every wrong field."""
        return _validated(lambda: cls.model_validate_json(raw))

    @classmethod
    def from_fields(cls, fields: Mapping[str, object]) -> Self:
        """What is in the fields of a form or an object. Raises Invalid with every wrong one."""
        return _validated(lambda: cls.model_validate(fields))


_M = TypeVar("_M")


def _validated(validate: Callable[[], _M]) -> _M:
    try:
        return validate()
    except ValidationError as error:
        raise Invalid(_field_errors(error)) from None


def _field_errors(error: ValidationError) -> list[FieldError]:
    errors = error.errors(include_url=False)
    # A list whose every item is wrong counts as empty: its items say what is the matter.
    inner = {e["loc"][:n] for e in errors for n in range(1, len(e["loc"]))}
    return [_field_error(e) for e in errors if e["loc"] not in inner][:MOST_ERRORS]


def _field_error(error: ErrorDetails) -> FieldError:
    parts = [str(part).replace("~", "~0").replace("/", "~1") for part in error["loc"]]
    pointer = "".join(f"/{part}" for part in parts)
    return FieldError(pointer, code_of(error), sentence_of(error))
