"""What editors send of authors' profiles and of the front page."""
# ruff: noqa: PLC0415 - a read does not wait for the models

from functools import partial
from typing import TYPE_CHECKING

from broadsheet.adapters.http.people.answers import FrontPage, Profile, front_page, profile
from broadsheet.adapters.http.request import HttpRequest
from broadsheet.usecases.shared.sent import Sent

if TYPE_CHECKING:
    from broadsheet.domain.people.front_page import SubmittedFrontPage
    from broadsheet.domain.people.profile import SubmittedProfile


def sent_profile(request: HttpRequest, site_url: str) -> "tuple[SubmittedProfile, Sent]":
    """The profile, understood and as it was sent, in its short shape or as it is read.

    Raises Invalid with every wrong field, TooLarge, UnsupportedMedia.
    """
    return profile_in(request.json_bytes(), site_url)


def profile_in(raw: bytes, site_url: str) -> "tuple[SubmittedProfile, Sent]":
    """The same of JSON. Raises Invalid with every wrong field, and TooLarge."""
    from broadsheet.adapters.http.as_sent import AsSent, apart, own_picture
    from broadsheet.adapters.http.people.submitted import SITE_JSON_BYTES, ProfileSubmission
    from broadsheet.adapters.http.submitted import sent_fields

    fields = sent_fields(raw, SITE_JSON_BYTES)
    kept, read_only = apart(fields, ProfileSubmission, Profile)
    if "picture" in kept:
        kept["picture"] = own_picture("/picture", kept["picture"], read_only)
    sent = ProfileSubmission.from_fields(kept).submitted()
    return sent, AsSent(fields, partial(profile, site_url=site_url), read_only)


def sent_front_page(request: HttpRequest) -> "tuple[SubmittedFrontPage, Sent]":
    """The front page, understood and as it was sent.

    Raises Invalid with every wrong field, TooLarge, UnsupportedMedia.
    """
    return front_page_in(request.json_bytes())


def front_page_in(raw: bytes) -> "tuple[SubmittedFrontPage, Sent]":
    """The same of JSON. Raises Invalid with every wrong field, and TooLarge."""
    from broadsheet.adapters.http.as_sent import AsSent, apart
    from broadsheet.adapters.http.people.submitted import SITE_JSON_BYTES, FrontPageSubmission
    from broadsheet.adapters.http.submitted import sent_fields

    fields = sent_fields(raw, SITE_JSON_BYTES)
    kept, read_only = apart(fields, FrontPageSubmission, FrontPage)
    sent = FrontPageSubmission.from_fields(kept).submitted()
    return sent, AsSent(fields, front_page, read_only)
