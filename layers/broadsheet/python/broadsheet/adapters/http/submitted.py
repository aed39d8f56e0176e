"""What the fields of requests have in common: each wrong one is named, all at once."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import wraps
from typing import Annotated, Any, Self, TypeVar

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    GetCoreSchemaHandler,
    GetJsonSchemaHandler,
    StringConstraints,
    ValidationError,
)
from pydantic_core import ErrorDetails, core_schema

from broadsheet.adapters.http import text_rules
from broadsheet.adapters.http.json_body import read_json, too_long
from broadsheet.adapters.http.rule_words import MOST_ERRORS, pointer_to
from broadsheet.adapters.http.sentences import code_of, sentence_of, wrong
from broadsheet.adapters.http.text_rules import TextRule, Wrong, more_lines, one_line
from broadsheet.domain.shared.errors import FieldError, Invalid
from broadsheet.domain.shared.text import is_blank
from broadsheet.domain.shared.web_address import LONGEST, NotAnAddress, web_address

Sent = TypeVar("Sent")


def _meant_line(sent: object) -> object:
    return one_line(sent) if isinstance(sent, str) else sent


def _meant_lines(sent: object) -> object:
    return more_lines(sent) if isinstance(sent, str) else sent


def told(check: Callable[[Sent], str]) -> Callable[[Sent], str]:
    """A rule's check as the validator wants it: it raises PydanticCustomError in place of Wrong."""

    @wraps(check)
    def checked(sent: Sent) -> str:
        try:
            return check(sent)
        except Wrong as refused:
            raise wrong(refused.code, refused.said) from None

    return checked


printable = told(text_rules.printable)
printable_lines = told(text_rules.printable_lines)
readable_lines = told(text_rules.readable_lines)
not_blank = told(text_rules.not_blank)


@dataclass(frozen=True)
class ByRule:
    """Of a field of text: its rule, and nothing else, says what may be sent."""

    rule: TextRule

    def __get_pydantic_core_schema__(
        self, _source: object, _handler: GetCoreSchemaHandler
    ) -> core_schema.CoreSchema:
        """See pydantic, 'Customizing validation'."""
        return core_schema.no_info_plain_validator_function(told(self.rule.taken))

    def __get_pydantic_json_schema__(
        self, _schema: core_schema.CoreSchema, _handler: GetJsonSchemaHandler
    ) -> dict[str, Any]:
        """See pydantic, 'Customizing the JSON Schema'."""
        return dict(self.rule.schema())


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

    # What is within another is not built by itself, and some are never asked for.
    model_config = ConfigDict(extra="forbid", frozen=True, defer_build=True)

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
    return FieldError(pointer_to(error["loc"]), code_of(error), sentence_of(error))
