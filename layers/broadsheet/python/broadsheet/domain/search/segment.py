"""Looking into a file of the index: which articles have what is wanted, and how well it fits.

A word counts by where it stands: in the headline, in standfirst or names, in the text; and within
each of these a word that fits exactly before one that nearly does. So the best there is has 0.
"""

import functools
from collections.abc import Collection, Iterator, Mapping, Sequence

from broadsheet.domain.search.index import ATTRIBUTE, FIRST, HEADLINE, SEARCH_RUN
from broadsheet.domain.search.stems import COMPOUNDING
from broadsheet.domain.search.wanted import NEARLY, SHORTEST_IN_COMPOUND, Wanted, Word
from broadsheet.domain.search.words import Lookup

LEVELS = {HEADLINE: 0, FIRST: 2, "": 4}
"""What a word counts by its mark; less is better."""

Scores = dict[bytes, int]
"""What articles of a file have, by their places in it."""


class Segment:
    """A file of the index. One of an earlier release has words without marks."""

    def __init__(self, file: bytes, run: int) -> None:
        self._file = file
        self._run = run
        self._words = file.index(b"\n\n") + 1

    def found(
        self, wanted: Sequence[Wanted], attributes: Sequence[str] = ()
    ) -> list[tuple[int, int, str]]:
        """Score, slot and id of the articles that may have all of it, in no order.

        'May': a run of characters has a term's pairs without having the term at times, and not
        every u is an ü. Where attributes are given, only articles with all of these.
        """
        scores = self._within(self._all(wanted), attributes)
        first = (self._run - 1) * SEARCH_RUN + 1
        return [(s, first + int(place), self._ids[place]) for place, s in scores.items()]

    def each(self, wanted: Sequence[Wanted], attributes: Sequence[str] = ()) -> list[Scores]:
        """What articles have of each of these by itself; see `found`."""
        return [self._within(self._one(one), attributes) for one in wanted]

    def words(self) -> list[str]:
        """The words of its articles, sorted as they are in the file."""
        lines = self._file[self._words + 1 :].decode().splitlines()
        words = (line.partition("\t")[0] for line in lines)
        return [word for word in words if word[0] not in (HEADLINE, FIRST, ATTRIBUTE)]

    def number_of(self, word: str) -> int:
        """How many of its articles have this very word."""
        return len(self._having(word))

    @functools.cached_property
    def _ids(self) -> dict[bytes, str]:
        lines = self._file[: self._words - 1].split(b"\n")
        return {line[:2]: line[3:].decode() for line in lines}

    @functools.cached_property
    def _languages(self) -> Mapping[str, frozenset[bytes]]:
        attributes = self._lines(ATTRIBUTE)
        return {name[1:]: frozenset(places) for name, places in attributes if "/" not in name}

    def _within(self, scores: Scores, attributes: Sequence[str]) -> Scores:
        if scores and attributes and self._languages:
            for attribute in attributes:
                having = self._having(attribute)
                scores = {place: scores[place] for place in scores.keys() & having}
        return scores

    def _all(self, wanted: Sequence[Wanted]) -> Scores:
        found: Scores | None = None
        for one in wanted:
            scores = self._one(one)
            if found is not None:
                scores = {p: scores[p] + found[p] for p in scores.keys() & found.keys()}
            if not scores:
                return {}
            found = scores
        return found or {}

    def _one(self, wanted: Wanted) -> Scores:
        parts = [self._word(word) for word in wanted.words]
        places = set(parts[0]).intersection(*parts[1:])
        # Of words that belong together, the worst counts for all.
        found = {place: max(part[place] for part in parts) for place in places}
        if wanted.whole:
            _keep_best(found, self._word(wanted.whole))
        return found

    def _word(self, word: Word) -> Scores:
        found: Scores = {}
        forms = [form for form in word.forms(self._languages) if self._having(form)]
        for mark, level in LEVELS.items():
            if word.is_run:
                for place in self._with_run(mark, word):
                    found.setdefault(place, level)
                continue
            for beginning in word.beginnings(self._languages):
                whole = "\t" if word.term.is_whole else ""
                for text, places in self._lines(mark + beginning + whole):
                    _keep_best(found, self._fitting(word, text[len(mark) :], places), level)
            for form in forms:
                for text, places in self._lines(f"{mark}{form}\t"):
                    _keep_best(found, self._fitting(word, text[len(mark) :], places), level)
            if word.bare:
                for _, places in self._lines(mark + word.bare):
                    _keep_best(found, dict.fromkeys(places, NEARLY), level)
        self._ends_with(word, found)
        return found

    def _fitting(self, word: Word, text: str, places: Sequence[bytes]) -> Scores:
        fit = word.fit(text)
        found = {} if fit is None else dict.fromkeys(places, fit)
        if fit != 0:
            for language, having in self._languages.items():
                fit_there = word.fit(text, language)
                if fit_there is not None and fit_there != fit:
                    _keep_best(found, dict.fromkeys(having.intersection(places), fit_there))
        return found

    def _with_run(self, mark: str, word: Word) -> set[bytes]:
        found: set[bytes] | None = None
        for lookup in word.term.lookups:
            places = {p for _, some in self._lines(_wanted_line(mark, lookup)) for p in some}
            found = places if found is None else found & places
        return found or set()

    def _ends_with(self, word: Word, found: Scores) -> None:
        """Compounds that end with the word, of articles in languages that have such."""
        compounding = COMPOUNDING & self._languages.keys()
        if not compounding or word.is_run or len(word.text) < SHORTEST_IN_COMPOUND:
            return
        for ending in filter(None, (word.text, word.bare)):
            for text, places in self._lines_ending(ending):
                mark = text[0] if text[0] in LEVELS else ""
                for language in compounding:
                    if ending == word.bare or word.fit(text[len(mark) :], language) is not None:
                        having = self._languages[language].intersection(places)
                        _keep_best(found, dict.fromkeys(having, NEARLY), LEVELS[mark])

    def _having(self, line: str) -> Collection[bytes]:
        return {place for _, places in self._lines(f"{line}\t") for place in places}

    def _lines(self, beginning: str) -> Iterator[tuple[str, list[bytes]]]:
        """The lines that begin like this, which stand together: text and places."""
        wanted = b"\n" + beginning.encode()
        at = self._before(wanted[1:])
        while at >= 0 and self._file.startswith(wanted, at):
            yield self._line_at(at + 1)
            at = self._file.index(b"\n", at + 1)

    def _before(self, beginning: bytes) -> int:
        """Where the line feed is before the first line that is not less: they are sorted."""
        low, high = self._words, len(self._file) - 1
        while low < high:
            line = self._file.rindex(b"\n", low, (low + high) // 2 + 1)
            if self._file[line + 1 : line + 1 + len(beginning)] < beginning:
                low = self._file.index(b"\n", line + 1)
            else:
                high = line
        return low

    def _lines_ending(self, ending: str) -> Iterator[tuple[str, list[bytes]]]:
        """The lines of longer words that end like this, wherever they are."""
        wanted = f"{ending}\t".encode()
        at = self._file.find(wanted, self._words)
        while at >= 0:
            start = self._file.rindex(b"\n", 0, at) + 1
            if start < at and self._file[start : start + 1] != ATTRIBUTE.encode():
                yield self._line_at(start)
            at = self._file.find(wanted, at + len(wanted))

    def _line_at(self, start: int) -> tuple[str, list[bytes]]:
        tab = self._file.index(b"\t", start)
        end = self._file.index(b"\n", tab)
        places = [self._file[n : n + 2] for n in range(tab + 1, end, 2)]
        return self._file[start:tab].decode(), places


def _keep_best(found: Scores, more: Scores, level: int = 0) -> None:
    for place, score in more.items():
        if found.get(place, score + level) >= score + level:
            found[place] = score + level


def _wanted_line(mark: str, lookup: Lookup) -> str:
    return f"{mark}{lookup.word}" + ("\t" if lookup.whole else "")
