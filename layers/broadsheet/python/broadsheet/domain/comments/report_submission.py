"""What a reader sends who reports a comment."""

from collections.abc import Mapping
from typing import Annotated

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, StringConstraints

from broadsheet.domain.comments.reports import ReportReason
from broadsheet.domain.shared.submitted import parsed, printable_lines
from broadsheet.domain.shared.text import without_addresses

NOTE = 500
"""The longest note, in characters."""


class ReportSubmission(BaseModel):
    """A report of a comment as a reader sends it."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    reason: ReportReason
    note: Annotated[
        str,
        StringConstraints(strip_whitespace=True, strict=True, max_length=NOTE),
        AfterValidator(printable_lines),
        AfterValidator(without_addresses),
    ] = Field(default="", description="What the editors should know; they alone read it")


def report_from_fields(fields: Mapping[str, object]) -> ReportSubmission:
    """The report in a form or a JSON object. Raises Invalid with every wrong field."""
    return parsed(lambda: ReportSubmission.model_validate(fields))
