"""A chart as SVG. Its letters are as large as those around it, however wide it is shown.

Lengths from side to side are percentages, heights are pixels, and so nothing is scaled but the
lines of a line chart. It has no style but the classes of the style sheet: `s1` to `s5` are the
series, in the colours of the theme, in both lights and on paper.
"""

import html
import math
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import groupby
from textwrap import wrap
from typing import NamedTuple

from broadsheet.domain.shared.cut import shortened

_LINE = 20
"""Pixels of a line of words."""
_BAR, _PLOT = 16, 220
_LETTER = 2.3
"""How wide a letter is at most, in percent of the width of a chart on a telephone (320 pixels)."""
_LONGEST = 42
"""Letters that such a chart has room for."""
_TICKS = 4
_MARKED = 30
"""Points of a line that are marked; more would touch each other."""
_VALUED = 8
"""Columns with their values on top."""
_LABEL_LINES = 3
"""Lines that a label below a column or a point may have."""


class Series(NamedTuple):
    """A column of a table: its heading, its numbers, and how they were written."""

    name: str
    numbers: Sequence[float | None]
    written: Sequence[str]


class Chart(NamedTuple):
    """What is drawn: `kind` is bar, column or line, `title` what it is called when it is read."""

    kind: str
    title: str
    labels: Sequence[str]
    series: Sequence[Series]
    decimal: str = "."


def drawn(chart: Chart) -> str:
    """The SVG of a chart."""
    legend = list(_legend(chart)) if len(chart.series) > 1 else []
    top = len(legend) and len(chart.series) * _LINE + 8
    parts, height = _bars(chart, top) if chart.kind == "bar" else _plot(chart, top)
    named = html.escape(chart.title)
    return (
        f'<svg class="chart" role="img" aria-label="{named}" width="100%" height="{height}">'
        f"{''.join([*legend, *parts])}</svg>"
    )


def _legend(chart: Chart) -> Iterator[str]:
    for n, series in enumerate(chart.series):
        y = n * _LINE
        if chart.kind == "line":
            yield f'<line class="s{n + 1}" x1="0" x2="24" y1="{y + 9}" y2="{y + 9}"></line>'
        else:
            yield f'<rect class="s{n + 1}" x="0" y="{y + 3}" width="12" height="12"></rect>'
        yield _text(series.name, x="32", y=y + 14)


def _text(words: str, x: str, y: float, anchor: str = "start", dx: int = 0) -> str:
    shown = shortened(words, _LONGEST)
    given = f' dx="{dx}"' if dx else ""
    return (
        f'<text x="{x}" y="{_short(y)}"{given} text-anchor="{anchor}">'
        f"{html.escape(shown, quote=False)}</text>"
    )


def _short(number: float) -> str:
    return f"{number:.2f}".rstrip("0").rstrip(".")


def _wide(words: str) -> int:
    """As how many letters words are wide: those of Chinese, Japanese and Korean are two."""
    return sum(2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in words)


def _known(chart: Chart) -> list[float]:
    return [one for series in chart.series for one in series.numbers if one is not None]


def _bars(chart: Chart, top: int) -> tuple[list[str], int]:
    """Bars from side to side, each with its value behind it, below their label."""
    low, high = min(0, *_known(chart)), max(0, *_known(chart))
    longest = max(_wide(one) for series in chart.series for one in series.written)
    room = 100 - min(longest * _LETTER + 3, 50)
    each = room / (high - low or 1)
    zero = -low * each
    parts, y = [], top
    for at, label in enumerate(chart.labels):
        parts.append(_text(label, x="0", y=y + 14))
        y += _LINE
        for n, series in enumerate(chart.series):
            number = series.numbers[at]
            length = (number or 0) * each
            left = min(zero, zero + length)
            if number is not None:
                parts.append(
                    f'<rect class="s{n + 1}" x="{_short(left)}%" y="{y}"'
                    f' width="{_short(max(abs(length), 0.3))}%" height="{_BAR}"></rect>'
                )
            end = f"{_short(left + abs(length))}%"
            parts.append(_text(series.written[at] or "–", x=end, y=y + 13, dx=6))
            y += _BAR + 3
        y += 7
    return parts, y


def _plot(chart: Chart, top: int) -> tuple[list[str], int]:
    """Columns or lines above their labels, with a grid."""
    low, high, step = _scale(_known(chart), is_line=chart.kind == "line")
    top += _LINE

    def height_of(number: float) -> float:
        return top + _PLOT * (high - number) / (high - low)

    parts = []
    for n in range(round((high - low) / step) + 1):
        y = height_of(low + n * step)
        grid = f'x1="0" x2="100%" y1="{_short(y)}" y2="{_short(y)}"'
        parts.append(f'<line class="grid" {grid}></line>')
        parts.append(_text(_tick(low + n * step, step, chart.decimal), x="0", y=y - 4))
    left = min(max(len(_tick(one, step, chart.decimal)) for one in (low, high)) * _LETTER + 2, 40)
    wide = (100 - left) / len(chart.labels)
    middles = [left + wide * (n + 0.5) for n in range(len(chart.labels))]
    if chart.kind == "line":
        parts += _lines(chart, middles, top, (low, high))
    else:
        parts += _columns(chart, middles, wide, height_of(max(low, 0)), height_of)
    labels, lines = _labels(chart.labels, middles, top + _PLOT + _LINE)
    return [*parts, *labels], top + _PLOT + _LINE * lines + 8


