"""What newsrooms send about pictures."""

from typing import Annotated

import msgspec
from msgspec import UNSET, Meta, UnsetType

from broadsheet.adapters.http.rules import Whole
from broadsheet.adapters.http.submitted import Model
from broadsheet.adapters.http.text_kinds import as_it_is, line
from broadsheet.adapters.http.text_rules import Wrong
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
    """A media type of what is taken. Raises Wrong with what to do."""
    if media_type in ANNOUNCED:
        return media_type
    advice = advice_on(media_type) or advice_on_recording(media_type)
    said = (
        sentence("the file {advice}", advice=reason_of(advice))
        if advice
        else sentence("must be one of {known}", known=", ".join(ANNOUNCED))
    )
    raise Wrong("not_taken", said)


_TYPE = as_it_is(None, _taken)._replace(told=(("enum", ANNOUNCED),))


class FocusEntry(Model, frozen=True, kw_only=True):
    """What matters most in a picture: where it is cropped, this is seen."""

    x: Annotated[int, Whole(0, 100), Meta(description="percent of the width, from the left")]
    y: Annotated[int, Whole(0, 100), Meta(description="percent of the height, from the top")]


class MediaWords(Model, frozen=True, kw_only=True):
    """What is said of a picture wherever an article says nothing else of it."""

    alt: Annotated[
        Annotated[str, line(500)] | None,
        Meta(description="what it shows, for those who cannot see it"),
    ] = None
    caption: Annotated[str, line(500)] | None = None
    credit: Annotated[str, line(200)] | None = None
    focus: Annotated[
        FocusEntry | UnsetType | None,
        Meta(
            description="what matters most in it; an edit without it leaves it as it is, and null "
            "is the middle"
        ),
    ] = UNSET

    def words(self) -> PictureWords:
        """What is said, and nothing for what is not."""
        focus = {"focus": None} if self.focus is None else {}
        return msgspec.convert(focus | self.said(), PictureWords)


class MediaSubmission(MediaWords, frozen=True, kw_only=True):
    """A picture, a recording or captions that are about to be uploaded."""

    type: Annotated[str, _TYPE]
    name: Annotated[
        Annotated[str, line(LONGEST_NAME)] | None,
        Meta(description="what a recording or captions are saved as; no picture has one"),
    ] = None
