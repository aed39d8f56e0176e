"""An article itself, with what was wanted of it: what the index names is looked at before it is
shown, in the article's own language.
"""

from collections.abc import Iterator, Sequence
from itertools import chain

from broadsheet.domain.search.excerpts import Marked, Span, marked_at
from broadsheet.domain.search.wanted import Wanted, Word
from broadsheet.domain.search.words import Token, joined, tidy, tokens


class Look:
    """What is wanted, looked for in the texts of one article in one language."""

    def __init__(self, wanted: Sequence[Wanted], language: str) -> None:
        self._wanted = wanted
        self._language = language
        words = (chain(one.words, [one.whole] if one.whole else []) for one in wanted)
        self._words = tuple(dict.fromkeys(chain.from_iterable(words)))
        # Most words stand in a text many times, and most are none that are looked for.
        self._fitting: dict[str, tuple[Word, ...]] = {}

    def at(self, texts: Sequence[str]) -> tuple[Marked, ...] | None:
        """The texts with all that is wanted in them; None unless all of it is there."""
        there: set[Word] = set()
        marked = []
        for text in map(tidy, texts):
            spans: set[Span] = set()
            for token in tokens(text):
                for word in self._words_at(token, text[token.start : token.end]):
                    if within := set(_spans(word, token)):
                        there.add(word)
                        spans |= within
            for token in joined(text):
                for word in self._words_at(token, text[token.start : token.end]):
                    there.add(word)
                    # Of a longer one, a part is marked already.
                    if token.text in word.spellings:
                        spans.add((token.start, token.end))
            marked.append(marked_at(text, spans))
        return tuple(marked) if all(_has(there, one) for one in self._wanted) else None

    def _words_at(self, token: Token, typed: str) -> tuple[Word, ...]:
        if token.is_run:
            return self._words
        # A stretch may be spelled as several words.
        key = f"{typed}\t{token.text}"
        if key not in self._fitting:
            language = self._language
            fits = (w for w in self._words if w.fit_of(token, typed, language) is not None)
            self._fitting[key] = tuple(fits)
        return self._fitting[key]


def _spans(word: Word, token: Token) -> Iterator[Span]:
    if token.is_run:
        yield from word.term.within(token)
    else:
        yield token.start, token.end


def _has(there: set[Word], one: Wanted) -> bool:
    return one.whole in there or all(word in there for word in one.words)
