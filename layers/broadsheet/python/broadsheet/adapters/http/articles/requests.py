"""What is sent with an action on an article."""
# ruff: noqa: PLC0415 - an action without a body does not wait for the models

from typing import TYPE_CHECKING

from broadsheet.adapters.http.request import HttpRequest

if TYPE_CHECKING:
    from broadsheet.adapters.http.articles.submitted_actions import (
        RetractSubmission,
        ScheduleSubmission,
    )


def note_of(request: HttpRequest) -> str:
    """What is said about it; none where there is no body. Raises Invalid, UnsupportedMedia."""
    if not request.body:
        return ""
    from broadsheet.adapters.http.articles.submitted_actions import NoteSubmission

    return NoteSubmission.from_json(request.json_bytes()).note


def schedule_of(request: HttpRequest) -> "ScheduleSubmission":
    """The hours. Raises Invalid, UnsupportedMedia."""
    from broadsheet.adapters.http.articles.submitted_actions import ScheduleSubmission

    return ScheduleSubmission.from_json(request.json_bytes())


def retraction_of(request: HttpRequest) -> "RetractSubmission":
    """The reason. Raises Invalid, UnsupportedMedia."""
    from broadsheet.adapters.http.articles.submitted_actions import RetractSubmission

    return RetractSubmission.from_json(request.json_bytes())
