"""Tables and charts of plugins come along where an export has them, and are named where not."""

from pathlib import Path

import pytest

from broadsheet.adapters.html.markup import CommonMark
from broadsheet.adapters.imports.php_serialized import NotSerialized, PhpValue, unserialized
from broadsheet.adapters.imports.wxr_articles import article_of
from broadsheet.adapters.imports.wxr_grids import number_said
from broadsheet.adapters.imports.wxr_parts import Explained
from broadsheet.adapters.imports.wxr_site import wxr_posts
from broadsheet.domain.transfer.site_lines import ImportedArticle
from tests.fakes.table import MemoryTable
from tests.support.old_archives import brought
from tests.support.wordpress import item, wxr
from tests.support.wordpress_tables import m_chart, tablepress, visualizer

ROWS = [["Port", "Boats"], ["Harbour", "1.234"], ['<a href="https://b.example/">Bay</a>', "7\n8"]]


def taken(tmp_path: Path, body: str, *beside: str) -> tuple[str, list[tuple[str, str]]]:
    """The HTML of a post with this body, in one line, and its notes."""
    path, explained = tmp_path / "export.xml", Explained()
    path.write_bytes(wxr(item(1, content=body), *beside))
    with path.open("rb") as file:
        (post,) = list(wxr_posts(file, explained))
    article = article_of(post, explained, "News")
    assert isinstance(article, ImportedArticle)
    made, notes = CommonMark().noted(article.body)
    assert notes == ()
    return made.html.replace("\n", ""), [(one.reason, one.detail) for one in article.notes]


def test_a_table_of_tablepress_is_one_with_its_headings(tmp_path: Path) -> None:
    for named in ("[table id=5 /]", '[table id="5"]', '<!-- wp:tablepress/table {"id":"5"} /-->'):
        html, notes = taken(tmp_path, f"<p>Words.</p>\n\n{named}", tablepress(ROWS))
        assert html == (
            '<p>Words.</p><figure class="b-table"><table><thead><tr><th scope="col">Port</th>'
            '<th scope="col">Boats</th></tr></thead><tbody><tr><td>Harbour</td><td>1.234</td></tr>'
            '<tr><td><a href="https://b.example/" rel="noopener">Bay</a></td><td>7<br>8</td></tr>'
            "</tbody></table></figure>"
        )
        assert notes == []


def test_its_name_and_its_words_are_the_caption_where_readers_saw_them(tmp_path: Path) -> None:
    said = {"print_name": True, "print_description": True, "table_head": 0, "table_foot": 1}
    html, _ = taken(tmp_path, "[table id=5 /]", tablepress(ROWS, said=said))
    assert "<figcaption>Boats &amp; ports. Counted in May</figcaption>" in html
    assert "<th" not in html
    assert "<tfoot><tr><td>" in html


def test_cells_that_are_joined_stay_joined(tmp_path: Path) -> None:
    rows = [["a", "#colspan#", "b"], ["c", "d", "e"], ["#rowspan#", "#span#", "f"]]
    html, _ = taken(tmp_path, "[table id=5 /]", tablepress(rows))
    assert '<th scope="col" colspan="2">a</th><th scope="col">b</th>' in html
    assert '<td rowspan="2">c</td><td>d</td><td>e</td></tr><tr><td>f</td>' in html


def test_what_of_a_table_does_not_come_is_named(tmp_path: Path) -> None:
    rows = [*ROWS, ["=SUM(B2:B3)", "x"]]
    seen = {"rows": [1, 0, 1, 1], "columns": [1, 1]}
    body = '[table id=5 hide_columns="2" /]'
    html, notes = taken(tmp_path, body, tablepress(rows, seen=seen))
    assert "Harbour" not in html
    assert ("table_part_left_out", "[table id=5]: 1 rows and 0 columns that no reader saw") in notes
    assert ("table_formula_stays", "[table id=5]: =SUM(B2:B3)") in notes
    assert ("table_whole", '[table id=5 hide_columns="2"]') in notes


