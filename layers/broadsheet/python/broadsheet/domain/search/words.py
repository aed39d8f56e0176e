"""Words as search compares them: in any script, without case, accents and spelling variants.

A text is a row of *tokens*. Most scripts put spaces between words, and there a token is a word.
Chinese, Japanese, Thai, Lao, Khmer and Burmese do not: there a token is a whole *run* of
characters, which the index holds in overlapping pairs.

A term of a query finds
- a word that begins with it (`ferr` finds ferry and ferries), if it has `PREFIX` letters or is
  written in Hangul, whose words carry their particles behind them; a shorter one only itself;
- in a run, the same characters anywhere.

What apostrophes, hyphens and the dots of an abbreviation hold together is a word as well, beside
its parts: `don't` is also dont, `e-mail` email, `Covid-19` covid19, `AT&T` att and `U.N.` un. So
is a number, however its thousands are set apart: `1,000` is also 1000.
"""

import functools
import re
import unicodedata
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from broadsheet.domain.shared.patterns import pattern

PREFIX = 3
"""Letters from which on a term also finds longer words: nobody means all that begins with `a`."""
LONGEST_WORD = 40
"""Letters of a word that count: what is longer is an address, or no word at all."""

_UNSPACED = (
    "\u0e01-\u0e3a\u0e40-\u0e4e"  # Thai without its digits and punctuation
    "\u0e81-\u0ebd\u0ec0-\u0ecd\u0edc-\u0edf"  # Lao
    "\u1000-\u103f\u1050-\u108f\u109a-\u109f\uaa60-\uaa7f"  # Myanmar
    "\u1780-\u17d3\u17d7\u17dc\u17dd"  # Khmer
    "\u3005-\u3007\u3041-\u309f\u30a1-\u30fa\u30fc-\u30ff\u31f0-\u31ff\u3105-\u312f"  # Kana
    "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"  # Han
)
_UNSPACED_CHARACTER = pattern(f"[{_UNSPACED}]")
_ASCII_WORD = pattern("[A-Za-z0-9]+")
_HALFWIDTH_KANA = pattern("[\uff66-\uff9f]+")
_HANGUL = pattern("[\uac00-\ud7a3]")
_DIGIT = pattern("[^\\D0-9]")
# Invisible within a word: soft hyphen, joiners, marks of direction, Arabic tatweel.
_INVISIBLE = "\u00ad\u061c\u0640\u200c-\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff"
# The longest of the prefixes that Light10 takes off (Larkey, Ballesteros, Connell: 'Light
# stemming for Arabic information retrieval', 2007): the article, alone or behind one letter.
_ARABIC_ARTICLE = pattern("^(?:[وفبك]?ال|لل)(?=\\w{3})")
_GONE = (
    *map(ord, "\u00ad\u061c\u0640\u2060\ufeff"),
    *(*range(0x200C, 0x2010), *range(0x202A, 0x202F), *range(0x2066, 0x206A)),
    # Accents of Latin, Greek and Cyrillic; points of Hebrew; vowel signs of Arabic and Syriac.
    *(*range(0x300, 0x370), *range(0x483, 0x48A), *range(0x591, 0x5BE), 0x5BF, 0x5C1, 0x5C2),
    *(0x5C4, 0x5C5, 0x5C7, *range(0x610, 0x61B), *range(0x64B, 0x660), 0x670),
    *(*range(0x6D6, 0x6DD), *range(0x6DF, 0x6E5), 0x6E7, 0x6E8, *range(0x6EA, 0x6EE)),
    *(0x711, *range(0x730, 0x74B), *range(0x8D3, 0x8E2), *range(0x8E3, 0x900)),
    *(*range(0x1AB0, 0x1B00), *range(0x1DC0, 0x1E00), *range(0x20D0, 0x2100)),
    *(*range(0xFE00, 0xFE10), *range(0xFE20, 0xFE30)),
)
# What stands within a word that some write as one. The point of the middle is Catalan's.
_APOSTROPHES = "'\u2019\u2018\u02bc\uff07\u00b4`"
_HYPHENS = "\\-\u2010\u2011\u00b7&"
_SPACES_IN_NUMBERS = " \u00a0\u2009\u202f"
_GROUPED = pattern(
    rf"\d(?<![^\W_]\d)(?<!\d[.,]\d)\d{{0,2}}([{_APOSTROPHES}.,\u066c{_SPACES_IN_NUMBERS}])\d{{3}}"
    r"(?:\1\d{3})*(?![^\W_])"
)
"""Numbers with marks between thousands: 1,000, 1.000, 1'000, 1 000. That nothing stands before them
is looked for behind their first digit: so only digits are looked at.
"""
_PARTS = pattern(f"[{_APOSTROPHES}{_HYPHENS}.]")
ELIDED = frozenset({"c", "d", "dell", "j", "l", "m", "n", "nell", "qu", "s", "t"})
"""What stands before an apostrophe and is a word of its own: `l'eau` is nobody's leau."""
_POSSESSIVE = "s"
"""What stands behind one and is no part of the word."""
# What Unicode does not take apart, but readers without the key on their keyboard do.
# ruff: noqa: RUF001 - they are meant
_LETTERS = {"ı": "i", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "ħ": "h", "æ": "ae", "œ": "oe"}
_ARABIC = {"ٱ": "ا", "ى": "ي", "ی": "ي", "ک": "ك", "ة": "ه"}
_FOLDS = dict.fromkeys(_GONE) | str.maketrans(_LETTERS | _ARABIC | {"þ": "th"})


