"""What editors send of authors' profiles and of the front page."""
# ruff: noqa: PLC0415 - a read does not wait for the models

from typing import TYPE_CHECKING

from broadsheet.adapters.http.request import HttpRequest

if TYPE_CHECKING:
    from broadsheet.domain.people.submission import FrontPageSubmission, ProfileSubmission


def sent_profile(request: HttpRequest) -> "ProfileSubmission":
    """The profile. Raises Invalid with every wrong field, TooLarge, UnsupportedMedia."""
    from broadsheet.domain.people.submission import profile_from_json

    return profile_from_json(request.json_bytes())


def sent_front_page(request: HttpRequest) -> "FrontPageSubmission":
    """The front page. Raises Invalid with every wrong field, TooLarge, UnsupportedMedia."""
    from broadsheet.domain.people.submission import front_page_from_json

    return front_page_from_json(request.json_bytes())
