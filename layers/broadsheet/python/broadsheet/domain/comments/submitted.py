"""What readers submit: comments, and reports of others' comments."""

import msgspec

from broadsheet.domain.comments.reports import ReportReason

LONGEST_COMMENT = 5000
"""Characters of a comment."""


class SubmittedComment(msgspec.Struct, frozen=True, kw_only=True):
    """A comment as a reader sends it, each field valid by itself.

    `parent` is the comment that is answered: its number, such as `12-3`, or its id. `notify` is
    whether its writer asks to hear of replies.
    """

    name: str
    email: str
    body: str
    parent: str | None = None
    notify: bool = False


class SubmittedReport(msgspec.Struct, frozen=True, kw_only=True):
    """What a reader finds wrong with a comment."""

    reason: ReportReason
    note: str = ""
