"""What the fields of requests have in common: each wrong one is named, all at once."""

from collections.abc import Callable, Mapping
from typing import Annotated, Self, TypeVar

from pydantic import (
    AfterValidator,
    BaseModel,
    ConfigDict,
    Field,
    StringConstraints,
    ValidationError,
)
from pydantic_core import ErrorDetails, PydanticCustomError

from broadsheet.adapters.http.json_body import read_json
from broadsheet.domain.shared.errors import FieldError, Invalid, TooLarge
from broadsheet.domain.shared.text import is_blank, unprintable
from broadsheet.domain.shared.web_address import LONGEST, NotAnAddress, web_address

MOST_ERRORS = 1000
"""Errors that are named: more would not fit into an answer."""


def printable(text: str) -> str:
    """One line of text. Raises PydanticCustomError for control characters."""
    return _checked(text, unprintable(text))


def printable_lines(text: str) -> str:
    """The same, with tabs and line ends."""
    return _checked(text, unprintable(text, lines=True))


def _checked(text: str, bad: str | None) -> str:
    if bad:
        raise PydanticCustomError("unprintable", "contains the control character {c}", {"c": bad})
    return text


def not_blank(text: str) -> str:
    if is_blank(text):
        raise PydanticCustomError("string_too_short", "must not be blank")
    return text


def address(url: str) -> str:
    """An address as it is kept. Raises PydanticCustomError."""
    try:
        return web_address(url)
    except NotAnAddress as wrong:
        raise PydanticCustomError("url", "{wrong}", {"wrong": str(wrong)}) from None


Text = Annotated[str, StringConstraints(strip_whitespace=True, strict=True)]
Line = Annotated[Text, Field(min_length=1), AfterValidator(printable)]
Lines = Annotated[Text, AfterValidator(printable_lines)]
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
            raise TooLarge(f"{what} may have {most} bytes of JSON; this one is longer.")
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
    return FieldError(pointer=pointer, code=error["type"], detail=error["msg"])