class Token(NamedTuple):
    """A word or a run: where it stands, and how search spells it."""

    start: int
    end: int
    text: str
    is_run: bool


class Lookup(NamedTuple):
    """What to look for among the words of the index: the word, or all that begin with it."""

    word: str
    whole: bool


class SearchTerm(NamedTuple):
    """One token of a query."""

    text: str
    is_run: bool

    @property
    def lookups(self) -> tuple[Lookup, ...]:
        """An article without all of these among its words cannot have the term."""
        if not self.is_run:
            return (Lookup(self.text, self.is_whole),)
        pairs = tuple(Lookup(p, whole=True) for p in dict.fromkeys(_pairs(self.text)))
        return pairs or (Lookup(self.text, whole=False),)

    def within(self, token: Token) -> Iterator[tuple[int, int]]:
        """Where in the text the term is, as far as this token goes."""
        if self.is_run != token.is_run:
            return
        if self.is_run:
            at = token.text.find(self.text)
            while at >= 0:
                yield token.start + at, token.start + at + len(self.text)
                at = token.text.find(self.text, at + len(self.text))
        elif token.text == self.text or (not self.is_whole and token.text.startswith(self.text)):
            yield token.start, token.end

    @property
    def is_whole(self) -> bool:
        """Whether it finds itself alone, and nothing longer."""
        return len(self.text) < PREFIX and not _HANGUL.search(self.text)


def terms_of(query: str) -> tuple[SearchTerm, ...]:
    """The different terms of a query, in its order."""
    return tuple(dict.fromkeys(SearchTerm(t.text, t.is_run) for t in tokens(tidy(query))))


def index_words(texts: Iterable[str]) -> set[str]:
    """The words that the index holds for these texts, none of which has a space in it."""
    # No token has a space in it, and most words stand in a text many times: each is read once.
    tidied = [tidy(text) for text in texts]
    typed = {typed for text in tidied for typed in text.split()}
    ascii_ = " ".join(filter(str.isascii, typed)).lower()
    words = {word[:LONGEST_WORD] for word in _ASCII_WORD.findall(ascii_)}
    # Each in a line: what stands beside each other in a set does not in a text.
    held = "\n".join(one for one in typed if not one.isalpha())
    words.update(token.text for token in joined(held))
    words.update(token.text for text in tidied for token in _numbers(text))
    for token in tokens(" ".join(one for one in typed if not one.isascii())):
        if token.is_run:
            # The last character alone: so every character begins some word.
            words.update(_pairs(token.text), token.text[-1])
        else:
            words.add(token.text)
    return words


def tidy(text: str) -> str:
    """The text with its letters composed, so that its tokens have the length that is seen."""
    if text.isascii():
        return text
    composed = unicodedata.normalize("NFC", text)
    return _HALFWIDTH_KANA.sub(lambda kana: unicodedata.normalize("NFKC", kana[0]), composed)


