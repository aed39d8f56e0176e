"""What editors send of authors' profiles and of the front page."""
# ruff: noqa: PLC0415 - a read does not wait for the models

from typing import TYPE_CHECKING

from broadsheet.adapters.http.request import HttpRequest

if TYPE_CHECKING:
    from broadsheet.domain.people.front_page import SubmittedFrontPage
    from broadsheet.domain.people.profile import SubmittedProfile


def sent_profile(request: HttpRequest) -> "SubmittedProfile":
    """The profile. Raises Invalid with every wrong field, TooLarge, UnsupportedMedia."""
    from broadsheet.adapters.http.people.submitted import SITE_JSON_BYTES, ProfileSubmission

    return ProfileSubmission.from_json(request.json_bytes(), SITE_JSON_BYTES).submitted()


def sent_front_page(request: HttpRequest) -> "SubmittedFrontPage":
    """The front page. Raises Invalid with every wrong field, TooLarge, UnsupportedMedia."""
    from broadsheet.adapters.http.people.submitted import SITE_JSON_BYTES, FrontPageSubmission

    return FrontPageSubmission.from_json(request.json_bytes(), SITE_JSON_BYTES).submitted()
