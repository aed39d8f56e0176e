"""A few lines of an article around what was searched for, and what in them was meant."""

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from broadsheet.domain.search.words import SearchTerm, joined, tidy, tokens
from broadsheet.domain.shared.cut import ELLIPSIS, goes_on

LENGTH = 200
"""Characters of an excerpt, without its ellipses."""
_BEFORE = 60
"""Characters of an excerpt before what was found, if there are so many."""
_NEAR = 24
"""How far from an end a gap between words is looked for; scripts without gaps have none."""

Span = tuple[int, int]


class Marked(NamedTuple):
    """A text, and the stretches of it that were searched for, as offsets into its characters."""

    text: str
    marks: tuple[Span, ...]

    @property
    def parts(self) -> Iterator[tuple[str, bool]]:
        """The text in pieces, each with whether it was searched for."""
        at = 0
        for start, end in self.marks:
            if at < start:
                yield self.text[at:start], False
            yield self.text[start:end], True
            at = end
        if at < len(self.text):
            yield self.text[at:], False


def found(texts: Sequence[str], terms: Sequence[SearchTerm]) -> tuple[Marked, ...] | None:
    """The texts with all that was found in them; None unless each term is in one of them."""
    missing = set(terms)
    marked = []
    for text in map(tidy, texts):
        spans: set[Span] = set()
        for token in tokens(text):
            for term in terms:
                within = list(term.within(token))
                if within:
                    missing.discard(term)
                    spans.update(within)
        for token in joined(text):
            for term in terms:
                if any(term.within(token)):
                    missing.discard(term)
                    # Of a longer one, a part is marked already.
                    spans |= {(token.start, token.end)} if term.text == token.text else set()
        marked.append(marked_at(text, spans))
    return None if missing else tuple(marked)


def excerpt_of(marked: Sequence[Marked]) -> Marked:
    """Around the first thing found in the first text that has one; else the first text's head."""
    chosen = next((m for m in marked if m.marks), None) or next((m for m in marked if m.text), None)
    if chosen is None:
        return Marked("", ())
    text, marks = chosen
    start, end = _window(text, marks[0][0] if marks else 0)
    head, tail = (ELLIPSIS if start else ""), (ELLIPSIS if end < len(text) else "")
    shift = len(head) - start
    seen = ((max(a, start) + shift, min(b, end) + shift) for a, b in marks if a < end and b > start)
    return Marked(f"{head}{text[start:end]}{tail}", tuple(seen))


def marked_at(text: str, spans: set[Span]) -> Marked:
    """The text with these stretches; those that touch are one."""
    marks: list[Span] = []
    for start, end in sorted(spans):
        if marks and start <= marks[-1][1]:
            marks[-1] = (marks[-1][0], max(end, marks[-1][1]))
        else:
            marks.append((start, end))
    return Marked(text, tuple(marks))


def _window(text: str, around: int) -> Span:
    """Which part to show: it begins and ends between words, and never within a character."""
    start = max(0, min(around - _BEFORE, len(text) - LENGTH))
    end = min(len(text), start + LENGTH)
    if start:
        gap = re.search(r"\s", text[start : min(start + _NEAR, around)])
        start += gap.end() if gap else 0
        while start < around and goes_on(text[start]):
            start += 1
    if end < len(text):
        gap_before = re.search(r"\s\S*\Z", text[max(end - _NEAR, around) : end + 1])
        end -= len(gap_before[0]) - 1 if gap_before else 0
        while end > start and goes_on(text[end]):
            end -= 1
    return start, end
