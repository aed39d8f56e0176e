"""Runs of what an article has below its page."""

from typing import TypeVar

from broadsheet.domain.articles.article import Article
from broadsheet.domain.comments.comment import CommentCount
from broadsheet.domain.live.entry import LiveCount
from broadsheet.domain.site.page import Moved
from broadsheet.domain.site.page_sets import AnyBelow
from broadsheet.usecases.shared.ports import Reads
from broadsheet.usecases.site.standing import standing

C = TypeVar("C", bound=CommentCount | LiveCount)


def article_of(reads: Reads, page: AnyBelow) -> Article | Moved | None:
    """The public article that the page is a run of; None where no page should be.

    The newest run stands on the article's own page: until it is full its address leads there.
    """
    article = standing(reads, page.path)
    if article is None or not article.is_public or not page.is_below(article):
        return None
    runs = count_of(reads, page.count, article.id).runs
    if page.run > runs:
        return None
    if article.path != page.path:
        return Moved(type(page)(article.path, page.run).address)
    return Moved(article.path) if page.run == runs else article


def count_of(reads: Reads, kind: type[C], article_id: str) -> C:
    """How many there are; none yet where nothing was counted."""
    none = kind(article_id=article_id)
    return reads.get(kind, none.key) or none
