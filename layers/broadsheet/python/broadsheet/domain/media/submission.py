"""What newsrooms send about pictures."""

from typing import Annotated, Literal

from pydantic import Field

from broadsheet.domain.shared.errors import TooLarge
from broadsheet.domain.shared.submitted import Line, Model, parsed

MEDIA_JSON_BYTES = 16 * 1024
"""The longest JSON about a picture."""


class MediaWords(Model):
    """What is said of a picture wherever an article says nothing else of it."""

    alt: Annotated[Line, Field(max_length=500)] | None = Field(
        default=None, description="what it shows, for those who cannot see it"
    )
    caption: Annotated[Line, Field(max_length=500)] | None = None
    credit: Annotated[Line, Field(max_length=200)] | None = None


class MediaSubmission(MediaWords):
    """A picture that is about to be uploaded."""

    type: Literal["image/jpeg", "image/png", "image/webp", "image/avif", "image/gif"]


def media_from_json(raw: bytes) -> MediaSubmission:
    """The picture in a request's body. Raises Invalid with every wrong field, or TooLarge."""
    _must_be_short(raw)
    return parsed(lambda: MediaSubmission.model_validate_json(raw))


def words_from_json(raw: bytes) -> MediaWords:
    """The words in a request's body. Raises Invalid with every wrong field, or TooLarge."""
    _must_be_short(raw)
    return parsed(lambda: MediaWords.model_validate_json(raw))


def _must_be_short(raw: bytes) -> None:
    if len(raw) > MEDIA_JSON_BYTES:
        raise TooLarge(f"This may have {MEDIA_JSON_BYTES} bytes of JSON; this one is longer.")
