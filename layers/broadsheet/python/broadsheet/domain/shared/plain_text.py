"""Sanitised HTML as plain text: for search, for machines, for excerpts, and for counting words; and
where an element of it ends."""

import functools
import re
from collections.abc import Iterator

from broadsheet.domain.shared.patterns import pattern
from broadsheet.domain.shared.text import is_blank

# A tag as the sanitiser writes it; what does not break a line does not break a word.
_TAG = pattern(r'<(/?)([a-z][a-z0-9]*)[^<>"]*(?:"[^"]*"[^<>"]*)*>')
_WITHIN_WORDS = frozenset(
    {"a", "abbr", "b", "bdi", "bdo", "cite", "code", "del", "dfn", "em", "i", "ins", "kbd", "mark"}
    | {"q", "ruby", "s", "samp", "small", "span", "strong", "sub", "sup", "time", "u", "var", "wbr"}
)
# How a word is read aloud stands in its middle, and so does the number of a footnote.
_ASIDES = pattern(
    r'<(r[tp])\b[^>]*>.*?</\1>|<sup class="footnote-ref">.*?</sup>'
    r'|<a [^>]*class="footnote-backref"[^>]*>.*?</a>',
    re.DOTALL,
)
# A formula is read as its TeX, and what a chart shows stands in the table behind it.
_DRAWN = pattern(
    r'<math\b[^<>]*? alttext="([^"]*)"[^<>]*>.*?(?:</math>|\Z)'
    r'|<svg class="chart".*?(?:</svg><details><summary>[^<]*</summary>|\Z)',
    re.DOTALL,
)
_ALT = pattern(r' alt="([^"]*)"')
_ENTITIES = {"&nbsp;": " ", "&lt;": "<", "&gt;": ">", "&quot;": '"', "&amp;": "&"}
"""All that the sanitiser writes."""
_ENTITY = pattern("|".join(_ENTITIES))
# What a cut leaves of a tag or of an entity.
_CUT = pattern(r"(?:<[^>]*|&[a-z]{0,5})\Z")


@functools.lru_cache(4)  # Of one body, several rules ask for it, one after the other.
def plain_text(html: str) -> str:
    """The text of sanitised HTML in one line, with what pictures show, without marks of notes.

    The HTML may have been cut off at any place.
    """
    if html.rfind("<") > html.rfind(">") or "&" in html[-6:]:
        html = _CUT.sub("", html)
    if "<r" in html or "footnote-" in html:
        html = _ASIDES.sub("", html)
    if "<math" in html or "<svg" in html:
        html = _DRAWN.sub(lambda drawn: drawn[1] or " ", html)
    bare = _TAG.sub(_in_place_of, html)
    text = _ENTITY.sub(lambda entity: _ENTITIES[entity[0]], bare)
    return " ".join(text.split())


def _in_place_of(tag: re.Match[str]) -> str:
    if tag[2] == "img":
        said = _ALT.search(tag[0])
        return f" {said[1]} " if said else " "
    return "" if tag[2] in _WITHIN_WORDS else " "


def shows_something(html: str) -> bool:
    """Whether there is anything in sanitised HTML that a reader would see: words, or a picture."""
    return "<img " in html or not is_blank(plain_text(html))


def element_end(html: str, at: int, name: str) -> int:
    """Behind the end tag of the element of that name that begins `at` an offset; -1 without one.

    Elements of the same name may be in it. Takes time in proportion to what it looks at.
    """
    opened = 0
    for tag in _tags(name).finditer(html, at):
        opened += -1 if tag[1] else 1
        if not opened:
            return tag.end()
    return -1


def elements(html: str, begins: re.Pattern[str], name: str) -> Iterator[tuple[int, int]]:
    """Where each element of that name begins, as `begins` says, and ends, with what is in it.

    One within another belongs to that. Takes time in proportion to the length.
    """
    at = 0
    while (found := begins.search(html, at)) and (
        end := element_end(html, found.start(), name)
    ) > 0:
        yield found.start(), end
        at = end


@functools.cache
def _tags(name: str) -> re.Pattern[str]:
    return re.compile(rf"<(/?){name}\b[^<>]*>")
