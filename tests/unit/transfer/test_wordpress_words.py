"""Words that WordPress and page builders keep elsewhere than in the body come along."""

import base64
import json
from typing import Any
from urllib.parse import quote

import pytest

from broadsheet.adapters.html.markup import CommonMark
from broadsheet.adapters.imports.wxr_body import Beside, body_of
from broadsheet.domain.transfer.site_lines import ImportedImage

PICTURES = {"9": ImportedImage(url="https://old.example/a.jpg", alt="A")}


def shown(source: str, **beside: Any) -> str:
    taken = body_of(source, "old.example", PICTURES, (), "", Beside(**beside))
    return CommonMark().article(taken.text).html.replace("\n", "")


def told(source: str, **beside: Any) -> list[tuple[str, str]]:
    return body_of(source, "old.example", PICTURES, (), "", Beside(**beside)).notes


def test_footnotes_stand_below_and_lead_both_ways() -> None:
    reference = '<sup data-fn="u{0}" class="fn"><a href="#u{0}" id="u{0}-link">{0}</a></sup>'
    source = (
        f"<!-- wp:paragraph -->\n<p>One{reference.format(2)} two{reference.format(1)}.</p>\n"
        "<!-- /wp:paragraph -->\n\n<!-- wp:footnotes /-->"
    )
    kept = [{"id": "u1", "content": "First."}, {"id": "u2", "content": "<em>Second</em>."}]
    kept.append({"id": "u3", "content": "Nobody's."})
    html = shown(source, meta={"footnotes": [json.dumps(kept)]})
    assert '<a href="#h-note-1" id="h-note-1-from" rel="noopener">1</a></sup> two' in html
    for said in (
        'id="h-note-1"><em>Second</em>.',
        'id="h-note-2">First.',
        'id="h-note-3">Nobody\'s.',
    ):
        assert said in html
    assert 'href="#h-note-2-from" class="footnote-backref"' in html
    assert told(source) == [
        ("footnote_missing", "u2"),
        ("footnote_missing", "u1"),
    ]


def test_footnotes_of_plugins_do_the_same() -> None:
    html = shown("Text[ref]A [sic] note[/ref], more[mfn]Two[/mfn].")
    assert 'id="h-note-1">A [sic] note' in html
    assert 'id="h-note-2">Two' in html


def test_a_pattern_that_posts_share_is_in_each() -> None:
    patterns = {
        "42": "<!-- wp:paragraph --><p>Shared.</p><!-- /wp:paragraph -->"
        '<!-- wp:block {"ref":43} /-->',
        "43": '<!-- wp:block {"ref":42} /-->',
    }
    source = '<!-- wp:block {"ref":42} /--><!-- wp:block {"ref":7,"content":{"a":{"b":1}}} /-->'
    assert shown(source, patterns=patterns).startswith("<p>Shared.</p>")
    assert ("block_left_out", "block 7") in told(source, patterns=patterns)


def packed(text: str) -> str:
    return base64.b64encode(quote(text).encode()).decode()


@pytest.mark.parametrize(
    ("source", "words"),
    [
        (
            f"[vc_row][vc_raw_html]{packed('<p>Raw <b>words</b></p>')}[/vc_raw_html][/vc_row]",
            ["Raw <b>words</b>"],
        ),
        (f"[fusion_code]{base64.b64encode('Fünf'.encode()).decode()}[/fusion_code]", ["Fünf"]),
        (
            '[vc_row][vc_column width="1/2"][vc_column_text]Hello[/vc_column_text]'
            '[vc_btn title="Read more" link="url:https%3A%2F%2Fx.example%2F|title:Go%20on|"]'
            '[vc_single_image image="9"][/vc_column][/vc_row]',
            ["<p>Hello</p>", "Read more", 'href="https://x.example/"', ">Go on<", "a.jpg"],
        ),
        (
            '[et_pb_section admin_label="s"]'
            '[et_pb_blurb title="Our %22best%22" image="https://o.example/b.png"]Blurb[/et_pb_blurb]'
            '[et_pb_button button_text="Go" button_url="/x/"][/et_pb_section]',
            ['Our "best"', "b.png", "<p>Blurb</p>", '<a href="/x/" rel="noopener">Go</a>'],
        ),
        (
            '[fusion_title title="T"]Words[/fusion_title][fusion_youtube id="abcdefghijk"]',
            ['<h3 id="h-t">T</h3>', "Words", "watch?v=abcdefghijk"],
        ),
        (
            '[vc_progress_bar values="%5B%7B%22label%22%3A%22Design%22%2C%22value%22%3A90%7D%5D"]',
            ["<p>Design</p>", "<p>90</p>"],
        ),
        ('[su_spoiler title="Open me"]Inside[/su_spoiler]', ["Open me", "Inside"]),
        (
            '<!-- wp:acf/quote {"name":"acf/quote",'
            '"data":{"quote":"A great thing","_quote":"f 1"}} /-->',
            ["<p>A great thing</p>"],
        ),
        ('<!-- wp:embed {"url":"https://v.example/1"} /-->', ['href="https://v.example/1"']),
        (
            '<!-- wp:embed {"url":"https://vimeo.com/1","caption":"The <em>ferry</em>"} /-->',
            ['class="b-embed"', "<p>The <em>ferry</em></p>"],
        ),
    ],
)
def test_the_words_of_page_builders_come_along(source: str, words: list[str]) -> None:
    html = shown(source)
    assert [word for word in words if word not in html] == []
    assert "[" not in html


def test_words_that_only_a_page_builder_knows_come_after_the_body() -> None:
    data = [{"elements": [{"settings": {"title": "Head", "editor": "<p>Some words</p>"}}]}]
    meta = {"_elementor_data": [json.dumps(data)]}
    assert shown("<p>Head</p>", meta=meta) == "<p>Head</p><p>Some words</p>"
    assert ("builder_words", "1 pieces that only a page builder knew") in told("Head", meta=meta)
    beaver = 'a:1:{s:4:"node";O:8:"stdClass":1:{s:4:"text";s:20:"<p>Beaver wörds</p>";}}'
    wrong = beaver.replace("s:20", "s:77")
    for kept in (beaver, wrong):
        assert shown("", meta={"_fl_builder_data": [kept]}) == "<p>Beaver wörds</p>"


def test_packed_words_that_nobody_can_read_are_named() -> None:
    (note,) = told(f"[vc_raw_html]{'A' * 41}[/vc_raw_html]")
    assert note[0] == "shortcode_left_out"


def test_links_by_number_lead_where_those_stood() -> None:
    source = '<a href="https://old.example/?p=7">a</a> <a href="/?attachment_id=9">b</a>'
    html = shown(source, links={"7": "https://old.example/2024/01/y/"})
    assert 'href="/2024/01/y/"' in html
    assert 'href="https://old.example/a.jpg"' in html
