"""What editors send of the site itself: who writes for it, and what is on its front page."""

from typing import Annotated

from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from broadsheet.domain.media.picture_submission import PictureEntry
from broadsheet.domain.people.front_page import HIDDEN, PINNED
from broadsheet.domain.people.profile import PROFILE_LINKS
from broadsheet.domain.shared.errors import TooLarge
from broadsheet.domain.shared.submitted import Line, Lines, Model, Url, parsed

SITE_JSON_BYTES = 64 * 1024
"""The longest JSON of either: many times what all fields together can hold."""

Reference = Annotated[Line, Field(max_length=300)]


class LinkEntry(Model):
    """Another place of the author's."""

    label: Annotated[Line, Field(max_length=60)]
    url: Url


class ProfileSubmission(Model):
    """An author's profile, whole."""

    name: Annotated[Line, Field(max_length=100)]
    role: Annotated[Line, Field(max_length=100)] | None = None
    bio: Annotated[Lines, Field(max_length=2000)] | None = None
    picture: PictureEntry | None = None
    links: tuple[LinkEntry, ...] = Field(default=(), max_length=PROFILE_LINKS)


class FrontPageSubmission(Model):
    """What editors decide about the front page, whole: what is not named is not decided."""

    lead: Reference | None = Field(
        default=None, description="id or path of the story that comes first"
    )
    pinned: tuple[Reference, ...] = Field(
        default=(), max_length=PINNED, description="those that follow it, in this order"
    )
    hidden: tuple[Reference, ...] = Field(
        default=(), max_length=HIDDEN, description="those that the front page leaves out"
    )

    @model_validator(mode="after")
    def _not_both(self) -> "FrontPageSubmission":
        if {self.lead, *self.pinned} & set(self.hidden):
            raise PydanticCustomError("shown_and_hidden", "a story cannot be shown and hidden")
        return self


def profile_from_json(raw: bytes) -> ProfileSubmission:
    """The profile in a request's body. Raises Invalid with every wrong field, or TooLarge."""
    _must_be_short(raw)
    return parsed(lambda: ProfileSubmission.model_validate_json(raw))


def front_page_from_json(raw: bytes) -> FrontPageSubmission:
    """The front page in a request's body. Raises Invalid with every wrong field, or TooLarge."""
    _must_be_short(raw)
    return parsed(lambda: FrontPageSubmission.model_validate_json(raw))


def _must_be_short(raw: bytes) -> None:
    if len(raw) > SITE_JSON_BYTES:
        raise TooLarge(f"This may have {SITE_JSON_BYTES} bytes of JSON; this one is longer.")
