"""A table between lines of colons is a chart with the table behind it, or is named as none."""

import contextlib
import re

import pytest

from broadsheet.adapters.html.chart_numbers import have_one_unit, read_numbers
from broadsheet.adapters.html.charts import MOST, ROWS, SERIES
from broadsheet.adapters.html.markup import CommonMark, sanitised
from broadsheet.domain.shared.errors import Invalid, TooLarge
from broadsheet.domain.shared.plain_text import plain_text
from tests.support.machine_clock import is_light

MARKUP = CommonMark()
TABLE = "| Year | Ferry |\n|---|---:|\n| 2025 | 10 |\n| 2026 | 20 |\n"


def noted(source: str) -> tuple[str, list[tuple[int | None, str]]]:
    """The HTML, and each note's line and reason."""
    body, notes = MARKUP.noted(source)
    assert sanitised(body.html) == body.html
    return body.html.replace("\n", ""), [(note.line, note.reason) for note in notes]


def drawn(source: str) -> str:
    """The SVG of the only chart."""
    html, notes = noted(source)
    assert notes == []
    (svg,) = re.findall(r'<svg class="chart".*</svg>', html)
    return str(svg)


def test_a_chart_has_its_caption_its_drawing_and_its_table() -> None:
    html, notes = noted(f":::chart bar Who *comes*\n{TABLE}:::")
    assert notes == []
    before, _, behind = html.partition("<svg")
    assert before == '<figure class="b-chart"><figcaption>Who <em>comes</em></figcaption>'
    assert behind.startswith(' class="chart" role="img" aria-label="Who comes" width="100%"')
    assert "</svg><details><summary>The numbers as a table</summary><table>" in behind
    assert behind.endswith("</table></details></figure>")
    assert plain_text(html) == "Who comes Year Ferry 2025 10 2026 20"
    for cut in ("<rect", "</svg>", "numbers as", "</summary>"):
        assert plain_text(html[: html.index(cut)]) == "Who comes"


def test_bars_are_as_long_as_their_numbers() -> None:
    svg = drawn(f":::chart\n{TABLE}:::")
    first, second = map(float, re.findall(r'<rect class="s1"[^>]* width="([0-9.]+)%"', svg))
    assert second == pytest.approx(2 * first, rel=0.001)
    assert re.findall(r">([^<>]+)</text>", svg) == ["2025", "10", "2026", "20"]
    assert 'aria-label="Year, Ferry"' in svg


def test_columns_and_lines_are_as_high_as_their_numbers() -> None:
    column = drawn(f":::chart column\n{TABLE}:::")
    first, second = map(float, re.findall(r'<rect [^>]*height="([0-9.]+)"', column))
    assert second == pytest.approx(2 * first, rel=0.001)
    line = drawn(f":::chart line\n{TABLE}:::")
    points = re.findall(r'points="[0-9.]+,([0-9.]+) [0-9.]+,([0-9.]+)"', line)
    assert points == [("50", "0")]
    assert line.count("<circle") == 2


def labels(svg: str) -> list[tuple[str, str]]:
    """What stands below the plot: where from above, and what it says."""
    found = re.findall(r'<text x="[0-9.]+%" y="([0-9.]+)" text-anchor="middle">([^<]+)<', svg)
    return [(y, said) for y, said in found if float(y) >= 260]


def test_labels_below_a_plot_take_lines_before_any_is_left_out() -> None:
    rows = "".join(f"| Quarter {n} restated | {n}00 |\n" for n in (1, 2, 3, 4))
    below = labels(drawn(f":::chart column\n| Q | Balance |\n|---|---:|\n{rows}:::"))
    assert [said for _, said in below if said == "restated"] == ["restated"] * 4
    assert len({y for y, _ in below}) == 3
    svg = drawn(f":::chart line\n| Q | Balance |\n|---|---:|\n{rows}:::")
    lowest = max(float(y) for y, _ in labels(svg))
    assert lowest < float(re.findall(r'height="(\d+)">', svg)[0]), "they are in the picture"


def test_labels_that_have_no_room_are_left_out_and_none_is_beyond_an_edge() -> None:
    rows = "".join(f"| {'W' * 30}{n} | {n} |\n" for n in (1, 2, 3))
    svg = drawn(f":::chart column\n| Q | Balance |\n|---|---:|\n{rows}:::")
    (x,) = re.findall(r'<text x="([0-9.]+)%" y="[0-9.]+" text-anchor="middle">W', svg)
    half = 31 * 2.3 / 2
    assert half <= float(x) <= 100 - half


