"""Markdown and comments become HTML that cannot harm a reader, in bounded time."""

import re
import time
from xml.etree import ElementTree

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from broadsheet.adapters.markup import CommonMark, fold_of, sanitised
from broadsheet.domain.article import SafeHtml
from broadsheet.domain.errors import Invalid, TooLarge

MARKUP = CommonMark()

HOSTILE = [
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "<img src='/a.png' onload=alert(1) style='position:fixed'>",
    "<svg><script>alert(1)</script></svg>",
    "<math><mi xlink:href='javascript:alert(1)'>x</mi></math>",
    "<iframe src=https://evil.example></iframe>",
    "<form action=/api/v1/articles><input name=x></form>",
    "<a href='javascript:alert(1)'>x</a>",
    "<a href='java&#9;script:alert(1)'>x</a>",
    "<a href='java&#1;script:alert(1)'>x</a>",
    "<a href='&#1;javascript:alert(1)'>x</a>",
    "<a href='data:text/html,<script>alert(1)</script>'>x</a>",
    "[x](javascript:alert(1))",
    "[x](JaVa&#x53;cript:alert(1))",
    "[x](vbscript:alert(1))",
    "![x](javascript:alert(1))",
    "<style>*{display:none}</style>",
    "<noscript><p title='</noscript><img src=x onerror=alert(1)>'>",
    "<meta http-equiv=refresh content='0; url=//evil.example'>",
    "<base href=//evil.example>",
    "<template><script>alert(1)</script></template>",
    '```"onmouseover=alert(1)\n```',
    "[^a]: <script>alert(1)</script>\n\n[^a]",
]
HARMFUL = re.compile(
    r"<(?:script|style|iframe|form|input|svg|math|meta|base|object|embed|link|template)\b"
    r"|<[^>]*\son\w+=|<[^>]*\sstyle=|(?:href|src)=\"\s*(?:javascript|vbscript|data):",
    re.IGNORECASE,
)


def html_of(source: str) -> str:
    return MARKUP.article(source).html


@pytest.mark.parametrize("source", HOSTILE)
def test_nothing_that_runs_survives_in_an_article(source: str) -> None:
    assert not HARMFUL.search(html_of(source))


@pytest.mark.parametrize("source", HOSTILE)
def test_a_comment_is_text_and_nothing_else(source: str) -> None:
    html = MARKUP.comment(source)
    assert set(re.findall(r"</?(\w+)", html)) <= {"p", "br"}
    lines = ElementTree.fromstring(f"<c>{html.replace('<br>', chr(10))}</c>").itertext()
    assert "".join(lines).split() == source.split()


def test_tables_strikethrough_footnotes_and_code_are_kept() -> None:
    html = html_of(
        "| a | b |\n|---|:-:|\n| 1 | ~~2~~ |\n\nSee.[^1]\n\n```python\nx < y\n```\n\n[^1]: A note."
    )
    assert '<td class="align-center"><del>2</del></td>' in html
    assert '<a href="#fn-1" id="fnref-1" rel="noopener">1</a>' in html
    assert '<li id="fn-1">' in html
    assert '<code class="language-python">x &lt; y' in html


def test_an_author_cannot_take_an_id_or_a_class_of_the_page() -> None:
    html = html_of('<p id="comments" class="masthead">x</p>\n\n<a id="reply" href="#main">y</a>')
    assert " id=" not in html
    assert " class=" not in html
    assert "#main" not in html


def test_an_id_stands_once_in_a_document() -> None:
    html = html_of('<a id="fn-1">x</a> [^1]\n\n[^1]: Note.')
    assert html.count('id="fn-1"') == 1


def test_links_lead_to_the_web_to_mail_or_to_the_site_and_never_to_somewhere_relative() -> None:
    targets = ["https://a.example/", "http://a.example/", "mailto:a@a.example", "/2026/11/x/"]
    html = html_of("\n".join(f"[x]({t})" for t in [*targets, "x/y", "../x", "?q", "ftp://a.b/"]))
    assert re.findall(r'href="([^"]*)"', html) == targets


def test_headings_stand_below_the_headline() -> None:
    assert html_of("# One\n\n## Two\n\n###### Six") == (
        "<h2>One</h2>\n<h3>Two</h3>\n<h6>Six</h6>\n"
    )
    assert html_of("## Two\n\n### Three") == "<h2>Two</h2>\n<h3>Three</h3>\n"


