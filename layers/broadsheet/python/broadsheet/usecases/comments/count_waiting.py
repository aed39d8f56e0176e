"""How many comments wait for an editor, as far as somebody who only looks has to know."""

from broadsheet.domain.comments.comment import CommentState
from broadsheet.domain.comments.moderation import ModerationEntry, moderation_pk, queue_of
from broadsheet.usecases.shared.ports import Reads, Span

MANY = 100
"""Where counting ends: an editor who has a hundred has too many, and reading on costs more."""


def count_waiting(reads: Reads) -> int:
    """How many there are, MANY at most."""
    span = Span(moderation_pk(queue_of(CommentState.PENDING)))
    return len(reads.query(ModerationEntry, span, limit=MANY))
