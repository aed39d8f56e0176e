"""Which lines of Markdown are code, or HTML that Markdown leaves as it is, line by line.

Of interest are lines that begin at the margin: those of a list's item or of a quote end with it.
https://spec.commonmark.org/0.31.2/#fenced-code-blocks, #html-blocks
"""

import re

_FENCE = re.compile(r"( *)(`{3,}(?=[^`]*$)|~{3,})")
_ITEM = re.compile(r" {0,3}(?:[-+*]|[0-9]{1,9}[.)])(?:[ \t]{1,4}(?=[^ \t])|[ \t]|$)")
_MAY_BEGIN = re.compile(r"[ \t]*[-+*0-9`~<]")
"""Most lines are words, and begin nothing."""
_BEGINS = re.compile(" *[`~<]")
_DEEPEST = 100
"""Items that begin in one line, of which the inner ones are looked into."""
_VERBATIM = "pre|script|style|textarea"
_RAW = (
    (
        re.compile(rf" {{0,3}}<(?:{_VERBATIM})(?:[\s>]|$)", re.I),
        re.compile(rf"</(?:{_VERBATIM})>", re.I),
    ),
    (re.compile(r" {0,3}<!--"), re.compile("-->")),
    (re.compile(r" {0,3}<\?"), re.compile(r"\?>")),
    (re.compile(r" {0,3}<!\[CDATA\["), re.compile(r"\]\]>")),
    (re.compile(r" {0,3}<![A-Za-z]"), re.compile(">")),
)


def lines_of(source: str) -> list[str]:
    """The lines of a text, however they end."""
    return source.replace("\r\n", "\n").replace("\r", "\n").split("\n")


def code_without_end(source: str) -> tuple[int, str] | None:
    """The line, from 1, in which code begins that goes on to the end of a text; and its marks."""
    if "```" not in source and "~~~" not in source:
        return None
    outside, begins, fence = LinesOutsideCode(), 0, ""
    for at, line in enumerate(lines_of(source), 1):
        was_open = outside.fence
        if outside.is_code(line) and outside.fence and not was_open:
            begins, fence = at, outside.fence
    return (begins, fence) if outside.fence else None


class LinesOutsideCode:
    """Told each line of a text in order, it knows of each whether it is code."""

    def __init__(self) -> None:
        self.fence = ""
        """What the code began with that the last line is in."""
        self._raw: re.Pattern[str] | None = None
        self._item = self._within = 0

    def is_code(self, line: str) -> bool:
        """Whether the next line is, with the lines around the code."""
        if line.strip() and (self.fence or self._raw) and self._left(line):
            self.fence, self._raw = "", None
        if self._raw:
            self._raw = None if self._raw.search(line) else self._raw
            return True
        if self.fence:
            self.fence = "" if self._is_end(line) else self.fence
            return True
        return self._begins(line)

    def _left(self, line: str) -> bool:
        """Whether the item that the code stands in has ended before this line."""
        return _indent(line) < self._within

    def _is_end(self, line: str) -> bool:
        stripped = line.strip()
        is_near = _indent(line) - self._within < 4
        return is_near and len(stripped) >= len(self.fence) and not stripped.strip(self.fence[0])

    def _begins(self, line: str) -> bool:
        if line.strip() and _indent(line) < self._item:
            self._item = 0
        if not _MAY_BEGIN.match(line):
            return False
        for _ in range(_DEEPEST):
            if not (item := _ITEM.match(line, self._item)):
                break
            self._item = item.end()
        rest = line[self._item :]
        if not _BEGINS.match(rest):
            return False
        fence = _FENCE.match(rest)
        if fence and len(fence[1]) < 4:
            self.fence, self._within = fence[2], self._item
            return True
        for begins, ends in _RAW:
            if found := begins.match(rest):
                self._raw = None if ends.search(rest, found.end()) else ends
                self._within = self._item
                return True
        return False


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip(" "))
