"""Blocks between lines of colons become HTML of the page; what is no block is named and stays."""

import re

import msgspec
import pytest

from broadsheet.adapters.html.markup import CommonMark, sanitised
from broadsheet.adapters.jinja.body import on_the_page
from broadsheet.adapters.jinja.cards import SIZES
from broadsheet.adapters.jinja.translations import Words
from broadsheet.domain.media.media import Media
from tests.builders import NOON, make_site
from tests.support.machine_clock import is_light

MARKUP = CommonMark()
LAZY = 'loading="lazy" decoding="async"'


def noted(source: str) -> tuple[str, list[tuple[int | None, str]]]:
    """The HTML, and each note's line and reason."""
    body, notes = MARKUP.noted(source)
    assert sanitised(body.html) == body.html
    return body.html.replace("\n", ""), [(note.line, note.reason) for note in notes]


NOTE = '<div class="b-note" role="note">'


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        (
            ":::facts The *Alouette* & co\n- 120 seats\n:::",
            '<div class="b-facts" role="note"><p><strong>The <em>Alouette</em> &amp; co</strong>'
            "</p><ul><li>120 seats</li></ul></div>",
        ),
        (
            ":::pullquote Ida Holm\nNobody was *late*.\n:::",
            '<figure class="b-pullquote"><blockquote><p>Nobody was <em>late</em>.</p></blockquote>'
            "<figcaption>Ida Holm</figcaption></figure>",
        ),
        (":::note\nx\n\ny\n:::", f"{NOTE}<p>x</p><p>y</p></div>"),
        ("::: tip [T]\r\nx\r\n:::", f"{NOTE}<p><strong>T</strong></p><p>x</p></div>"),
        ("::: {.danger}\nx\n:::", '<div class="b-warning" role="note"><p>x</p></div>'),
        (
            ':::gallery\n![a](/a.jpg "A")\n![b](/b.jpg)\nWords.\n:::',
            f'<div class="b-gallery"><figure><img src="/a.jpg" alt="a" {LAZY}><figcaption>A'
            f'</figcaption></figure><figure><img src="/b.jpg" alt="b" {LAZY}></figure>'
            "<p>Words.</p></div>",
        ),
        (
            ":::wide\n![a](/a.jpg)\n:::",
            f'<div class="b-wide"><figure><img src="/a.jpg" alt="a" {LAZY}></figure></div>',
        ),
        (
            ":::table Fares, in *euro*\n| a |\n|---|\n:::",
            '<figure class="b-table"><figcaption>Fares, in <em>euro</em></figcaption><table><thead>'
            "<tr><th>a</th></tr></thead></table></figure>",
        ),
    ],
)
def test_a_block_is_what_its_name_says(typed: str, shown: str) -> None:
    assert noted(f"One.\n{typed}\nTwo.") == (f"<p>One.</p>{shown}<p>Two.</p>", [])


@pytest.mark.parametrize(
    "typed",
    [
        "::::facts\n:::note\nx\n:::\n::::",
        ":::facts\n:::note\nx\n:::\n:::",
        ":::facts\n::::note\nx\n::::\n:::",
    ],
)
def test_blocks_stand_in_each_other_whoever_has_more_colons(typed: str) -> None:
    assert noted(typed) == (f'<div class="b-facts" role="note">{NOTE}<p>x</p></div></div>', [])


@pytest.mark.parametrize(
    ("typed", "notes"),
    [
        ("a\n:::columns Two\nx\n:::", [(2, "block_unknown")]),
        (":::note#a\nx\n:::", [(1, "block_unknown"), (3, "block_without_begin")]),
        (":::note\nx", [(1, "block_without_end")]),
        ("a\n\n:::\n\nb", [(3, "block_without_begin")]),
        ("- a\n  :::note\n  x\n  :::", [(2, "block_indented")]),
        ("> :::note\n> x\n> :::", [(1, "block_indented")]),
        ("\u200f:::note", [(1, "block_indented")]),
        ("::::note\n:::facts\nx\n::::", [(2, "block_without_end")]),
        (f"{':::note x' * 200}\nx", [(1, "block_unknown")]),
    ],
)
def test_what_is_no_block_stays_as_it_was_typed_and_is_named(
    typed: str, notes: list[tuple[int, str]]
) -> None:
    html, said = noted(typed)
    assert said == notes
    assert ":::" in html
    assert html.count("role=") == typed.startswith("::::note")