@pytest.mark.parametrize(
    "named",
    [
        "[table id=6 /]",
        "[visualizer id=6]",
        "[chart id=6]",
        "[wpdatachart id=6]",
        "[wpdatatable id=6]",
    ],
)
def test_a_table_that_the_file_has_not_is_named(tmp_path: Path, named: str) -> None:
    html, notes = taken(tmp_path, f"<p>Words.</p>\n\n{named}", tablepress("no JSON", ids="6"))
    assert html == "<p>Words.</p>"
    assert notes == [("shortcode_left_out", named)]


@pytest.mark.parametrize("kind", ["bar", "column", "line"])
@pytest.mark.parametrize(
    "named", ['[visualizer id="12"]', '<!-- wp:visualizer/chart {"id":12,"route":"x"} /-->']
)
def test_a_chart_of_visualizer_is_drawn(tmp_path: Path, kind: str, named: str) -> None:
    rows = [["2025", 4], ["2026", 2.5], ["<b>", None]]
    html, notes = taken(tmp_path, named, visualizer(kind, rows))
    assert '<figure class="b-chart"><figcaption>Passengers</figcaption><svg' in html
    assert '<th scope="col">Year</th><th scope="col">Ferry</th>' in html
    assert "<tr><td>2026</td><td>2.5</td></tr><tr><td>&lt;b&gt;</td><td></td></tr>" in html
    assert notes == []


def test_what_a_chart_has_from_elsewhere_is_its_data(tmp_path: Path) -> None:
    rows = {"source": "https://b.example/a.csv", "data": [["2025", 4]]}
    html, _ = taken(tmp_path, "[visualizer id=12]", visualizer("bar", rows))
    assert "<svg" in html
    assert "b.example" not in html


def test_a_chart_of_a_kind_that_is_not_drawn_is_a_table_and_is_named(tmp_path: Path) -> None:
    html, notes = taken(tmp_path, "[visualizer id=12]", visualizer("pie", [["2025", 4]]))
    assert '<figure class="b-table"><table>' in html
    assert "<figcaption>Passengers</figcaption>" in html
    assert notes == [("chart_is_table", "[visualizer id=12]: pie")]
    _, notes = taken(tmp_path, "[visualizer id=12]", visualizer("tabular", [["2025", 4]]))
    assert notes == []


@pytest.mark.parametrize(
    ("number", "said"),
    [(1.234, "1.2340"), (-12.345, "-12.3450"), (0.123, "0.123"), (5.0, "5"), (7, "7")],
)
def test_a_decimal_is_never_read_as_thousands(number: float, said: str) -> None:
    assert number_said(number) == said


def test_a_chart_with_decimals_draws_decimals(tmp_path: Path) -> None:
    rows = [["2025", 1.234], ["2026", 5.678]]
    html, _ = taken(tmp_path, "[visualizer id=12]", visualizer("bar", rows))
    assert "1.2340" in html


@pytest.mark.parametrize(
    ("rows", "parse_in", "cells"),
    [
        ([["", "Ferry", "Bus"], ["2025", "4", "5"]], "columns", "Year|Ferry|Bus|2025|4|5"),
        ([["", "2025", "2026"], ["Ferry", "4", "5"]], "rows", "Year|Ferry|2025|4|2026|5"),
        ([["2025", "4"], ["2026", "5"]], "rows", "Year|Boats|2025|2026|4|5"),
        ([["Ferry", "4"], ["Bus", "5"]], "rows", "Year|Boats|Ferry|4|Bus|5"),
    ],
)
def test_a_chart_of_m_chart_has_its_series_in_columns(
    tmp_path: Path, rows: object, parse_in: str, cells: str
) -> None:
    said = {"x_title": "Year", "y_title": "Boats", "y_units": "k", "source": "The port"}
    said |= {"parse_in": parse_in, "source_url": "https://b.example/"}
    chart = m_chart("column", rows, said)
    for named in ("[chart id=30]", '<!-- wp:m-chart/chart {"chartId":30} /-->'):
        html, notes = taken(tmp_path, named, chart)
        table = html.partition("<table>")[2].partition("</table>")[0]
        words = [part.split(">")[1] for part in table.split("<") if part.startswith(("td", "th"))]
        assert "|".join(word for word in words if word) == cells
        assert "<figcaption>Late – (Boats, k) – The port</figcaption>" in html
        assert '<a href="https://b.example/"' in html
        assert notes == []


