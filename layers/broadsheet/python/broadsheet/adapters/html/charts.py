"""Charts of tables: SVG made once, when a text is written, with the table behind it.

    :::chart bar Passengers
    | Year | Ferry | Bus |
    |---|---:|---:|
    | 2025 | 1,204 | 980 |
    :::

The first column has the labels, each other one is a series, called by its heading.
"""

import html
import re
from collections.abc import Iterator
from typing import NamedTuple

from broadsheet.adapters.html.body_notes import BodyNotes
from broadsheet.adapters.html.chart_drawing import Chart, Series, drawn
from broadsheet.adapters.html.chart_numbers import (
    has_digit,
    have_one_unit,
    read_numbers,
    without_unit,
)
from broadsheet.domain.articles.body import AS_TABLE
from broadsheet.domain.shared.plain_text import element_end, elements, plain_text

ROWS, SERIES = 60, 5
"""What a chart may have: a theme has colours for five that anybody can tell from each other."""
MOST = 20
"""Charts of a text."""
_BEGINS = '<figure class="b-chart-'
_CHART = re.compile(r'<figure class="b-chart-(bar|column|line)">(.*)</figure>', re.DOTALL)
_NEAR = re.compile(
    r'<figure class="b-chart-(\w+)">(?:<figcaption>((?:[^<]|<(?!/figcaption>))*)</figcaption>)?'
)
_MOST_OPEN = 5
"""Charts without an end: for each, all that follows is looked through."""
_FIGURE = re.compile(r"<figure\b")
_ROW = re.compile(r"<tr\b[^<>]*>")
_CELL = re.compile(r"<t([hd])\b[^<>]*>")
_ENDS = re.compile(r"</t[hdr]>")
_SPANS = re.compile(r"<t[hd]\b[^<>]* (?:col|row)span=")
_STRUCK = re.compile(r"<(del|s)>[^<>]*</\1>")
_RAISED = re.compile(r"<sup>\s*([^<>]*)</sup>")
_HIGH = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
_OTHER_ENTITY = re.compile(r"&(?!(?:nbsp|lt|gt|quot|amp);)#?\w+;")
"""What the sanitiser writes otherwise."""


class _NoChart(Exception):
    """A table that is shown as it is: the reason."""


class _Parts(NamedTuple):
    caption: str
    table: str
    rest: str


def with_charts(rendered: str, notes: BodyNotes) -> str:
    """HTML with SVG for its charts; says which are shown as their table alone.

    Takes time in proportion to its length. What comes out has not been sanitised.
    """
    return "".join(_with_charts(rendered, notes)) if _BEGINS in rendered else rendered


def _with_charts(rendered: str, notes: BodyNotes) -> Iterator[str]:
    at, left, open_ones = 0, MOST, 0
    while (begins := rendered.find(_BEGINS, at)) >= 0 and open_ones < _MOST_OPEN:
        end = element_end(rendered, begins, "figure")
        found = _CHART.fullmatch(rendered, begins, end) if end > begins else None
        if found is None:
            # HTML in it has a figure without an end; those behind it are charts all the same.
            _say(notes, "chart_without_numbers", *_begun(rendered, begins))
            end = begins + len(_BEGINS)
            yield rendered[at:end]
            at, open_ones = end, open_ones + 1
            continue
        yield rendered[at:begins]
        yield _figure(found, notes, is_one_more=left > 0)
        at, left = end, left - 1
    yield rendered[at:]


def _figure(found: re.Match[str], notes: BodyNotes, *, is_one_more: bool) -> str:
    kind, parts = found[1], _parts_of(found[2])
    try:
        if not is_one_more:
            raise _NoChart("chart_too_large")
        svg = drawn(_chart(kind, parts, notes))
    except _NoChart as why:
        said = _words(parts.caption or _element(parts.table, "figcaption"))
        _say(notes, str(why), kind, said)
        return f'<figure class="b-table">{found[2]}</figure>'
    folded = f"<details><summary>{AS_TABLE}</summary>{parts.table}</details>"
    return f'<figure class="b-chart">{parts.caption}{svg}{folded}{parts.rest}</figure>'


