"""Ampersands that somebody forgot to escape, and HTML's entities, which XML does not know.

A file of ten years is not refused for one of them. What stands in CDATA is left as it is.
"""

import html.entities
import re

_PART = re.compile(r"(<!\[CDATA\[.*?(?:\]\]>|\Z))", re.DOTALL)
_AMPERSAND = re.compile(r"&(?!(?:amp|lt|gt|quot|apos|#[0-9]{1,7}|#x[0-9a-fA-F]{1,6});)(\w{2,31};)?")
_OPENS, _CLOSES = "<![CDATA[", "]]>"
_LONGEST = 40
"""Characters that an entity may have, or a part of CDATA's marks."""


class Mended:
    """Takes a file's text piece by piece; `count` is how many places were put right."""

    def __init__(self) -> None:
        self.count = 0
        self._rest = ""
        self._is_data = False

    def __call__(self, text: str, *, is_last: bool) -> str:
        """The text as far as it can be told what it is: the rest comes with the next piece."""
        text = self._rest + text
        keep = len(text) if is_last else _whole(text)
        text, self._rest = text[:keep], text[keep:]
        if self._is_data:
            data, closed, text = text.partition(_CLOSES)
            self._is_data = not closed
            return data + closed + (self._marked(text) if closed else "")
        return self._marked(text)

    def _marked(self, text: str) -> str:
        if "&" not in text and _OPENS not in text:
            return text
        parts = _PART.split(text)
        self._is_data = len(parts) > 1 and not parts[-2].endswith(_CLOSES) and not parts[-1]
        parts[::2] = [_AMPERSAND.sub(self._escaped, part) for part in parts[::2]]
        return "".join(parts)

    def _escaped(self, found: re.Match[str]) -> str:
        meant = html.entities.html5.get(found[1] or "")
        if found[1] and meant is None and found[1][:-1].isascii():
            # An entity of the file's own, which is refused.
            return found[0]
        self.count += 1
        return html.escape(meant) if meant else f"&amp;{found[1] or ''}"


def _whole(text: str) -> int:
    """How much of it cannot be the beginning of something."""
    tail = max(len(text) - _LONGEST, 0)
    found = [text.rfind(mark, tail) for mark in ("&", "<", "]")]
    starts = [at for at in found if at >= 0]
    # `]]>` may begin one sign earlier.
    return max(min(starts) - 1, 0) if starts else len(text)
