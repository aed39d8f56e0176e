"""What counts as text: anything a person can read, in any script."""

import re
import unicodedata

UNSEEN = re.compile(
    "[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e"
    "\u2060-\u206f\u2800\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufffc\U0001bca0-\U0001bca3"
    "\U0001d173-\U0001d17a\U000e0000-\U000e0fff]"
)
"""Default_Ignorable_Code_Point (Unicode, DerivedCoreProperties), the blank of Braille and marks of
annotations: nothing of them is seen, or only by what they do to their neighbours."""
_LINES = frozenset("\t\n\r")


def unprintable(text: str, *, lines: bool = False) -> str | None:
    """The first character that neither HTML nor XML 1.0 can carry, as `U+XXXX`, or None.

    With `lines`, tabs and line ends are fine.
    """
    for char in text:
        bad = unicodedata.category(char) in ("Cc", "Cs") or ord(char) & 0xFFFE == 0xFFFE
        if bad and not (lines and char in _LINES):
            return f"U+{ord(char):04X}"
    return None


def is_blank(text: str) -> bool:
    """Whether there is nothing to be seen."""
    return not UNSEEN.sub("", text).strip()


EMAIL = re.compile(r"[^\s\"<>@,;:\\]+(?:@|%40)[^\s\"'<>@,;:\\]+\.[^\s\"'<>@,;:\\]+")
"""What looks like an e-mail address, also as one stands in a URL."""


def without_addresses(text: str) -> str:
    """The text without anything that looks like an e-mail address: for notes that are kept."""
    return EMAIL.sub("[e-mail]", text)


def readable(text: str, *, lines: bool = False) -> tuple[str, list[str]]:
    """The text as HTML and XML 1.0 can carry it, and the characters that went, each once.

    What was Windows-1252 and was read as ISO 8859-1 is what it was meant to be, as browsers read
    it (WHATWG HTML, numeric character reference end state). With `lines`, tabs and line ends stay.
    """
    gone: dict[str, None] = {}

    def instead(found: re.Match[str]) -> str:
        if lines and found[0] in _LINES:
            return found[0]
        gone[f"U+{ord(found[0]):04X}"] = None
        if found[0] in _LINES:
            return " "
        return found[0].encode("latin-1", "ignore").decode("cp1252", "ignore").strip(_CONTROLS)

    return _UNREADABLE.sub(instead, text), list(gone)


_CONTROLS = "".join(map(chr, (*range(32), *range(127, 160))))
_UNREADABLE = re.compile(
    "[\x00-\x1f\x7f-\x9f\ud800-\udfff"
    + "".join(chr(plane << 16 | 0xFFFE) + chr(plane << 16 | 0xFFFF) for plane in range(17))
    + "]"
)
