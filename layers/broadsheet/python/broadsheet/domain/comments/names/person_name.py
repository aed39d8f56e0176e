"""Names of people who comment: any script, and nothing in them that a reader cannot see."""

import unicodedata
from typing import NamedTuple

from broadsheet.domain.shared.patterns import pattern
from broadsheet.domain.shared.sentence import Sentence, for_programs
from broadsheet.domain.shared.text import EMAIL, OddCharacter, invisible_character, odd_at

MOST_MARKS = 4
"""Marks on one letter. Pointed Hebrew with its accents takes four, Tibetan names three."""


class NameProblem(NamedTuple):
    """Why a name cannot stand on a page: a stable code, words for a person, and which character."""

    code: str
    said: Sentence
    odd: OddCharacter | None = None

    @property
    def detail(self) -> str:
        """What is wrong, in English."""
        return str(self.said)


UNPRINTABLE = NameProblem("unprintable", for_programs("contains characters that cannot be shown"))
INVISIBLE = NameProblem("invisible", for_programs("contains invisible characters"))
TOO_MANY_MARKS = NameProblem(
    "too_many_marks", for_programs(f"has more than {MOST_MARKS} marks on one letter")
)
ADDRESS = NameProblem("address", for_programs("is an e-mail address, which everybody would see"))
NO_LETTERS = NameProblem("no_letters", for_programs("has no letter, number or emoji"))

_SPACES = pattern(r"[ \t-\r\x85\u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]+")
_MARKS = pattern(f"[^\ue000]\ue000{{{MOST_MARKS + 1},}}")
# Scripts whose letters join, or form clusters: Arabic, Syriac, N'Ko, Mandaic; Devanagari to
# Malayalam and Sinhala; Myanmar, Khmer, Mongolian; Vedic signs and the later Arabic blocks.
_JOINING = (
    r"\u0600-\u07ff\u0840-\u08ff\u0900-\u0dff\u1000-\u109f\u1780-\u18af\u1cd0-\u1cff"
    r"\ua8e0-\ua8ff\ufb50-\ufdff\ufe70-\ufefc"
)
_HAN = r"\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U000323af"
_EMOJI = r"\u00a9\u00ae\u203c-\u3299\U0001f000-\U0001faff"
_FLAG = "(?:{})\U000e007f".format(
    "|".join("".join(chr(0xE0000 + ord(c)) for c in part) for part in ("gbeng", "gbsct", "gbwls"))
)
# What is not seen, but needed to write a name as it is written.
_NEEDED = pattern(
    # Persian and its kin part letters with it, Indic scripts shape clusters with both.
    f"(?<=[{_JOINING}])[\u200c\u200d](?=[{_JOINING}])"
    # A Malayalam name may end in a consonant that a joiner makes its final form.
    "|(?<=\u0d4d)\u200d(?!\\S)"
    # A family, or a farmer with a skin tone, is several emoji.
    f"|(?<=[{_EMOJI}\ufe0f])\u200d(?=[{_EMOJI}])"
    f"|(?<=[{_EMOJI}])[\ufe0e\ufe0f]|(?<=[0-9#*])\ufe0f(?=\u20e3)"
    # Which form of a character a family writes its name with (Unicode, UTS 37).
    f"|(?<=[{_HAN}])[\ufe00-\ufe02\U000e0100-\U000e01ef]"
    "|(?<=[\u1820-\u18aa])[\u180b-\u180d\u180f]"
    # Mongolian sets the last a or e of many a name apart (The Unicode Standard, 13.5).
    "|(?<=[\u1820-\u18aa\u180b-\u180d\u180f])\u180e(?=[\u1820\u1821])"
    # The flags of England, Scotland and Wales (UTS 51, emoji tag sequences that are recommended).
    f"|(?<=\U0001f3f4){_FLAG}"
)


def tidied_name(text: str) -> str:
    """The name in Unicode's composed form (NFC), with single spaces for all kinds of space."""
    return unicodedata.normalize("NFC", _SPACES.sub(" ", text).strip())


def problem_of_name(name: str) -> NameProblem | None:
    """What a tidied name must not have, if it has it.

    Refused are control characters, private use and halves of characters; whatever is not seen,
    such as overrides of the direction of text, save where a script or an emoji needs it; piles
    of marks; names that are nothing but punctuation; and e-mail addresses, as a name is published.
    """
    kinds = [unicodedata.category(char) for char in name]
    for at, kind in enumerate(kinds):
        if kind in ("Cc", "Cs", "Co") or _is_noncharacter(name[at]):
            return UNPRINTABLE._replace(odd=odd_at(name, at, UNPRINTABLE.code))
    if odd := invisible_character(name, _NEEDED):
        return INVISIBLE._replace(odd=odd)
    if _MARKS.search("".join("\ue000" if k in ("Mn", "Me") else "x" for k in kinds)):
        return TOO_MANY_MARKS
    if not any(kind[0] in "LN" or kind == "So" for kind in kinds):
        return NO_LETTERS
    return ADDRESS if EMAIL.search(name) else None


def _is_noncharacter(char: str) -> bool:
    return ord(char) & 0xFFFE == 0xFFFE or 0xFDD0 <= ord(char) <= 0xFDEF
