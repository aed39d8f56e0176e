"""What search finds stories by, made anew: an earlier release kept other words, or none."""

import time
from collections.abc import Callable

from broadsheet.domain.articles.article import Article
from broadsheet.domain.search.index import SearchWords, position_of, search_words_key
from broadsheet.domain.search.searched_text import search_words_of
from broadsheet.usecases.shared.at_once import AtOnce
from broadsheet.usecases.shared.ports import AllRecords, Cause, Put, Table
from broadsheet.usecases.shared.renewing import Beside, renew_each


def renew_search_words(
    table: Table,
    records: AllRecords,
    cause: Cause,
    pause: Callable[[float], None] = time.sleep,
    at_once: AtOnce = map,
) -> int:
    """Write the words of every listed article that has not the words it should have.

    Returns and raises what `renew_each` does.
    """

    def lacking(article: Article) -> list[Put]:
        words = search_words_of(article)
        there = table.get(SearchWords, search_words_key(position_of(article)))
        return [] if there == words else [Put(words)]

    beside = Beside(lambda one: one.is_listed, lacking)
    return renew_each(table, records, cause, beside, pause, at_once)
