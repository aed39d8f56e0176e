"""What editors send of the site itself: who writes for it, and what is on its front page."""

from collections.abc import Mapping
from typing import Annotated

import msgspec
from msgspec import Meta

from broadsheet.adapters.http.media.submitted_picture import PictureEntry
from broadsheet.adapters.http.rules import Entries
from broadsheet.adapters.http.submitted import Model
from broadsheet.adapters.http.text_kinds import Url, line, lines
from broadsheet.domain.people.front_page import HIDDEN, PINNED, Layout, SubmittedFrontPage
from broadsheet.domain.people.profile import PROFILE_LINKS, SubmittedProfile

SITE_JSON_BYTES = 64 * 1024
"""The longest JSON of either: many times what all fields together can hold."""

Reference = Annotated[str, line(300)]


class LinkEntry(Model, frozen=True, kw_only=True):
    """Another place of the author's."""

    label: Annotated[str, line(60)]
    url: Url


class ProfileSubmission(Model, frozen=True, kw_only=True):
    """An author's profile, whole."""

    name: Annotated[str, line(100)]
    role: Annotated[str, line(100)] | None = None
    bio: Annotated[str, lines(2000)] | None = None
    picture: PictureEntry | None = None
    links: Annotated[tuple[LinkEntry, ...], Entries(PROFILE_LINKS)] = ()

    def submitted(self) -> SubmittedProfile:
        """The profile, without what was not sent of it."""
        fields = self.said()
        if self.picture:
            fields["picture"] = self.picture.known()
        return msgspec.convert(fields, SubmittedProfile)


class FrontPageSubmission(Model, frozen=True, kw_only=True):
    """What editors decide about the front page, whole: what is not named is not decided."""

    lead: Annotated[
        Reference | None, Meta(description="id or path of the story that comes first")
    ] = None
    pinned: Annotated[
        tuple[Reference, ...],
        Entries(PINNED),
        Meta(description="those that follow it, in this order"),
    ] = ()
    hidden: Annotated[
        tuple[Reference, ...],
        Entries(HIDDEN),
        Meta(description="those that the front page leaves out"),
    ] = ()
    layout: Annotated[
        Layout,
        Meta(
            description="how its first stories stand: one leads and some stand beside it "
            "(`graded`), one leads a list (`calm`), or a row more of them (`busy`)"
        ),
    ] = "graded"

    def submitted(self) -> SubmittedFrontPage:
        """The decisions."""
        return SubmittedFrontPage(**msgspec.structs.asdict(self))


def profile_from_fields(fields: Mapping[str, object]) -> SubmittedProfile:
    """The profile in an object. Raises Invalid with every wrong field."""
    return ProfileSubmission.from_fields(fields).submitted()
