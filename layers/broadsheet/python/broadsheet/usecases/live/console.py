"""A running story as its reporters have it: in any state, with what was typed."""

from typing import NamedTuple

from broadsheet.domain.articles.article import Article
from broadsheet.domain.live.entry import LiveCount, LiveEntry, live_count_key, live_key, live_pk
from broadsheet.domain.shared.errors import NotFound
from broadsheet.domain.shared.principal import Principal, Scope
from broadsheet.domain.shared.sentence import sentence
from broadsheet.usecases.articles.read_articles import article_by_id
from broadsheet.usecases.shared.paging import Cursor, Slice, slice_of
from broadsheet.usecases.shared.ports import Reads, Span


class Console(NamedTuple):
    """The story, its entries from the newest on, and how often any of them has changed."""

    article: Article
    entries: Slice[LiveEntry]
    changes: int


def read_console(
    reads: Reads, who: Principal, article_id: str, limit: int, cursor: Cursor | None
) -> Console:
    """The story and its newest entries. Raises NotFound, Forbidden, Malformed.

    The count is read first: an entry that comes between is in the list, and looked for once more.
    """
    article = article_by_id(reads, article_id, who)
    who.must(Scope.ARTICLES_PUBLISH)
    if article.content.live is None:
        raise NotFound(sentence("This is no running story: its page of writing makes it one."))
    count = reads.get(LiveCount, live_count_key(article_id))
    span = Span(live_pk(article_id))
    entries = slice_of(reads, LiveEntry, span, limit, cursor, newest_first=True)
    return Console(article, entries, count.version if count else 0)


def live_entry_of(reads: Reads, article_id: str, number: int) -> LiveEntry | None:
    """One of its entries, if it is (still) there."""
    return reads.get(LiveEntry, live_key(article_id, number))
