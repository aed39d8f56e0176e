"""What anybody gets of the API about a story: asked as the API asks."""

from collections.abc import Callable, Iterator

from broadsheet.domain.articles.article import Article
from broadsheet.domain.articles.listing import Entry, ListingKind, ListingName, Position
from broadsheet.domain.desk.receipt import ApiReading
from broadsheet.domain.search.index import SearchWords, position_of
from broadsheet.domain.shared.errors import NotFound
from broadsheet.domain.shared.principal import NOBODY
from broadsheet.domain.shared.record import Key
from broadsheet.usecases.articles.read_articles import article_at, article_by_id
from broadsheet.usecases.comments.read_comments import list_comments
from broadsheet.usecases.live.read_live import list_live
from broadsheet.usecases.shared.ports import MOST_KEYS, Reads


def answers_with(reads: Reads, article: Article) -> tuple[ApiReading, ...]:
    """Every public call that could answer with the story, and whether it does.

    Lists are made of entries, each in a place of its own: what is not in its places is in none.
    """
    own = "GET /api/v1/articles/{id}"
    asked: list[tuple[str, Callable[[], object]]] = [
        (own, lambda: article_by_id(reads, article.id, NOBODY)),
        ("GET /api/v1/articles?path=", lambda: any(_at(reads, article))),
        ("GET /api/v1/articles", lambda: any(_in_lists(reads, article))),
        ("GET /api/v1/search", lambda: any(_in_search(reads, article))),
        (f"{own}/comments", lambda: list_comments(reads, article.id, 1, None)),
        (f"{own}/live", lambda: list_live(reads, article.id, 1, None)),
    ]
    return tuple(ApiReading(call=call, has_it=_has(ask)) for call, ask in asked)


def _has(ask: Callable[[], object]) -> bool:
    try:
        return bool(ask())
    except NotFound:
        return False


def _at(reads: Reads, article: Article) -> Iterator[bool]:
    for path in article.paths:
        yield bool(article_at(reads, path).items)


def _in_lists(reads: Reads, article: Article) -> Iterator[bool]:
    keys = [
        Key(ListingName(ListingKind(kind), name).pk, place)
        for listing, place in article.slots.items()
        for kind, _, name in [listing.partition("#")]
    ]
    for start in range(0, len(keys), MOST_KEYS):
        found = reads.get_many(Entry, keys[start : start + MOST_KEYS])
        yield any(entry.card.id == article.id for entry in found.values())


def _in_search(reads: Reads, article: Article) -> Iterator[bool]:
    if str(ListingName(ListingKind.SITE, "-")) in article.slots:
        at: Position = position_of(article)
        key = SearchWords(position=at, article_id=article.id, words="").key
        yield reads.get(SearchWords, key) is not None
