"""A reader reports a comment to the editors."""

from datetime import datetime
from typing import NamedTuple

import msgspec

from broadsheet.domain.comments.comment import Comment, CommentState
from broadsheet.domain.comments.moderation import REPORTED, in_state, in_step
from broadsheet.domain.comments.reports import (
    COUNTED,
    Report,
    Reports,
    reader_of,
    reports_key,
    with_report,
    with_signal,
)
from broadsheet.domain.comments.rules import CommentRules
from broadsheet.domain.comments.submitted import SubmittedReport
from broadsheet.domain.shared.counter import Counter, counter_key
from broadsheet.domain.shared.errors import NoSuchComment, TooManyRequests
from broadsheet.usecases.comments.comment_changes import comment_by_id, comment_writes, trail_entry
from broadsheet.usecases.comments.ports import Visit
from broadsheet.usecases.comments.read_comments import comment_at, published_discussion
from broadsheet.usecases.comments.services import CommentServices
from broadsheet.usecases.shared.committing import Request, commit_plan
from broadsheet.usecases.shared.ports import Absent, Put, Write
from broadsheet.usecases.shared.services import Services

PER_MINUTE = 10
"""Reports that one reader may send in a minute."""
MINUTE = 60
DAY = 24 * 60 * MINUTE


class ReportReceipt(NamedTuple):
    """What a reader is told: the comment's id, and the article's path."""

    id: str
    path: str


def report_comment(
    services: CommentServices,
    request: Request,
    article_id: str,
    number: str,
    report: SubmittedReport,
    visit: Visit,
) -> ReportReceipt:
    """Tell the editors what a reader finds wrong with a comment. Twice from one reader is once.

    `number` is the comment's on its article. Raises NotFound for a comment that readers do not
    see, and TooManyRequests.
    """
    table, now = services.table, services.clock()
    path = published_discussion(table, article_id).path
    comment_id = comment_at(table, article_id, number).comment_id
    reader = services.keys.address(reader_of(visit.ip, visit.user_agent), now.date())
    _within_limits(services, reader, now)
    receipt = ReportReceipt(comment_id, path)

    def plan() -> tuple[list[Write], ReportReceipt]:
        return _writes(services, request, comment_id, reader, report), receipt

    # The reader, not a key of theirs, says whether it is the same report.
    return commit_plan(services, request, plan)


def _within_limits(services: Services, reader: str, now: datetime) -> None:
    minute, second = divmod(int(now.timestamp()), MINUTE)
    ends = (minute + 2) * MINUTE
    # Each time that a report is sent: it has no key, and the same one again is no less a burden.
    if services.table.count_up(f"reports#{reader}#{minute}", ends, services.ids()) > PER_MINUTE:
        detail = "You have reported many comments. Please wait a minute."
        raise TooManyRequests(detail, MINUTE - second)


def _writes(
    services: Services, request: Request, comment_id: str, reader: str, sent: SubmittedReport
) -> list[Write]:
    """None if this reader reported it today, or if one more would make no difference."""
    table, now, keep = services.table, services.clock(), services.rules.keep
    before = comment_by_id(table, comment_id)
    if not before.is_public:
        raise NoSuchComment()
    # Of the day, as the hash is: it tells nobody anything once that day's key is gone.
    once = Counter(
        of=f"report#{comment_id}#{reader}", times=1, expires_at=int(now.timestamp()) + DAY
    )
    full = before.reports - before.answered >= COUNTED
    if full or table.get(Counter, counter_key(once.of)) is not None:
        return []
    report = Report(reason=sent.reason, note=sent.note, at=now)
    earlier = table.get(Reports, reports_key(comment_id))
    return [
        Put(once, Absent()),
        Put(with_report(earlier, comment_id, report, keep)),
        *_counted(services, request, before, now),
    ]


def _counted(services: Services, request: Request, before: Comment, now: datetime) -> list[Write]:
    """The comment with one report more: held, if no editor knows it and that were enough."""
    more = msgspec.structs.replace(before, reports=before.reports + 1)
    if not _is_held(more, services.rules):
        counted = msgspec.structs.replace(more, version=before.version + 1)
        return comment_writes(before, in_step(before, with_signal(counted)))
    after = with_signal(in_state(more, CommentState.PENDING, now, services.rules.keep))
    reason = f"Reported by {after.reports} readers."
    entry = trail_entry(request, REPORTED, reason, before, after, now)
    return [*comment_writes(before, after), Put(entry, Absent())]


def _is_held(comment: Comment, rules: CommentRules) -> bool:
    return bool(rules.reports) and comment.decided_by is None and comment.reports >= rules.reports