@pytest.mark.parametrize(
    ("opens", "title", "left_out"),
    [
        (':::note{title="A *T*"}', "A <em>T</em>", None),
        (":::note[T]{.big #top}", "T", "{.big #top}"),
        (":::note T {.big}", "T", "{.big}"),
        (':::tip{icon="heart"}', "", '{icon="heart"}'),
        ("::: {.note .big title='T'}", "T", "{.big}"),
        (":::note{title=T label=U} V", "V", "{title=T label=U}"),
        (":::note The set {a}", "The set {a}", None),
        (":::note {a, b}", "{a, b}", None),
    ],
)
def test_attributes_of_other_generators_are_no_words_of_a_title(
    opens: str, title: str, left_out: str | None
) -> None:
    body, notes = MARKUP.noted(f"Words.\n\n{opens}\nx\n:::")
    shown = f"<p><strong>{title}</strong></p>" if title else ""
    assert f"{NOTE}{shown}<p>x</p></div>" in body.html.replace("\n", "")
    told = [(one.reason, one.what, one.line) for one in notes]
    assert told == ([("attribute_left_out", left_out, 3)] if left_out else [])


@pytest.mark.parametrize(
    ("block", "ends"),
    [
        (":::table Fares[^a]\n| x |\n|---|\n:::", "</figcaption>"),
        (":::pullquote Ida[^a]\nx\n:::", "</figcaption>"),
        (":::facts *The* ferry[^a]\nx\n:::", "</strong>"),
        (":::transcript[Said[^a]]\nx\n:::", "</summary>"),
        (":::note [^a]\nx\n:::", "</strong>"),
        (":::chart bar Fares[^a]\n| x | n |\n|-|-|\n| y | 2 |\n:::", "</figcaption>"),
    ],
)
def test_a_title_has_the_footnotes_of_its_text(block: str, ends: str) -> None:
    html, notes = noted(f"Words[^b] and.\n\n{block}\n\nMore[^a].\n\n[^a]: A\n[^b]: B")
    assert notes == []
    assert f'<a href="#fn-2" id="fnref-2" rel="noopener">2</a></sup>{ends}' in html
    assert '<a href="#fn-2" id="fnref-2-2" rel="noopener">2</a></sup>.' in html
    assert "\ufdd1" not in html
    assert 'aria-label="Fares2' not in html


def test_a_mark_of_no_footnote_in_a_title_stays_and_is_named() -> None:
    html, notes = noted("\ufdd11\ufdd1x\ufdd1\n\n:::note No[^a]\nx\n:::")
    assert "<strong>No[^a]</strong>" in html
    assert notes == [(3, "footnote_unknown")]


def test_an_unknown_block_keeps_its_own_end() -> None:
    html, notes = noted(":::note\n:::columns\nx\n:::\ny\n:::")
    assert html == f"{NOTE}<p>:::columnsx:::y</p></div>"
    assert notes == [(2, "block_unknown")]


def test_more_than_four_blocks_in_each_other_are_text() -> None:
    typed = "".join(f"{':' * n}note\n" for n in range(9, 3, -1)) + "x\n"
    html, notes = noted(typed + "".join(f"{':' * n}\n" for n in range(4, 10)))
    assert html.count(NOTE) == 4
    assert notes == [(5, "block_too_deep"), (6, "block_too_deep")]


