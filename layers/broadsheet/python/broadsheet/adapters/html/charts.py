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
from broadsheet.adapters.html.chart_numbers import read_numbers
from broadsheet.domain.articles.article import AS_TABLE

ROWS, SERIES = 60, 5
"""What a chart may have: a theme has colours for five that anybody can tell from each other."""
MOST = 20
"""Charts of a text."""
_BEGINS = '<figure class="b-chart-'
_CHART = re.compile(r'<figure class="b-chart-(bar|column|line)">(.*?)</figure>', re.DOTALL)
_CAPTION = re.compile(r"<figcaption\b[^>]*>(.*?)</figcaption>", re.DOTALL)
_TABLE = re.compile(r"<table\b[^>]*>.*?</table>", re.DOTALL)
_ROW = re.compile(r"<tr\b[^>]*>(.*?)</tr>", re.DOTALL)
_CELL = re.compile(r"<t[hd]\b[^>]*>(.*?)</t[hd]>", re.DOTALL)
_TAG = re.compile(r"<[^<>]*>")


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
    at, left = 0, MOST
    while (begins := rendered.find(_BEGINS, at)) >= 0:
        end = rendered.find("</figure>", begins) + len("</figure>")
        found = _CHART.match(rendered, begins, end) if end > begins else None
        if found is None:
            break
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
        said = _words(parts.caption) or kind
        notes.add(str(why), said, f":::chart {kind} {said}", f":::chart {kind}", ":::chart")
        return f'<figure class="b-table">{found[2]}</figure>'
    folded = f"<details><summary>{AS_TABLE}</summary>{parts.table}</details>"
    return f'<figure class="b-chart">{parts.caption}{svg}{folded}{parts.rest}</figure>'


def _parts_of(inside: str) -> _Parts:
    caption, table = _CAPTION.search(inside), _TABLE.search(inside)
    parts = [found[0] if found else "" for found in (caption, table)]
    rest = inside
    for part in filter(None, parts):
        rest = rest.replace(part, "", 1)
    return _Parts(parts[0], parts[1], rest)


def _chart(kind: str, parts: _Parts, notes: BodyNotes) -> Chart:
    rows = [[_words(cell) for cell in _CELL.findall(row)] for row in _ROW.findall(parts.table)]
    head, *body = rows or [[]]
    width = len(head)
    if not body or width < 2:
        raise _NoChart("chart_without_numbers")
    if len(body) > ROWS or width > SERIES + 1:
        raise _NoChart("chart_too_large")
    body = [(row + [""] * width)[:width] for row in body]
    read = read_numbers(cell for row in body for cell in row[1:])
    columns = [read.numbers[at :: width - 1] for at in range(width - 1)]
    if not all(any(one is not None for one in column) for column in columns):
        raise _NoChart("chart_without_numbers")
    title = _words(parts.caption)
    if read.is_guess:
        notes.add("chart_guessed", title or kind, f":::chart {kind} {title}", ":::chart")
    series = [
        Series(head[n + 1], column, tuple(row[n + 1] for row in body))
        for n, column in enumerate(columns)
    ]
    labels = tuple(row[0] for row in body)
    return Chart(kind, title or ", ".join(filter(None, head)), labels, tuple(series), read.decimal)


def _words(part: str) -> str:
    return " ".join(html.unescape(_TAG.sub("", part)).split())
