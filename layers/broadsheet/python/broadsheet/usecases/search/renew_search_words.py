"""What search finds stories by, made anew: an earlier release kept other words, or none."""

import time
from collections.abc import Callable

from broadsheet.domain.articles.article import Article, article_key
from broadsheet.domain.search.index import SearchWords, position_of, search_words_key
from broadsheet.domain.search.searched_text import search_words_of
from broadsheet.usecases.shared.committing import commit_retrying
from broadsheet.usecases.shared.ports import AllRecords, Cause, Equals, Put, Table, Write


def renew_search_words(
    table: Table,
    records: AllRecords,
    cause: Cause,
    pause: Callable[[float], None] = time.sleep,
) -> int:
    """Write the words of every listed article that has not the words it should have.

    Returns how many had not. Raises ConditionFailed or Contended for one that is edited all the
    time; `pause` waits for so many seconds before it is tried again.
    """

    def renewed(article_id: str) -> bool:
        return commit_retrying(table, pause, cause, lambda: _plan(table, article_id))

    return sum(renewed(r.id) for r in records.scan() if isinstance(r, Article) and r.is_listed)


def _plan(table: Table, article_id: str) -> tuple[list[Write], bool]:
    """The words that the article lacks, and whether it lacks any."""
    article = table.get(Article, article_key(article_id))
    if article is None or not article.is_listed:
        return [], False
    words = search_words_of(article)
    if table.get(SearchWords, search_words_key(position_of(article))) == words:
        return [], False
    # The article is written as it is: only to be sure that it still is so.
    return [Put(article, Equals("version", article.version)), Put(words)], True