def test_columns_have_all_of_their_values_on_top_or_none() -> None:
    table = "| Q | Balance |\n|---|---:|\n| a | {} |\n| b | 34 |\n:::"
    assert ">34</text>" in drawn(f":::chart column\n{table.format(56)}")
    assert ">34</text>" not in drawn(f":::chart column\n{table.format('5600000000000000000000')}")


def test_what_is_missing_is_not_drawn() -> None:
    rows = "| a | 1 | 5 |\n| b | – | 6 |\n| c | 3 | 7 |\n"
    table = f"| x | One | Two |\n|---|---|---|\n{rows}"
    line = drawn(f":::chart line\n{table}:::")
    assert line.count('<polyline class="s1"') == 2
    assert line.count('<polyline class="s2"') == 1
    assert drawn(f":::chart bar\n{table}:::").count('<rect class="s1"') == 3, "and in the legend"
    assert drawn(f":::chart column\n{table}:::").count('<rect class="s1"') == 3


def test_numbers_below_nought_begin_at_nought() -> None:
    table = "| x | y |\n|---|---|\n| a | \u221210 |\n| b | 30 |\n"
    below, above = re.findall(
        r'<rect class="s1" x="([0-9.]+)%" y="\d+" width="([0-9.]+)%"',
        drawn(f":::chart\n{table}:::"),
    )
    assert float(below[0]) == 0
    assert float(below[1]) == pytest.approx(float(above[0]), abs=0.05)


def answered(source: str) -> None:
    """Made into HTML, or refused: nobody waits for either."""
    with contextlib.suppress(Invalid, TooLarge):
        MARKUP.noted(source)


@pytest.mark.parametrize(
    ("cells", "numbers"),
    [
        (["1,234.5", "20", "\u22123"], [1234.5, 20, -3]),
        (["1.234,5", "20"], [1234.5, 20]),
        (["1 234,5", "1\u202f000"], [1234.5, 1000]),
        (["1'234.50", "1\u2019000"], [1234.5, 1000]),
        (["4,20", "5"], [4.2, 5]),
        (["1,234", "980"], [1234, 980]),
        (["1.234.567", "3"], [1234567, 3]),
        (["12,34,567", "3"], [1234567, 3]),
        (["\u0661\u066c\u0662\u0663\u0664\u066b\u0665", "\u0662\u0660"], [1234.5, 20]),
        (["\u06f4\u066b\u06f2", "\u06f1\u06f2"], [4.2, 12]),
        (["१२", "5"], [12, 5]),
        (["€ 4.20", "12 %", "$3", "5 km", "+7"], [4.2, 12, 3, 5, 7]),
        (["29.11.2026", "10:30", "3–4", "2025/26", "n/a", "", "–"], [None] * 7),
        (["thousands 5", "9" * 50], [None, None]),
        ([".5", "0.25"], [0.5, 0.25]),
        (["-$5", "\u2212CHF 20", "-R$3", "$-4", "-kr 6", "N-O 7"], [-5, -20, -3, -4, -6, 7]),
        (["(1,234)", "5-", "10²", "1e6", "5 [1]"], [None] * 5),
        (["<5", "≥ 10", "±3"], [None] * 3),
        (["1,5", "1.5", "1.000.000"], [1.5, 1.5, 1_000_000]),
    ],
)
def test_numbers_are_read_as_any_language_writes_them(
    cells: list[str], numbers: list[float | None]
) -> None:
    read = read_numbers(cells)
    assert list(read.numbers) == numbers
    assert not read.is_guess


def test_thousands_that_may_be_decimals_are_named() -> None:
    table = "| x | y |\n|---|---|\n| a | 1.234 |\n| b | 2.000 |\n"
    html, notes = noted(f"One.\n\n:::chart line Late\n{table}:::")
    assert notes == [(3, "chart_guessed")]
    assert "<svg" in html
    assert noted(f":::chart line Late\n{table.replace('2.000', '2000')}:::")[1] == []


def test_thousands_are_guessed_where_numbers_have_both_marks() -> None:
    assert read_numbers(["1.234", "1,234"]).numbers == (1234, 1234)
    assert read_numbers(["1.234", "1,234"]).is_guess
    assert read_numbers(["1,5", "2.5", "1.234"]) == ((1.5, 2.5, 1234), ",", True)


