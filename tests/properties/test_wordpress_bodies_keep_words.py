"""Whatever a post is made of, its words stand on the page, in HTML that Markdown leaves alone."""

import re

from hypothesis import given
from hypothesis import strategies as st

from broadsheet.adapters.html.markup import CommonMark
from broadsheet.adapters.imports.wxr_body import body_of

_TAGS = ("p", "div", "blockquote", "ul", "li", "strong", "em", "a", "h2", "figure", "span", "pre")
PIECES = st.one_of(
    st.integers(0, 999).map(lambda n: f"w{n}x"),
    st.sampled_from([f"<{tag}>" for tag in _TAGS] + [f"</{tag}>" for tag in _TAGS]),
    st.sampled_from(["\n", "\n\n", " ", "    ", "<br>", "<hr>", "\n\n    ", "* ", "# ", "1. "]),
    st.sampled_from(["<!-- wp:x -->", "<!--more-->", "> ", "_", "`", "***", "a < b", "&amp;"]),
)


@given(st.lists(PIECES, max_size=30))
def test_no_word_is_lost_and_none_is_taken_for_a_mark(pieces: list[str]) -> None:
    source = "".join(pieces)
    text = body_of(source, "", {}).text
    html = CommonMark().article(text).html
    kept = re.sub(r"<!--.*?-->", "", source)
    words = re.findall(r"w\d+x", re.sub(r"</?[a-z][^<>]*>", " ", kept))
    on_the_page = re.findall(r"w\d+x", re.sub(r"</?[a-z][^<>]*>", " ", html))
    assert on_the_page == words
    for mark in ("*", "#", "_", "`"):
        assert html.count(mark) == kept.count(mark)
    if "<pre" not in source:
        assert "<pre" not in html
        assert not re.search(r"<p>\s*</p>", html)
