"""Markdown and comments become HTML that cannot harm a reader, in bounded time."""

import re
from html.parser import HTMLParser

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from broadsheet.adapters.html.markup import CommonMark, fold_of, sanitised
from broadsheet.domain.articles.body import SafeHtml
from broadsheet.domain.shared.errors import Invalid, TooLarge
from tests.support.machine_clock import is_light

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
    assert re.findall(' id="([^"]*)"', html) == ["h-comments", "h-reply"]
    assert " class=" not in html
    assert "#main" not in html


def test_an_id_stands_once_in_a_document() -> None:
    html = html_of('<a id="fn-1">x</a> [^1]\n\n[^1]: Note.')
    assert html.count('id="fn-1"') == 1


def test_links_lead_to_the_web_to_mail_or_to_the_site_and_never_to_somewhere_relative() -> None:
    targets = ["https://a.example/", "http://a.example/", "mailto:a@a.example", "/2026/11/x/"]
    html = html_of("\n".join(f"[x]({t})" for t in [*targets, "x/y", "../x", "?q", "ftp://a.b/"]))
    assert re.findall(r'href="([^"]*)"', html) == [*targets, "ftp://a.b/"]
    assert html.count("<a ") == len(targets) + 1


def test_headings_stand_below_the_headline() -> None:
    assert html_of("# One\n\n## Two\n\n###### Six") == (
        '<h2 id="h-one">One</h2>\n<h3 id="h-two">Two</h3>\n<h6 id="h-six">Six</h6>\n'
    )
    assert html_of("## Two\n\n### Three") == (
        '<h2 id="h-two">Two</h2>\n<h3 id="h-three">Three</h3>\n'
    )


def test_images_wait_until_they_are_seen_and_have_an_address_and_a_text() -> None:
    html = html_of('![A boat](/a.png) <img src="https://b.example/b.png"> ![gone](x.png)')
    assert '<img src="/a.png" alt="A boat" loading="lazy" decoding="async">' in html
    assert '<img src="https://b.example/b.png" loading="lazy" alt="" decoding="async">' in html
    assert html.count("<img") == 2


LAZY = 'loading="lazy" decoding="async"'


def test_a_picture_alone_in_its_paragraph_is_a_figure_with_its_title_as_caption() -> None:
    assert html_of('a\n\n![A boat](/a.png "At *dawn* & <b>late</b>")\n\nb') == (
        f'<p>a</p>\n<figure><img src="/a.png" alt="A boat" {LAZY}>'
        "<figcaption>At *dawn* &amp; &lt;b&gt;late&lt;/b&gt;</figcaption></figure>\n<p>b</p>\n"
    )
    assert html_of("![A boat](/a.png)") == (
        f'<figure><img src="/a.png" alt="A boat" {LAZY}></figure>\n'
    )


@pytest.mark.parametrize(
    "source",
    [
        'See ![A boat](/a.png "Dawn")',
        '![A boat](/a.png "Dawn") ![A gull](/b.png "Noon")',
        '[![A boat](/a.png "Dawn")](/2026/11/x/)',
        '```\n![A boat](/a.png "Dawn")\n```',
        '![A boat](a.png "Dawn")',
    ],
)
def test_a_picture_among_words_is_no_figure(source: str) -> None:
    assert "<fig" not in html_of(source)


class Elements(HTMLParser):
    """Which elements and attributes a browser finds."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.names: set[str] = set()
        self.attributes: set[str] = set()
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.names.add(tag)
        self.attributes |= {name for name, _ in attrs}


@pytest.mark.parametrize(
    "caption",
    [
        "<script>alert(1)</script>",
        "</figcaption></figure><script>alert(1)</script>",
        '\\"><img src=x onerror=alert(1)>',
        "&lt;script&gt;alert(1)&lt;/script&gt;",
        "&quot; onload=&quot;alert(1)",
        "<!--",
        "</title><svg onload=alert(1)>",
    ],
)
def test_a_caption_is_text_whatever_it_says(caption: str) -> None:
    typed = f'<p><img src="/a.png" alt="{caption}" title="{caption}" /></p>'
    for source in (f'![A boat](/a.png "{caption}")', f"![{caption}](/a.png '{caption}')", typed):
        html = html_of(source)
        found = Elements(html)
        assert found.names <= {"figure", "img", "figcaption", "p"}
        assert found.attributes <= {"src", "alt", "title", "loading", "decoding"}
        assert sanitised(html) == html


@pytest.mark.parametrize(
    ("image", "size"),
    [
        ("![x](/media/boat-960x640.webp)", ("960", "640")),
        ("x ![x](https://cdn.example/a-1600x900.jpg?v=2#top)", ("1600", "900")),
        ('<img src="/a-960x640.webp" alt="" width="480" height="320">', ("480", "320")),
        ('<img src="/a-960x640.webp" alt="" width="480">', ("480", None)),
        ('<img src="/a-960x640.webp" alt="" width="100%">', ("960", "640")),
        ("![x](/a.png?b-960x640.webp)", (None, None)),
        ("![x](/a-0x640.png)", (None, None)),
        ("![x](/a-96000x640.png)", (None, None)),
        ("![x](/960x640.png)", (None, None)),
    ],
)
def test_an_image_has_the_size_that_its_author_or_its_name_says(
    image: str, size: tuple[str | None, str | None]
) -> None:
    html = html_of(image)
    found = [re.search(rf' {side}="([^"]*)"', html) for side in ("width", "height")]
    assert tuple(side and side[1] for side in found) == size
    assert sanitised(html) == html


def test_characters_that_no_page_can_carry_are_left_out() -> None:
    assert html_of("a&#1;b <b>&#2;c</b>") == "<p>ab <b>c</b></p>\n"
    assert html_of("a&#xFFFE;&#x00ffff;&#65534;&#65535;\uffff&#x1fffe;b") == "<p>ab</p>\n"


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
        *('![x](/a-9x6.png "t")', '\n\n![<b>](/a "<i>")\n\n', '<p><img src="/a" alt="" title="'),
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
    def refused() -> None:
        with pytest.raises((Invalid, TooLarge)):
            MARKUP.article(source)

    assert is_light(refused, 2000)


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
    assert is_light(lambda: MARKUP.article(source), 2000)
