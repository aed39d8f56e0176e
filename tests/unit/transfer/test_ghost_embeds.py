"""What stands in a story of Ghost for a film, a post or a page of another site."""

import json
from pathlib import Path
from typing import Any

import pytest

from tests.fakes.table import MemoryTable
from tests.support.old_archives import brought, by_title, ghost, reasons

FILM = "https://www.youtube.com/watch?v=abc"
CARD = '<strong>YouTube</strong> <a href="https://www.youtube.com/watch?v=abc"'
FRAME = "https://www.youtube.com/embed/abc?feature=oembed"


def embed(inside: str, caption: str = "") -> str:
    said = f"<figcaption>{caption}</figcaption>" if caption else ""
    return f'<figure class="kg-card kg-embed-card">{inside}{said}</figure>'


def frame(src: str, title: str = "") -> str:
    return f'<iframe width="200" src="{src}" title="{title}"></iframe>'


def bookmark(url: str, caption: str = "") -> str:
    return (
        f'<figure class="kg-card kg-bookmark-card"><a class="kg-bookmark-container" href="{url}">'
        '<div class="kg-bookmark-content"><div class="kg-bookmark-title">Late &amp; later</div>'
        '<div class="kg-bookmark-description">What it says</div><div class="kg-bookmark-metadata">'
        '<span class="kg-bookmark-author">Ida</span></div></div></a>'
        f"<figcaption>{caption}</figcaption></figure>"
    )


def lexical(*nodes: dict[str, Any]) -> str:
    return json.dumps({"root": {"type": "root", "children": list(nodes)}})


def mobiledoc(*cards: tuple[str, dict[str, Any]]) -> str:
    sections = [[10, n] for n in range(len(cards))]
    return json.dumps({"version": "0.3.1", "cards": cards, "sections": sections})


def came(tmp_path: Path, **post: Any) -> tuple[str, set[tuple[str, str]]]:
    table, path = MemoryTable(), tmp_path / "site.json"
    path.write_bytes(ghost(post))
    moved = brought(table, path)
    return by_title(table)["Post 1"].body.html.replace("\n", ""), reasons(moved)


def test_a_frame_is_a_card_and_its_caption_stays_with_its_marks(tmp_path: Path) -> None:
    film = embed(frame(FRAME, "Our harbour"), "<p>The <em>ferry</em></p>")
    html, told = came(tmp_path, html=film)
    assert html.startswith(
        f'<figure><div class="b-embed"><p><strong>YouTube</strong> <a href="{FRAME}'
    )
    assert html.endswith("<figcaption>The <em>ferry</em></figcaption></figure>")
    assert ("frame_is_link", FRAME) in told
    assert ("embed_title_left_out", f"{FRAME}: Our harbour") in told


@pytest.mark.parametrize(
    "document",
    [
        {"lexical": lexical({"type": "embed", "url": FILM, "html": "<iframe></iframe>"})},
        {"mobiledoc": mobiledoc(("embed", {"url": FILM, "html": "<iframe></iframe>"}))},
    ],
)
def test_the_address_is_that_of_the_document(tmp_path: Path, document: dict[str, str]) -> None:
    html, told = came(tmp_path, html=embed(frame(FRAME)), **document)
    assert CARD in html
    assert "figure" not in html
    assert ("embed_is_link", FILM) in told


def test_a_document_that_has_other_embeds_than_the_html_is_not_asked(tmp_path: Path) -> None:
    html, _ = came(
        tmp_path,
        html=embed(frame(FRAME)) + embed(frame("https://player.vimeo.com/video/7")),
        lexical=lexical({"type": "embed", "url": FILM}),
    )
    assert FILM not in html
    assert 'href="https://player.vimeo.com/video/7"' in html


def test_the_words_of_a_post_stay_before_its_card(tmp_path: Path) -> None:
    quoted = (
        '<blockquote class="twitter-tweet"><p>Boats are <a href="https://t.co/x">late</a></p>'
        '<a href="https://twitter.com/ida/status/123">June 1</a></blockquote><script></script>'
    )
    html, _ = came(tmp_path, html=embed(quoted))
    words, _, card = html.partition("</blockquote>")
    assert "Boats are" in words
    assert '<strong>X</strong> <a href="https://twitter.com/ida/status/123"' in card


@pytest.mark.parametrize(
    "post",
    [
        {"html": bookmark(FILM, 'By <a href="https://c.example/">us</a>')},
        {
            "html": None,
            "lexical": lexical(
                {
                    "type": "bookmark",
                    "url": FILM,
                    "metadata": {
                        "title": "Late & later",
                        "description": "What it says",
                        "author": "Ida",
                    },
                    "caption": '<p>By <a href="https://c.example/">us</a></p>',
                }
            ),
        },
    ],
)
def test_a_bookmark_of_a_provider_is_a_card_below_which_all_of_it_stands(
    tmp_path: Path, post: dict[str, Any]
) -> None:
    html, _ = came(tmp_path, **post)
    assert CARD in html
    assert (
        "<figcaption><strong>Late &amp; later</strong><br>What it says<br>Ida<br>"
        'By <a href="https://c.example/" rel="noopener">us</a></figcaption>' in html
    )


def test_a_bookmark_of_anybody_else_is_a_link_with_its_title(tmp_path: Path) -> None:
    html, _ = came(tmp_path, html=bookmark("https://b.example/", "<p>Read <em>it</em></p>"))
    assert html == (
        '<p><a href="https://b.example/" rel="noopener">Late &amp; later</a>'
        "<br>What it says<br>Ida<br>Read <em>it</em></p>"
    )


def test_an_embed_of_a_document_alone_is_a_card_with_its_caption(tmp_path: Path) -> None:
    said = {"url": FILM, "caption": "The <em>ferry</em>", "metadata": {"title": "Our harbour"}}
    for document in (
        {"lexical": lexical({"type": "embed", **said})},
        {"mobiledoc": mobiledoc(("embed", said))},
    ):
        html, told = came(tmp_path, html=None, **document)
        assert CARD in html
        assert "<figcaption>The <em>ferry</em></figcaption>" in html
        assert ("embed_title_left_out", f"{FILM}: Our harbour") in told
