"""Tables and charts that plugins of WordPress keep in posts of their own, as HTML of ours.

Looked at: TablePress, whose tables are JSON, and which names their ids for the export alone;
Visualizer and M Chart, which keep what PHP writes down. wpDataTables and its charts, Ninja Charts,
Graphina and their like are in tables of the database, of which an export has nothing.
https://github.com/TablePress/TablePress/blob/main/models/model-table.php
https://github.com/Codeinwp/visualizer/blob/master/classes/Visualizer/Plugin.php
https://github.com/methnen/m-chart/blob/master/components/class-m-chart.php
"""

import html
import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from typing import TypeVar

import msgspec

from broadsheet.adapters.imports.php_serialized import (
    NotSerialized,
    PhpValue,
    listed,
    unserialized,
)
from broadsheet.adapters.imports.wxr_grids import Grid, as_chart, as_table, number_said
from broadsheet.adapters.imports.wxr_meta import first_meta
from broadsheet.adapters.imports.xml_stream import LONGEST, Element

_CHARTS = {"bar": "bar", "column": "column", "line": "line", "spline": "line"}
"""Kinds of theirs, and which of ours they are."""
_TABLES = frozenset({"table", "tabular", "datatable"})
NAMED_SO = frozenset({"table", "visualizer", "chart"})
"""Shortcodes that name one of them by its number."""
_One = TypeVar("_One")


class Kept(msgspec.Struct, frozen=True):
    """What stands where a post names it, and what is to be said of it there."""

    html: str
    notes: list[tuple[str, str]] = []


class KeptTables:
    """Those of one file."""

    def __init__(self) -> None:
        self._kept: dict[str, Kept] = {}
        self._kinds: dict[str, str] = {}
        self._shown: set[str] = set()

    def learn(self, item: Element, kind: str) -> bool:
        """Whether a post is of a plugin that is known here, and can be read."""
        found = _kept_in(item, kind) if item.said("wp:status") != "trash" else {}
        self._kept |= found
        self._kinds |= dict.fromkeys(found, kind)
        return bool(found)

    def of(self, shortcode: str, number: str) -> Kept | None:
        """What a post names so; from then on it is shown."""
        name = f"{shortcode} {number}"
        if name in self._kept:
            self._shown.add(name)
        return self._kept.get(name)

    def unseen(self) -> Counter[str]:
        """How many are in no post, by their types."""
        return Counter(kind for name, kind in self._kinds.items() if name not in self._shown)


def _kept_in(item: Element, kind: str) -> dict[str, Kept]:
    """What a post of a plugin's type has, by the shortcode and the number that name it."""
    read = _READ.get(kind)
    content = item.child("content:encoded")
    if read is None or (content and content.length > LONGEST):
        return {}
    try:
        return read(item, content.text if content else "")
    except (msgspec.DecodeError, NotSerialized):
        return {}


class _Options(msgspec.Struct):
    table_head: int | bool = True
    table_foot: int | bool = False
    print_name: bool = False
    print_description: bool = False


class _Visibility(msgspec.Struct):
    rows: list[int] = []
    columns: list[int] = []


def _tablepress(item: Element, content: str) -> dict[str, Kept]:
    rows = msgspec.json.decode(content, type=list[list[str | int | float | bool | None]])
    options = msgspec.json.decode(
        first_meta(item, "_tablepress_table_options") or "{}", type=_Options, strict=False
    )
    seen = msgspec.json.decode(
        first_meta(item, "_tablepress_table_visibility") or "{}", type=_Visibility, strict=False
    )
    said = [["" if cell is None else str(cell).strip() for cell in row] for row in rows]
    names = [item.said("title")] if options.print_name else []
    names += [item.said("excerpt:encoded")] if options.print_description else []
    grid = Grid(
        _visible([_visible(row, seen.columns) for row in said], seen.rows),
        head=int(options.table_head),
        foot=int(options.table_foot),
    )
    ids = first_meta(item, "_tablepress_export_table_id").split(",")
    kept = Kept(as_table(grid, ". ".join(filter(None, names))), list(_unsaid(said, seen)))
    return {f"table {one.strip()}": kept for one in ids if one.strip()}


def _visible(those: list[_One], seen: Sequence[int]) -> list[_One]:
    return [one for at, one in enumerate(those) if at >= len(seen) or seen[at]]


