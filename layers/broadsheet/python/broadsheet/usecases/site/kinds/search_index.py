"""What the files of the search index are made of."""

from broadsheet.domain.articles.listing import Position
from broadsheet.domain.search.index import SEARCH_RUN, SearchWords, search_words_key
from broadsheet.domain.site.kinds.search_index import SearchIndexPage, SearchIndexView
from broadsheet.usecases.shared.ports import Reads, Span


def read(reads: Reads, page: SearchIndexPage) -> SearchIndexView | None:
    """The words of the run, or None where there are none."""
    first, last = (page.run - 1) * SEARCH_RUN + 1, page.run * SEARCH_RUN
    (pk, first_sk), (_, last_sk) = (
        search_words_key(Position(page.month, slot)) for slot in (first, last)
    )
    words = reads.query(SearchWords, Span(pk, first_sk, last_sk), limit=SEARCH_RUN)
    return SearchIndexView(tuple(words)) if words else None
