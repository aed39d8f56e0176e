"""As much of a text as fits: it ends between letters, as a reader sees them."""

import unicodedata

from broadsheet.domain.shared.text import whole_lines

ELLIPSIS = "…"
_JOINER = "\u200d"
_TONES = range(0x1F3FB, 0x1F400)
_FLAGS = "".join(map(chr, range(0x1F1E6, 0x1F200)))
"""Two of these letters are a flag."""
_TAGS = range(0xE0020, 0xE0080)
_LONGEST = 24
"""Characters of one letter or picture that are kept together: a family has eleven."""


def cut(text: str, most: int) -> str:
    """The first characters of a text, at most so many, and no part of a letter or an emoji.

    What belongs to the one before it is a mark, a skin tone, what a joiner joins, and the second
    half of a flag (UAX #29, 3.1.1, as far as it is seen).
    """
    if len(text) <= most:
        return text
    at = most
    while at > max(most - _LONGEST, 0) and _belongs(text, at):
        at -= 1
    # Nobody's letter is as long: it is a pile of marks.
    return text[: most if _belongs(text, at) else at]


def goes_on(character: str) -> bool:
    """Whether the character belongs to the one before it, whatever that is."""
    point = ord(character)
    return (
        unicodedata.category(character)[0] == "M"
        or character == _JOINER
        or point in _TONES
        or point in _TAGS
    )


def shortened(text: str, most: int) -> str:
    """The text, or its beginning and an ellipsis, at most so many characters in all."""
    if len(text) <= most:
        return text
    return whole_lines(cut(text, most - 1).rstrip()) + ELLIPSIS


def _belongs(text: str, at: int) -> bool:
    """Whether the character at an index belongs to the one before it."""
    if not 0 < at < len(text):
        return False
    before = text[at - 1]
    if goes_on(text[at]) or before == _JOINER:
        return True
    if text[at] not in _FLAGS:
        return False
    head = text[:at]
    return (len(head) - len(head.rstrip(_FLAGS))) % 2 == 1
