"""The comments of an article, for readers."""

from datetime import datetime

from broadsheet.domain.articles.listing import Card, card_key
from broadsheet.domain.comments.comment import Thread, number_from, thread_key, threads_pk
from broadsheet.domain.comments.discussion import Discussion, discussion_from, discussion_key
from broadsheet.domain.shared.errors import CommentsClosed, NoSuchComment, NotFound
from broadsheet.domain.shared.sentence import for_programs, sentence
from broadsheet.usecases.shared.paging import Cursor, Slice, slice_of
from broadsheet.usecases.shared.ports import Reads, Span


def published_discussion(reads: Reads, article_id: str) -> Discussion:
    """The discussion of a published article. Raises NotFound.

    What an earlier release published has none until a rebuild, and is open until then.
    """
    discussion = reads.get(Discussion, discussion_key(article_id))
    if discussion is not None:
        return discussion
    card = reads.get(Card, card_key(article_id))
    if card is None:
        raise NotFound(sentence("There is no such article."))
    return discussion_from(card)


def open_discussion(reads: Reads, article_id: str, now: datetime) -> Discussion:
    """The same, where comments are taken. Raises NotFound and CommentsClosed."""
    discussion = published_discussion(reads, article_id)
    if not discussion.is_open_at(now):
        raise CommentsClosed(for_programs("This article takes no comments any more."))
    return discussion


def comment_at(reads: Reads, article_id: str, number: str) -> Thread:
    """The approved comment with this number, such as `12-3`. Raises NotFound."""
    parsed = number_from(number)
    thread = reads.get(Thread, thread_key(article_id, parsed)) if parsed else None
    if thread is None:
        raise NoSuchComment()
    return thread


def list_comments(
    reads: Reads, article_id: str, limit: int, cursor: Cursor | None
) -> tuple[Discussion, Slice[Thread]]:
    """The approved comments of a published article, oldest first. Raises NotFound, Malformed."""
    discussion = published_discussion(reads, article_id)
    return discussion, slice_of(reads, Thread, Span(threads_pk(article_id)), limit, cursor)
