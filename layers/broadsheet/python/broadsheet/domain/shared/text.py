"""What counts as text: anything a person can read, in any script."""

import re
import unicodedata
from collections.abc import Iterator
from typing import NamedTuple

from broadsheet.domain.shared.patterns import pattern

UNSEEN = pattern(
    "[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e"
    "\u2060-\u206f\u2800\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufffc\U0001bca0-\U0001bca3"
    "\U00013441\U00013442\U00016fe4\U0001d159\U0001d173-\U0001d17a\U000e0000-\U000e0fff]"
)
"""Default_Ignorable_Code_Point (Unicode, DerivedCoreProperties), the blanks of Braille, of
hieroglyphs and of scores, and marks of annotations: nothing of them is seen, or only by what they
do to their neighbours."""
_SEEN = pattern(f"[^\\s{UNSEEN.pattern[1:]}")
_LINES = frozenset("\t\n\r")
_ENDS_OF_PLANES = "".join(
    f"{chr(p + 0xFFFE)}{chr(p + 0xFFFF)}" for p in range(0, 0x110000, 0x10000)
)
_CONTROLS = "\0-\x1f\x7f-\x9f\ud800-\udfff"


def any_of(characters: str) -> re.Pattern[str]:
    """One of the characters of a class, or one of the two at the end of a plane, which are none.

    Few texts have anything of the last planes: to look for all ends in each character would take
    ten times as long as to look again at those.
    """
    likely = f"{characters}\ufffe\uffff\U0001fffe-\U0010ffff"
    return pattern(f"[{likely}](?<=[{characters}{_ENDS_OF_PLANES}])")


_UNPRINTABLE = any_of(_CONTROLS)
_REFUSED = any_of(f"{_CONTROLS}\u202d\u202e")
_SPACES = pattern("\r\n|[\t-\r\x85\u2028\u2029]")
_AS_LINES = str.maketrans(
    {
        # As a word processor hands over a line, a page and a column that was ended by hand.
        **dict.fromkeys("\x0b\x0c\x0e\x85\u2028", "\n"),
        "\u2029": "\n\n",
    }
)
_AS_TYPED = str.maketrans(
    {
        # What Microsoft Word hands over for a hyphen that does not break, and for one that may.
        "\x1e": "\u2011",
        "\x1f": "\u00ad",
        # A mark of the order of bytes, which editors leave at the start of what they save.
        "\ufeff": "",
    }
)
_NEXT_LINE = "\x85"
_C1 = pattern("[\x80-\x9f]")
_ODD = pattern("[\0-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069\ufeff]")
_ODD_IN_LINES = pattern(_ODD.pattern.replace("\0-\x1f", "\0-\x08\x0b\x0c\x0e-\x1f"))
"""The same without tabs and line ends, which every text of several lines has."""
_TURNS = pattern("[\u202a-\u202e\u2066-\u2069]")
_OVERRIDES = frozenset("\u202d\u202e")
_EMBEDDINGS = frozenset("\u202a\u202b\u202d\u202e")
_ISOLATES = frozenset("\u2066\u2067\u2068")
_POP, _POP_ISOLATE = "\u202c", "\u2069"
NEIGHBOURS = 12
"""Characters on each side that are repeated of where an odd one stands."""
_JOINER = "\u200d"
_VIRAMA = 9
"""The combining class of what takes a consonant's vowel away (Unicode, 4.3)."""
_LONGEST = 12
"""Characters of one letter: nobody's has as many marks."""


class OddCharacter(NamedTuple):
    """A character that cannot stay: a stable code, what it is, and where it stands, from 1.

    `before` and `after` are its nearest neighbours, as far as they can be shown.
    """

    code: str
    name: str
    at: int
    before: str
    after: str


def as_meant(text: str, *, lines: bool = False) -> str:
    """The text with what programs paste in place of a space, a line end, a hyphen or a quote.

    Without `lines` it is one line, and line ends and tabs become a space. Controls of Windows-1252
    that came as if they were of Latin-1 become what they are there (WHATWG Encoding), and what
    turns the direction of text is ended where its line ends (`closed`), so that it cannot
    turn around what is shown after it. What has no meaning stays, for `odd_character`.
    """
    if not (_ODD_IN_LINES if lines else _ODD).search(text):
        return text
    text = _windows(text).translate(_AS_TYPED)
    text = text.translate(_AS_LINES) if lines else _SPACES.sub(" ", text.strip())
    return closed(text)


def _windows(text: str) -> str:
    """A NEXT LINE by itself is a line end; beside others of its block it is their ellipsis."""
    if set(_C1.findall(text)) <= {_NEXT_LINE}:
        return text
    return _C1.sub(lambda found: _in_windows(found[0]), text)


def _in_windows(char: str) -> str:
    try:
        return char.encode("latin-1").decode("cp1252")
    except UnicodeDecodeError:
        return char


def closed(text: str) -> str:
    """The text, with all that turns its direction ended within its line (UAX #9, BD9 to X8).

    Nothing looks different by it: a line's end would do the same, where it is a paragraph's. Ends
    of nothing are left out.
    """
    if not _TURNS.search(text):
        return text
    return "".join(map(_closed_line, re.split("(\r\n?|\n)", text)))


