"""What editors send with a decision on comments."""

from typing import Annotated, Literal

from pydantic import AfterValidator, Field, StringConstraints, field_validator
from pydantic_core import PydanticCustomError

from broadsheet.adapters.http.comments.submitted import CommentBody
from broadsheet.adapters.http.submitted import MeantLine, Model, not_blank, printable
from broadsheet.domain.shared.text import without_addresses

LONGEST_REASON = 500
"""The longest reason, in characters."""
MOST = 25
"""Comments in one request."""

_Reason = Annotated[
    str,
    StringConstraints(strip_whitespace=True, strict=True, max_length=LONGEST_REASON),
    MeantLine,
    AfterValidator(printable),
    AfterValidator(without_addresses),
]
# What cannot be an id is answered like one that is not there: it holds up no other.
_Id = Annotated[
    str, StringConstraints(strict=True, min_length=1, max_length=64), AfterValidator(printable)
]


class ReasonSubmission(Model):
    """Why; it stands in the comment's trail."""

    reason: _Reason = ""


class EditSubmission(Model):
    """What the comment is to say, and why."""

    body: CommentBody
    reason: Annotated[_Reason, Field(min_length=1), AfterValidator(not_blank)]


class BulkSubmission(Model):
    """The same for many comments."""

    ids: tuple[_Id, ...] = Field(
        min_length=1, max_length=MOST, json_schema_extra={"uniqueItems": True}
    )
    action: Literal["approve", "reject", "spam", "delete", "hold", "undo"]
    reason: _Reason = ""

    @field_validator("ids")
    @classmethod
    def _distinct(cls, ids: tuple[str, ...]) -> tuple[str, ...]:
        if len(set(ids)) < len(ids):
            raise PydanticCustomError("duplicate", "must not name a comment twice")
        return ids