@pytest.mark.parametrize(
    "code",
    [
        "```\n:::note\nx\n:::\n```",
        "~~~ md\n```\n:::note\n:::\n~~~~",
        "````\n```\n:::note\n:::\n````",
        "    :::note\n    :::",
        "<pre>\n:::note\n\n:::\n</pre>",
        "<!-- a\n:::note\n\n:::\n-->",
        "- ```\n  :::note\n  :::\n  ```",
    ],
)
def test_code_and_comments_are_not_touched(code: str) -> None:
    html, notes = noted(f"{code}\n\n:::note\nx\n:::")
    assert [n for n in notes if n[1] != "block_indented"] == []
    assert html.count(NOTE) == 1
    assert html.endswith(f"{NOTE}<p>x</p></div>")


@pytest.mark.parametrize(
    ("typed", "line"),
    [
        ("a\n\n```\nx\n\nb", 3),
        ("~~~js\nx\n```", 1),
        ("```\nx\n```\n\n````\n```", 5),
        (":::note\n```\nx\n:::", 2),
        ("- ```\n  x", 1),
        ("a\r\n```\r\nx", 2),
    ],
)
def test_code_that_does_not_end_is_named(typed: str, line: int) -> None:
    assert (line, "code_without_end") in noted(typed)[1]


@pytest.mark.parametrize(
    "typed", ["```\nx\n```", "- ```\n  x\n\na", "<!--\n```\n-->\na", "``` a` b", "    ```\nx"]
)
def test_code_that_ends_is_not(typed: str) -> None:
    assert noted(typed)[1] == []


def test_code_ends_with_the_item_or_the_quote_that_it_stands_in() -> None:
    for begun in ("- ```\n  x", "1. a\n\n   ~~~\n", "> ```\n> x", "- <!-- a"):
        assert noted(f"{begun}\n:::note\nx\n:::")[0].endswith(f"{NOTE}<p>x</p></div>"), begun


def test_a_title_is_words_whatever_it_says() -> None:
    for title, shown in (
        ("1. A", "1. A"),
        ("- A <x> &amp;", "- A &lt;x&gt; &amp;amp;"),
        ("<script>alert(1)</script>", "&lt;script&gt;alert(1)&lt;/script&gt;"),
        ("</div><div class=masthead>", None),
        ("![a](javascript:x) [b](javascript:y)", "a b"),
    ):
        html, _ = noted(f":::note {title}\nx\n:::")
        assert "<script" not in html
        assert "<div class=m" not in html
        assert shown is None or html == f"{NOTE}<p><strong>{shown}</strong></p><p>x</p></div>"


@pytest.mark.parametrize(
    "part",
    [
        *(":::note a\n:::\n", ":::note *a\n:::\n", ":::note\n", ":::\n", ":::x\n", " :::n\n"),
        *(":::gallery\n![](/a)\n:::\n", "::: a" + " :" * 400 + "\n", ":::note `*_[<\n:::\n"),
        *("- - ", "<!-- \n", ":::note\n:::note\n:::note\n:::note\n:::\n:::\n:::\n:::\n"),
    ],
)
def test_a_long_text_of_blocks_takes_no_time(part: str) -> None:
    source = ":::note\n:::\n" + part * (128 * 1024 // len(part))
    assert is_light(lambda: MARKUP.noted(source), 1000)


def test_a_wide_picture_of_the_newsroom_s_is_asked_for_as_wide_as_it_is_shown() -> None:
    stamps = {"created_at": NOON, "created_by": "a", "modified_at": NOON, "modified_by": "a"}
    told = {"id": "00000000-0000-8000-8000-000000000001", "version": 1, "status": "ready"}
    size = {"content_type": "image/jpeg", "width": 1600, "height": 900, "alt": "A"}
    picture = msgspec.convert(told | size | stamps, Media)
    source = f"![a](media:{picture.id})"
    typed = f"{source}\n\n:::wide\n{source}\n:::\n\n:::gallery\n{source}\n{source}\n:::"
    html = on_the_page(Words(make_site(), "en"), MARKUP.article(typed, {picture.id: picture}).html)
    images = re.findall(r'<img [^>]*sizes="([^"]*)"', html)
    gallery = "(min-width: 46rem) 21rem, 50vw"
    assert images == [SIZES, "(min-width: 64rem) 60rem, 100vw", gallery, gallery]
