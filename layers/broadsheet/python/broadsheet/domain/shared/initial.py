"""The letter that stands for a name where there is no picture of whose it is."""

import unicodedata
from collections.abc import Iterator

_JOINER = "\u200d"
_VIRAMA = 9
"""The combining class of what takes a consonant's vowel away (Unicode, 4.3)."""
_LONGEST = 12
"""Characters of one letter: nobody's has as many marks."""


def initial_of(name: str) -> str:
    """The first letter or digit of a name with all that is written on it; empty without any.

    It is whole as UAX #29 has it (3.1): marks stay on their letter, and letters of Indian scripts
    that are joined stay joined. Signs, pictures and brackets stand for nobody.
    """
    if name[:1].isalnum() and name[:2].isascii():
        return name[:1]
    composed = unicodedata.normalize("NFC", name)
    at = next((at for at, char in enumerate(composed) if _is_letter(char)), len(composed))
    return "".join(_letter(composed[at : at + _LONGEST]))


def _is_letter(char: str) -> bool:
    # A letter of the category Lm (a stroke that only lengthens, an apostrophe) is none by itself.
    category = unicodedata.category(char)
    return category[0] in "LN" and category != "Lm"


def _letter(text: str) -> Iterator[str]:
    is_joined = False
    for at, char in enumerate(text):
        is_mark = char == _JOINER or unicodedata.category(char)[0] == "M"
        if at and not is_mark and not (is_joined and unicodedata.category(char) == "Lo"):
            return
        yield char
        is_joined = unicodedata.combining(char) == _VIRAMA or (is_joined and char == _JOINER)
