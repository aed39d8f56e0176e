"""Whatever a post is made of, its words stand on the page, in HTML that Markdown leaves alone."""

import re

from hypothesis import given
from hypothesis import strategies as st

from broadsheet.adapters.html.markup import CommonMark
from broadsheet.adapters.imports.blogger_body import blogger_body
from broadsheet.adapters.imports.ghost_body import ghost_body
from broadsheet.adapters.imports.ghost_file import PostRow
from broadsheet.adapters.imports.html_tree import tree
from broadsheet.adapters.imports.medium_body import medium_body
from broadsheet.adapters.imports.read_archive import Notes
from broadsheet.adapters.imports.substack_body import substack_body
from broadsheet.adapters.imports.wxr_body import body_of
from broadsheet.adapters.imports.xml_stream import Element

_TAGS = ("p", "div", "blockquote", "ul", "li", "strong", "em", "a", "h2", "figure", "span", "pre")
PIECES = st.one_of(
    st.integers(0, 999).map(lambda n: f"w{n}x"),
    st.sampled_from([f"<{tag}>" for tag in _TAGS] + [f"</{tag}>" for tag in _TAGS]),
    st.sampled_from(["\n", "\n\n", " ", "    ", "<br>", "<hr>", "\n\n    ", "* ", "# ", "1. "]),
    st.sampled_from(["<!-- wp:x -->", "<!--more-->", "> ", "_", "`", "***", "a < b", "&amp;"]),
)


def words_on(page: str) -> list[str]:
    return re.findall(r"w\d+x", re.sub(r"</?[a-z][^<>]*>", " ", page))


@given(st.lists(PIECES, max_size=30))
def test_no_word_is_lost_and_none_is_taken_for_a_mark(pieces: list[str]) -> None:
    source = "".join(pieces)
    text = body_of(source, "", {}).text
    html = CommonMark().article(text).html
    kept = re.sub(r"<!--.*?-->", "", source)
    words = re.findall(r"w\d+x", re.sub(r"</?[a-z][^<>]*>", " ", kept))
    assert words_on(html) == words
    for mark in ("*", "#", "_", "`"):
        assert html.count(mark) == kept.count(mark)
    if "<pre" not in source:
        assert "<pre" not in html
        assert not re.search(r"<p>\s*</p>", html)


def other_bodies(source: str) -> dict[str, str]:
    """What becomes of the same HTML where it comes from elsewhere."""
    note = Notes("1", "A title")
    content = Element(name="content", attributes={}, parts=[source])
    body = tree(source).body
    return {
        "blogger": blogger_body(content, note, "", ""),
        "ghost": ghost_body(PostRow(html=source), note, ""),
        "substack": substack_body(source, note, ""),
        "medium": medium_body(body, "A title", "", note) if body else "",
    }


BOXES = ("<a><div>", "</div></a>", "<figure><div>", "<ul><br><li>", "<table><tr><td>", "</table>")


@given(st.lists(st.one_of(PIECES, st.sampled_from(BOXES)), max_size=30))
def test_so_it_is_with_the_html_of_other_systems(pieces: list[str]) -> None:
    source = "".join(pieces)
    words = words_on(re.sub(r"<!--.*?-->", "", source))
    for system, text in other_bodies(source).items():
        on_the_page = words_on(CommonMark().article(text).html)
        # What stands in a table and in no cell of it comes before the table in a browser.
        assert sorted(on_the_page) == sorted(words), system
        if "<t" not in source:
            assert on_the_page == words, system