def tokens(text: str) -> Iterator[Token]:
    """The tokens of a tidy text, in its order."""
    stretches = _ASCII_WORD if text.isascii() else _stretches(_unspaced_in(text))
    for found in stretches.finditer(text):
        start, end = found.span()
        if found.lastgroup == "run":
            yield Token(start, end, _spelled_run(found[0]), is_run=True)
        else:
            for word in _spelled(found[0]):
                yield Token(start, end, word, is_run=False)


def joined(text: str) -> Iterator[Token]:
    """What in a tidy text some write as one word, as that word, where it stands."""
    yield from _numbers(text)
    for found in _compounds(_unspaced_in(text)).finditer(text):
        start, end = found.span()
        parts = list(filter(None, _PARTS.split(found[0])))
        if found[0][len(parts[0])] in _APOSTROPHES:
            if parts[0].lower() in ELIDED:
                start += len(parts.pop(0)) + 1
            elif parts[1:] == [_POSSESSIVE]:
                continue
        word = "".join(spelled for part in parts for spelled in _spelled(part))
        if len(parts) > 1 and word and not word.isdigit():
            yield Token(start, end - found[0].endswith("."), word[:LONGEST_WORD], is_run=False)


def _numbers(text: str) -> Iterator[Token]:
    for found in _GROUPED.finditer(text):
        digits = "".join(str(unicodedata.decimal(one)) for one in found[0] if one.isdecimal())
        yield Token(*found.span(), digits[:LONGEST_WORD], is_run=False)


def _pairs(run: str) -> tuple[str, ...]:
    return tuple(run[n : n + 2] for n in range(len(run) - 1))


def _unspaced_in(text: str) -> str:
    """What of `_UNSPACED` the text may have: all, or nothing.

    A pattern without it is compiled in a fifth of the time, and few newspapers need the other.
    """
    may_have = any("\u0e01" <= char <= "\u17dd" or char >= "\u3005" for char in set(text))
    return _UNSPACED if may_have else ""


@functools.cache
def _stretches(unspaced: str) -> re.Pattern[str]:
    """Runs, and words: letters, digits, the marks that belong to them and what is invisible."""
    blocks = (*range(0x300, 0x2100), *range(0xA66F, 0xAC00), *range(0xFE00, 0xFE30))
    marks = "".join(chr(c) for c in blocks if unicodedata.category(chr(c))[0] == "M")
    runs = f"(?P<run>[{unspaced}]+)|" if unspaced else ""
    return re.compile(f"{runs}(?:[^\\W_{unspaced}]|[{marks}{_INVISIBLE}])+")


@functools.cache
def _compounds(unspaced: str) -> re.Pattern[str]:
    """Words with an apostrophe or a hyphen in them, and abbreviations of letters with dots."""
    letter = f"[^\\W_{unspaced}]"
    within = f"[{_APOSTROPHES}{_HYPHENS}]"
    letters = f"(?:{letter}\\.)+{letter}(?!{letter})\\.?"
    return re.compile(f"(?<!{letter})(?:{letters}|{letter}+(?:{within}{letter}+)+)")


def plain(text: str) -> str:
    """The text without case, accents, what is invisible, and variants of letters and digits."""
    folded = unicodedata.normalize("NFKC", text).casefold()
    folded = unicodedata.normalize("NFKD", folded).translate(_FOLDS)
    folded = _DIGIT.sub(lambda digit: str(unicodedata.decimal(digit[0])), folded)
    return unicodedata.normalize("NFC", folded)


def is_unspaced(character: str) -> bool:
    """Whether the character is of a script that puts no spaces between words."""
    return not character.isascii() and _UNSPACED_CHARACTER.match(character) is not None


@functools.lru_cache(4096)
def _spelled(stretch: str) -> tuple[str, ...]:
    """The words of a stretch; several where a ligature stands for a phrase, none at times."""
    if stretch.isascii():
        return (stretch.lower()[:LONGEST_WORD],)
    spelled = plain(stretch)
    words = _stretches(_unspaced_in(spelled)).finditer(spelled)
    return tuple(_ARABIC_ARTICLE.sub("", word[0])[:LONGEST_WORD] for word in words)


def _spelled_run(run: str) -> str:
    # Character for character, so that places in it are places in the text.
    return "".join(map(_spelled_character, run))


@functools.lru_cache(4096)
def _spelled_character(character: str) -> str:
    plain = unicodedata.normalize("NFKC", character)
    return plain if len(plain) == 1 else character
