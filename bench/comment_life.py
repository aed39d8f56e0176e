"""What readers say, and what becomes of it: each action on comments, on one article."""

from collections.abc import Callable
from dataclasses import replace

from bench import archive as paper
from bench.stage import Operation
from broadsheet.domain.comments.moderation import Decision
from broadsheet.domain.comments.reports import ReportReason
from broadsheet.domain.comments.rules import CommentRules, Policy
from broadsheet.domain.comments.submitted import SubmittedComment, SubmittedReport
from broadsheet.domain.shared.errors import BroadsheetError
from broadsheet.usecases.comments.moderate_comment import moderate_comment
from broadsheet.usecases.comments.moderate_many import moderate_many
from broadsheet.usecases.comments.report_comment import report_comment
from broadsheet.usecases.comments.submit_comment import submit_comment
from broadsheet.usecases.shared.services import Services
from tests.fakes.comments import VISIT, make_desk

COMMENT, VISIBLE, REPLY = (f"019aa000-0000-7000-8000-c0000000000{n}" for n in (1, 2, 3))
PENDING = tuple(f"019aa000-0000-7000-8000-d{n:011}" for n in range(25))
OPEN_HOUSE = CommentRules(policy=Policy.HOLD_SUSPICIOUS)
READERS, EDITORS = "submit_comment", "moderate_comments"


def _comment(desk: Services, target: str) -> object:
    sent = SubmittedComment(name="Ada", email="ada@example.org", body="I was there.")
    return submit_comment(make_desk(desk), paper.request(5), target, sent, VISIT)


def _visible(number: int, parent: str | None = None) -> Callable[[Services, str], object]:
    def act(desk: Services, target: str) -> object:
        email, body = f"reader{number}@example.org", f"So was I, {number} times."
        sent = SubmittedComment(name="Bo", email=email, body=body, parent=parent)
        open_house = make_desk(replace(desk, rules=OPEN_HOUSE))
        return submit_comment(open_house, paper.request(number), target, sent, VISIT)

    return act


def _approve(desk: Services, _target: str) -> object:
    return moderate_comment(desk, paper.request(6), COMMENT, Decision.APPROVE)


def _approve_many(desk: Services, _target: str) -> object:
    outcomes = moderate_many(desk, paper.request(9), PENDING, Decision.APPROVE)
    if any(isinstance(outcome.became, BroadsheetError) for outcome in outcomes):
        raise RuntimeError(f"not all were approved: {outcomes}")
    return outcomes


def _report(desk: Services, target: str) -> object:
    report = SubmittedReport(reason=ReportReason.OTHER)
    return report_comment(make_desk(desk), paper.request(10), target, "1", report, VISIT)


COMMENTING = (
    Operation("comment submitted, held", _comment, new_id=COMMENT, function=READERS),
    Operation("comment approved", _approve, function=EDITORS),
    Operation("comment submitted, visible at once", _visible(7), new_id=VISIBLE, function=READERS),
    Operation(
        "reply, visible at once", _visible(8, parent=VISIBLE), new_id=REPLY, function=READERS
    ),
    Operation("25 comments approved in one request", _approve_many, function=EDITORS),
    Operation("comment reported", _report, function=READERS),
)
"""What readers and those who decide do, in this order."""