def test_images_wait_until_they_are_seen_and_have_an_address_and_a_text() -> None:
    html = html_of('![A boat](/a.png) <img src="https://b.example/b.png"> ![gone](x.png)')
    assert '<img src="/a.png" alt="A boat" loading="lazy">' in html
    assert '<img src="https://b.example/b.png" loading="lazy" alt="">' in html
    assert html.count("<img") == 2


def test_characters_that_no_page_can_carry_are_left_out() -> None:
    assert html_of("a&#1;b <b>&#2;c</b>") == "<p>ab <b>c</b></p>\n"
    assert html_of("a&#xFFFE;&#x00ffff;&#65534;&#65535;\uffff&#x1fffe;b") == "<p>ab</p>\n"
    assert MARKUP.comment("a\x00b\ufffe") == "<p>ab</p>"


def test_a_comments_lines_and_paragraphs_stay_as_they_were_typed() -> None:
    assert MARKUP.comment("One\r\ntwo\r\n \r\n\r\nThree & <b>") == (
        "<p>One<br>two</p>\n<p>Three &amp; &lt;b&gt;</p>"
    )


@pytest.mark.parametrize(
    ("source", "last"),
    [
        ("a\n\nb\n\nc\n\nd", "<p>c</p>"),
        ("a\n\nb", "<p>b</p>"),
        ("a\n\n> b\n>\n> c\n\nd\n\n- e\n\n  f\n\ng\n\nh", "<p>g</p>"),
        ("a\n\n<details><summary>s</summary><p>x</p><p>y</p></details>\n\nb", "<p>b</p>"),
    ],
)
def test_the_fold_follows_the_third_top_level_paragraph(source: str, last: str) -> None:
    body = MARKUP.article(source)
    assert body.html[: body.fold].endswith(last)


def test_a_body_without_paragraphs_has_its_fold_at_the_start() -> None:
    assert MARKUP.article("- a\n- b").fold == 0
    assert fold_of(SafeHtml("")) == 0


@given(st.text(max_size=400))
@settings(max_examples=200, deadline=None)
def test_the_fold_never_falls_inside_an_element(source: str) -> None:
    body = MARKUP.article(source)
    for half in (body.html[: body.fold], body.html[body.fold :]):
        assert sanitised(half) == half


SNIPPETS = st.sampled_from(
    (
        *("<b>", "</b>", "<p>", "</p>", "<h1>", "</h1>", "# ", "> ", "- ", "\n\n", "\n", "[^1]"),
        *("[^1]: n", "<img src=/a>", "<img>", "<a href=/x id=fn-1>", "</a>", "`", "&#1;", "&lt;"),
        *("<table>", "<td>", "<div class=footnotes>", "<!--", "-->", "|a|b|\n|-|-|\n", "*", "x"),
        *("<script>", "<i>", "</i>", "<ul>", "<li>", "</table>", "<details>", "<svg>", '"', "&#x"),
    )
)


@given(st.lists(SNIPPETS | st.text(max_size=5), max_size=40).map("".join))
@settings(max_examples=500, deadline=None)
def test_sanitising_twice_changes_nothing(source: str) -> None:
    html = MARKUP.article(source).html
    assert sanitised(html) == html
    assert not HARMFUL.search(html)


@pytest.mark.parametrize("source", ["<h1><table><h1>", "<b><p></b><table><a><td><b><p></table>x"])
def test_badly_nested_html_is_cleaned_until_nothing_changes(source: str) -> None:
    html = MARKUP.article(source).html
    assert sanitised(html) == html


@pytest.mark.parametrize(
    "source",
    [
        ">" * 131_000 + "a",
        ">" * 10_000 + "a",
        "<div>" * 26_000,
        "<div>\n<p>" + "".join(f"<b x={n}>" for n in range(95)) + "<p>x" * 30_000,
        "[^a]: x\n\n" + "[^a] " * 25_000,
    ],
)
def test_what_nests_or_multiplies_without_end_is_refused_at_once(source: str) -> None:
    began = time.perf_counter()
    with pytest.raises((Invalid, TooLarge)):
        MARKUP.article(source)
    assert time.perf_counter() - began < 2


@pytest.mark.parametrize(
    "source",
    [
        "[" * 131_000,
        "*a " * 43_000,
        "<!-- " * 26_000,
        "- " * 65_000,
        "&amp;" * 26_000,
        "> " * 90 + "deep",
        ("Word *and* [link](/x) **more**. " * 20 + "\n\n") * 190,
    ],
)
def test_long_bodies_are_rendered_in_time(source: str) -> None:
    began = time.perf_counter()
    MARKUP.article(source)
    assert time.perf_counter() - began < 2
