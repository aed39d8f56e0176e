"""A reader reports a comment to the editors."""

from datetime import datetime
from typing import NamedTuple

import msgspec

from broadsheet.domain.comments.comment import Comment, CommentState
from broadsheet.domain.comments.moderation import REPORTED, in_state, in_step
from broadsheet.domain.comments.reports import (
    COUNTED,
    Report,
    ReportedBy,
    Reports,
    reader_of,
    reports_key,
    with_report,
    with_signal,
)
from broadsheet.domain.comments.rules import CommentRules
from broadsheet.domain.comments.sender import together
from broadsheet.domain.comments.submitted import SubmittedReport
from broadsheet.domain.shared.counter import Counter, counter_key
from broadsheet.domain.shared.errors import NoSuchComment, TooManyRequests
from broadsheet.domain.shared.sentence import for_programs
from broadsheet.usecases.comments.comment_changes import comment_by_id, comment_writes, trail_entry
from broadsheet.usecases.comments.known_reader import Token, standings_of, standings_on, token_in
from broadsheet.usecases.comments.ports import Visit
from broadsheet.usecases.comments.proof_of_work import accept_proof
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
    see, TooManyRequests, and Invalid for a proof of work that is none.
    """
    table, now = services.table, services.clock()
    path = published_discussion(table, article_id).path
    comment_id = comment_at(table, article_id, number).comment_id
    reader = services.keys.address(reader_of(visit.ip, visit.user_agent), now.date())
    _within_limits(services, reader, now)
    token = token_in(services.keys, visit.cookie, now)
    by = _reported_by(services, visit, token, f"report {comment_id} {reader}")
    if token and by is ReportedBy.KNOWN:
        # A reader is one wherever they are, and so are two of one network.
        reader = services.keys.address(token.code, now.date())
    receipt = ReportReceipt(comment_id, path)

    def plan() -> tuple[list[Write], ReportReceipt]:
        return _writes(services, request, comment_id, _One(reader, by, report)), receipt

    # The reader, not a key of theirs, says whether it is the same report.
    return commit_plan(services, request, plan)


class _One(NamedTuple):
    """A report, with whom it counts for and what it weighs."""

    reader: str
    by: ReportedBy
    sent: SubmittedReport


def _reported_by(
    services: CommentServices, visit: Visit, token: Token | None, proof_of: str
) -> ReportedBy:
    is_proved = accept_proof(services, visit.proof, proof_of)
    written = standings_on(services.keys, token, token.senders) if token else {}
    known = together(standings_of(services.table, written, services.clock()))
    if known and known.is_trusted:
        return ReportedBy.KNOWN
    return ReportedBy.PROVED if is_proved else ReportedBy.ANYBODY


def _within_limits(services: Services, reader: str, now: datetime) -> None:
    minute, second = divmod(int(now.timestamp()), MINUTE)
    ends = (minute + 2) * MINUTE
    # Each time that a report is sent: it has no key, and the same one again is no less a burden.
    if services.table.count_up(f"reports#{reader}#{minute}", ends, services.ids()) > PER_MINUTE:
        detail = for_programs("You have reported many comments. Please wait a minute.")
        raise TooManyRequests(detail, MINUTE - second)


def _writes(services: Services, request: Request, comment_id: str, one: _One) -> list[Write]:
    """None if this reader reported it today, or if one more would make no difference."""
    table, now, keep = services.table, services.clock(), services.rules.keep
    before = comment_by_id(table, comment_id)
    if not before.is_public:
        raise NoSuchComment()
    # Of the day, as the hash is: it tells nobody anything once that day's key is gone.
    once = Counter(
        of=f"report#{comment_id}#{one.reader}", times=1, expires_at=int(now.timestamp()) + DAY
    )
    full = before.reports - before.answered >= COUNTED
    if full or table.get(Counter, counter_key(once.of)) is not None:
        return []
    report = Report(reason=one.sent.reason, note=one.sent.note, at=now)
    earlier = table.get(Reports, reports_key(comment_id))
    return [
        Put(once, Absent()),
        Put(with_report(earlier, comment_id, report, keep)),
        *_counted(services, request, before, one.by, now),
    ]


def _counted(
    services: Services, request: Request, before: Comment, by: ReportedBy, now: datetime
) -> list[Write]:
    """The comment with one report more: held, if no editor knows it and that were enough."""
    against = before.against + by.value
    more = msgspec.structs.replace(before, reports=before.reports + 1, against=against)
    if not _is_held(more, services.rules):
        counted = msgspec.structs.replace(more, version=before.version + 1)
        return comment_writes(before, in_step(before, with_signal(counted)))
    after = with_signal(in_state(more, CommentState.PENDING, now, services.rules.keep))
    reason = f"Reported by {after.reports} readers."
    entry = trail_entry(request, REPORTED, reason, before, after, now)
    return [*comment_writes(before, after), Put(entry, Absent())]


def _is_held(comment: Comment, rules: CommentRules) -> bool:
    enough = rules.reports * ReportedBy.KNOWN.value
    return bool(rules.reports) and comment.decided_by is None and comment.against >= enough
