"""What a reader sends who reports a comment, as a model: for the documentation."""

from typing import Annotated

from pydantic import Field

from broadsheet.adapters.http.comments.reader_fields import NOTE
from broadsheet.adapters.http.submitted import ByRule, Model
from broadsheet.domain.comments.reports import ReportReason


class ReportSubmission(Model):
    """A report of a comment as a reader sends it."""

    reason: ReportReason
    note: Annotated[str, ByRule(NOTE)] = Field(
        default="", description="What the editors should know; they alone read it"
    )
