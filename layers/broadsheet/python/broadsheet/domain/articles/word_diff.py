"""What was taken out of a text and what was put in, in words, for people to read.

Paragraphs are compared first and the words of those that differ after, so that the work grows
with what was changed. Python's `difflib` takes quadratic time at worst, so that parts larger
than `MOST` are shown as replaced whole.
"""

import re
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from typing import Literal

import msgspec

MOST = 2_000
"""Paragraphs of a text, or words of a changed stretch, that are compared one by one."""
_PARAGRAPHS = re.compile(r".*?\n+|.+\Z", re.DOTALL)
_WORDS = re.compile(r"\s+|\w+|[^\w\s]")


class Part(msgspec.Struct, frozen=True):
    """A stretch of text: in both, only in the older, or only in the newer one."""

    kind: Literal["same", "removed", "added"]
    text: str


def word_diff(older: str, newer: str) -> list[Part]:
    """The stretches in their order: those that are not `added` are the older text, those that
    are not `removed` the newer."""
    if older == newer:
        return [Part("same", older)] if older else []
    parts: list[Part] = []
    for old, new in _differing(paragraphs(older), paragraphs(newer)):
        if old == new:
            parts.append(Part("same", old))
        else:
            parts += _words(old, new)
    return _joined(parts)


def paragraphs(text: str) -> list[str]:
    """The paragraphs of a text, each with the line ends after it: joined, they are the text."""
    return _PARAGRAPHS.findall(text)


def _words(older: str, newer: str) -> Iterator[Part]:
    for old, new in _differing(_WORDS.findall(older), _WORDS.findall(newer)):
        if old == new:
            yield Part("same", old)
            continue
        if old:
            yield Part("removed", old)
        if new:
            yield Part("added", new)


def _differing(older: Sequence[str], newer: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Stretches of both side by side, equal ones and others."""
    if max(len(older), len(newer)) > MOST:
        yield "".join(older), "".join(newer)
        return
    for _, a, b, c, d in SequenceMatcher(None, older, newer).get_opcodes():
        yield "".join(older[a:b]), "".join(newer[c:d])


def _joined(parts: list[Part]) -> list[Part]:
    joined: list[Part] = []
    for part in parts:
        if joined and joined[-1].kind == part.kind:
            joined[-1] = Part(part.kind, joined[-1].text + part.text)
        else:
            joined.append(part)
    return joined
