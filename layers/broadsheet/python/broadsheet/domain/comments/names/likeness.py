"""How near a name may come to somebody else's: by its words, and by single letters in them.

Words are those of skeletons (`lookalikes`). What is far enough for two people who happen to be
called alike (`Ida` and `Ada Lovelace`) passes; what is near only to somebody who does not look
twice does not (`Ada Lovelacce`, `AdaLovelace, reporter`).
"""

from collections.abc import Collection, Sequence
from itertools import groupby

LONG_WORD = 6
"""Letters from which on one that is another is overlooked. Shorter words are other names."""
_OTHER_GENDER = "aeo"
"""Michael and Michaela, Daniel and Daniele are two people."""
LONG_NAME = 8
"""Letters of a whole name that is found within one word."""


def is_near(words: Sequence[str], theirs: Sequence[str], around: Collection[str]) -> bool:
    """Whether a reader would take a name of these words for theirs, of two words or more.

    `around` are words that say what somebody is, and may stand on either side.
    """
    if len(theirs) < 2:
        return False
    whole, bare = "".join(theirs), [word for word in words if word not in around]
    return (
        _is_within(words, whole)
        or _is_joined(words, whole, around)
        or _has_initials(bare, theirs)
        or _differs_by_a_letter(bare, theirs)
    )


def _is_within(words: Sequence[str], whole: str) -> bool:
    """Whether words that follow each other are the whole name, however it was taken apart."""
    return any(
        "".join(words[first:last]) == whole
        for first in range(len(words))
        for last in range(first + 1, len(words) + 1)
    )


def _is_joined(words: Sequence[str], whole: str, around: Collection[str]) -> bool:
    """Whether all of it in one piece is the name and what somebody is: `adalovelaceeditor`."""
    joined = "".join(words)
    if len(whole) < LONG_NAME or len(joined) <= len(whole):
        return False
    rest = joined.removeprefix(whole)
    if rest == joined:
        rest = joined.removesuffix(whole)
    return rest != joined and rest in around


def _has_initials(words: Sequence[str], theirs: Sequence[str]) -> bool:
    """Whether there are only single letters more: `Ada M. Lovelace`."""
    return len(words) > len(theirs) and [w for w in words if len(w) > 1] == list(theirs)


def _differs_by_a_letter(words: Sequence[str], theirs: Sequence[str]) -> bool:
    if len(words) != len(theirs):
        return False
    if all(_bare(one) == _bare(other) for one, other in zip(words, theirs, strict=True)):
        return True
    others = [pair for pair in zip(words, theirs, strict=True) if pair[0] != pair[1]]
    return len(others) == 1 and len(others[0][1]) >= LONG_WORD and _is_one_off(*others[0])


def _bare(word: str) -> str:
    """Each letter once, however often it was held down: Annn, Ann."""
    return "".join(letter for letter, _ in groupby(word))


def _is_one_off(one: str, other: str) -> bool:
    """Whether a letter is another, one too many or too few, or two have changed places."""
    if abs(len(one) - len(other)) > 1:
        return False
    shorter, longer = sorted((one, other), key=len)
    if longer[:-1] == shorter and longer[-1] in _OTHER_GENDER:
        return False
    start = next((n for n, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), None)
    if start is None:
        return True
    a, b = one[start:], other[start:]
    return a[1:] == b[1:] or a[1:] == b or a == b[1:] or (a[:2] == b[1::-1] and a[2:] == b[2:])
