"""How long a story takes to read."""

import re

from broadsheet.domain.shared.plain_text import plain_text

WORDS_A_MINUTE = 230
"""Of prose, silently, by adults: Brysbaert (2019), https://doi.org/10.1016/j.jml.2019.104047"""
LETTERS_A_MINUTE = 500
"""Of Chinese and Japanese, which have no spaces between words."""
# Kana, and the ideographs of every block that stories are written in; Korean has spaces.
_UNSPACED = re.compile("[\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff]+")


def minutes_to_read(html: str) -> int:
    """Whole minutes, from 1; 0 where there is nothing to read. `html` is sanitised."""
    text = plain_text(html)
    if text.isascii():
        unspaced = 0
    else:
        unspaced = sum(map(len, _UNSPACED.findall(text)))
        text = _UNSPACED.sub(" ", text) if unspaced else text
    minutes = len(text.split()) / WORDS_A_MINUTE + unspaced / LETTERS_A_MINUTE
    return max(1, round(minutes)) if minutes else 0
