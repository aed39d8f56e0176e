"""What editors see of comments, and of what was done to them."""

from collections.abc import Sequence
from typing import Annotated

import msgspec
from msgspec import Meta

from broadsheet.adapters.http.fields import Count, Time, either, told
from broadsheet.domain.comments.comment import CommentState
from broadsheet.domain.comments.reports import ReportReason
from broadsheet.domain.comments.signals.signal import Signal
from broadsheet.domain.shared.errors import BroadsheetError
from broadsheet.domain.shared.fields import ArticlePath, Id
from broadsheet.usecases.comments import read_trail
from broadsheet.usecases.comments.list_moderation import Queued
from broadsheet.usecases.comments.moderate_many import BulkOutcome


class CommentedArticle(msgspec.Struct, frozen=True):
    """The article that a comment is on."""

    path: ArticlePath
    title: str


class Report(msgspec.Struct, frozen=True):
    """What one reader said against a comment."""

    reason: ReportReason
    note: str
    at: Time


class Reports(msgspec.Struct, frozen=True):
    """How many readers reported a comment, and what the last of them said."""

    count: Count
    newest: tuple[Report, ...]


class Moderation(msgspec.Struct, frozen=True, kw_only=True):
    """A comment in the moderators' queue, with all that there is to decide by."""

    id: Id
    article_id: Id
    article: CommentedArticle | None
    state: CommentState
    name: str
    body: str
    original: Annotated[str | None, Meta(description="What its writer said, if that was edited")]
    number: str | None
    parent: str | None
    signals: tuple[Signal, ...]
    reports: Reports
    submitted_at: Time
    edited_at: Time | None
    decided_at: Time | None
    decided_by: str | None
    reason: str


class Stood(msgspec.Struct, frozen=True):
    """How a comment stood; `body` only where its words were changed."""

    state: CommentState
    body: str | None


class TrailStep(msgspec.Struct, frozen=True, kw_only=True):
    """What was done to a comment."""

    action: str
    by: str
    by_id: str
    at: Time
    reason: str
    before: Stood
    after: Stood


class Decided(msgspec.Struct, frozen=True):
    """One comment of many, and its state now."""

    id: str
    state: CommentState


class Undecided(msgspec.Struct, frozen=True):
    """One comment of many, and why nothing became of it."""

    id: str
    code: str
    detail: str


class ModerationResults(msgspec.Struct, frozen=True):
    """What became of each comment, in the order in which they were named."""

    results: Sequence[Annotated[object, either(Decided, Undecided)]]


def moderated(shown: Queued) -> Moderation:
    """A comment in the moderators' queue."""
    comment, article = shown.comment, shown.discussion
    newest = shown.reports.newest if shown.reports else ()
    return told(
        Moderation,
        comment,
        article=CommentedArticle(article.path, article.title) if article else None,
        number=str(comment.number) if comment.number else None,
        parent=str(comment.answers) if comment.answers else None,
        reports=Reports(comment.reports, tuple(told(Report, report) for report in newest)),
    )


def trail_step(shown: read_trail.TrailStep) -> TrailStep:
    """What was done to a comment; words only where they were changed."""
    entry = shown.entry
    before, after = Stood(entry.before, entry.body), Stood(entry.after, shown.said)
    return told(TrailStep, entry, before=before, after=after)


def result(shown: BulkOutcome) -> Decided | Undecided:
    """What became of one comment of many."""
    if isinstance(shown.became, BroadsheetError):
        return Undecided(shown.comment_id, shown.became.code, shown.became.detail)
    return Decided(shown.comment_id, shown.became.state)
