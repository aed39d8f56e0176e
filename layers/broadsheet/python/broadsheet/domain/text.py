"""What counts as text: anything a person can read, in any script."""

import unicodedata

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
