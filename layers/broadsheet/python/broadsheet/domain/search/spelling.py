"""Words of the index that somebody may have meant who typed another.

A slip is a letter too many, one too few, another one, or two the wrong way round.
"""

import functools
from bisect import bisect_left
from collections.abc import Iterator, Sequence

from broadsheet.domain.search.segment import Segment
from broadsheet.domain.search.wanted import Wanted, Word
from broadsheet.domain.search.words import ELIDED

ONE_SLIP, TWO_SLIPS = 4, 7
"""Letters of a word from which on one, and two, may be wrong with it."""
MOST_SLIPS = 10
"""Words of a query that may be slips: each is looked for among all words of the files."""
LOOKED_THROUGH = 16
"""Files, the newest, whose words are gone through: 1,600 stories have most words of a language."""
SHORTEST_PART = 3
"""Letters of each of two words that may have been typed as one."""


class Spelling:
    """The words of some files, which begin with the newest, for one query."""

    def __init__(self, segments: Sequence[Segment]) -> None:
        self._all = segments
        self._segments = segments[:LOOKED_THROUGH]
        # A query that is tried in another way asks the same of the same words.
        self._is_there = functools.cache(self._looked_up)
        self._nearest = functools.cache(self._likeliest)

    def meant(self, wanted: Sequence[Wanted]) -> tuple[str, ...] | None:
        """The words that were meant, in place of those that no article of these files has.

        None where every word is there and no two of them are one word, or for one of those that
        are not nothing is alike.
        """
        left = [(one, self._is_there(one)) for one in wanted]
        # Where each is there, and no article has all, two of them may be one elsewhere.
        all_there = all(is_there for _, is_there in left)
        if sum(not is_there for _, is_there in left) > MOST_SLIPS:
            return None
        meant: list[str] = []
        while left:
            (one, is_there), *left = left
            # Two words that are written as one.
            if left and (all_there or not (is_there and left[0][1])):
                whole = self._both(_text(one), _text(left[0][0]))
                if whole:
                    meant.append(whole)
                    left = left[1:]
                    continue
            word = _typed(one) if is_there else self._nearest(_text(one))
            if word is None:
                return None
            meant.append(word)
        return tuple(meant) if not all_there or len(meant) < len(wanted) else None

    def spelled(self, wanted: Sequence[Wanted]) -> tuple[str, ...]:
        """What was typed, without words of which nothing is in these files, nor anything alike."""
        there = [self._is_there(one) for one in wanted]
        are_slips = there.count(False) <= MOST_SLIPS
        words = (
            _typed(one) if is_there else self._nearest(_text(one)) if are_slips else None
            for one, is_there in zip(wanted, there, strict=True)
        )
        return tuple(word for word in words if word)

    def _looked_up(self, one: Wanted) -> bool:
        return any(segment.found((one,)) for segment in self._all)

    @functools.cached_property
    def _words(self) -> list[str]:
        return sorted({word for segment in self._segments for word in segment.words()})

    def _both(self, first: str, second: str) -> str | None:
        """The two as one word, if there is one that begins or ends like it."""
        whole = Wanted((Word(first + second, first + second),))
        return first + second if any(one.found((whole,)) for one in self._segments) else None

    def _likeliest(self, text: str) -> str | None:
        """The likeliest word, or two words; None where nothing is alike."""
        if len(text) < ONE_SLIP or not text.isalpha():
            return None
        if parts := self._parts(text):
            return parts
        for slips in (1, 2) if len(text) >= TWO_SLIPS else (1,):
            if alike := list(within(text, self._words, slips)):
                return min(alike, key=lambda word: self._unlikely(word, text))
        return None

    def _unlikely(self, word: str, text: str) -> tuple[bool, int, str]:
        """Hardly anybody slips at the first letter, but by leaving out an apostrophe behind it
        (`leau`); and what is frequent is what is meant.
        """
        is_elided = text.removesuffix(word) in ELIDED
        return word[0] != text[0] and not is_elided, -self._number_of(word), word

    def _parts(self, text: str) -> str | None:
        cuts = range(SHORTEST_PART, len(text) - SHORTEST_PART + 1)
        pairs = ((text[:cut], text[cut:]) for cut in cuts)
        both = {pair: min(map(self._number_of, pair)) for pair in pairs}
        best = max(both, key=lambda pair: (both[pair], pair), default=None)
        return " ".join(best) if best and both[best] else None

    def _number_of(self, word: str) -> int:
        return sum(segment.number_of(word) for segment in self._segments)


def typed_of(wanted: Sequence[Wanted]) -> str:
    """The query that asks for these."""
    return " ".join(map(_typed, wanted))


def _text(one: Wanted) -> str:
    return one.whole.text if one.whole else one.words[0].text


def _typed(one: Wanted) -> str:
    return one.whole.typed if one.whole else one.words[0].typed


def within(text: str, words: Sequence[str], slips: int) -> Iterator[str]:
    """Those of the sorted words that differ from the text by so many slips at most.

    Words that begin alike share what was reckoned for their beginning, and all that begin with
    what cannot end well are passed over at once.
    """
    rows: list[list[int]] = [list(range(len(text) + 1))]
    before, at = "", 0
    while at < len(words):
        word = words[at]
        del rows[_alike(before, word) + 1 :]
        before = word
        while len(rows) <= len(word) and min(rows[-1]) <= slips:
            rows.append(_row(text, word[: len(rows)], rows))
        if min(rows[-1]) > slips:
            hopeless = word[: len(rows) - 1]
            at = bisect_left(words, f"{hopeless}\U0010ffff", at)
            continue
        if rows[-1][-1] <= slips:
            yield word
        at += 1


def _alike(one: str, other: str) -> int:
    """How many letters both begin with."""
    pairs = enumerate(zip(one, other, strict=False))
    return next((n for n, (a, b) in pairs if a != b), min(len(one), len(other)))


def _row(text: str, beginning: str, rows: Sequence[Sequence[int]]) -> list[int]:
    """How many slips lie between each beginning of the text and this beginning of a word."""
    last, letter = rows[-1], beginning[-1]
    row = [last[0] + 1]
    for n, typed in enumerate(text):
        slips = min(row[n] + 1, last[n + 1] + 1, last[n] + (typed != letter))
        if n and len(rows) > 1 and typed == beginning[-2] and text[n - 1] == letter:
            slips = min(slips, rows[-2][n - 1] + 1)
        row.append(slips)
    return row