def _scale(numbers: Sequence[float], *, is_line: bool) -> tuple[float, float, float]:
    """From where to where, and the step between lines of the grid; columns begin at nought."""
    low, high = min(numbers), max(numbers)
    if not is_line or 0 <= low <= high / 2:
        low = min(low, 0)
    if not is_line or high <= 0:
        high = max(high, 0)
    rough = ((high - low) or abs(high) or 1) / _TICKS
    tenth = 10 ** math.floor(math.log10(rough))
    step = next(n * tenth for n in (1, 2, 2.5, 5, 10) if n * tenth >= rough * 0.999)
    low, high = math.floor(low / step) * step, math.ceil(high / step) * step
    return low, high if high > low else low + step, step


def _tick(number: float, step: float, decimal: str) -> str:
    places = next(n for n in range(10) if n == 9 or abs(step * 10**n - round(step * 10**n)) < 1e-6)
    group = "." if decimal == "," else ","
    said = f"{number:,.{places}f}".replace(",", "\0").replace(".", decimal).replace("\0", group)
    return "0" if not float(f"{number:.{places}f}") else said


def _lines(
    chart: Chart, middles: Sequence[float], top: float, between: tuple[float, float]
) -> Iterator[str]:
    """Lines that end where a number is missing, and points."""
    low, high = between
    lines, points = list[str](), list[str]()
    for n, series in enumerate(chart.series):
        places = [
            None if number is None else (x, 100 * (high - number) / (high - low))
            for x, number in zip(middles, series.numbers, strict=True)
        ]
        for is_missing, run in groupby(places, lambda place: place is None):
            known = [] if is_missing else [place for place in run if place]
            # A line of one point is not seen.
            marked = known if len(middles) <= _MARKED or len(known) == 1 else []
            lines += [_polyline(n, known)] if known else []
            points += [
                f'<circle class="s{n + 1}" cx="{_short(x)}%"'
                f' cy="{_short(top + _PLOT * y / 100)}" r="3"></circle>'
                for x, y in marked
            ]
    box = f'x="0" y="{_short(top)}" width="100%" height="{_PLOT}"'
    yield f'<svg class="plot" {box} viewBox="0 0 100 100" preserveAspectRatio="none">'
    yield from (*lines, "</svg>", *points)


def _polyline(n: int, places: Iterable[tuple[float, float]]) -> str:
    points = " ".join(f"{_short(x)},{_short(y)}" for x, y in places)
    said = f'class="s{n + 1}" vector-effect="non-scaling-stroke" points="{points}"'
    return f"<polyline {said}></polyline>"


def _columns(
    chart: Chart,
    middles: Sequence[float],
    wide: float,
    zero: float,
    height_of: Callable[[float], float],
) -> Iterator[str]:
    each = wide * 0.8 / len(chart.series)
    # A column alone may have a value that is wider than it; of some values alone, one asks why.
    room = each if len(chart.series) > 1 else wide
    longest = max(_wide(one) for series in chart.series for one in series.written) + 1
    is_valued = len(middles) * len(chart.series) <= _VALUED and longest * _LETTER <= room
    for n, series in enumerate(chart.series):
        for middle, number, written in zip(middles, series.numbers, series.written, strict=True):
            left = middle - wide * 0.4 + each * n
            if number is None:
                continue
            y = height_of(number)
            yield (
                f'<rect class="s{n + 1}" x="{_short(left)}%" y="{_short(min(y, zero))}"'
                f' width="{_short(each)}%" height="{_short(max(abs(y - zero), 1))}"></rect>'
            )
            if is_valued:
                x = f"{_short(left + each / 2)}%"
                yield _text(written, x=x, y=min(y, zero) - 5, anchor="middle")


def _labels(labels: Sequence[str], middles: Sequence[float], y: float) -> tuple[Iterator[str], int]:
    """All of them, on as many lines as it takes; else as many as there is room for on one line."""
    room = middles[1] - middles[0] if len(middles) > 1 else 100
    most = max(1, int(room / _LETTER) - 1)
    broken = [wrap(label, most, break_long_words=False) for label in labels]
    lines = max(map(len, broken))
    if lines > _LABEL_LINES or any(_wide(line) > most for label in broken for line in label):
        return _some_labels(labels, middles, y), 1
    placed = (
        _text(line, f"{_short(x)}%", y + _LINE * n, "middle")
        for x, label in zip(middles, broken, strict=True)
        for n, line in enumerate(label)
    )
    return placed, lines


def _some_labels(labels: Sequence[str], middles: Sequence[float], y: float) -> Iterator[str]:
    """Each, or each second one, and so on: none beyond an edge, none over the one before."""
    room = middles[1] - middles[0] if len(middles) > 1 else 100
    longest = min(max(map(_wide, labels)), _LONGEST) + 1
    every = max(1, math.ceil(longest * _LETTER / room))
    free = 0.0
    for x, label in zip(middles[::every], labels[::every], strict=True):
        half = min(_wide(label), _LONGEST) * _LETTER / 2
        middle = min(max(x, half), max(100 - half, half))
        if middle - half >= free:
            free = middle + half
            yield _text(label, f"{_short(middle)}%", y, "middle")
