"""An editor decides on a comment, undoes that, or changes its words; and the page follows."""

from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from datetime import datetime

from broadsheet.domain.comment import Comment, Ruling
from broadsheet.domain.errors import InFlight, NotAllowedInState
from broadsheet.domain.moderation import (
    EDIT,
    UNDO,
    Decision,
    TrailEntry,
    decide,
    edited,
    ruled,
    undone,
)
from broadsheet.domain.principal import Scope
from broadsheet.usecases.comment_changes import MOST_TRAIL, Change, change_comment, trail_span
from broadsheet.usecases.newsroom import Newsroom, Receipt, Request
from broadsheet.usecases.place_comments import place_comments


def moderate_comment(
    newsroom: Newsroom, request: Request, comment_id: str, decision: Decision, reason: str = ""
) -> Receipt:
    """Decide on a comment; any decision can be changed later.

    Raises Forbidden, NotFound and NotAllowedInState.
    """
    return _changed(newsroom, request, comment_id, decision_on(newsroom, request, decision, reason))


def undo_decision(
    newsroom: Newsroom, request: Request, comment_id: str, reason: str = ""
) -> Receipt:
    """Back to how it stood before the last decision; an undo can itself be undone.

    Raises Forbidden, NotFound and NotAllowedInState.
    """
    return _changed(newsroom, request, comment_id, undo_of(newsroom, reason))


def edit_comment(
    newsroom: Newsroom, request: Request, comment_id: str, body: str, reason: str
) -> Receipt:
    """Change what a comment says. The page tells that it was edited, the trail what it said.

    Raises Forbidden, NotFound and NotAllowedInState.
    """

    def make(before: Comment, now: datetime) -> Comment:
        trail = newsroom.table.query(TrailEntry, trail_span(comment_id), limit=MOST_TRAIL)
        if len(trail) == MOST_TRAIL:
            raise NotAllowedInState("The comment was changed too often to be edited once more.")
        return edited(before, body, newsroom.markup.comment(body), now)

    return _changed(newsroom, request, comment_id, Change(EDIT, reason, make))


def decision_on(newsroom: Newsroom, request: Request, decision: Decision, reason: str) -> Change:
    """A decision as a change of any comment."""

    def ruling(before: Comment, now: datetime) -> Ruling:
        return Ruling(
            state=decide(before, decision),
            at=now,
            by=request.who.name,
            reason=reason,
            answered=before.reports,
        )

    return Change(decision.value, reason, _ruling(newsroom, ruling))


def undo_of(newsroom: Newsroom, reason: str) -> Change:
    """An undo as a change of any comment."""
    return Change(UNDO, reason, _ruling(newsroom, lambda before, _now: undone(before)))


def _ruling(
    newsroom: Newsroom, ruling: Callable[[Comment, datetime], Ruling]
) -> Callable[[Comment, datetime], Comment]:
    return lambda before, now: ruled(before, ruling(before, now), now, newsroom.rules.keep)


def _changed(newsroom: Newsroom, request: Request, comment_id: str, change: Change) -> Receipt:
    request.who.must(Scope.COMMENTS_MODERATE)
    receipt = change_comment(newsroom, request, comment_id, change)
    place_now(newsroom, request, {str(receipt["article_id"]): [comment_id]})
    return receipt


def place_now(newsroom: Newsroom, request: Request, placed: Mapping[str, Sequence[str]]) -> None:
    """Let the editor see the effect at once; the table's stream makes sure of it in any case."""
    for article_id, ids in placed.items():
        with suppress(InFlight):
            place_comments(newsroom, request, article_id, ids)
