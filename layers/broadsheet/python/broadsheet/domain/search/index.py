"""The index that search looks into: a file for each run of a month's slots of the site's listing.

A file is made for `bytes.find`, and small enough to be read whole. First a line for each article
of the run, in the order of the slots: its place in the run (two digits) and its id. Then an empty
line. Then a line for each word, in the order of its UTF-8 bytes: the word, a tab, and the places
of the articles that have it, two digits each.

    00 019aa000-0000-7000-8000-000000000001
    02 019aa000-0000-7000-8000-000000000003

    ferries<TAB>02
    ferry<TAB>0002

So a word is one search for `\\nword\\t`, and the words that begin alike stand together.
"""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from broadsheet.domain.articles.article import Article
from broadsheet.domain.articles.listing import SITE, Position, run_of
from broadsheet.domain.shared.record import Key, Record

if TYPE_CHECKING:
    # Most that know of these files never look into a text.
    from broadsheet.domain.search.words import Lookup, SearchTerm

SEARCH_RUN = 100
"""Slots in one file, at most: two digits. A publish rewrites one file."""


class SearchWords(Record, frozen=True, kw_only=True):
    """The words of a published article, at its place in the site's listing."""

    position: Position
    article_id: str
    words: str

    @property
    def key(self) -> Key:
        return search_words_key(self.position)

    @property
    def run(self) -> int:
        """The file of the month's index that the article stands in, from 1."""
        return run_of(self.position.slot, SEARCH_RUN)


def search_words_key(position: Position) -> Key:
    """Where an article's words are kept: one partition for each month, as all write there."""
    return Key(f"SEARCH#{position.month}", f"{position.slot:06}")


def position_of(article: Article) -> Position:
    """Where an article that was published stands in the site's listing."""
    return Position.parse(article.slots[str(SITE)])


def segment_of(entries: Sequence[SearchWords], run: int) -> bytes:
    """The file of a run of a month: the same for the same entries, in whatever order."""
    first = (run - 1) * SEARCH_RUN + 1
    articles: list[str] = []
    places: dict[str, list[str]] = {}
    for entry in sorted(entries, key=lambda e: e.position):
        place = f"{entry.position.slot - first:02}"
        articles.append(f"{place} {entry.article_id}")
        for word in entry.words.split():
            places.setdefault(word, []).append(place)
    words = (f"{word}\t{''.join(places[word])}" for word in sorted(places))
    return "\n".join((*articles, "", *words, "")).encode()


def found_in(segment: bytes, run: int, terms: Sequence["SearchTerm"]) -> list[tuple[int, str]]:
    """Slot and id of the articles that may have all the terms, the newest first.

    'May', because a run of characters has a term's pairs without having the term at times.
    """
    start = segment.index(b"\n\n") + 1
    left: set[bytes] | None = None
    for term in terms:
        for lookup in term.lookups:
            places = set(_places(segment, start, lookup))
            left = places if left is None else left & places
            if not left:
                return []
    first = (run - 1) * SEARCH_RUN + 1
    lines = (line.split(b" ") for line in segment[: start - 1].split(b"\n"))
    found = [(first + int(place), id_.decode()) for place, id_ in lines if place in (left or ())]
    return found[::-1]


def _places(segment: bytes, start: int, lookup: "Lookup") -> Iterator[bytes]:
    """The places of the articles with the word, or with any word that begins with it."""
    wanted = b"\n" + lookup.word.encode() + (b"\t" if lookup.whole else b"")
    at = segment.find(wanted, start)
    while at >= 0 and segment.startswith(wanted, at):
        tab = segment.index(b"\t", at)
        end = segment.index(b"\n", tab)
        yield from (segment[n : n + 2] for n in range(tab + 1, end, 2))
        at = end
