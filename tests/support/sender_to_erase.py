"""A sender of whom much is held in a table, and what is left of that."""

from datetime import timedelta
from typing import Any, TypeVar

from broadsheet.adapters.aws.dynamodb.codec import to_item
from broadsheet.domain.articles.body import SafeHtml
from broadsheet.domain.comments.comment import Comment
from broadsheet.domain.comments.moderation import Decision
from broadsheet.domain.comments.reports import Report, ReportReason, Reports
from broadsheet.domain.mail.subscription import NoticeKind, notice_of
from broadsheet.usecases.comments.moderate_comment import (
    edit_comment,
    moderate_comment,
    undo_decision,
)
from broadsheet.usecases.shared.ports import Put
from broadsheet.usecases.shared.services import Services
from tests.builders import NOON, make_article
from tests.fakes.mail import discussed, subscribed
from tests.fakes.moderation import CAUSE, asked, comment, seed, stored
from tests.fakes.table import MemoryTable

CANARY = "canary"
T = TypeVar("T", bound=MemoryTable)
SENDER = "k3y3d"
PATHS = ("/2026/11/a-storry/", "/2026/11/a-story/")


def with_article(table: T) -> T:
    """The table with the article that everything here is about, which was elsewhere before."""
    discussed(table)
    article = make_article(900, path="/2026/11/a-story/", former_paths=("/2026/11/a-storry/",))
    table.commit([Put(article)], CAUSE)
    return table


def said(number: int = 1, **changes: Any) -> Comment:
    words = f"The {CANARY} said {number}."
    at = NOON - timedelta(hours=1) + timedelta(seconds=number)
    given: dict[str, Any] = {
        "name": f"C. {CANARY}",
        "body": words,
        "html": SafeHtml(f"<p>{words}</p>"),
    }
    given |= {"submitted_at": at}
    return comment(number, **{**given, **changes})


def everything(table: MemoryTable, newsroom: Services) -> str:
    """A comment that has been through all that can happen to one: its id."""
    made = said(1)
    seed(table, made)
    moderate_comment(newsroom, asked(), made.id, Decision.APPROVE, f"a {CANARY}, but nice")
    edit_comment(newsroom, asked(), made.id, f"Milder {CANARY}.", f"that {CANARY} swore")
    moderate_comment(newsroom, asked(), made.id, Decision.HOLD, f"{CANARY} again")
    undo_decision(newsroom, asked(), made.id)
    subscribed(table, stored(table, made.id), f"{CANARY}@leak.example.org")
    note = Report(reason=ReportReason.OTHER, note=f"I know this {CANARY}", at=NOON)
    reports = Reports(comment_id=made.id, newest=(note,), expires_at=9)
    notices = [notice_of(kind, made.id, NOON, "x") for kind in NoticeKind]
    table.commit([Put(record) for record in (reports, *notices)], CAUSE)
    return made.id


def left(table: MemoryTable) -> list[str]:
    return [type(r).__name__ for r in table.records.values() if CANARY in str(to_item(r))]
