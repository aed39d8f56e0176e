"""What only a page has of a block: words in its language, and what the keyboard needs."""

import re

import pytest

from broadsheet.adapters.html.markup import CommonMark
from broadsheet.adapters.jinja.body import on_the_page
from broadsheet.adapters.jinja.code_names import code_name
from broadsheet.adapters.jinja.translations import Words
from tests.builders import make_site
from tests.support.blocks import SAMPLES, filled


def on_page(name: str, language: str = "en") -> str:
    """The HTML of a sample on a page of that language, without what keeps names apart."""
    html = CommonMark().article(filled(SAMPLES[name].typed)).html
    return re.sub("[\u2068\u2069]", "", on_the_page(Words(make_site(), language), html))


@pytest.mark.parametrize(
    ("language", "said"),
    [("en", "The numbers as a table"), ("de", "Die Zahlen als Tabelle"), ("tr", "Sayılar tablo")],
)
def test_the_table_behind_a_chart_is_named_in_the_language_of_the_page(
    language: str, said: str
) -> None:
    html = on_page("chart-bar", language)
    assert f"<summary>{said}" in html
    assert '<div class="wide" tabindex="0"><table>' in html


def test_code_says_its_language_and_scrolls_with_the_keyboard() -> None:
    begins = '<div class="code"><p class="code-name">Python</p><pre tabindex="0" role="group"'
    assert f'{begins} aria-label="Code in Python"><code class="language-python">' in on_page("code")
    assert 'aria-label="Code in Python"' in on_page("code", "de")
    html = CommonMark().article("    a < b").html
    plain = on_the_page(Words(make_site(), "tr"), html)
    assert '<div class="code"><pre tabindex="0" role="group" aria-label="Kod"><code>' in plain


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        *(("py", "Python"), ("JS", "JavaScript"), ("c++", "C++"), ("befunge-93", "befunge-93")),
        *(("text", ""), ("", "")),
    ],
)
def test_a_language_is_called_by_its_name(typed: str, name: str) -> None:
    assert code_name(typed) == name


def test_a_formula_that_is_wide_scrolls_with_the_keyboard() -> None:
    for name in ("formula", "formula between fences"):
        assert '<div class="b-math" tabindex="0"><math ' in on_page(name)
