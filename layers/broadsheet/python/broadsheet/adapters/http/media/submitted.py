"""What newsrooms send about pictures."""

from typing import Annotated, Literal

import msgspec
from pydantic import Field

from broadsheet.adapters.http.submitted import Line, Model
from broadsheet.domain.media.media import PictureWords

MEDIA_JSON_BYTES = 16 * 1024
"""The longest JSON about a picture."""


class MediaWords(Model):
    """What is said of a picture wherever an article says nothing else of it."""

    alt: Annotated[Line, Field(max_length=500)] | None = Field(
        default=None, description="what it shows, for those who cannot see it"
    )
    caption: Annotated[Line, Field(max_length=500)] | None = None
    credit: Annotated[Line, Field(max_length=200)] | None = None

    def words(self) -> PictureWords:
        """What is said, and nothing for what is not."""
        return msgspec.convert(self.model_dump(exclude_none=True), PictureWords)


class MediaSubmission(MediaWords):
    """A picture that is about to be uploaded."""

    type: Literal["image/jpeg", "image/png", "image/webp", "image/avif", "image/gif"]
