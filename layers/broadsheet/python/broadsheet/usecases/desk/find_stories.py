"""Stories to link, and for 'Also read': the published ones that have the words."""

from broadsheet.domain.articles.listing import Card
from broadsheet.domain.shared.errors import Malformed
from broadsheet.domain.shared.slug import article_path_in
from broadsheet.usecases.articles.read_articles import article_at
from broadsheet.usecases.search.ports import SearchIndex
from broadsheet.usecases.search.search import search
from broadsheet.usecases.shared.ports import Reads

MOST = 10


def find_to_link(reads: Reads, index: SearchIndex, asked: str) -> list[Card]:
    """The story at an address or, the likeliest first, those that have the words; else none."""
    if path := article_path_in(asked):
        return article_at(reads, path).items
    try:
        return [hit.card for hit in search(reads, index, asked.strip(), MOST, None).items]
    except Malformed:
        return []  # nothing that could be looked for
