"""What a reader sends who reports a comment."""

from collections.abc import Mapping
from typing import Annotated

from pydantic import AfterValidator, Field, StringConstraints

from broadsheet.adapters.http.submitted import MeantLines, Model, readable_lines
from broadsheet.domain.comments.reports import ReportReason
from broadsheet.domain.comments.submitted import SubmittedReport
from broadsheet.domain.shared.text import without_addresses

NOTE = 500
"""The longest note, in characters."""


class ReportSubmission(Model):
    """A report of a comment as a reader sends it."""

    reason: ReportReason
    note: Annotated[
        str,
        StringConstraints(strip_whitespace=True, strict=True, max_length=NOTE),
        MeantLines,
        AfterValidator(readable_lines),
        AfterValidator(without_addresses),
    ] = Field(default="", description="What the editors should know; they alone read it")


def report_from_fields(fields: Mapping[str, object]) -> SubmittedReport:
    """The report in a form or a JSON object. Raises Invalid with every wrong field."""
    sent = ReportSubmission.from_fields(fields)
    return SubmittedReport(reason=sent.reason, note=sent.note)
