"""What is sent with an action on an article."""
# ruff: noqa: PLC0415 - an action without a body does not wait for the models

from typing import TYPE_CHECKING

from broadsheet.adapters.http.request import HttpRequest

if TYPE_CHECKING:
    from broadsheet.domain.articles.life_submission import RetractSubmission, ScheduleSubmission


def note_of(request: HttpRequest) -> str:
    """What is said about it; none where there is no body. Raises Invalid, UnsupportedMedia."""
    if not request.body:
        return ""
    from broadsheet.domain.articles.life_submission import note_from_json

    return note_from_json(request.json_bytes()).note


def schedule_of(request: HttpRequest) -> "ScheduleSubmission":
    """The hours. Raises Invalid, UnsupportedMedia."""
    from broadsheet.domain.articles.life_submission import schedule_from_json

    return schedule_from_json(request.json_bytes())


def retraction_of(request: HttpRequest) -> "RetractSubmission":
    """The reason. Raises Invalid, UnsupportedMedia."""
    from broadsheet.domain.articles.life_submission import retraction_from_json

    return retraction_from_json(request.json_bytes())
