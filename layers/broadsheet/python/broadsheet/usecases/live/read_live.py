"""The entries of a running story, for readers."""

from broadsheet.domain.articles.article import Article, article_key
from broadsheet.domain.live.entry import LiveEntry, live_pk
from broadsheet.domain.shared.errors import NotFound
from broadsheet.domain.shared.sentence import sentence
from broadsheet.usecases.shared.paging import Cursor, Slice, slice_of
from broadsheet.usecases.shared.ports import Reads, Span


def list_live(reads: Reads, article_id: str, limit: int, cursor: Cursor | None) -> Slice[LiveEntry]:
    """The entries of a published story, newest first. Raises NotFound, Malformed."""
    article = reads.get(Article, article_key(article_id))
    if article is None or not article.is_public or article.content.live is None:
        raise NotFound(sentence("There is no such running story."))
    return slice_of(reads, LiveEntry, Span(live_pk(article_id)), limit, cursor, newest_first=True)
