"""What a reader looks for: words, and how well what an article has fits them.

A word of the article fits exactly if it is the same, or has the same stem in the article's
language, or is how others spell it (`mueller`, Müller). It fits as well, and counts less, if it
begins with the word that was asked for, or, in languages that compound, ends with it. Forms of a
word that begin otherwise (`mice`, `watoto`) fit as those with the same stem do.
"""

import functools
import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from typing import NamedTuple

from broadsheet.domain.search.asked import terms_asked
from broadsheet.domain.search.common_words import COMMON_WORDS
from broadsheet.domain.search.other_forms import other_forms
from broadsheet.domain.search.stems import (
    AGGLUTINATING,
    COMPOUNDING,
    hardened,
    primary,
    softened,
    stem_of,
)
from broadsheet.domain.search.words import SearchTerm, Token, joined, plain, tidy, tokens
from broadsheet.domain.shared.text import as_meant

EXACT, NEARLY, HARDLY = 0, 1, 5
"""How well a word fits; less is better. What hardly fits in a headline comes behind what is in a
text as it was typed (`segment.LEVELS`).
"""
_SHORT = 3
"""Letters up to which a word is mostly none of which others begin (ARS, arsenal)."""
SHORTEST_STEM = 3
"""Letters of a stem from which on it finds other words."""
SHORTEST_IN_COMPOUND = 4
"""Letters of a word from which on it is looked for at the end of compounds."""
_SHORTEST_REST = 3
"""Letters of a compound before that word."""

_UMLAUTS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ø": "oe", "å": "aa"})
_WRITTEN_OUT = re.compile("([aou])e(?=.)")


def written_out(typed: str) -> str:
    """The word as those write it who have no ä, ö or ü; `plain` of any other."""
    return plain(typed.casefold().translate(_UMLAUTS))


class Word(NamedTuple):
    """A word of a query: what search makes of it, and what was typed."""

    text: str
    typed: str
    is_run: bool = False

    @property
    def term(self) -> SearchTerm:
        """The word as one that is looked for as it stands."""
        return SearchTerm(self.text, self.is_run)

    @property
    def spellings(self) -> tuple[str, ...]:
        """The ways in which a text may spell it, as search spells texts."""
        return tuple(dict.fromkeys((self.text, written_out(self.typed))))

    @property
    def bare(self) -> str | None:
        """How search spells a text that has ü where this word has ue; and texts that have u."""
        bare = _WRITTEN_OUT.sub(r"\1", self.text)
        return bare if bare != self.text else None

    def beginnings(self, languages: Collection[str]) -> tuple[str, ...]:
        """What all words begin with that may fit, but for those that `bare` and compounds find."""
        found = set(self.spellings)
        if SearchTerm(self.text, self.is_run).is_whole:
            return tuple(found)
        for language in languages:
            found.update(_base(stem) for stem in _stems(self, language))
            found.add(_base(hardened(self.text, language)))
        found.discard("")
        return tuple(b for b in found if not any(b != c and b.startswith(c) for c in found))

    def forms(self, languages: Collection[str]) -> tuple[str, ...]:
        """Whole words that fit, and begin otherwise."""
        found = (form for language in languages for form in other_forms(self.text, language))
        return () if self.is_run else tuple(dict.fromkeys(found))

    def fit(self, text: str, language: str = "") -> int | None:
        """How well a word of an article in this language fits, as search spells it, if it does."""
        return _fit(self, text, primary(language))

    def fit_of(self, token: Token, typed: str, language: str) -> int | None:
        """How well a word fits as it stands in a text, where it may have an umlaut."""
        fits = self.fit(token.text, language)
        if fits is None and not typed.isascii():
            spelled = written_out(typed)
            if _begins(self, spelled) or _ends(self, spelled, primary(language)):
                return NEARLY
        return fits


