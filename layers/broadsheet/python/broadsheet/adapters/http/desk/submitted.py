"""What is sent to make a link."""

from typing import Annotated

from pydantic import AfterValidator, Field

from broadsheet.adapters.http.submitted import MeantLine, Model, Text, printable
from broadsheet.domain.desk.share import DAYS, MOST_DAYS

_Label = Annotated[Text, MeantLine, Field(max_length=100), AfterValidator(printable)]


class ShareSubmission(Model):
    """For whom a link is, and how long it leads to the story."""

    label: _Label = Field(default="", description="such as: for the lawyer. Only the staff see it")
    days: Annotated[int, Field(strict=True, ge=1, le=MOST_DAYS)] = DAYS