@pytest.mark.parametrize(
    ("cell", "shown"),
    [
        ("5[^1]", "5"),
        ("5<sup>a</sup>", "5"),
        ("~~4~~ 5", "5"),
        ("~~4~~5", "5"),
        ("$`5`$", "5"),
        ("5 m<sup>2</sup>", "5 m²"),
        ("&#53;", "5"),
    ],
)
def test_what_stands_beside_a_number_is_no_digit_of_it(cell: str, shown: str) -> None:
    table = f"| x | y |\n|---|---|\n| a | {cell} |\n| b | 10 |\n"
    svg = drawn(f":::chart\n{table}:::\n\n" + "[^1]: So." * ("[^" in cell))
    assert re.findall(r">([^<>]+)</text>", svg) == ["a", shown, "b", "10"]
    half, whole = map(float, re.findall(r'<rect class="s1"[^>]* width="([0-9.]+)%"', svg))
    assert whole == pytest.approx(2 * half, rel=0.001)


@pytest.mark.parametrize(
    "cell", ["5<br>6", "10<sup>3</sup>", "$`10^3`$", "(5)", "5 [1]", "3–5", "&lt;5", "±3"]
)
def test_a_number_that_a_chart_has_not_is_named(cell: str) -> None:
    html, notes = noted(f":::chart\n| x | y |\n|---|---|\n| a | {cell} |\n| b | 10 |\n:::")
    assert [reason for _, reason in notes] == ["chart_gap"]
    assert html.count("<rect") == 1


@pytest.mark.parametrize(
    "column",
    [
        ("5k", "2M"),
        ("3万", "5千"),
        ("$5", "€6"),
        ("USD 5", "EUR 6"),
        ("1.2 Mio", "900"),
        ("1 m", "2 km"),
    ],
)
def test_what_cannot_be_compared_is_a_table(column: tuple[str, str]) -> None:
    rows = "".join(f"| a | {cell} |\n" for cell in column)
    html, notes = noted(f":::chart bar Two\n| x | y |\n|---|---|\n{rows}:::")
    assert notes == [(1, "chart_units")]
    assert "<svg" not in html


def test_what_can_be_compared_has_one_unit() -> None:
    for column in (("5k", "0", "–"), ("€ 4", "5 €"), ("ca. 5 km", "6 km"), ("5*", "6", "5 %")):
        assert have_one_unit(column), column


@pytest.mark.parametrize(
    "column",
    [
        ("12 percent", "24 percent", ""),
        ("1,5 Millionen Euro", "3 Millionen Euro"),
        ("-120 people", "–", "-240 People"),
        ("\u0665 ملايين", "\u0661\u0660 ملايين"),
    ],
)
def test_a_unit_may_be_words_where_all_numbers_have_the_same(column: tuple[str, ...]) -> None:
    rows = "".join(f"| a | {cell} |\n" for cell in column)
    svg = drawn(f":::chart bar Two\n| x | y |\n|---|---|\n{rows}:::")
    half, whole = map(float, re.findall(r'<rect class="s1"[^>]* width="([0-9.]+)%"', svg))
    assert whole == pytest.approx(2 * half, rel=0.001)
    assert f">{column[0]}</text>" in svg


@pytest.mark.parametrize("column", [("5 million", "2 billion"), ("1 vote", "3 votes")])
def test_words_that_differ_are_no_unit(column: tuple[str, str]) -> None:
    rows = "".join(f"| a | {cell} |\n" for cell in column)
    assert "<svg" not in noted(f":::chart bar Two\n| x | y |\n|---|---|\n{rows}:::")[0]


def test_a_table_that_somebody_typed_as_html_keeps_its_rows_and_columns() -> None:
    row = "<tr><td>a</td><td>1</td></tr><tr><td>b</td><td>2</td><td>3</td></tr>"
    html, notes = noted(f":::chart\n\n<table>{row}</table>\n\n:::")
    assert notes == []
    assert re.findall(r">([^<>]*)</text>", html) == ["", "", "a", "1", "–", "b", "2", "3"]
    spanned = row.replace("<td>1", '<td colspan="2">1')
    html, notes = noted(f":::chart\n\n<table>{spanned}</table>\n\n:::")
    assert [reason for _, reason in notes] == ["chart_without_numbers"]


def test_a_point_without_neighbours_is_seen_in_the_longest_line() -> None:
    rows = "".join(f"| {n} | {n if n % 3 == 1 else '–'} |\n" for n in range(45))
    svg = drawn(f":::chart line\n| x | y |\n|---|---|\n{rows}:::")
    assert svg.count("<circle") == 15


def big(rows: int, columns: int) -> str:
    """A table of so many rows and columns of numbers."""
    line = "| x " + "| 1 " * columns + "|\n"
    return line + "|---" * (columns + 1) + "|\n" + line * rows


