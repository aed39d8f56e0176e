"""What newsrooms send about pictures."""

from typing import Annotated

import msgspec
from pydantic import AfterValidator, Field

from broadsheet.adapters.http.sentences import wrong
from broadsheet.adapters.http.submitted import Line, Model
from broadsheet.domain.media.kinds import advice_on
from broadsheet.domain.media.media import PictureWords
from broadsheet.domain.media.reasons import reason_of
from broadsheet.domain.media.recordings import ANNOUNCED, advice_on_recording
from broadsheet.domain.shared.sentence import sentence

LONGEST_NAME = 200
"""Characters: file systems take 255 bytes."""
MEDIA_JSON_BYTES = 16 * 1024
"""The longest JSON about a picture."""


def _taken(media_type: str) -> str:
    """A media type of what is taken. Raises PydanticCustomError with what to do."""
    if media_type in ANNOUNCED:
        return media_type
    advice = advice_on(media_type) or advice_on_recording(media_type)
    said = (
        sentence("the file {advice}", advice=reason_of(advice))
        if advice
        else sentence("must be one of {known}", known=", ".join(ANNOUNCED))
    )
    raise wrong("not_taken", said)


class FocusEntry(Model):
    """What matters most in a picture: where it is cropped, this is seen."""

    x: Annotated[int, Field(strict=True, ge=0, le=100)] = Field(
        description="percent of the width, from the left"
    )
    y: Annotated[int, Field(strict=True, ge=0, le=100)] = Field(
        description="percent of the height, from the top"
    )


class MediaWords(Model):
    """What is said of a picture wherever an article says nothing else of it."""

    alt: Annotated[Line, Field(max_length=500)] | None = Field(
        default=None, description="what it shows, for those who cannot see it"
    )
    caption: Annotated[Line, Field(max_length=500)] | None = None
    credit: Annotated[Line, Field(max_length=200)] | None = None
    focus: FocusEntry | None = Field(
        default=None,
        description="what matters most in it; an edit without it leaves it as it is, and null is "
        "the middle",
    )

    def words(self) -> PictureWords:
        """What is said, and nothing for what is not."""
        said = self.model_dump(exclude_none=True)
        focus = {"focus": None} if "focus" in self.model_fields_set else {}
        return msgspec.convert(focus | said, PictureWords)


class MediaSubmission(MediaWords):
    """A picture, a recording or captions that are about to be uploaded."""

    type: Annotated[str, AfterValidator(_taken), Field(json_schema_extra={"enum": list(ANNOUNCED)})]
    name: Annotated[Line, Field(max_length=LONGEST_NAME)] | None = Field(
        default=None, description="what a recording or captions are saved as; no picture has one"
    )
