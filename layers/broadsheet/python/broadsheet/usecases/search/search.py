"""Readers search: the published articles that have all the words, newest first."""

import itertools
from collections.abc import Iterator, Sequence

import msgspec

from broadsheet.domain.articles.article import Article, article_key
from broadsheet.domain.articles.listing import (
    SITE,
    Card,
    Listing,
    Position,
    card_of,
    listing_key,
    run_of,
)
from broadsheet.domain.search.asked import terms_asked
from broadsheet.domain.search.excerpts import Marked, excerpt_of, found
from broadsheet.domain.search.index import SEARCH_RUN, found_in
from broadsheet.domain.search.searched_text import searched_texts
from broadsheet.domain.search.words import SearchTerm
from broadsheet.domain.shared.errors import FieldError, Malformed
from broadsheet.domain.shared.sentence import sentence
from broadsheet.domain.site.kinds.search_index import SearchIndexPage
from broadsheet.usecases.search.ports import SearchIndex
from broadsheet.usecases.shared.paging import Cursor, Slice, cursor_of, opened
from broadsheet.usecases.shared.ports import MOST_KEYS, Reads, Span

MOST_FILES = 200
"""Files of the index that one call looks at: 20,000 slots. `next` leads on from there."""
BATCHES = (4, 8, 16, 32)
"""Files asked for at once: few at first, as what many stories have is found in the newest."""
_CURSOR = Span("SEARCH", "0000-00#", "9999-99#~")


class Hit(msgspec.Struct, frozen=True, kw_only=True):
    """An article that was found, with the lines in which it was."""

    card: Card
    title: Marked
    excerpt: Marked


class _Place(msgspec.Struct, frozen=True):
    """An article that the index names, and where."""

    position: Position
    article_id: str


def search(
    reads: Reads, index: SearchIndex, query: str, limit: int, cursor: Cursor | None
) -> Slice[Hit]:
    """The next hits after the cursor, at most `limit`; the newest slot of the site comes first.

    What the index names is looked at in the table before it is shown: an article that is not
    public any more, or has not these words any more, is no hit. A slice may have fewer hits than
    `limit`, or none, and yet a `next`: then only the newest part of the archive was looked at.
    Raises Malformed.
    """
    terms = terms_asked(query)
    before = _position(cursor)
    listing = reads.get(Listing, listing_key(SITE))
    files = _files(listing, before) if listing else iter(())
    hits: list[Hit] = []
    seen = before
    for batch in _batches(itertools.islice(files, MOST_FILES)):
        segments = index.segments([page.files[0] for page in batch])
        places = _named(batch, segments, terms, before)
        for position, hit in _confirmed(reads, places, terms, limit + 1 - len(hits)):
            if len(hits) == limit:
                return Slice(hits, _cursor(seen))
            hits.append(hit)
            seen = position
        if len(hits) == limit:
            break
        seen = Position(batch[-1].month, (batch[-1].run - 1) * SEARCH_RUN + 1)
    return Slice(hits, _cursor(seen) if next(files, None) else None)


def _position(cursor: Cursor | None) -> Position | None:
    if cursor is None:
        return None
    try:
        return Position.parse(opened(cursor, _CURSOR))
    except ValueError:
        wrong = FieldError("?cursor", "bad_cursor", sentence("is not a cursor of this list"))
        raise Malformed([wrong]) from None


def _cursor(position: Position | None) -> Cursor | None:
    return cursor_of(_CURSOR, str(position)) if position else None


def _files(listing: Listing, before: Position | None) -> Iterator[SearchIndexPage]:
    """The files that hold what comes after the cursor, the newest first."""
    for month in sorted(listing.months, reverse=True):
        last = listing.months[month]
        if before and month >= before.month:
            last = min(last, before.slot - 1) if month == before.month else 0
        for run in range(run_of(last, SEARCH_RUN), 0, -1):
            yield SearchIndexPage(month, run)


def _batches(files: Iterator[SearchIndexPage]) -> Iterator[list[SearchIndexPage]]:
    for size in itertools.chain(BATCHES, itertools.repeat(BATCHES[-1])):
        batch = list(itertools.islice(files, size))
        if not batch:
            return
        yield batch


def _named(
    batch: Sequence[SearchIndexPage],
    segments: Sequence[bytes | None],
    terms: Sequence[SearchTerm],
    before: Position | None,
) -> Iterator[_Place]:
    """The articles that may be hits, as the index knows them."""
    for page, segment in zip(batch, segments, strict=True):
        for slot, article_id in found_in(segment, page.run, terms) if segment else ():
            position = Position(page.month, slot)
            if before is None or position < before:
                yield _Place(position, article_id)


def _confirmed(
    reads: Reads, places: Iterator[_Place], terms: Sequence[SearchTerm], wanted: int
) -> Iterator[tuple[Position, Hit]]:
    """Those that are hits, as the table knows them; no more are read than are wanted."""
    while wanted > 0 and (some := list(itertools.islice(places, min(wanted, MOST_KEYS)))):
        keys = [article_key(place.article_id) for place in some]
        articles = reads.get_many(Article, keys)
        for place, key in zip(some, keys, strict=True):
            hit = _hit(articles[key], terms) if key in articles else None
            if hit:
                wanted -= 1
                yield place.position, hit


def _hit(article: Article, terms: Sequence[SearchTerm]) -> Hit | None:
    marked = found(searched_texts(article), terms) if article.is_listed else None
    if marked is None:
        return None
    standfirst, body, title = marked[:3]
    return Hit(card=card_of(article), title=title, excerpt=excerpt_of((standfirst, body)))
