"""What is sent to make a link."""

from typing import Annotated

from msgspec import Meta

from broadsheet.adapters.http.rules import Whole
from broadsheet.adapters.http.submitted import Model
from broadsheet.adapters.http.text_rules import TextRule, one_line, printable
from broadsheet.domain.desk.share import DAYS, MOST_DAYS

_LABEL = TextRule(100, meant=one_line, checks=(printable,))


class ShareSubmission(Model, frozen=True, kw_only=True):
    """For whom a link is, and how long it leads to the story."""

    label: Annotated[
        str, _LABEL, Meta(description="such as: for the lawyer. Only the staff see it")
    ] = ""
    days: Annotated[int, Whole(1, MOST_DAYS)] = DAYS
