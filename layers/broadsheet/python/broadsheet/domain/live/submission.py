"""What reporters send of a running story."""

from typing import Annotated

from pydantic import AfterValidator, Field, model_validator
from pydantic_core import PydanticCustomError

from broadsheet.domain.shared.errors import TooLarge
from broadsheet.domain.shared.submitted import Line, Model, not_blank, parsed, printable_lines

ENTRY_BYTES = 16 * 1024
"""The longest text of an entry, in bytes of UTF-8: a page has 25 of them."""


class LiveSubmission(Model):
    """One entry of a running story."""

    text: Annotated[
        str,
        Field(strict=True, min_length=1),
        AfterValidator(not_blank),
        AfterValidator(printable_lines),
    ] = Field(description="Markdown, at most 16 KiB")
    headline: Annotated[Line, Field(max_length=200)] | None = None
    is_key: bool = Field(
        default=False, strict=True, description="whether it is named above the others"
    )
    byline: Annotated[Line, Field(max_length=100)] | None = Field(
        default=None, description="who reports it, if readers are to know"
    )

    @model_validator(mode="after")
    def _key_has_headline(self) -> "LiveSubmission":
        if self.is_key and not self.headline:
            raise PydanticCustomError("key_needs_headline", "a key entry needs a headline")
        return self


def live_entry_from_json(raw: bytes) -> LiveSubmission:
    """The entry in a request's body. Raises Invalid with every wrong field, or TooLarge."""
    if len(raw) > 8 * ENTRY_BYTES:
        raise TooLarge(f"An entry may have {8 * ENTRY_BYTES} bytes of JSON; this one is longer.")
    submission = parsed(lambda: LiveSubmission.model_validate_json(raw))
    if len(submission.text.encode()) > ENTRY_BYTES:
        raise TooLarge(f"The text may have {ENTRY_BYTES} bytes; this one is longer.")
    return submission
