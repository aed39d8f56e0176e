"""Formulas between lines of two dollar signs, as most write them, in front of cmark.

    $$
    E = mc^2
    $$

In a line of their own two dollar signs are no money.
"""

import re
from collections.abc import Iterator, Sequence

from broadsheet.adapters.html.body_notes import BodyNotes
from broadsheet.adapters.html.typed_lines import LinesOutsideCode, lines_of

MARK = "$$"
FENCE = "`" * 20
"""Longer than any that a formula has in it."""
ONE_LINE = re.compile(r"\$\$([ \t]*[^\s$].*)\$\$[ \t]*")
_ESCAPED = re.compile(r"(?<!\\)(?:\\\((.{1,1000}?)\\\)|\\\[(.{1,1000}?)\\\])", re.DOTALL)
_IS_TEX = re.compile(r"[\\^_={]")
"""What a line of a sentence about money has not."""


def with_fences(source: str, notes: BodyNotes) -> str:
    """Markdown in which such a formula is a block of code in the language `math`.

    Says which lines are none. Takes time in proportion to its length.
    """
    return "\n".join(_fenced(lines_of(source), notes)) if MARK in source else source


def say_what_is_none(notes: BodyNotes, lines: Sequence[str], at: int, typed: str) -> None:
    """Name a line that would be a formula, or begin one, if the lines around it let it."""
    if typed == MARK or (ONE_LINE.fullmatch(typed) and _IS_TEX.search(typed)):
        both = "\n".join(lines[at : at + 2])
        place = notes.outside_code.find(both)
        what = f"{typed} {lines[at + 1].strip()}" if len(lines) > at + 1 else typed
        notes.add("formula_not_apart", what, typed, at=place if place >= 0 else None)


def say_which_marks_go(notes: BodyNotes) -> None:
    """Name formulas between marks that Markdown takes for escaped brackets: `\\(x^2\\)`."""
    for found in _ESCAPED.finditer(notes.outside_code):
        if _IS_TEX.search(found[1] or found[2]):
            notes.add("formula_marks", found[0], at=found.start())


def _fenced(lines: list[str], notes: BodyNotes) -> Iterator[str]:
    outside, at = LinesOutsideCode(), 0
    while at < len(lines):
        line, end = lines[at], -1
        if not outside.is_code(line) and line.startswith(MARK):
            end = _end_of(lines, at)
            if end < 0:
                say_what_is_none(notes, lines, at, line.rstrip())
        if end < 0:
            yield line
            at += 1
            continue
        alone = ONE_LINE.fullmatch(line)
        inside = [alone[1]] if alone and end == at else lines[at + 1 : end]
        yield from (f"{FENCE}math", *inside, FENCE)
        at = end + 1


def _end_of(lines: list[str], at: int) -> int:
    """The last line of a formula that begins in a line: there is no empty one in it; -1 if none."""
    if ONE_LINE.fullmatch(lines[at]):
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
    return lines[at].startswith((":::", "<")) or ONE_LINE.fullmatch(lines[at]) is not None
