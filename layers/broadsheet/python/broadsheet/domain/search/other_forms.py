"""Forms of a word that begin otherwise, so that neither stems nor beginnings bring them together:
irregular plurals of English, and the prefixes that Swahili has for one and for many.

Only searching needs them, as it does stems.
"""

import functools
from collections.abc import Iterator

_IRREGULAR = """
    calf calves, child children, crisis crises, criterion criteria, foot feet, goose geese,
    grandchild grandchildren, half halves, hoof hooves, knife knives, leaf leaves, life lives,
    loaf loaves, mouse mice, ox oxen, person people, phenomenon phenomena, scarf scarves,
    self selves, shelf shelves, thief thieves, tooth teeth, wharf wharves, wife wives, wolf wolves
"""
_PAIRS = [pair.split() for pair in _IRREGULAR.split(",")]
_ENGLISH = {one: other for pair in _PAIRS for one, other in (pair, pair[::-1])}
_SWAHILI = (
    *(("m", "wa"), ("wa", "m"), ("m", "mi"), ("mi", "m"), ("ki", "vi"), ("vi", "ki")),
    *(("mwa", "wa"), ("wa", "mwa"), ("mwa", "mia"), ("mia", "mwa"), ("mwe", "mie")),
    *(("mie", "mwe"), ("cha", "vya"), ("vya", "cha"), ("ji", "ma"), ("ma", "ji")),
)
"""Prefixes of the classes of nouns 1 to 8, and of 5 and 6 (Ashton, 'Swahili Grammar', 1944)."""
_MANY, _AT = "ma", "ni"
"""What class 6 has before a noun of class 5, and what nouns have behind them that say where."""
_SHORTEST_REST, _SHORTEST_NOUN = 2, 3


@functools.lru_cache(4096)
def other_forms(word: str, language: str) -> tuple[str, ...]:
    """What else a text in that language may have for a word, as search spells words."""
    found = {"en": _of_english, "sw": _of_swahili}.get(language)
    return tuple(dict.fromkeys(found(word))) if found and word.isalpha() else ()


def _of_english(word: str) -> Iterator[str]:
    if word in _ENGLISH:
        yield _ENGLISH[word]
    elif word.endswith("man"):
        yield f"{word[:-3]}men"
    elif word.endswith("men"):
        yield f"{word[:-3]}man"


def _of_swahili(word: str) -> Iterator[str]:
    for one, other in _SWAHILI:
        if word.startswith(one) and len(word) - len(one) >= _SHORTEST_REST:
            yield other + word[len(one) :]
    if len(word) < _SHORTEST_NOUN:
        return
    yield _MANY + word
    for bare in (word.removeprefix(_MANY), word.removesuffix(_AT)):
        if bare != word and len(bare) >= _SHORTEST_NOUN:
            yield bare
