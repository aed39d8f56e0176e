"""Tables as Markdown has them: cells beyond the last heading are on no page, which is said.

https://github.github.com/gfm/#tables-extension-
"""

import re

from broadsheet.adapters.html.body_notes import BodyNotes
from broadsheet.adapters.html.typed_lines import LinesOutsideCode, lines_of

_BELOW_HEADINGS = re.compile(r"\|?[ \t]*:?-+:?[ \t]*(?:\|[ \t]*:?-+:?[ \t]*)*\|?")
_ITEM = re.compile(r"[-+*] +(?![-:| ]+$)")
"""The beginning of a list, which headings may stand behind, and which ends a table."""
_MARK = re.compile(r"\\.|(\|)")


def say_which_cells_go(source: str, notes: BodyNotes) -> None:
    """Name what rows have beside the columns of their table. Takes time in proportion."""
    outside, headings, width = LinesOutsideCode(), 0, 0
    for number, line in enumerate(lines_of(source), 1):
        inside = line.strip(" \t>")
        item = _ITEM.match(inside)
        if outside.is_code(line) or not inside or item:
            headings, width = (len(_cells(inside[item.end() :])) if item else 0), 0
            continue
        cells = _cells(inside)
        if width and (beside := " | ".join(filter(None, cells[width:]))):
            notes.add("cell_left_out", beside, line=number)
        elif "|" in inside and len(cells) == headings and _BELOW_HEADINGS.fullmatch(inside):
            width = headings
        headings = len(cells)


def _cells(line: str) -> list[str]:
    """What stands between the lines of a row."""
    cells, at = list[str](), 0
    for mark in _MARK.finditer(line):
        if mark[1]:
            cells.append(line[at : mark.start()].strip())
            at = mark.end()
    cells.append(line[at:].strip())
    if len(cells) > 1 and not cells[0]:
        cells.pop(0)
    if len(cells) > 1 and not cells[-1]:
        cells.pop()
    return cells
