"""Rows of cells as HTML: a table with its caption, or a chart, whose table is its data."""

import re
from collections.abc import Iterator

import msgspec

_TO_THE_LEFT, _ABOVE, _BOTH = "#colspan#", "#rowspan#", "#span#"
"""What TablePress has in cells that belong to another."""
_IN_TWO_WAYS = re.compile(r"-?[1-9][0-9]{0,2}\.[0-9]{3}")
"""Decimals that a reader could take for thousands."""


class Grid(msgspec.Struct, frozen=True):
    """Cells of HTML; so many rows at its head and its foot are headings and sums."""

    rows: list[list[str]]
    head: int = 0
    foot: int = 0


def as_table(grid: Grid, caption: str) -> str:
    """A table in a figure, with a caption if there is one."""
    below = f"<figcaption>{caption}</figcaption>" if caption else ""
    return f'\n\n<figure class="wp-block-table">{_table(grid)}{below}</figure>\n\n'


def as_chart(grid: Grid, caption: str, kind: str) -> str:
    """A chart of that kind of ours."""
    above = f"<figcaption>{caption}</figcaption>" if caption else ""
    return f'\n\n<figure class="b-chart-{kind}">{above}{_table(grid)}</figure>\n\n'


def number_said(number: float) -> str:
    """A number that can be read in one way alone."""
    said = f"{number:.15g}" if isinstance(number, float) else str(number)
    return f"{said}0" if _IN_TWO_WAYS.fullmatch(said) else said


def _table(grid: Grid) -> str:
    ends = len(grid.rows) - grid.foot
    head = "".join(_rows(grid, 0, grid.head, "th"))
    body = "".join(_rows(grid, grid.head, max(ends, grid.head), "td"))
    foot = "".join(_rows(grid, max(ends, grid.head), len(grid.rows), "td"))
    parts = (("thead", head), ("tbody", body), ("tfoot", foot))
    inside = "".join(f"<{name}>{part}</{name}>" for name, part in parts if part)
    return f"<table>{inside}</table>"


def _rows(grid: Grid, first: int, end: int, name: str) -> Iterator[str]:
    for at in range(first, min(end, len(grid.rows))):
        yield f"<tr>{''.join(_cells(grid.rows, at, name))}</tr>"


def _cells(rows: list[list[str]], at: int, name: str) -> Iterator[str]:
    for n, cell in enumerate(rows[at]):
        if cell in (_TO_THE_LEFT, _ABOVE, _BOTH):
            continue
        wide = _run(rows[at][n + 1 :], _TO_THE_LEFT)
        high = _run([row[n] if n < len(row) else "" for row in rows[at + 1 :]], _ABOVE)
        given = (f' colspan="{wide + 1}"' if wide else "") + (
            f' rowspan="{high + 1}"' if high else ""
        )
        scope = ' scope="col"' if name == "th" else ""
        yield f"<{name}{scope}{given}>{cell.replace(chr(10), '<br>')}</{name}>"


def _run(cells: list[str], mark: str) -> int:
    """How many of them follow each other from the first on."""
    return next((n for n, cell in enumerate(cells) if cell != mark), len(cells))
