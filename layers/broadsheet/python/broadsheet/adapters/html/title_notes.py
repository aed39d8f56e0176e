"""Footnotes in titles of blocks: a title is made apart from its text, which alone numbers them.

So in front of the block a paragraph refers to them, and is taken away again.
"""

import re

from broadsheet.domain.shared.patterns import pattern

_BEGINS, _PLACE = "\ufdd1", "\ufdd2"
"""No characters of a text: the sanitiser takes them out of all that is typed."""
_TYPED = pattern(rf"[{_BEGINS}{_PLACE}]|&#(?:[xX]0*[fF][dD]{{2}}[12]|0*6497[78]);")
_REFERENCE = pattern(r"(?<!\\)\[\^[^\]\s]{1,200}\]")
_PARAGRAPH = pattern(rf"<p>{_BEGINS}([0-9]+){_BEGINS}([^{_BEGINS}]*){_BEGINS}</p>\n?")
_HELD = pattern(rf"{_PLACE}([0-9]+){_PLACE}")


class TitleNotes:
    """Those of one text."""

    def __init__(self) -> None:
        self._count = 0

    def apart(self, title: str) -> tuple[str, str]:
        """The title with places for its footnotes; the paragraphs that refer to them."""
        if "[^" not in title or "`" in title:
            return title, ""
        paragraphs = list[str]()

        def place(found: re.Match[str]) -> str:
            self._count += 1
            paragraphs.append(f"{_BEGINS}{self._count}{_BEGINS}{found[0]}{_BEGINS}\n\n")
            return f"{_PLACE}{self._count}{_PLACE}"

        return _REFERENCE.sub(place, title), "".join(paragraphs)

    def together(self, rendered: str) -> str:
        """HTML with what the paragraphs became where the titles have its place."""
        if not self._count:
            return rendered
        made = dict[str, str]()

        def take(found: re.Match[str]) -> str:
            made[found[1]] = found[2]
            return ""

        rendered = _PARAGRAPH.sub(take, rendered)
        return _HELD.sub(lambda found: made.get(found[1], ""), rendered)


def without_places(source: str) -> str:
    """A text without what would be taken for such a place."""
    return _TYPED.sub("", source)