class Wanted(NamedTuple):
    """One thing that is looked for: all of its words, or what some write them as in one."""

    words: tuple[Word, ...]
    whole: Word | None = None

    @property
    def is_common(self) -> bool:
        """Whether it need not be found where anything else is asked for."""
        return self.whole is None and all(word.text in COMMON_WORDS for word in self.words)


def wanted_of(query: str) -> tuple[Wanted, ...]:
    """What a query asks for, in its order; common words only if there is nothing else.

    Raises Malformed for what is no word, and for too many of them.
    """
    terms_asked(query)
    by_text: dict[tuple[str, ...], Wanted] = {}
    for one in _grouped(tidy(as_meant(query))):
        by_text.setdefault(tuple(word.text for word in one.words), one)
    wanted = tuple(by_text.values())
    return tuple(one for one in wanted if not one.is_common) or wanted


def _grouped(query: str) -> Iterator[Wanted]:
    wholes = list(_apart(joined(query)))
    for token in tokens(query):
        word = Word(token.text, query[token.start : token.end], token.is_run)
        whole = next((one for one in wholes if one.start <= token.start < one.end), None)
        if whole is None:
            yield Wanted((word,))
        elif whole.start == token.start:
            typed = query[whole.start : whole.end]
            parts = tokens(typed)
            words = tuple(Word(one.text, typed[one.start : one.end], one.is_run) for one in parts)
            yield Wanted(words, Word(whole.text, typed))


def _apart(wholes: Iterable[Token]) -> Iterator[Token]:
    """Without those that have a part in common with one before them (`10.000-Euro`)."""
    kept: list[Token] = []
    for one in wholes:
        if all(one.end <= other.start or other.end <= one.start for other in kept):
            kept.append(one)
            yield one


@functools.lru_cache(65_536)
def _fit(word: Word, text: str, language: str) -> int | None:
    if text in word.spellings:
        return EXACT
    if word.is_run:
        return None
    if text in word.forms((language,)):
        return EXACT
    stems = _stems(word, language)
    if stems and text.startswith(tuple(map(_base, stems))) and stem_of(text, language) in stems:
        return EXACT
    if _begins(word, text):
        return HARDLY if len(word.text) <= _SHORT and language not in AGGLUTINATING else NEARLY
    if language in AGGLUTINATING and _begins_like(stems, text, language):
        return NEARLY
    if (hard := hardened(word.text, language)) and stem_of(text, language) == hard:
        return NEARLY
    return NEARLY if _ends(word, text, language) else None


def _begins(word: Word, text: str) -> bool:
    """Whether a word of a text, in one of its spellings, begins with the word."""
    return text == word.text or (not word.term.is_whole and text.startswith(word.spellings))


def _begins_like(stems: Sequence[str], text: str, language: str) -> bool:
    """Whether the word of a text has other endings behind one of the stems."""
    whole = [stem for stem in stems if len(stem) > SHORTEST_STEM]
    soft = (softened(stem, language) for stem in whole)
    return text.startswith((*whole, *filter(None, soft)))


def _ends(word: Word, text: str, language: str) -> bool:
    """Whether a word of a text is a compound that ends with the word."""
    if language not in COMPOUNDING or len(word.text) < SHORTEST_IN_COMPOUND:
        return False
    return len(text) - len(word.text) >= _SHORTEST_REST and text.endswith(word.text)


@functools.lru_cache(4096)
def _stems(word: Word, language: str) -> tuple[str, ...]:
    """The stems of the word, as it was typed and without accents; none that is too short."""
    if word.is_run or not word.text.isalpha():
        return ()
    typed = plain(stem_of(word.typed.casefold(), language))
    stems = dict.fromkeys((stem_of(word.text, language), typed))
    return tuple(stem for stem in stems if len(stem) >= SHORTEST_STEM)


def _base(stem: str) -> str:
    """What the words of a stem begin with: their last letter changes at times (ferry, ferri)."""
    return stem[:-1] if len(stem) > SHORTEST_STEM else stem
