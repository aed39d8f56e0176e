"""Names that look alike: what a reader takes for the name of somebody in the newsroom."""

import functools
import unicodedata
from collections.abc import Collection, Iterable

from broadsheet.domain.comments.names.confusables import ALIKE
from broadsheet.domain.comments.names.likeness import is_near
from broadsheet.domain.shared.patterns import pattern

# Those for which Unicode names no ASCII letter (its м is a turned w), or another in capitals.
_MORE = dict(zip("кмБьԀҺԚβεκςχωԼ", "km6bDHQbekcxwL", strict=True))
# Syllables of Canada that are offered as Latin letters, and which Unicode's data does not name.
_MORE |= dict(zip("ᗩᕮᑎᑕᔕᗯᘜᖴᒍ", "AENCSWGFJ", strict=True))
_ALIKE = {letter: latin for latin, letters in ALIKE.items() for letter in letters} | _MORE
# A name in capitals is the same name: of a letter in one case only, the other one goes with it.
_LETTERS = str.maketrans(
    {case: latin for c, latin in _ALIKE.items() if len(case := c.swapcase()) == 1} | _ALIKE
)
_SIGNS = str.maketrans("0134578$@!|€£¡", "oleastbsalleLl")
# Letters in boxes and the halves of flags, which have no compatibility form.
_BOXED = {first + n: chr(ord("a") + n) for first in (0x1F150, 0x1F170, 0x1F1E6) for n in range(26)}
# Accents, and the points of Arabic and Hebrew. The marks of other scripts are their vowels.
_ACCENTS = pattern(
    "[\u0300-\u036f\u0483-\u0489\u0591-\u05c7\u064b-\u0652\u0670\u1ab0-\u1aff\u1dc0-\u1dff"
    "\u20d0-\u20ff\ufe00-\ufe0f\ufe20-\ufe2f\u0640\U000e0100-\U000e01ef]"
)
# What a Latin letter is called that is one of A to Z turned, small, long or open, or has a tail.
# Only ß is called after one letter and read as two. UnicodeData.txt, field 1
_CALLED = pattern(
    r"LATIN .*?LETTER (?:(?!SHARP)[A-Z]+ )*?([A-Z]{1,2}|ALPHA|IOTA|UPSILON|SCHWA|ESH|EZH|ETH|HENG)"
    "(?: (?:WITH|ROTUNDA|PRECEDED) .*)?"
)
_NAMED = {"SCHWA": "e", "ESH": "s", "EZH": "z", "ETH": "d"}
_TURNED = pattern("LATIN .*LETTER .*(?:TURNED|INVERTED) ")
# Letters that are others on their heads, as pages offer that turn text.
_ON_ITS_HEAD = str.maketrans("nudpbqmwNUMW69", "unpdqbwmUNWM96")
_APART = pattern(r"[\s\u2010-\u2015_.,/|·•()\[\]-]+")


def skeleton(name: str) -> str:
    """What is left of a name for a reader who does not look twice; for comparisons only.

    Case, accents, spaces and punctuation are gone, and what looks like a Latin letter is one:
    `ADA_L0velacé` and `Ada Lovelace` have the same. Letters of other scripts stay as they are.
    """
    text = unicodedata.normalize("NFKD", name).translate(_BOXED).translate(_LETTERS)
    text = _ACCENTS.sub("", text)
    text = "".join(map(_in_ascii, text)).casefold().translate(_SIGNS)
    text = "".join(c for c in text if c.isalnum() or unicodedata.category(c) in ("Mn", "Mc"))
    # No eye tells these from each other in most typefaces.
    return text.replace("i", "l").replace("rn", "m").replace("vv", "w")


def upright(name: str) -> tuple[str, ...]:
    """What a name of turned letters says, read from its one end and from the other."""
    if not any(_TURNED.match(unicodedata.name(char, "")) for char in name):
        return ()
    turned = name.translate(_ON_ITS_HEAD)
    return turned, turned[::-1]


def in_latin(name: str) -> str:
    """The name with what looks like a Latin letter written as one; its words stay apart."""
    return unicodedata.normalize("NFKD", name).translate(_BOXED).translate(_LETTERS)


def imitates(name: str, names: Iterable[str], around: Collection[str] = frozenset()) -> str | None:
    """The first of `names` that a reader would take `name` for, or None.

    That is a name with the same skeleton, with its words in another order (`Lovelace, Ada`),
    or, where it has two words or more, one that is near it (`Ada Lovelace, editor`), see
    `likeness`; `around` are skeletons of words that may stand around a name.
    """
    for read in (name, *upright(name)):
        whole, words = skeleton(read), _words(read)
        for other in names if whole else ():
            theirs = _words(other)
            if whole == "".join(theirs) or (words and sorted(words) == sorted(theirs)):
                return other
            if is_near(words, theirs, around):
                return other
    return None


@functools.lru_cache(maxsize=4096)
def _words(name: str) -> tuple[str, ...]:
    return tuple(word for part in _APART.split(name) if (word := skeleton(part)))


def _in_ascii(char: str) -> str:
    """A letter of the Latin script without what it carries: ø, ł, ß, small and turned ones too."""
    name = "" if char.isascii() else unicodedata.name(char, "")
    called = _CALLED.fullmatch(name)
    if called:
        letters = called[1]
        return _NAMED.get(letters, letters if len(letters) < 3 else letters[0])
    return _transliterated(char) if name.startswith("LATIN") else char


def _transliterated(char: str) -> str:
    # Its table takes 5 ms to load, and most names have no such letter.
    from text_unidecode import unidecode  # type: ignore[import-untyped]  # noqa: PLC0415

    latin: str = unidecode(char)
    return latin