def _unsaid(rows: list[list[str]], seen: _Visibility) -> Iterator[tuple[str, str]]:
    hidden = [f"{(*seen.rows,).count(0)} rows", f"{(*seen.columns,).count(0)} columns"]
    if 0 in (*seen.rows, *seen.columns):
        yield "table_part_left_out", f"{' and '.join(hidden)} that no reader saw"
    if formula := next((cell for row in rows for cell in row if re.match("=[A-Z(]", cell)), ""):
        yield "table_formula_stays", formula


def _visualizer(item: Element, content: str) -> dict[str, Kept]:
    data = unserialized(content)
    if isinstance(data, dict) and "data" in data:
        data = data["data"]
    series = listed(unserialized(first_meta(item, "visualizer-series")))
    labels = [_text(one.get("label") if isinstance(one, dict) else one) for one in series]
    rows = [[_text(cell) for cell in listed(row)] for row in listed(data)]
    kind = first_meta(item, "visualizer-chart-type")
    title = _title_in(first_meta(item, "visualizer-settings"))
    number = item.said("wp:post_id")
    return {f"visualizer {number}": _chart(kind, title, [labels, *rows])}


def _title_in(settings: str) -> str:
    try:
        found = unserialized(settings)
    except NotSerialized:
        return ""
    title = found.get("title") if isinstance(found, dict) else ""
    return _text(title.get("text") if isinstance(title, dict) else title)


def _m_chart(item: Element, _content: str) -> dict[str, Kept]:
    meta = unserialized(first_meta(item, "m-chart"))
    if not isinstance(meta, dict):
        return {}
    said = {key: _text(meta.get(key)) for key in _M_CHART}
    data = meta.get("data")
    sets = listed(data.get("sets")) if isinstance(data, dict) else []
    grids = [_of_m_chart(one, said) for one in sets or [data]]
    axis = ", ".join(filter(None, (said["y_title"], said["y_units"])))
    parts = (item.said("title"), said["subtitle"], f"({axis})" if axis else "", said["source"])
    number = item.said("wp:post_id")
    name = f"chart {number}"
    kind = said["type"] if len(grids) == 1 else f"{said['type']} of {len(grids)} sets"
    kept = [_chart(kind, " – ".join(filter(None, parts)), grid) for grid in grids]
    source = said["source_url"]
    below = f'<p><a href="{html.escape(source)}">{html.escape(source)}</a></p>' if source else ""
    return {name: Kept("".join(one.html for one in kept) + below, kept[0].notes)}


_M_CHART = ("type", "parse_in", "subtitle", "y_title", "y_units", "x_title", "source", "source_url")


def _of_m_chart(data: PhpValue, said: dict[str, str]) -> list[list[str]]:
    """Its rows with series in columns, as ours have them.

    Where the first cell is empty there are labels in the first row and column; `parse_in` says
    which of them are the series. Else the labels are in the one or the other.
    """
    rows = [[_text(cell) for cell in listed(row)] for row in listed(data)]
    rows = [row for row in rows if any(row)]
    if not rows:
        return []
    width = max(map(len, rows))
    rows = [row + [""] * (width - len(row)) for row in rows]
    has_both = not rows[0][0]
    if (has_both and said["parse_in"] == "rows") or (
        not has_both and len(rows) > 1 and _is_number(rows[1][0])
    ):
        rows = [list(column) for column in zip(*rows, strict=True)]
    if not has_both:
        rows = [["", *[said["y_title"]] * (len(rows[0]) - 1)], *rows]
    rows[0][0] = rows[0][0] or said["x_title"]
    return rows


def _is_number(cell: str) -> bool:
    return any(char.isdigit() for char in cell) and not any(char.isalpha() for char in cell)


def _chart(kind: str, title: str, rows: list[list[str]]) -> Kept:
    ours = _CHARTS.get(kind.lower())
    made = Grid([[html.escape(cell) for cell in row] for row in rows], head=1)
    if ours:
        return Kept(as_chart(made, html.escape(title), ours))
    notes = [] if kind.lower() in _TABLES else [("chart_is_table", kind)]
    return Kept(as_table(made, html.escape(title)), notes)


def _text(value: PhpValue) -> str:
    if isinstance(value, bool) or value is None or isinstance(value, dict):
        return "✓" if value is True else ""
    return number_said(value) if isinstance(value, int | float) else value.strip()


_READ: dict[str, Callable[[Element, str], dict[str, Kept]]] = {
    "tablepress_table": _tablepress,
    "visualizer": _visualizer,
    "m-chart": _m_chart,
}
"""By the type of the post."""
