"""Ampersands that somebody forgot to escape, HTML's entities, which XML does not know, and what
stands before a file's beginning.

A file of ten years is not refused for one of them. What stands in CDATA, or in a comment, is left
as it is.
"""

import html.entities
import re

_AMPERSAND = re.compile(r"&(?!(?:amp|lt|gt|quot|apos|#[0-9]{1,7}|#x[0-9a-fA-F]{1,6});)(\w{1,31};)?")
_OPENS = re.compile(r"<!\[CDATA\[|<!--")
_CLOSES = {"<![CDATA[": "]]>", "<!--": "-->"}
_BEGUN = re.compile(r"(?:&#?\w{0,31}|<(?:!(?:-{1,2}|\[[CDAT]{0,5})?)?|\]{1,2}|-{1,2})\Z")
_BEFORE = 4096
"""Characters in which a file begins, whatever stands before it."""
_LONGEST = 40
"""Characters that an entity may have, or one of these marks."""


class Mended:
    """Takes a file's text piece by piece; `count` is how many places were put right."""

    def __init__(self) -> None:
        self.count = 0
        self._rest = ""
        self._is_left = False
        self._declares = False
        self._is_begun = False
        self._closes = ""

    def __call__(self, text: str, *, is_last: bool) -> str:
        """The text as far as it can be told what it is: the rest comes with the next piece."""
        if not self._is_begun:
            text, self._is_begun = self._begun(text), True
        text = self._rest + text
        self._declares = self._declares or "<!DOCTYPE" in text
        keep = len(text) if is_last else _whole(text)
        text, self._rest = text[:keep], text[keep:]
        out: list[str] = []
        at = 0
        while at < len(text):
            start, at = at, self._end_of_part(text, at)
            part = text[start:at]
            out.append(part if self._is_left else _AMPERSAND.sub(self._escaped, part))
        return "".join(out)

    def _begun(self, text: str) -> str:
        """From its declaration on: a plugin that says something before it spoils no file."""
        at = text.find("<?xml", 0, _BEFORE)
        if at > 0 and "<" not in text[:at]:
            self.count += not text[:at].isspace()
            return text[at:]
        return text

    def _end_of_part(self, text: str, at: int) -> int:
        """Where what stands there ends, which is to be left as it is or not."""
        self._is_left = bool(self._closes)
        if self._closes:
            end = text.find(self._closes, at)
            if end < 0:
                return len(text)
            end += len(self._closes)
            self._closes = ""
            return end
        found = _OPENS.search(text, at)
        if found is None:
            return len(text)
        if found.start() > at:
            return found.start()
        self._is_left, self._closes = True, _CLOSES[found[0]]
        return found.end()

    def _escaped(self, found: re.Match[str]) -> str:
        meant = html.entities.html5.get(found[1] or "")
        if found[1] and meant is None and self._declares:
            # An entity of the file's own, which is refused.
            return found[0]
        self.count += 1
        return html.escape(meant) if meant else f"&amp;{found[1] or ''}"


def _whole(text: str) -> int:
    """How much of it cannot be the beginning of something."""
    begun = _BEGUN.search(text, max(len(text) - _LONGEST, 0))
    return begun.start() if begun else len(text)
