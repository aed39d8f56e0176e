"""How long a story is, and where its headline and standfirst are cut."""

import re
from typing import NamedTuple

from broadsheet.domain.articles.listing import EXCERPT
from broadsheet.domain.desk.typed import Typed, one

WORDS_A_MINUTE = 230
"""Of a text in letters (Brysbaert 2019, 'How many words do we read per minute?': 238)."""
SIGNS_A_MINUTE = 500
"""Of Chinese and Japanese, which have no spaces between words."""
SEARCH_TITLE, SEARCH_TEXT = 60, 155
"""Characters that search engines usually show."""
SOCIAL_TITLE, SOCIAL_TEXT = 70, 200
"""Characters that a link has on social networks; of the text as many as our pages say."""
CARD_TITLE = 90
"""Characters of a headline in two lines of the front page."""
_ADDRESSES = re.compile(r"\]\([^)\s]*(?:\s+\"[^\"]*\")?\)|<[^>]*>|https?://\S+")
_SIGNS = re.compile("[\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff]")
_WORDS = re.compile(r"\w+(?:['’.\-]\w+)*")


class Limit(NamedTuple):
    """Where a field is cut: `shown` characters of it, `length` there are."""

    field: str
    place: str
    length: int
    shown: int

    @property
    def is_cut(self) -> bool:
        """Whether not all of it is seen there."""
        return self.length > self.shown


class Measures(NamedTuple):
    """Of a story: what is read of its body, in minutes from 1, and where it is cut elsewhere."""

    words: int
    characters: int
    minutes: int
    limits: tuple[Limit, ...]


PLACES = (
    ("title", "card", CARD_TITLE),
    ("title", "search", SEARCH_TITLE),
    ("title", "social", SOCIAL_TITLE),
    ("standfirst", "card", EXCERPT),
    ("standfirst", "search", SEARCH_TEXT),
    ("standfirst", "social", SOCIAL_TEXT),
)
"""The fields that others show, where, and how many characters of them."""


def measures_of(typed: Typed) -> Measures:
    """How long the story is as it stands. Addresses of links and tags of HTML are not read."""
    read = _ADDRESSES.sub(" ", one(typed, "body"))
    signs = len(_SIGNS.findall(read))
    words = len(_WORDS.findall(_SIGNS.sub(" ", read)))
    minutes = round(words / WORDS_A_MINUTE + signs / SIGNS_A_MINUTE)
    limits = [Limit(of, place, len(one(typed, of).strip()), n) for of, place, n in PLACES]
    return Measures(words + signs, len(" ".join(read.split())), max(1, minutes), tuple(limits))
