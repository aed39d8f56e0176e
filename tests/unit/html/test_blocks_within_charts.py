"""A chart is drawn whatever blocks are in it, and each of them keeps its caption."""

import pytest

from broadsheet.adapters.html.markup import CommonMark, sanitised

MARKUP = CommonMark()
TABLE = "| Year | Ferry |\n|---|---:|\n| 2025 | 10 |\n| 2026 | 20 |\n"


@pytest.mark.parametrize(
    ("typed", "title", "behind"),
    [
        ("![b](/b.jpg)\n\n{}", "Late", "<figure><img"),
        (":::pullquote Ida\nb\n:::\n{}", "Late", "<figcaption>Ida</figcaption></figure></figure>"),
        ("{}\n:::note\nb\n:::", "Late", '<div class="b-note" role="note"><p>b</p></div></figure>'),
        (":::table Fares\n{}:::", "Late", "</table></figure></details></figure>"),
        (":::table Fares\n{}:::", "", "</table></figure></details></figure>"),
    ],
)
def test_a_chart_is_drawn_whatever_blocks_are_in_it(typed: str, title: str, behind: str) -> None:
    body, notes = MARKUP.noted(f"::::chart bar {title}\n{typed.format(TABLE)}\n::::")
    html = body.html.replace("\n", "")
    assert sanitised(body.html) == body.html
    assert notes == ()
    named = f"<figcaption>{title}</figcaption>" if title else ""
    assert html.startswith(f'<figure class="b-chart">{named}<svg class="chart" role="img"')
    assert f'aria-label="{title or "Fares"}"' in html
    assert behind in html
    assert ("<figcaption>Fares</figcaption><table>" in html) == ("Fares" in typed)
    assert html.endswith("</figure>")