def whole_lines(text: str) -> str:
    """A part of a text that turns nothing around that is shown after it, and is no longer."""
    if closed(text) == text:
        return text
    turns = _EMBEDDINGS | _ISOLATES | {_POP, _POP_ISOLATE}
    return "".join(char for char in text if char not in turns)


def _closed_line(line: str) -> str:
    kept: list[str] = []
    still_open: list[str] = []
    isolates = 0
    for char in line:
        if char in _EMBEDDINGS or char in _ISOLATES:
            isolates += char in _ISOLATES
            still_open.append(_POP if char in _EMBEDDINGS else _POP_ISOLATE)
        elif char == _POP:
            if still_open[-1:] != [_POP]:
                continue
            still_open.pop()
        elif char == _POP_ISOLATE:
            # To look for one among all that is open would take a minute for the longest text.
            if not isolates:
                continue
            isolates -= 1
            while still_open.pop() != _POP_ISOLATE:
                kept.append(_POP)
        kept.append(char)
    return "".join((*kept, *reversed(still_open)))


def readable(text: str, *, lines: bool = False, overrides: bool = False) -> tuple[str, list[str]]:
    """The text as it was meant, without what `odd_character` would find in it, and what that was.

    What went is named as `U+XXXX`, each once.
    """
    meant = as_meant(text, lines=lines)
    refused = _UNPRINTABLE if overrides else _REFUSED
    odd = {char for char in refused.findall(meant) if not (lines and char in _LINES)}
    if not odd:
        return meant, []
    kept = "".join(char for char in meant if char not in odd)
    return closed(kept), [f"U+{ord(char):04X}" for char in dict.fromkeys(meant) if char in odd]


def without_overrides(text: str) -> str:
    """The text in the order of its characters, whatever it says of that."""
    return closed("".join(char for char in text if char not in _OVERRIDES))


def odd_character(
    text: str, *, lines: bool = False, overrides: bool = False
) -> OddCharacter | None:
    """The first character that cannot be kept, after `as_meant`; None if all can.

    That is what neither HTML nor XML 1.0 can carry (`unprintable`) and, unless `overrides` are
    fine, what shows letters in another order than they are in, so that a name or an address is
    read as another.
    """
    for found in (_UNPRINTABLE if overrides else _REFUSED).finditer(text):
        if not (lines and found[0] in _LINES):
            code = "override" if found[0] in _OVERRIDES else "unprintable"
            return odd_at(text, found.start(), code)
    return None


def invisible_character(text: str, needed: re.Pattern[str]) -> OddCharacter | None:
    """The first that is not seen and stands nowhere where it is `needed`."""
    unseen = [one.start() for one in UNSEEN.finditer(text)]
    if not unseen:
        return None
    spared = {at for found in needed.finditer(text) for at in range(*found.span())}
    found = (at for at in unseen if at not in spared)
    return next((odd_at(text, at, "invisible") for at in found), None)


def odd_at(text: str, at: int, code: str) -> OddCharacter:
    """The character at an index, as one that cannot stay."""
    char = text[at]
    point = f"U+{ord(char):04X}"
    name = unicodedata.name(char, "").lower()
    before, after = text[max(at - NEIGHBOURS, 0) : at], text[at + 1 : at + 1 + NEIGHBOURS]
    return OddCharacter(
        code, f"{point} ({name})" if name else point, at + 1, _shown(before), _shown(after)
    )


def _shown(text: str) -> str:
    """What of the text can stand in a message."""
    seen = UNSEEN.sub("", _UNPRINTABLE.sub(" ", text))
    return " ".join(seen.split())


def where(odd: OddCharacter) -> str:
    """Where it stands, in words."""
    place = f"as character {odd.at}"
    if odd.before:
        return f"{place}, after “{odd.before}”"
    return f"{place}, before “{odd.after}”" if odd.after else place


def unprintable(text: str, *, lines: bool = False) -> str | None:
    """The first character that neither HTML nor XML 1.0 can carry, as `U+XXXX`, or None.

    With `lines`, tabs and line ends are fine.
    """
    odd = odd_character(text, lines=lines, overrides=True)
    return odd.name if odd else None


def is_blank(text: str) -> bool:
    """Whether there is nothing to be seen."""
    return not _SEEN.search(text)


EMAIL = pattern(
    r"(?<![A-Za-z0-9])(?>(?:(?!%40)[^\s\"<>@,;:\\]){1,64})(?:@|%40)"
    r"[^\s\"'<>@,;:\\]{1,255}\.[^\s\"'<>@,;:\\]+"
)
"""What looks like an e-mail address, also as one stands in a URL.

Nobody's name has more than 64 characters (RFC 5321, 4.5.3.1.1), and what is looked at for each is
bounded: a word of 16,000 letters took six seconds.
"""


def without_addresses(text: str) -> str:
    """The text without anything that looks like an e-mail address: for notes that are kept."""
    return EMAIL.sub("[e-mail]", text)


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
