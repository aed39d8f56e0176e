"""What is sent with an action on an article."""
# ruff: noqa: PLC0415 - an action without a body does not wait for the models

from typing import TYPE_CHECKING

from broadsheet.adapters.http.request import HttpRequest
from broadsheet.usecases.shared.sent import NOTHING_SENT, Sent

if TYPE_CHECKING:
    from broadsheet.adapters.http.articles.submitted_actions import ScheduleSubmission


def note_of(request: HttpRequest) -> tuple[str, Sent]:
    """What is said about it, and what was sent; none where there is no body.

    Raises Invalid, UnsupportedMedia.
    """
    if not request.body:
        return "", NOTHING_SENT
    from broadsheet.adapters.http.articles.submitted_actions import NoteSubmission
    from broadsheet.adapters.http.as_sent import understood

    sent = NoteSubmission.from_json(request.json_bytes())
    return sent.note, understood(request.json_bytes(), sent)


def schedule_of(request: HttpRequest) -> "tuple[ScheduleSubmission, Sent]":
    """The hours, and what was sent. Raises Invalid, UnsupportedMedia."""
    from broadsheet.adapters.http.articles.submitted_actions import ScheduleSubmission
    from broadsheet.adapters.http.as_sent import understood

    sent = ScheduleSubmission.from_json(request.json_bytes())
    return sent, understood(request.json_bytes(), sent)


def retraction_of(request: HttpRequest) -> tuple[str, Sent]:
    """The reason, and what was sent. Raises Invalid, UnsupportedMedia."""
    from broadsheet.adapters.http.articles.submitted_actions import RetractSubmission
    from broadsheet.adapters.http.as_sent import understood

    sent = RetractSubmission.from_json(request.json_bytes())
    return sent.reason, understood(request.json_bytes(), sent)


def assignee_of(request: HttpRequest) -> tuple[str | None, Sent]:
    """Whose turn it is, and what was sent. Raises Invalid, UnsupportedMedia."""
    from broadsheet.adapters.http.articles.submitted_actions import AssigneeSubmission
    from broadsheet.adapters.http.as_sent import understood

    sent = AssigneeSubmission.from_json(request.json_bytes())
    return sent.id, understood(request.json_bytes(), sent)


def remark_of(request: HttpRequest) -> tuple[str, Sent]:
    """What is said, and what was sent. Raises Invalid, UnsupportedMedia."""
    from broadsheet.adapters.http.articles.submitted_actions import RemarkSubmission
    from broadsheet.adapters.http.as_sent import understood

    sent = RemarkSubmission.from_json(request.json_bytes())
    return sent.text, understood(request.json_bytes(), sent)


def renaming_of(request: HttpRequest) -> str | None:
    """What a tag or a section is called from now on. Raises Invalid, UnsupportedMedia."""
    return renaming_in(request.json_bytes())


def renaming_in(raw: bytes) -> str | None:
    """The same of JSON. Raises Invalid."""
    from broadsheet.adapters.http.articles.submitted_renaming import RenamingSubmission

    return RenamingSubmission.from_json(raw).to