def test_a_table_that_is_named_many_times_fills_no_memory(tmp_path: Path) -> None:
    path, explained = tmp_path / "export.xml", Explained()
    large = tablepress([["a" * 500_000]])
    path.write_bytes(wxr(item(1, content="[table id=5 /]\n" * 2_000), large))
    with path.open("rb") as file:
        (post,) = list(wxr_posts(file, explained))
    article = article_of(post, explained, "News")
    assert isinstance(article, ImportedArticle)
    assert len(article.body) < 2_000_000
    assert ("shortcode_left_out", "[table id=5 /]") in [
        (one.reason, one.detail) for one in article.notes
    ]


def test_tables_that_no_post_shows_are_counted_and_others_are_not(tmp_path: Path) -> None:
    path = tmp_path / "export.xml"
    tables = (tablepress(ROWS), tablepress(ROWS, number=91, ids="6"), visualizer("bar", [["a", 1]]))
    path.write_bytes(wxr(item(1, content="[table id=5 /]"), *tables))
    moved = brought(MemoryTable(), path)
    assert moved.skipped == {"tablepress_table": 1, "visualizer": 1}


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("N;", None),
        ("b:1;", True),
        ("i:-7;", -7),
        ("d:1.5;", 1.5),
        ('s:3:"é;";', "é;"),
        ('s:9:"a"b\nc";', 'a"b\nc'),
        ('a:2:{i:0;s:1:"a";s:1:"b";a:0:{}}', {0: "a", "b": {}}),
    ],
)
def test_what_php_wrote_is_read(written: str, value: PhpValue) -> None:
    assert unserialized(written) == value


@pytest.mark.parametrize(
    "written",
    [
        *("", "x", "i:x;", "d:;", 's:5:"ab', "a:2:{i:0;i:1;}", "a:1:{a:0:{}i:1;}", "a:1:{i:0;i:1;"),
        *('O:8:"stdClass":0:{}', "a:1:{i:0;" * 2_000, "a:999999999:{", "d:" + "9" * 50 + ";"),
    ],
)
def test_what_php_did_not_write_is_refused(written: str) -> None:
    with pytest.raises(NotSerialized):
        unserialized(written)


@pytest.mark.parametrize(
    ("typed", "url"),
    [
        (
            '<div class="flourish-embed flourish-chart" data-src="visualisation/7"><script '
            'src="https://public.flourish.studio/resources/embed.js"></script></div>',
            "https://flo.uri.sh/visualisation/7/embed",
        ),
        (
            '<div style="min-height:400px" id="datawrapper-vis-aB3xY"><script '
            'src="https://datawrapper.dwcdn.net/aB3xY/embed.js"></script><noscript><img '
            'src="https://datawrapper.dwcdn.net/aB3xY/full.png"></noscript></div>',
            "https://datawrapper.dwcdn.net/aB3xY/",
        ),
    ],
)
def test_a_chart_that_a_script_would_put_there_is_a_card(
    tmp_path: Path, typed: str, url: str
) -> None:
    html, notes = taken(tmp_path, f"<p>Words.</p>\n{typed}")
    assert '<div class="b-embed">' in html
    assert f'<a href="{url}"' in html
    assert ("embed_is_link", url) in notes
