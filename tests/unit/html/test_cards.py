"""An address alone in its paragraph is a card that loads nothing, if its provider is known."""

import contextlib
import html
import re

import pytest

from broadsheet.adapters.html.markup import CommonMark, sanitised
from broadsheet.domain.articles.provider import Provider, Rule
from broadsheet.domain.shared.errors import Invalid, TooLarge
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


@pytest.mark.parametrize("web", ["Https://", "HTTP://"])
@pytest.mark.parametrize("around", ["{}", "> {}", "- a\n\n  {}", "<p>{}</p>"])
def test_an_address_is_one_however_large_its_first_letters_are(web: str, around: str) -> None:
    html, notes = noted(around.format(f"{web}youtu.be/abc"))
    assert f'<a href="{web}youtu.be/abc" rel="noopener">youtu.be/abc</a></p></div>' in html
    assert notes == []
    assert f'<a href="{web}b.example/"' in noted(f"| {web}b.example/ | a |\n|---|---|")[0]


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


WITHIN = "https://youtu.be/_a_?b=1&copy;c"
LINK = f'<a href="{html.escape(WITHIN)}" rel="noopener">{html.escape(WITHIN)}</a>'


@pytest.mark.parametrize(
    ("typed", "line"),
    [
        ("- {}\n- b", 1),
        ("1. b\n2. {}\n   - c", 2),
        ("- {}\n\n- b", 1),
        ("* b\n  + {}", 2),
        ("| a | b |\n|---|---|\n| {} | b |", 3),
        ("a | b\n---|---\nb | {}", 3),
        ("{} | b\n---|---\nb | c", 1),
        ("a[^1]\n\n[^1]: {}", 3),
        ("> - {}", 1),
        (":::facts Sources\n- {}\n:::", 2),
        ("<ul><li>{}</li></ul>", 1),
        ("<table><tr><td>{}</td></tr></table>", 1),
    ],
)
def test_an_address_that_is_an_item_a_cell_or_a_footnote_is_a_link_and_is_named(
    typed: str, line: int
) -> None:
    made, notes = noted(typed.format(html.escape(WITHIN) if "<" in typed else WITHIN))
    assert LINK in made
    assert "b-embed" not in made
    assert notes == [(line, "embed_within")]


@pytest.mark.parametrize("unknown", ["- {}", "| a |\n|---|\n| {} |", "a[^1]\n\n[^1]: {}"])
def test_a_list_of_links_is_no_list_of_remarks(unknown: str) -> None:
    made, notes = noted(unknown.format("https://b.example/_x_"))
    assert '<a href="https://b.example/_x_" rel="noopener">https://b.example/_x_</a>' in made
    assert notes == []


@pytest.mark.parametrize(
    "typed",
    [
        "> a\n>\n> {}",
        "- a\n\n  {}\n",
        "> {}\n> {}",
        "   {}",
        "<p>{}</p>",
        "- > {}",
        ":::note\n> {}\n:::",
    ],
)
def test_an_address_in_a_paragraph_of_a_quote_or_an_item_is_a_card(typed: str) -> None:
    made, notes = noted(typed.replace("{}", html.escape(WITHIN) if "<" in typed else WITHIN))
    assert made.count(card("YouTube", WITHIN)) == typed.count("{}")
    assert notes == []
    made, notes = noted(typed.replace("{}", "https://b.example/_x_"))
    assert '<a href="https://b.example/_x_" rel="noopener">https://b.example/_x_</a>' in made
    assert [reason for _, reason in notes] == ["embed_unknown"]


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("- see\n  https://youtu.be/_a_", "<ul><li>seehttps://youtu.be/_a_</li></ul>"),
        ("> https://youtu.be/a\nand b", "<blockquote><p>https://youtu.be/aand b</p></blockquote>"),
        (
            "> ```\n>   https://youtu.be/\\_a\n> ```",
            "<blockquote><pre><code>  https://youtu.be/\\_a</code></pre></blockquote>",
        ),
        ("b\n\n    https://youtu.be/a", "<p>b</p><pre><code>https://youtu.be/a</code></pre>"),
        (
            "a `b | https://youtu.be/\\_a | c`",
            "<p>a <code>b | https://youtu.be/\\_a | c</code></p>",
        ),
        (
            "[a | https://youtu.be/_a_ | b](/c)",
            '<p><a href="/c" rel="noopener">a | https://youtu.be/_a_ | b</a></p>',
        ),
        ("a https://youtu.be/a", "<p>a https://youtu.be/a</p>"),
        ("- b\n\ufdd00\ufdd0 &#xFDD0;0&#64976;", "<ul><li>b0 0</li></ul>"),
        ("- https://youtu.be/a b\n\n&#xFDD0;9\ufdd0", None),
    ],
)
def test_an_address_among_words_or_in_code_stays_what_it_was(typed: str, shown: str | None) -> None:
    made, notes = noted(typed)
    assert made == shown if shown else "youtu.be/a b" in made
    assert notes == []


def test_an_escaped_address_is_the_one_that_is_meant() -> None:
    assert noted("https://youtu.be/\\_a\\*b") == (card("YouTube", "https://youtu.be/_a*b"), [])


def test_nothing_of_a_card_is_loaded_or_can_leave_it() -> None:
    html, _ = noted('https://youtu.be/"><script>alert(1)</script>\n\nhttps://youtu.be/a"onclick=b')
    assert not re.search(r"<(?:script|img|iframe)|<[^>]*\sonclick", html)


@pytest.mark.parametrize(
    "part",
    [
        *("https://{}.b\n\n", "https://youtu.be/{}\n", "https://a/{}/@" + "@/1" * 300 + "\n\n"),
        *(
            "- https://youtu.be/{}\n",
            "> https://{}.b\n\n",
            "| https://a/{} |\n",
            "- " * 20 + "{}\n",
        ),
        *("1" * 9 + "{}", ">" * 90 + "https://a/{}\n", "<li>https://a/{}", "|https://{}.b\\"),
    ],
)
def test_a_long_text_of_addresses_takes_no_time(part: str) -> None:
    source = "".join(part.format(n) for n in range(128 * 1024 // (len(part) + 3)))

    def answered() -> None:
        with contextlib.suppress(Invalid, TooLarge):
            MARKUP.noted(source)

    assert is_light(answered, 500)
