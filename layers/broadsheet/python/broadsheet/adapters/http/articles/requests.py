"""What is sent with an action on an article, and what is answered."""
# ruff: noqa: PLC0415 - an action without a body does not wait for the models

from typing import TYPE_CHECKING

from broadsheet.adapters.http.answer import Answer, json_answer
from broadsheet.adapters.http.request import HttpRequest
from broadsheet.usecases.shared.committing import Receipt

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


def filed(request: HttpRequest, receipt: Receipt, site_url: str, status: int = 200) -> Answer:
    """What a client is told of an article that was filed: `site_url` is as configured."""
    url = f"{request.site_url(site_url)}{receipt['path']}"
    headers = {"etag": f'"{receipt["version"]}"'}
    if status == 201:
        headers["location"] = f"/api/v1/articles/{receipt['id']}"
    return json_answer(status, {**receipt, "url": url}, headers)
