"""An address alone in its paragraph is a card that loads nothing, if its provider is known."""

import html
import re

import pytest

from broadsheet.adapters.html.markup import CommonMark, sanitised
from broadsheet.domain.articles.provider import Provider, Rule
from tests.support.machine_clock import is_light

OWN = {"Charts": ("charts.example/**",), "X": (), "Ours": ("youtu.be/own*",)}
MARKUP = CommonMark(
    [Provider(name, tuple(Rule(address=one) for one in of)) for name, of in OWN.items()]
)


def noted(source: str) -> tuple[str, list[tuple[int | None, str]]]:
    """The HTML, and each note's line and reason."""
    body, notes = MARKUP.noted(source)
    assert sanitised(body.html) == body.html
    return body.html.replace("\n", ""), [(note.line, note.reason) for note in notes]


def card(name: str, url: str) -> str:
    """As it stands on a page."""
    words = html.escape(re.sub(r"https?://(www\.|m\.)?", "", url))
    return (
        f'<div class="b-embed"><p><strong>{name}</strong> <a href="{html.escape(url)}"'
        f' rel="noopener">{words}</a></p></div>'
    )


@pytest.mark.parametrize(
    ("name", "url"),
    [
        ("YouTube", "https://www.youtube.com/watch?v=_a_b-c_&t=90"),
        ("YouTube", "https://youtu.be/abc?si=x"),
        ("YouTube", "https://m.youtube.com/shorts/abc"),
        ("Vimeo", "https://vimeo.com/123/"),
        ("SoundCloud", "https://soundcloud.com/a/sets/b"),
        ("Mastodon", "https://news.example/@desk@other.example/10987"),
        ("Bluesky", "https://bsky.app/profile/a.example/post/3k"),
        ("OpenStreetMap", "https://www.openstreetmap.org/#map=5/1.2/3"),
        ("PDF", "http://a.example/b/report.pdf?v=1#page=2"),
        ("Charts", "https://charts.example/1/"),
        ("Ours", "https://youtu.be/own1"),
    ],
)
def test_an_address_alone_is_a_card_of_its_provider(name: str, url: str) -> None:
    shown = f"<p>a</p>{card(name, url)}<p>b</p>"
    assert noted(f"a\n\n{url}\n\nb") == (shown, [])
    assert noted(f"a\n\n<{url}>\n\nb") == (shown, [])
    assert noted(f'a\n\n<iframe src="{url}"></iframe>\n\nb') == (shown, [(3, "frame_is_link")])


@pytest.mark.parametrize(
    "url",
    [
        "https://b.example/x_y_z",
        "https://youtube.com.evil.example/watch?v=a",
        "https://youtube.com@evil.example/watch?v=a",
        "https://vimeo.com/about",
        "https://x.com/a/status/1",
        "https://a.example/@b/c",
        "https://a.example/" + "b" * 2_000 + ".pdf",
    ],
)
def test_an_address_of_nobody_that_is_known_is_a_link_and_is_named(url: str) -> None:
    html, notes = noted(f"a\n\n{url}")
    assert notes == [(3, "embed_unknown")]
    assert f'<p><a href="{url}" rel="noopener">{url}</a></p>' in html
    assert "b-embed" not in html


def test_addresses_below_each_other_are_a_card_each() -> None:
    one, two = "https://youtu.be/a", "https://vimeo.com/1"
    html, notes = noted(f"{one}\n{two}\nhttps://b.example/\n:::note\n{one}\n:::")
    assert html.startswith(card("YouTube", one) + card("Vimeo", two) + "<p><a ")
    assert html.count("b-embed") == 3
    assert notes == [(3, "embed_unknown")]


@pytest.mark.parametrize(
    "typed",
    [
        "See\nhttps://youtu.be/a",
        "https://youtu.be/a and more",
        "- a\n\n  https://youtu.be/a",
        "- <https://youtu.be/a>\n\n- b",
        "[a film](https://youtu.be/a)",
        '<p><a href="https://evil.example/">https://youtu.be/a</a></p>',
        "```\n\nhttps://youtu.be/a\n\n```",
        "<!--\n\nhttps://youtu.be/a\n\n-->x",
        "[^1]\n\n[^1]: <https://youtu.be/a>",
    ],
)
def test_an_address_that_stands_among_others_is_no_card(typed: str) -> None:
    html, notes = noted(typed)
    assert "b-embed" not in html
    assert notes == []


def test_an_escaped_address_is_the_one_that_is_meant() -> None:
    assert noted("https://youtu.be/\\_a\\*b") == (card("YouTube", "https://youtu.be/_a*b"), [])


def test_nothing_of_a_card_is_loaded_or_can_leave_it() -> None:
    html, _ = noted('https://youtu.be/"><script>alert(1)</script>\n\nhttps://youtu.be/a"onclick=b')
    assert not re.search(r"<(?:script|img|iframe)|<[^>]*\sonclick", html)


@pytest.mark.parametrize(
    "part",
    ["https://{}.b\n\n", "https://youtu.be/{}\n", "https://a/{}/@" + "@/1" * 300 + "\n\n"],
)
def test_a_long_text_of_addresses_takes_no_time(part: str) -> None:
    source = "".join(part.format(n) for n in range(128 * 1024 // (len(part) + 3)))
    assert is_light(lambda: MARKUP.noted(source), 1000)