def _begun(rendered: str, begins: int) -> tuple[str, str]:
    """The kind and the caption of a chart that does not end."""
    near = _NEAR.match(rendered, begins)
    return (near[1], _words(near[2] or "")) if near else ("", "")


def _say(notes: BodyNotes, reason: str, kind: str, said: str) -> None:
    notes.add(reason, said or kind, f":::chart {kind} {said}", f":::chart {kind}", ":::chart")


def _parts_of(inside: str) -> _Parts:
    """Its caption and its table; of a table with a caption of its own, both."""
    spans = list(elements(inside, _FIGURE, "figure"))
    figures = [inside[begins:end] for begins, end in spans]
    edges = [0, *(edge for span in spans for edge in span), len(inside)]
    bare = "".join(inside[a:b] for a, b in zip(edges[::2], edges[1::2], strict=True))
    caption, table = (_element(bare, name) for name in ("figcaption", "table"))
    table = table or next((one for one in figures if "<table" in one), "")
    rest = inside
    for part in filter(None, (caption, table)):
        rest = rest.replace(part, "", 1)
    return _Parts(caption, table, rest)


def _element(inside: str, name: str) -> str:
    """The first one of that name; empty where there is none that ends."""
    begins = re.search(rf"<{name}\b[^<>]*>", inside)
    end = inside.find(f"</{name}>", begins.end()) if begins else -1
    return inside[begins.start() : end + len(f"</{name}>")] if begins and end >= 0 else ""


def _chart(kind: str, parts: _Parts, notes: BodyNotes) -> Chart:
    head, *body = _rows(parts.table)
    width = len(head)
    if not body or width < 2 or _SPANS.search(parts.table):
        raise _NoChart("chart_without_numbers")
    if len(body) > ROWS or width > SERIES + 1:
        raise _NoChart("chart_too_large")
    cells = [cell for row in body for cell in row[1:]]
    written = [tuple(cells[at :: width - 1]) for at in range(width - 1)]
    plain = zip(*map(without_unit, written), strict=True)
    read = read_numbers(cell for row in plain for cell in row)
    columns = [read.numbers[at :: width - 1] for at in range(width - 1)]
    if not all(any(one is not None for one in column) for column in columns):
        raise _NoChart("chart_without_numbers")
    if not all(map(have_one_unit, written)):
        raise _NoChart("chart_units")
    title = _words(parts.caption or _element(parts.table, "figcaption"))
    if read.is_guess:
        notes.add("chart_guessed", title or kind, f":::chart {kind} {title}", ":::chart")
    for cell, number in zip(cells, read.numbers, strict=True):
        if number is None and has_digit(cell):
            notes.add("chart_gap", cell)
    named = title or ", ".join(filter(None, head))
    series = tuple(map(Series, head[1:], columns, written))
    return Chart(kind, named, tuple(row[0] for row in body), series, read.decimal)


def _rows(table: str) -> list[list[str]]:
    """The words of its cells, the headings first; each row as long as the longest."""
    found = [_CELL.split(row)[1:] for row in _ROW.split(table)[1:]]
    rows = [[_words(_ENDS.split(cell, 1)[0]) for cell in row[1::2]] for row in found]
    # Without headings the first row has numbers as all others have.
    if found and "h" not in found[0][::2] and any(map(has_digit, rows[0][1:])):
        rows = [[], *rows]
    width = max(map(len, rows), default=0)
    return [row + [""] * (width - len(row)) for row in rows] or [[]]


def _words(part: str) -> str:
    """As they are read: marks of notes, and what was struck out, are none of a number."""
    part = _RAISED.sub(_raised, _STRUCK.sub(" ", part))
    return plain_text(_OTHER_ENTITY.sub(lambda found: html.escape(html.unescape(found[0])), part))


def _raised(found: re.Match[str]) -> str:
    return found[1].translate(_HIGH) if found[1][:1].isdigit() else " "
