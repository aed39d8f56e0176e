"""What editors send about comments: queries and JSON, as the use cases want them."""
# ruff: noqa: PLC0415 - whoever only decides or lists does not wait for the models

from typing import TYPE_CHECKING

from broadsheet.adapters.http.request import HttpRequest
from broadsheet.usecases.comments.list_moderation import ModerationFilter

if TYPE_CHECKING:
    from broadsheet.adapters.http.comments.submitted_decisions import BulkSubmission, EditSubmission

LIST = ("state", "article", "signal", "limit", "cursor")


def filter_of(query: dict[str, str]) -> ModerationFilter:
    """Which comments a list is of."""
    return ModerationFilter(
        state=query.get("state", "pending"),
        article_id=query.get("article"),
        signal=query.get("signal"),
    )


def reason_of(request: HttpRequest) -> str:
    """The reason of a decision; none where there is no body. Raises Invalid, UnsupportedMedia."""
    if not request.body:
        return ""
    from broadsheet.adapters.http.comments.submitted_decisions import ReasonSubmission

    return ReasonSubmission.from_json(request.json_bytes()).reason


def edit_of(request: HttpRequest) -> "EditSubmission":
    """What a comment is to say, and why. Raises Invalid, UnsupportedMedia."""
    from broadsheet.adapters.http.comments.submitted_decisions import EditSubmission

    return EditSubmission.from_json(request.json_bytes())


def bulk_of(request: HttpRequest) -> "BulkSubmission":
    """What is to be done to which comments. Raises Invalid, UnsupportedMedia."""
    from broadsheet.adapters.http.comments.submitted_decisions import BulkSubmission

    return BulkSubmission.from_json(request.json_bytes())
