"""A comment that no editor has seen, and readers who report it."""

import itertools
from typing import Any

import msgspec

from broadsheet.domain.comments.comment import CommentState
from broadsheet.domain.comments.discussion import Discussion
from broadsheet.domain.comments.reports import ReportReason
from broadsheet.domain.comments.rules import CommentRules, Policy
from broadsheet.domain.comments.sender import Sender
from broadsheet.domain.comments.submitted import SubmittedReport
from broadsheet.domain.shared.principal import Principal, Role
from broadsheet.usecases.comments.known_reader import kept_as, new_code, token_for
from broadsheet.usecases.comments.list_moderation import ModerationFilter, Queued, list_moderation
from broadsheet.usecases.comments.place_comments import place_comments
from broadsheet.usecases.comments.ports import Visit
from broadsheet.usecases.comments.proof_of_work import make_challenge
from broadsheet.usecases.comments.report_comment import ReportReceipt, report_comment
from broadsheet.usecases.comments.services import CommentServices
from broadsheet.usecases.shared.committing import Request
from broadsheet.usecases.shared.ports import Cause, Put
from broadsheet.usecases.shared.services import Services
from client.challenges import solution_of
from tests.builders import NOON, make_id, own_sections
from tests.fakes.comments import make_desk
from tests.fakes.moderation import ARTICLE, Shouting, comment, seed
from tests.fakes.table import MemoryTable, StoppedClock, no_pause

EDITH = Principal("edith", frozenset({Role.EDITOR}))
READER = Request(id="r", who=Principal("reader", frozenset()))
EDITOR = Request(id="e", who=EDITH)
PATH = "/2026/11/story/"


def seen_by_no_editor() -> MemoryTable:
    """An article with one visible comment that no editor has seen."""
    made = MemoryTable()
    discussion = Discussion(
        article_id=ARTICLE, path=PATH, title="Story", language="en", article_version=1
    )
    made.commit([Put(discussion)], Cause("seeded", NOON))
    seed(made, comment(state=CommentState.APPROVED))
    return made


def desk_on(table: MemoryTable, clock: StoppedClock) -> CommentServices:
    """Where readers' reports of it arrive."""
    newsroom = Services(
        table=table,
        markup=Shouting(),
        clock=clock,
        ids=map(make_id, itertools.count(999)).__next__,
        rules=CommentRules(policy=Policy.HOLD_SUSPICIOUS, reports=3),
        pause=no_pause,
        own_sections=own_sections,
    )
    place(newsroom)
    return make_desk(newsroom)


def place(newsroom: Services) -> None:
    """What the stream does."""
    place_comments(newsroom, READER, ARTICLE, [make_id(1)])


def report(
    desk: CommentServices, reader: int, reason: str = "abuse", note: str = "", **changes: Any
) -> ReportReceipt:
    sent = SubmittedReport(reason=ReportReason(reason), note=note)
    visit = Visit(ip=f"8.8.{reader // 256}.{reader % 256}", user_agent="Mozilla/5.0")
    number = changes.get("number", "1")
    visit = changes.get("visit", visit)
    return report_comment(desk, READER, changes.get("article", ARTICLE), number, sent, visit)


def reported(desk: CommentServices, state: str) -> list[Queued]:
    asked = ModerationFilter(state=state, signal="reported")
    return list_moderation(desk.table, EDITH, asked, 100, None).items


def known(desk: CommentServices, reader: int) -> Visit:
    """A reader of whom an editor approved something, behind the address of many."""
    email, first = f"{reader}@example.org", f"first of {reader}"
    code = kept_as(desk.keys, new_code(desk.keys, first))
    standing = Sender(sender=desk.keys.sender(email), reader=code, approved=1)
    desk.table.commit([Put(standing)], Cause("seeded", NOON))
    return Visit(ip="8.8.4.4", cookie=token_for(desk, "", email, first))


def proved(desk: CommentServices, reader: int) -> Visit:
    """A stranger whose browser has worked."""
    return Visit(ip=f"8.8.4.{reader}", proof=solution_of(msgspec.to_builtins(make_challenge(desk))))
