"""Letters of any script in ASCII: as the usual romanisation has them, without its marks."""

import re
import unicodedata

_MARKS = re.compile("[^0-9A-Za-z]+")
# What anyascii leaves out because no Latin letter is just this one; readers would miss the vowel.
_SPOKEN = dict(zip("اأإآعىةٱ", "aaiaaaha", strict=True))
_VOWELS = frozenset("aeiouAEIOU")
_VIRAMA = 9
"""The combining class of the sign that takes a consonant its vowel (UAX 44, table 15)."""
_BRAHMIC = (range(0x0900, 0x0E00), range(0x1000, 0x10A0))
"""The blocks of India's scripts and of Burmese, in which a consonant has an `a` unless a sign says
otherwise (The Unicode Standard, 12.1)."""
_SILENT_AT_THE_END = range(0x0900, 0x0B00)
"""Hindi, Bengali, Panjabi and Gujarati, which do not speak the last one of a word."""


def romanised(text: str) -> str:
    """The text in ASCII: letters by `anyascii`, Chinese characters one by one, no pictures."""
    if text.isascii():
        return text
    nexts = [*text[1:], " "]
    return "".join(_spoken(char, then) for char, then in zip(text, nexts, strict=True))


def _spoken(char: str, then: str) -> str:
    if char.isascii():
        return char
    kind = unicodedata.category(char)
    if kind == "So":
        return " "
    latin = _SPOKEN.get(char) or _latin(char)
    if kind[0] not in "LM":
        # Of an apostrophe nothing stays, as of one that is a letter.
        return latin.replace("'", "")
    letters = _MARKS.sub("", latin)
    if unicodedata.name(char, "").startswith("CJK "):
        return f" {letters} "
    return letters + _own_vowel(char, letters, then)


def _own_vowel(char: str, letters: str, then: str) -> str:
    """The vowel that a consonant of a Brahmic script has where no sign names another."""
    if not any(ord(char) in block for block in _BRAHMIC):
        return ""
    ends_open = not letters or letters[-1] in _VOWELS or not _is_consonant(char)
    if ends_open or unicodedata.combining(then) == _VIRAMA:
        return ""
    if unicodedata.category(then)[0] == "M":
        follows = _MARKS.sub("", _latin(then))
        is_vowel = follows[:1] in _VOWELS if follows else False
        return "" if is_vowel or _is_medial(then) else "a"
    is_last = not then.isalpha()
    return "" if is_last and ord(char) in _SILENT_AT_THE_END else "a"


def _is_consonant(char: str) -> bool:
    return unicodedata.category(char) == "Lo" or _is_medial(char)


def _is_medial(char: str) -> bool:
    return " MEDIAL " in unicodedata.name(char, "")


def _latin(char: str) -> str:
    from anyascii import anyascii  # noqa: PLC0415 - ASCII needs none

    return str(anyascii(char))
