"""Lists of words and phrases, looked for in a comment in steps that grow with its length alone.

A list is one automaton: every character of every entry is a bit of one number, which says how
far each entry has been found where the text is read now. One character of the text is one step,
whatever the text and the entries are: nothing is tried twice, so nothing can be made slow.

An entry is found as whole words, in any case, with any accents, in full-width letters and with
what is invisible between them; also where signs stand for letters (`c@s1no`), and where the
letters stand apart (`c a s i n o`). `*` stands for any letters within a word, or none. Scripts
without spaces between words are found anywhere.
"""

import html
import re
import unicodedata
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from broadsheet.domain.search.words import is_unspaced, plain

_STAR = "\ue000"
_ENTITY = re.compile("&#?[0-9A-Za-z]{1,32};")
_UNSEEN = dict.fromkeys(
    # Marks of emphasis and code, and what else may stand within a word and is not seen.
    [
        *map(ord, "*`~\u115f\u1160\u200b\u3164\uffa0"),
        *(*range(0x180B, 0x1810), *range(0x2061, 0x2066)),
        *(*range(0xE0000, 0xE0080), *range(0xE0100, 0xE01F0)),
    ]
)
_APART = 4
"""So many single letters in a row are one word."""
_DIGITS = {"0": "o", "1": "il", "3": "e", "4": "a", "5": "s", "7": "t", "8": "b"}
_SIGNS = {"@": "a ", "$": "s ", "€": "e ", "!": "il ", "|": "il "}
"""What may stand for a letter; a sign may also part two words, as in an e-mail address."""
_LETTERS_MEANT = _DIGITS | _SIGNS
_FIRST = 0xE100
_DOUBTFUL = {ord(sign): _FIRST + n for n, sign in enumerate(_LETTERS_MEANT)}
"""Signs in a word that has letters too: those of `100` are digits, and nothing else."""
_MEANT = {chr(_DOUBTFUL[ord(sign)]): sign + more for sign, more in _LETTERS_MEANT.items()}


_SIGN_OF = {doubtful: chr(sign) for sign, doubtful in _DOUBTFUL.items()}


class Found(NamedTuple):
    """An entry of a list, and the words that it was found as, as they are compared."""

    entry: str
    words: str


class WordList:
    """The entries of a list, ready to be looked for."""

    def __init__(self, entries: Iterable[str]) -> None:
        self._entry_at: dict[int, str] = {}
        self._steps: dict[str, int] = {}
        self._starts = self._ends = self._loops = 0
        self._size = 0
        for entry in entries:
            self._add(entry)
        for doubtful, meant in _MEANT.items():
            self._steps[doubtful] = sum(self._steps.get(letter, 0) for letter in meant)

    def found_in(self, text: str) -> tuple[str, ...]:
        """The entries that the text has, in the list's order."""
        return self.found_among(spelled(text))

    def found_among(self, characters: Iterable[str]) -> tuple[str, ...]:
        """The same, of what `spelled` gives. Takes every character once."""
        found = state = 0
        for character in characters:
            kept = state & self._loops if character != " " else 0
            state = (state << 1 | self._starts) & self._steps.get(character, 0) | kept
            found |= state
        return tuple(dict.fromkeys(self._entries(found & self._ends)))

    def words_in(self, text: str) -> tuple[Found, ...]:
        """The entries that there are in what `spelled` gave, each where it is found first."""
        wanted = self.found_among(text)
        if not wanted:
            return ()
        at: dict[str, int] = {}
        state = seen = 0
        for n, character in enumerate(text):
            kept = state & self._loops if character != " " else 0
            state = (state << 1 | self._starts) & self._steps.get(character, 0) | kept
            new = state & self._ends & ~seen
            seen |= new
            for entry in self._entries(new):
                at.setdefault(entry, n)
            if len(at) == len(wanted):
                break
        return tuple(Found(entry, _words_at(text, at[entry], entry)) for entry in wanted)

    def _entries(self, ends: int) -> Iterator[str]:
        while ends:
            yield self._entry_at[(ends & -ends).bit_length() - 1]
            ends &= ends - 1

    def _add(self, entry: str) -> None:
        pattern = _pattern(entry)
        if not pattern.replace(_STAR, "").strip():
            return
        self._starts |= 1 << self._size
        for character in pattern:
            if character == _STAR:
                self._loops |= 1 << (self._size - 1)
            else:
                self._steps[character] = self._steps.get(character, 0) | 1 << self._size
                self._size += 1
        self._ends |= 1 << (self._size - 1)
        self._entry_at[self._size - 1] = entry


def spelled(text: str) -> str:
    """The words of a text as they are compared, with spaces around and between them."""
    shown = _ENTITY.sub(lambda entity: html.unescape(entity[0]), text.replace(_STAR, " "))
    words = _whole_words(plain(shown.translate(_UNSEEN)))
    return f" {' '.join(map(_with_doubts, words))} "


def letters_of(text: str) -> str:
    """The letters and digits of a text in one row: the same for texts that say the same."""
    return "".join(c for c in plain(text.translate(_UNSEEN)) if c.isalnum())


def _pattern(entry: str) -> str:
    words = list(_whole_words(plain(entry.replace("*", _STAR))))
    if not words:
        return ""
    # What has no spaces in its script has no edges that could be told.
    first = "" if is_unspaced(words[0][0]) else " "
    last = "" if is_unspaced(words[-1][-1]) else " "
    # A star at an end lets the word begin or end anywhere.
    whole = f"{first}{' '.join(words)}{last}"
    return whole.removeprefix(f" {_STAR}").removesuffix(f"{_STAR} ").strip(_STAR)


def _words_at(text: str, place: int, entry: str) -> str:
    """The whole words that an entry ends in at that place."""
    words = list(_whole_words(plain(entry.replace("*", _STAR))))
    if is_unspaced(words[-1][-1]):
        return entry
    end = text.find(" ", place)
    whole = " ".join(text[: end if end >= 0 else len(text)].split()[-len(words) :])
    return "".join(_SIGN_OF.get(ord(c), c) for c in whole)


def _with_doubts(word: str) -> str:
    return word if word.isalpha() or word.isnumeric() else word.translate(_DOUBTFUL)


def _whole_words(text: str) -> Iterator[str]:
    """The words; letters that stand apart are put together."""
    apart: list[str] = []
    for word in _stretches(text):
        if len(word) == 1:
            apart.append(word)
            continue
        yield from _together(apart)
        apart.clear()
        yield word
    yield from _together(apart)


def _together(letters: list[str]) -> list[str]:
    return ["".join(letters)] if len(letters) >= _APART else letters


def _stretches(text: str) -> Iterator[str]:
    word: list[str] = []
    for character, after in zip(text, f"{text[1:]} ", strict=True):
        is_part = _is_part(character) or (character in _SIGNS and after.isalpha())
        if word and (not is_part or _part_ways(word[-1], character)):
            yield "".join(word)
            word.clear()
        if is_part:
            word.append(character)
    if word:
        yield "".join(word)


def _part_ways(before: str, after: str) -> bool:
    """Scripts without spaces stand beside others without one."""
    return _STAR not in (before, after) and is_unspaced(before) != is_unspaced(after)


def _is_part(character: str) -> bool:
    if character.isascii():
        return character.isalnum()
    return character.isalnum() or character == _STAR or unicodedata.category(character)[0] == "M"
