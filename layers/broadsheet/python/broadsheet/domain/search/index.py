"""The index that search looks into: a file for each run of a month's slots of the site's listing.

A file is made for `bytes.find`, and small enough to be read whole. First a line for each article
of the run, in the order of the slots: its place in the run (two digits) and its id. Then an empty
line. Then a line for each word, in the order of its UTF-8 bytes: the word, a tab, and the places
of the articles that have it, two digits each.

    00 019aa000-0000-7000-8000-000000000001
    02 019aa000-0000-7000-8000-000000000003

    +ferry<TAB>0002
    @author/amina-yusuf<TAB>0002
    @en<TAB>0002
    @section/world<TAB>00
    ^ferry<TAB>02
    ferries<TAB>02
    ferry<TAB>0002

So a word is one search for `\\nword\\t`, and the words that begin alike stand together. Every word
stands there once without a mark. Behind `^` are those of headlines, behind `+` those of
standfirsts and of the names of sections, tags and authors, without words that every text has.
`@` is no word: it says the language, the section and the authors. `segment.py` looks into a file;
it takes one of an earlier release, which has no marks.
"""

from collections.abc import Iterator, Sequence

from broadsheet.domain.articles.article import Article
from broadsheet.domain.articles.listing import SITE, Position, run_of
from broadsheet.domain.shared.record import Key, Record

HEADLINE, FIRST, ATTRIBUTE = "^", "+", "@"
"""Marks of words in the headline, of those in what stands first beside it, and of no words."""

SEARCH_RUN = 100
"""Slots in one file, at most: two digits. A publish rewrites one file."""


class SearchWords(Record, frozen=True, kw_only=True):
    """The words of a published article, at its place in the site's listing."""

    position: Position
    article_id: str
    words: str
    """With spaces between, each once, in four lines: attributes, words of the headline, words of
    standfirst and names, all others. An earlier release had one line.
    """

    @property
    def key(self) -> Key:
        return search_words_key(self.position)

    @property
    def parts(self) -> Iterator[tuple[str, list[str]]]:
        """The words, and attributes, with the mark that their lines in the file have."""
        *lines, others = self.words.split("\n")
        yield "", others.split()
        if lines:
            attributes, headline, first = lines
            yield "", attributes.split()
            yield from ((HEADLINE, headline.split()), (FIRST, first.split()))

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
        for mark, words in entry.parts:
            for word in words:
                places.setdefault(word, []).append(place)
                if mark:
                    places.setdefault(mark + word, []).append(place)
    lines = (f"{word}\t{''.join(places[word])}" for word in sorted(places))
    return "\n".join((*articles, "", *lines, "")).encode()
