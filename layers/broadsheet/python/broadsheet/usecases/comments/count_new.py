"""How many comments came into a queue since somebody looked at it."""

from datetime import datetime

from broadsheet.domain.comments.comment import CommentState
from broadsheet.domain.comments.moderation import ModerationEntry, moderation_pk, queue_of
from broadsheet.domain.shared.principal import Principal, Scope
from broadsheet.domain.shared.record import stamp
from broadsheet.usecases.shared.ports import Reads, Span

MANY = 100
"""Where counting ends."""


def count_new(
    reads: Reads, who: Principal, state: CommentState, since: datetime, article_id: str | None
) -> int:
    """How many were sent after that moment and stand in the queue, MANY at most. Raises Forbidden.

    One that was held again stands where it stood when it was sent, and is not new.
    """
    who.must(Scope.COMMENTS_MODERATE)
    span = Span(moderation_pk(queue_of(state, article_id)), f"{stamp(since)}~")
    return len(reads.query(ModerationEntry, span, limit=MANY))
