"""What authors and editors send with an action on an article."""

from typing import Annotated

from msgspec import Meta

from broadsheet.adapters.http.articles.hour_entry import HourEntry
from broadsheet.adapters.http.submitted import Model
from broadsheet.adapters.http.text_kinds import as_it_is, lines, written_lines
from broadsheet.domain.articles.article import Hour
from broadsheet.domain.articles.hours import hour_at
from broadsheet.domain.articles.remark import LONGEST_REMARK
from broadsheet.domain.shared.errors import Invalid, every

LONGEST_NOTE = 1000
"""The longest note or reason, in characters."""

_Note = Annotated[str, lines(LONGEST_NOTE)]


class NoteSubmission(Model, frozen=True, kw_only=True):
    """What there is to say about it; it stands in the article's trail."""

    note: _Note = ""


class ScheduleSubmission(NoteSubmission, frozen=True, kw_only=True):
    """When the article is to be published, and when it is to be taken off the site again."""

    publish_at: Annotated[
        HourEntry | None, Meta(description="required, but for what is published already")
    ] = None
    unpublish_at: HourEntry | None = None

    def hours(self, time_zone: str) -> tuple[Hour | None, Hour | None]:
        """Begin and end; `time_zone` is the newsroom's. Raises Invalid with every wrong one."""

        def at(entry: HourEntry | None, pointer: str) -> Hour | None:
            return hour_at(entry.local, entry.zone or time_zone, pointer) if entry else None

        begin, end = every(
            Invalid,
            lambda: at(self.publish_at, "/publish_at"),
            lambda: at(self.unpublish_at, "/unpublish_at"),
        )
        return begin, end


class RetractSubmission(Model, frozen=True, kw_only=True):
    """Why the story must not have been: readers see this in its place."""

    reason: Annotated[str, written_lines(LONGEST_NOTE)]


class AssigneeSubmission(Model, frozen=True, kw_only=True):
    """Whose turn it is."""

    id: Annotated[
        Annotated[str, as_it_is(200, least=1)] | None,
        Meta(description="Whoever it is assigned to (`created_by_id`, `by_id`); null is nobody"),
    ]


class RemarkSubmission(Model, frozen=True, kw_only=True):
    """What there is to say about a story among colleagues, in plain text."""

    text: Annotated[str, written_lines(LONGEST_REMARK)]


class CorrectionSubmission(Model, frozen=True, kw_only=True):
    """What was wrong and what is right, in the words that readers see."""

    text: Annotated[str, written_lines(1000)]
