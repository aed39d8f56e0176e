"""An editor decides on a comment, undoes that, or changes its words; and the page follows."""

from collections.abc import Mapping, Sequence
from contextlib import suppress
from datetime import datetime

from broadsheet.domain.comments.comment import Comment, Ruling
from broadsheet.domain.comments.moderation import (
    EDIT,
    UNDO,
    Decision,
    TrailEntry,
    decide,
    edited,
    ruled,
    undone,
)
from broadsheet.domain.shared.errors import InFlight, NotAllowedInState, VersionMismatch
from broadsheet.domain.shared.principal import Scope
from broadsheet.domain.shared.sentence import sentence
from broadsheet.usecases.comments.comment_changes import (
    MOST_TRAIL,
    CommentChange,
    ModerationReceipt,
    change_comment,
    trail_span,
)
from broadsheet.usecases.comments.place_comments import place_comments
from broadsheet.usecases.shared.committing import Request
from broadsheet.usecases.shared.services import Services
from broadsheet.usecases.shared.shown import must_show


def moderate_comment(
    services: Services, request: Request, comment_id: str, decision: Decision, reason: str = ""
) -> ModerationReceipt:
    """Decide on a comment; any decision can be changed later.

    Raises Forbidden, NotFound, NotAllowedInState, and Invalid where nothing would be seen of it.
    """
    return _changed(services, request, comment_id, decision_on(services, request, decision, reason))


def undo_decision(
    services: Services, request: Request, comment_id: str, reason: str = ""
) -> ModerationReceipt:
    """Back to how it stood before the last decision; an undo can itself be undone.

    Raises Forbidden, NotFound and NotAllowedInState.
    """
    return _changed(services, request, comment_id, undo_of(services, reason))


def edit_comment(
    services: Services,
    request: Request,
    comment_id: str,
    body: str,
    reason: str,
    seen: int | None = None,
) -> ModerationReceipt:
    """Change what a comment says. The page tells that it was edited, the trail what it said.

    `seen` is the version that its editor had before them, where that is known. Raises Forbidden,
    NotFound, NotAllowedInState, and VersionMismatch where its words were changed since.
    """

    def make(before: Comment, now: datetime) -> Comment:
        trail = services.table.query(TrailEntry, trail_span(comment_id), limit=MOST_TRAIL)
        if len(trail) == MOST_TRAIL:
            raise NotAllowedInState(
                sentence("The comment was changed too often to be edited once more.")
            )
        if seen is not None:
            _must_have_been_seen(trail, seen)
        html = must_show(services.markup.comment(body), "/body")
        return edited(before, body, html, now)

    return _changed(services, request, comment_id, CommentChange(EDIT, reason, make))


def _must_have_been_seen(trail: Sequence[TrailEntry], seen: int) -> None:
    """A decision leaves the words as they are: only other words count."""
    later = [entry for entry in trail if entry.version > seen and entry.body is not None]
    if later:
        raise VersionMismatch(
            sentence("{name} has changed its words meanwhile.", name=later[-1].by)
        )


def decision_on(
    services: Services, request: Request, decision: Decision, reason: str
) -> CommentChange:
    """A decision as a change of any comment."""

    def make(before: Comment, now: datetime) -> Comment:
        ruling = Ruling(
            state=decide(before, decision),
            at=now,
            by=request.who.name,
            by_id=request.who.id,
            reason=reason,
            answered=before.reports,
        )
        return ruled(before, ruling, now, services.rules.keep)

    return CommentChange(decision.value, reason, make)


def undo_of(services: Services, reason: str) -> CommentChange:
    """An undo as a change of any comment."""

    def make(before: Comment, now: datetime) -> Comment:
        return ruled(before, undone(before), now, services.rules.keep)

    return CommentChange(UNDO, reason, make)


def _changed(
    services: Services, request: Request, comment_id: str, change: CommentChange
) -> ModerationReceipt:
    request.who.must(Scope.COMMENTS_MODERATE)
    receipt = change_comment(services, request, comment_id, change)
    place_now(services, request, {receipt.article_id: [comment_id]})
    return receipt


def place_now(
    services: Services, request: Request, comment_ids: Mapping[str, Sequence[str]]
) -> None:
    """Let the editor see the effect at once; the table's stream makes sure of it in any case.

    `comment_ids` are those of each article, by its id.
    """
    for article_id, ids in comment_ids.items():
        with suppress(InFlight):
            place_comments(services, request, article_id, ids)
