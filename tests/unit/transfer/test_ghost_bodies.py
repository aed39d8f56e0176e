"""The words of a story of Ghost, whichever of its editors wrote them."""

import json
from pathlib import Path
from typing import Any

import pytest

from tests.fakes.table import MemoryTable
from tests.support.old_archives import brought, by_title, ghost, reasons


@pytest.fixture
def table() -> MemoryTable:
    return MemoryTable()


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "site.ghost.2021-03-04.json"


def body(table: MemoryTable, title: str = "Post 1") -> str:
    return str(by_title(table)[title].body)


CARDS = """<!--kg-card-begin: html--><p>Raw</p><!--kg-card-end: html-->
<figure class="kg-card kg-bookmark-card"><a class="kg-bookmark-container" href="https://b.example/">
<div class="kg-bookmark-content"><div class="kg-bookmark-title">A title</div>
<div class="kg-bookmark-description">What it says</div></div>
<div class="kg-bookmark-thumbnail"><img src="https://b.example/t.png"></div></a></figure>
<div class="kg-card kg-toggle-card"><div class="kg-toggle-heading">
<h4 class="kg-toggle-heading-text">Why</h4><button><svg></svg></button></div>
<div class="kg-toggle-content"><p>Because</p></div></div>
<div class="kg-card kg-audio-card"><div class="kg-audio-title">Song</div>
<audio src="__GHOST_URL__/content/media/a.mp3"></audio><button>1×</button></div>
<figure class="kg-card kg-gallery-card"><div class="kg-gallery-container">
<div class="kg-gallery-row"><div class="kg-gallery-image">
<img src="__GHOST_URL__/content/images/1.jpg" alt="One"></div></div></div>
<figcaption>Two</figcaption></figure>
<div class="kg-card kg-callout-card"><div class="kg-callout-emoji">💡</div>
<div class="kg-callout-text">Mind</div></div>
<div class="kg-card kg-signup-card"><form><h2>Join</h2></form></div>
<figure class="kg-card kg-embed-card"><iframe src="https://v.example/e/1"></iframe></figure>
<p><a href="__GHOST_URL__/post-2/">Two</a></p><p>https://alone.example/</p>"""


def test_cards_are_what_a_page_has_here(table: MemoryTable, path: Path) -> None:
    path.write_bytes(ghost({"html": CARDS}))
    moved = brought(table, path)
    html = body(table)
    for kept in (
        "<p>Raw</p>",
        '<a href="https://b.example/" rel="noopener">A title</a><br>What it says',
        "<summary>Why</summary>",
        "<p>Because</p>",
        '<a href="/content/media/a.mp3" rel="noopener">Song</a>',
        'src="/content/images/1.jpg" alt="One"',
        "<figcaption>Two</figcaption>",
        "💡",
        'href="https://v.example/e/1"',
        'href="/post-2/"',
    ):
        assert kept in html
    for gone in ("1×", "Join", "__GHOST_URL__"):
        assert gone not in html
    assert {
        ("embed_is_link", "https://b.example/"),
        ("player_is_link", "/content/media/a.mp3"),
        ("frame_is_link", "https://v.example/e/1"),
        ("element_left_out", "form to subscribe: Join"),
    } <= reasons(moved)
    assert ("embed_is_link", "https://alone.example/") not in reasons(moved)


LEXICAL: dict[str, Any] = {
    "root": {
        "type": "root",
        "children": [
            {
                "type": "extended-heading",
                "tag": "h3",
                "children": [{"type": "text", "text": "Head"}],
            },
            {
                "type": "paragraph",
                "children": [
                    {"type": "extended-text", "text": "Bold & ", "format": 1},
                    {"type": "linebreak"},
                    {"type": "text", "text": "code<>", "format": 16},
                    {
                        "type": "link",
                        "url": "https://l.example/",
                        "children": [{"type": "text", "text": "on"}],
                    },
                ],
            },
            {
                "type": "list",
                "listType": "number",
                "children": [{"type": "listitem", "children": [{"type": "text", "text": "One"}]}],
            },
            {
                "type": "image",
                "src": "__GHOST_URL__/content/images/a.jpg",
                "alt": "A",
                "caption": "<i>C</i>",
            },
            {"type": "codeblock", "code": "if a < b:\n\n    pass", "language": "python"},
            {"type": "bookmark", "url": "https://b.example/", "metadata": {"title": "B"}},
            {"type": "email", "html": "<p>Dear {first_name}, hello</p>"},
            {"type": "markdown", "markdown": "*Marked*"},
            {"type": "horizontalrule"},
            {"type": "marquee", "text": "Words of tomorrow"},
        ],
    }
}
MOBILEDOC: dict[str, Any] = {
    "version": "0.3.1",
    "atoms": [["soft-return", "", {}]],
    "cards": [["image", {"src": "/a.jpg", "alt": "A"}], ["card-markdown", {"markdown": "## Two"}]],
    "markups": [["a", ["href", "https://l.example/"]], ["strong"]],
    "sections": [
        [1, "p", [[0, [1], 1, "Bold"], [1, [], 0, 0], [0, [0], 1, "a link"], [0, [], 0, " & on"]]],
        [3, "ul", [[[0, [], 0, "One"]], [[0, [], 0, "Two"]]]],
        [10, 0],
        [10, 1],
        [10, 7],
        [99, "x"],
    ],
}


def test_documents_without_html_are_read(table: MemoryTable, path: Path) -> None:
    path.write_bytes(
        ghost(
            {"html": None, "lexical": json.dumps(LEXICAL)},
            {"html": "", "mobiledoc": json.dumps(MOBILEDOC)},
            {"html": None, "markdown": "# Old\n\nGhost *0.11*"},
            {"html": None, "lexical": "{", "plaintext": "Words"},
        )
    )
    moved = brought(table, path)
    html = body(table)
    for kept in (
        *(
            '<h3 id="h-head">Head</h3>',
            "<strong>Bold &amp;</strong> <br>",
            "<code>code&lt;&gt;</code>",
        ),
        *('href="https://l.example/"', "<li>One</li>", "<figcaption><i>C</i></figcaption>"),
        *("if a &lt; b:", "language-python", 'href="https://b.example/"', "<em>Marked</em>"),
        *("<hr>", "Words of tomorrow"),
    ):
        assert kept in html
    assert "first_name" not in html
    html = body(table, "Post 2")
    for kept in (
        *("<strong>Bold</strong><br>", "a link</a> &amp; on", "<li>Two</li>", 'src="/a.jpg"'),
        '<h2 id="h-two">Two</h2>',
    ):
        assert kept in html
    assert "<em>0.11</em>" in body(table, "Post 3")
    assert "Words" in body(table, "Post 4")
    assert {reason for reason, _ in reasons(moved)} == {
        *("mail_only_left_out", "block_left_out", "embed_is_link", "picture_stays", "no_author"),
        "body_left_out",
    }
