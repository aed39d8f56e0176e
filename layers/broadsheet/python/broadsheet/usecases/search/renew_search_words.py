"""What search finds stories by, made anew: an earlier release kept other words, or none."""

from broadsheet.domain.articles.article import Article, article_key
from broadsheet.domain.search.index import SearchWords, position_of, search_words_key
from broadsheet.domain.search.searched_text import search_words_of
from broadsheet.usecases.shared.ports import AllRecords, Cause, ConditionFailed, Equals, Put, Table

ATTEMPTS = 10


def renew_search_words(table: Table, records: AllRecords, cause: Cause) -> int:
    """Write the words of every published article that has not the words it should have.

    Returns how many had not. Raises ConditionFailed for one that is edited all the time.
    """
    published = (r.id for r in records.scan() if isinstance(r, Article) and r.is_public)
    return sum(_renewed(table, article_id, cause) for article_id in published)


def _renewed(table: Table, article_id: str, cause: Cause) -> bool:
    for attempt in range(1, ATTEMPTS + 1):
        article = table.get(Article, article_key(article_id))
        if article is None or not article.is_public:
            return False
        words = search_words_of(article)
        if table.get(SearchWords, search_words_key(position_of(article))) == words:
            return False
        try:
            # The article is written as it is: only to be sure that it still is so.
            table.commit([Put(article, Equals("version", article.version)), Put(words)], cause)
        except ConditionFailed:
            if attempt == ATTEMPTS:
                raise
            continue
        break
    return True
