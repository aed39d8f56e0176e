"""Runs of an article's comments."""

import msgspec

from broadsheet.domain.articles.article import Article
from broadsheet.domain.comments.comment import CommentCount, Thread
from broadsheet.domain.site.below import PageBelow


class CommentsPage(PageBelow, frozen=True):
    """One run of an article's comments."""

    folder = "comments"
    count = CommentCount


def comments_path(path: str, run: int) -> str:
    """Where a run of an article's comments stands."""
    return CommentsPage(path, run).address


class CommentsView(msgspec.Struct, frozen=True, kw_only=True):
    """One run of an article's comments that is full: there is a newer one."""

    article: Article
    run: int
    is_open: bool = True
    threads: tuple[Thread, ...]