@pytest.mark.parametrize(
    ("inside", "reason"),
    [
        ("| a | b |\n|---|---|\n| x | y |\n", "chart_without_numbers"),
        ("| a |\n|---|\n| 1 |\n", "chart_without_numbers"),
        ("| a | b | c |\n|---|---|---|\n| x | 1 | z |\n", "chart_without_numbers"),
        ("No table.\n", "chart_without_numbers"),
        (big(ROWS + 1, 1), "chart_too_large"),
        (big(2, SERIES + 1), "chart_too_large"),
    ],
)
def test_what_is_no_chart_is_a_table_and_is_named(inside: str, reason: str) -> None:
    html, notes = noted(f"One.\n\n:::chart bar Two\n{inside}:::\n")
    assert notes == [(3, reason)]
    assert "<svg" not in html
    assert '<figure class="b-table"><figcaption>Two</figcaption>' in html


def test_a_text_has_only_so_many_charts() -> None:
    html, notes = noted(f":::chart\n{TABLE}:::\n" * (MOST + 1))
    assert html.count('<svg class="chart"') == MOST
    assert [reason for _, reason in notes] == ["chart_too_large"]


def test_the_largest_chart_is_drawn_whole() -> None:
    for kind in ("bar", "column", "line"):
        html, notes = noted(f":::chart {kind}\n{big(ROWS, SERIES)}:::\n")
        assert notes == []
        assert 'class="s5"' in html


@pytest.mark.parametrize(
    "cell",
    [
        "</text></svg><script>alert(1)</script>",
        '" onload="alert(1)',
        "&lt;img src=x onerror=alert(1)&gt;",
        '</figure><figure class="b-chart-bar"><table>',
        "<svg onload=alert(1)><style>*{}</style>",
        "\ue000\u202e x",
    ],
)
def test_what_a_cell_says_is_words_to_a_browser(cell: str) -> None:
    table = f"| {cell} | {cell} |\n|---|---|\n| {cell} | 1 {cell} |\n| b | 2 |\n"
    for kind in ("bar", "column", "line"):
        html, _ = noted(f":::chart {kind} {cell}\n{table}:::")
        assert "<script" not in html
        assert "<img" not in html
        assert not re.search(r"<[^>]* on[a-z]+=", re.sub(r'"[^"]*"', '""', html))
        assert "<style" not in html


def test_nobody_draws_by_hand() -> None:
    html, notes = noted('<svg class="chart"><rect class="s1" x="0"></rect><text>a</text></svg>')
    assert html.strip("<p/>") == "a"
    assert {reason for _, reason in notes} == {"element_left_out"}
    html, _ = noted('<p><rect x="0">a</rect></p>')
    assert html == "<p>a</p>"


@pytest.mark.parametrize(
    "part",
    [
        *(f":::chart\n{TABLE}:::\n", ":::chart\n", '<figure class="b-chart-bar">', "| 1 | 2 |\n"),
        *('<figure class="b-chart-line"><table>', f":::chart line\n{big(60, 5)}:::\n"),
        *('<figure class="b-chart-bar"><table></figure>', ":::chart bar\n| 1 "),
        *("<table>", "<tr>", "<td>", "<figcaption>", "<tr><td><del>", "<td "),
    ],
)
def test_a_long_text_of_charts_takes_no_time(part: str) -> None:
    inside = part * (128 * 1024 // len(part))
    source = f":::chart\n{TABLE}:::\n:::chart\n<table>\n{inside}\n</table>\n:::\n{inside}"
    assert is_light(lambda: answered(source), 1000)


def test_a_kind_of_chart_that_is_none_of_ours_is_bars_and_named() -> None:
    html, notes = noted(":::chart pie Votes\n| x | y |\n|---|---|\n| a | 5 |\n| b | 10 |\n:::")
    assert [reason for _, reason in notes] == ["chart_kind"]
    assert html.count("<rect") == 2
    assert "pie Votes" in html


def test_a_title_that_begins_with_no_kind_is_a_title() -> None:
    html, notes = noted(":::chart Votes\n| x | y |\n|---|---|\n| a | 5 |\n:::")
    assert notes == []
    assert "Votes" in html


def test_a_chart_whose_html_does_not_end_is_named_and_those_behind_it_are_drawn() -> None:
    begun = ":::chart bar First\n<figure>\n\n| a | n |\n|---|---|\n| b | 2 |\n:::"
    body, notes = MARKUP.noted(f"{begun}\n\n:::chart bar Second\n| a | n |\n|-|-|\n| b | 2 |\n:::")
    assert [(one.reason, one.what, one.line) for one in notes] == [
        ("chart_without_numbers", "First", 1)
    ]
    assert 'aria-label="Second"' in body.html
