"""No link is ever within another, however badly what was typed is nested."""

import re
from itertools import count

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from broadsheet.adapters.html.markup import CommonMark, sanitised
from broadsheet.domain.shared.errors import BroadsheetError
from tests.support.machine_clock import is_light

MARKUP = CommonMark()
_LINK = re.compile(r"<(/?)a(?=[ >])")
_ELEMENTS = (
    *("table", "tr", "td", "th", "caption", "figure", "figcaption", "div", "p", "ul", "li", "h2"),
    *("blockquote", "details", "summary", "pre", "object", "marquee", "template", "math", "mtext"),
    *("annotation-xml", "svg", "foreignObject", "select", "sup", "b", "form", "button"),
)
PIECES = st.sampled_from(
    [
        *("<a href=/§>", "<a href=/§>", "</a>", "<a id=§>", "<a>", "[x", "](/§)", "[x](/§)"),
        *(f"<{end}{name}>" for name in _ELEMENTS for end in ("", "/")),
        *("\n\n", "\n", "x ", "\n:::note\n", "\n:::table A [b](/§)\n", "\n:::\n", "\n- ", "\n> "),
        *("\n\nhttps://youtu.be/§\n\n", "<https://a.example/§>", "\n| [b](/§) |\n|---|\n| c |\n"),
        *("<iframe src=https://vimeo.com/§></iframe>", "[^1]", "\n\n[^1]: n\n\n", "$`x`$"),
        '<math alttext="x"></math>',
    ]
)


def _as_article(typed: str) -> str:
    return MARKUP.article(typed).html


def deepest(html: str) -> int:
    """How many links are open at once."""
    opened = most = 0
    for tag in _LINK.finditer(html):
        opened += -1 if tag[1] else 1
        most = max(most, opened)
    return most


@given(st.lists(PIECES, min_size=1, max_size=14).map("".join))
@example("<a href=/a>x<table><tr><td><a href=/b>y</a></td></tr></table>")
@example("<a href=/a>x\n\n| b |\n|---|\n| [c](/d) |\n")
@example("<a href=/a><math><mtext><a href=/b>")
@example("<a href=/a><table><caption><a href=/b>x")
def test_no_link_is_within_another(typed: str) -> None:
    number = count()
    typed = re.sub("§", lambda _: str(next(number)), typed)
    for made in (_as_article, sanitised):
        try:
            html = made(typed)
        except BroadsheetError:
            continue
        assert deepest(html) <= 1
        assert sanitised(html) == html


@pytest.mark.parametrize("table", ["<table><tr><td>{}</td></tr></table>", "\n\n| {} |\n|---|\n"])
def test_a_link_left_open_over_a_table_ends_before_it(table: str) -> None:
    body, notes = MARKUP.noted(f"<a href=/one>one{table.format('<a href=/two>two</a>')}")
    assert '<a href="/one" rel="noopener">one</a>' in body.html
    assert '<a href="/two" rel="noopener">two</a>' in body.html
    assert not re.search(r"<a [^>]*>\s*<table", body.html)
    assert notes == ()


def test_a_table_may_be_a_link() -> None:
    typed = "<div><a href=/one><table><tr><td>two</td></tr></table></a></div>"
    made = MARKUP.article(typed).html
    assert re.search(r"<a [^>]*>\s*<table>.*</table></a>", made, re.DOTALL)


def test_the_words_of_a_link_within_a_link_stay() -> None:
    typed = "<a href=/one><table><tr><td><a href=/two>two</a></td></tr></table></a>"
    assert deepest(sanitised(typed)) == 1
    assert sanitised(typed).count("two") == 1


@pytest.mark.parametrize(
    "part", ["<a href=/a><table>", "<a href=/a><table></a>", "<table><a href=/a>", "<a><td>"]
)
def test_links_left_open_over_tables_take_no_time(part: str) -> None:
    def answered() -> None:
        try:
            MARKUP.noted(part * (64 * 1024 // len(part)))
        except BroadsheetError:
            return

    assert is_light(answered, 1000)
