"""What reporters send of a running story."""

from typing import Annotated

import msgspec
from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from broadsheet.adapters.http.submitted import Line, Markdown, Model
from broadsheet.domain.live.entry import ENTRY_BYTES, SubmittedEntry
from broadsheet.domain.shared.errors import TooLarge


class LiveSubmission(Model):
    """One entry of a running story."""

    text: Markdown = Field(description="Markdown, at most 16 KiB")
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


def live_entry_from_json(raw: bytes) -> SubmittedEntry:
    """The entry in a request's body. Raises Invalid with every wrong field, or TooLarge."""
    sent = LiveSubmission.from_json(raw, 8 * ENTRY_BYTES, "An entry")
    if len(sent.text.encode()) > ENTRY_BYTES:
        raise TooLarge(f"The text may have {ENTRY_BYTES} bytes; this one is longer.")
    return msgspec.convert(sent.model_dump(exclude_none=True), SubmittedEntry)
