"""A line of our own file as the comment that it was, if it can be one.

The file may have been anywhere: names and words go through the same doors as a reader's.
"""

from collections.abc import Iterator
from datetime import datetime
from typing import NamedTuple

from broadsheet.domain.articles.body import SafeHtml
from broadsheet.domain.articles.hours import is_in_the_calendar
from broadsheet.domain.comments.comment import Comment, CommentState, number_from
from broadsheet.domain.comments.moderation import TrailEntry
from broadsheet.domain.comments.names.person_name import problem_of_name
from broadsheet.domain.comments.reports import Reports
from broadsheet.domain.shared.errors import Invalid
from broadsheet.domain.shared.record import is_id
from broadsheet.domain.shared.text import without_overrides
from broadsheet.domain.transfer.comment_lines import (
    AS_IT_IS,
    MOST_THREADS,
    CommentLine,
    LeftOut,
)
from broadsheet.usecases.comments.write_comments import PreparedComment
from broadsheet.usecases.shared.ports import Markup
from broadsheet.usecases.transfer.import_comments import ANONYMOUS, Check

_ANY_ADDRESS = "nobody@example.com"


class Restored(NamedTuple):
    """What is to be written, and what had to be changed."""

    comment: PreparedComment
    note: LeftOut | None


def problem_with(line: CommentLine, now: datetime, *, skip_spam: bool) -> LeftOut | None:
    """Why the line is left out, whatever its words are."""
    if not is_id(line.id):
        return LeftOut(id=line.id, reason="incomplete", detail="its id cannot be one")
    if line.version < 1:
        return LeftOut(id=line.id, reason="incomplete", detail="its version cannot be one")
    if not all(map(is_in_the_calendar, _moments(line))):
        return LeftOut(id=line.id, reason="incomplete", detail="a date of it cannot be one")
    number = number_from(line.number or "")
    if number and number.thread > MOST_THREADS:
        return LeftOut(id=line.id, reason="incomplete", detail="its number cannot be one")
    if line.expires_at is not None and line.expires_at <= now.timestamp():
        return LeftOut(id=line.id, reason="expired", detail="its time to be forgotten had come")
    if skip_spam and line.state in (CommentState.SPAM, CommentState.DELETED):
        return LeftOut(id=line.id, reason=f"skipped_{line.state}")
    return None


def _moments(line: CommentLine) -> Iterator[datetime]:
    former = line.former.at if line.former else None
    yield from filter(None, (line.submitted_at, line.decided_at, line.edited_at, former))
    yield from (entry.at for entry in line.trail)
    yield from (report.at for report in line.reported)


def restored(
    line: CommentLine, article_id: str, markup: Markup, check: Check, *, knows_senders: bool
) -> Restored:
    """The comment with its numbers. Raises Invalid for words that no reader may send.

    With `knows_senders` the hashes in the line mean here what they meant there.
    """
    name, body, note = _erased_words(line) if line.erased else _words(line, check)
    comment = Comment(
        **{field: getattr(line, field) for field in AS_IT_IS},
        article_id=article_id,
        name=name,
        sender=line.sender if knows_senders else "",
        reader=line.reader if knows_senders else "",
        body=body,
        html=markup.comment(body) if body else SafeHtml(""),
        number=number_from(line.number or ""),
        answers=number_from(line.answers or ""),
    )
    prepared = PreparedComment(comment=comment, trail=_trail(line), reports=_reports(line))
    return Restored(prepared, note)


def _words(line: CommentLine, check: Check) -> tuple[str, str, LeftOut | None]:
    # What was taken before overrides were refused comes back: its HTML never had them.
    body = without_overrides(line.body)
    fields = {"name": line.name, "email": _ANY_ADDRESS, "body": body}
    note = None
    try:
        submission = check(fields)
    except Invalid as error:
        wrong = next((e for e in error.errors if e.pointer == "/name"), None)
        if wrong is None:
            raise
        note = LeftOut(id=line.id, reason=f"name_{wrong.code}", detail=wrong.detail)
        submission = check({**fields, "name": ANONYMOUS})
    return submission.name, line.body.strip(), note


def _erased_words(line: CommentLine) -> tuple[str, str, None]:
    is_fine = not line.name or problem_of_name(line.name) is None
    return line.name if is_fine else ANONYMOUS, line.body, None


def _trail(line: CommentLine) -> tuple[TrailEntry, ...]:
    by_version = {
        entry.version: TrailEntry(
            comment_id=line.id,
            **{name: getattr(entry, name) for name in entry.__struct_fields__},
        )
        for entry in line.trail
    }
    return tuple(by_version.values())


def _reports(line: CommentLine) -> Reports | None:
    if not line.reported or line.reported_until is None:
        return None
    return Reports(comment_id=line.id, newest=line.reported, expires_at=line.reported_until)
