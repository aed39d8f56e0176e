"""Tables and charts as plugins of WordPress write them into an export."""

import json
from collections.abc import Mapping

from tests.support.wordpress import item, meta


def serialized(value: object) -> str:
    """As `serialize()` has it; lengths are in bytes."""
    if value is None:
        return "N;"
    if isinstance(value, bool):
        return f"b:{int(value)};"
    if isinstance(value, int):
        return f"i:{value};"
    if isinstance(value, float):
        return f"d:{value!r};"
    if isinstance(value, str):
        return f's:{len(value.encode())}:"{value}";'
    pairs = value.items() if isinstance(value, dict) else enumerate(value)  # type: ignore[arg-type]
    inside = "".join(serialized(key) + serialized(one) for key, one in pairs)
    return f"a:{len(value)}:{{{inside}}}"  # type: ignore[arg-type]


def tablepress(
    rows: object, *, number: int = 90, ids: str = "5", said: object = None, seen: object = None
) -> str:
    """A table as TablePress writes it into an export."""
    options = {"table_head": True, "table_foot": False} | dict(said or {})  # type: ignore[call-overload]
    return item(
        number,
        type="tablepress_table",
        title="Boats & ports",
        excerpt="Counted in May",
        content=rows if isinstance(rows, str) else json.dumps(rows),
        within=[
            meta("_tablepress_export_table_id", ids),
            meta("_tablepress_table_options", json.dumps(options)),
            meta("_tablepress_table_visibility", json.dumps(seen or {})),
        ],
    )


def visualizer(kind: str, rows: object, *, number: int = 12, title: str = "Passengers") -> str:
    """A chart as Visualizer writes it."""
    labels = [{"label": "Year", "type": "string"}, {"label": "Ferry", "type": "number"}]
    return item(
        number,
        type="visualizer",
        content=serialized(rows),
        within=[
            meta("visualizer-chart-type", kind),
            meta("visualizer-series", serialized(labels)),
            meta("visualizer-settings", serialized({"title": title, "height": "400"})),
        ],
    )


def m_chart(kind: str, rows: object, said: Mapping[str, object], *, number: int = 30) -> str:
    """A chart as M Chart writes it."""
    given = {"type": kind, "parse_in": "columns", "data": {"sets": [rows]}} | dict(said)
    return item(number, type="m-chart", title="Late", within=[meta("m-chart", serialized(given))])
