"""Formulas between lines of two dollar signs, as most write them, in front of cmark.

    $$
    E = mc^2
    $$

In a line of their own two dollar signs are no money.
"""

import re
from collections.abc import Iterator

from broadsheet.adapters.html.typed_lines import LinesOutsideCode, lines_of

MARK = "$$"
FENCE = "`" * 20
"""Longer than any that a formula has in it."""
_ONE_LINE = re.compile(r"\$\$([ \t]*[^\s$].*)\$\$[ \t]*")


def with_fences(source: str) -> str:
    """Markdown in which such a formula is a block of code in the language `math`.

    Takes time in proportion to its length.
    """
    return "\n".join(_fenced(lines_of(source))) if MARK in source else source


def _fenced(lines: list[str]) -> Iterator[str]:
    outside, at = LinesOutsideCode(), 0
    while at < len(lines):
        line, end = lines[at], -1
        if not outside.is_code(line) and line.startswith(MARK):
            end = _end_of(lines, at)
        if end < 0:
            yield line
            at += 1
            continue
        alone = _ONE_LINE.fullmatch(line)
        inside = [alone[1]] if alone and end == at else lines[at + 1 : end]
        yield from (f"{FENCE}math", *inside, FENCE)
        at = end + 1


def _end_of(lines: list[str], at: int) -> int:
    """The last line of a formula that begins in a line: there is no empty one in it; -1 if none."""
    if _ONE_LINE.fullmatch(lines[at]):
        return at if _is_apart(lines, at - 1) and _is_apart(lines, at + 1) else -1
    if lines[at].rstrip() != MARK:
        return -1
    for end in range(at + 1, len(lines)):
        if not lines[end].strip():
            break
        if lines[end].rstrip() == MARK:
            return end if end > at + 1 else -1
    return -1


def _is_apart(lines: list[str], at: int) -> bool:
    """Whether a line ends the paragraph before it, or begins none."""
    if not 0 <= at < len(lines) or not lines[at].strip():
        return True
    return lines[at].startswith((":::", "<")) or _ONE_LINE.fullmatch(lines[at]) is not None
