"""Comments, for readers and for moderators; none with an e-mail address."""

from broadsheet.domain.comment import (
    CommentState,
    ModerationEntry,
    Thread,
    moderation_pk,
    threads_pk,
)
from broadsheet.domain.errors import FieldError, Malformed, NotFound
from broadsheet.domain.listing import Card, card_key
from broadsheet.domain.principal import Principal
from broadsheet.usecases.paging import Cursor, Slice, slice_of
from broadsheet.usecases.ports import Reads, Span


def commented_article(reads: Reads, article_id: str) -> Card:
    """The published article that is commented on. Raises NotFound."""
    card = reads.get(Card, card_key(article_id))
    if card is None:
        raise NotFound("There is no such article.")
    return card


def list_comments(
    reads: Reads, article_id: str, limit: int, cursor: Cursor | None
) -> Slice[Thread]:
    """The approved comments of a published article, oldest first. Raises NotFound, Malformed."""
    commented_article(reads, article_id)
    return slice_of(reads, Thread, Span(threads_pk(article_id)), limit, cursor)


def list_moderation(
    reads: Reads, who: Principal, state: str, limit: int, cursor: Cursor | None
) -> Slice[ModerationEntry]:
    """The comments in a state, oldest first. Raises Forbidden, Malformed."""
    who.must_be_editor()
    if state not in set(CommentState):
        known = ", ".join(CommentState)
        raise Malformed([FieldError("?state", "unknown_state", f"must be one of {known}")])
    span = Span(moderation_pk(CommentState(state)))
    return slice_of(reads, ModerationEntry, span, limit, cursor)
