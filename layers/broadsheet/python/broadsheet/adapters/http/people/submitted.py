"""What editors send of the site itself: who writes for it, and what is on its front page."""

from collections.abc import Mapping
from typing import Annotated

import msgspec
from pydantic import Field

from broadsheet.adapters.http.media.submitted_picture import PictureEntry
from broadsheet.adapters.http.submitted import Line, Lines, Model, Url
from broadsheet.domain.people.front_page import HIDDEN, PINNED, Layout, SubmittedFrontPage
from broadsheet.domain.people.profile import PROFILE_LINKS, SubmittedProfile

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

    def submitted(self) -> SubmittedProfile:
        """The profile, without what was not sent of it."""
        fields = self.model_dump(exclude_none=True)
        if self.picture:
            fields["picture"] = self.picture.known()
        return msgspec.convert(fields, SubmittedProfile)


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
    layout: Layout = Field(
        default="graded",
        description="how its first stories stand: one leads and some stand beside it (`graded`), "
        "one leads a list (`calm`), or a row more of them (`busy`)",
    )

    def submitted(self) -> SubmittedFrontPage:
        """The decisions."""
        return msgspec.convert(self.model_dump(), SubmittedFrontPage)


def profile_from_fields(fields: Mapping[str, object]) -> SubmittedProfile:
    """The profile in an object. Raises Invalid with every wrong field."""
    return ProfileSubmission.from_fields(fields).submitted()
