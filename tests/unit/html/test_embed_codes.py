"""What a provider's script would put into a text is a card, wherever the text comes from."""

from collections.abc import Callable
from contextlib import suppress

import pytest

from broadsheet.adapters.html.markup import CommonMark
from broadsheet.adapters.imports.wxr_body import Beside, body_of
from broadsheet.domain.shared.errors import Invalid
from tests.support.machine_clock import is_light

TWEET = "https://twitter.com/harbour/status/17"
CODES = {
    f'<blockquote class="twitter-tweet"><p>Late. <a href="https://t.co/x">More</a></p>&mdash; Ida '
    f'(@harbour) <a href="{TWEET}">May 3</a></blockquote>': ("X", TWEET),
    '<blockquote class="tiktok-embed" cite="https://www.tiktok.com/@desk/video/71" '
    'data-video-id="71"><section><a href="https://www.tiktok.com/@desk">@desk</a> Ferry!'
    "</section></blockquote>": ("TikTok", "https://www.tiktok.com/@desk/video/71"),
    '<blockquote class="instagram-media" style="border:0" data-instgrm-permalink="'
    'https://www.instagram.com/p/Cx/"><p>A post</p></blockquote>': (
        "Instagram",
        "https://www.instagram.com/p/Cx/",
    ),
    '<blockquote class="text-post-media" data-text-post-permalink="'
    'https://www.threads.com/@desk/post/Dd"><p>A post</p></blockquote>': (
        "Threads",
        "https://www.threads.com/@desk/post/Dd",
    ),
    '<blockquote class="mastodon-embed" data-embed-url="https://mastodon.social/@desk/17/embed">'
    "<p>A post</p></blockquote>": ("Mastodon", "https://mastodon.social/@desk/17"),
    '<blockquote class="bluesky-embed" data-bluesky-uri="at://did:plc:x/app.bsky.feed.post/3k">'
    '<p>Ferry!</p>&mdash; <a href="https://bsky.app/profile/did:plc:x">Desk</a> '
    '<a href="https://bsky.app/profile/did:plc:x/post/3k">May 3</a></blockquote>': (
        "Bluesky",
        "https://bsky.app/profile/did:plc:x/post/3k",
    ),
    '<blockquote class="reddit-embed-bq"><a href="https://www.reddit.com/r/news/comments/1ab/a/">'
    'A</a> in <a href="https://www.reddit.com/r/news/">news</a></blockquote>': (
        "Reddit",
        "https://www.reddit.com/r/news/comments/1ab/a/",
    ),
    '<div class="fb-post" data-href="https://www.facebook.com/desk/posts/17"></div>': (
        "Facebook",
        "https://www.facebook.com/desk/posts/17",
    ),
    '<div class="fb-video" data-href="https://www.facebook.com/desk/videos/17/"></div>': (
        "Facebook",
        "https://www.facebook.com/desk/videos/17/",
    ),
    '<script async src="https://telegram.org/js/telegram-widget.js?22" '
    'data-telegram-post="desk/17"></script>': ("Telegram", "https://t.me/desk/17"),
    '<div class="flourish-embed flourish-chart" data-src="visualisation/7"></div>': (
        "Flourish",
        "https://flo.uri.sh/visualisation/7/embed",
    ),
    '<div style="min-height:400px" id="datawrapper-vis-aB3xY"></div>': (
        "Datawrapper",
        "https://datawrapper.dwcdn.net/aB3xY/",
    ),
}


def typed(source: str) -> tuple[str, set[str]]:
    body, notes = CommonMark().noted(f"One.\n\n{source}\n\nTwo.")
    return body.html, {note.reason for note in notes}


def moved(source: str) -> tuple[str, set[str]]:
    taken = body_of(f"One.\n\n{source}\n\nTwo.", "old.example", {}, (), "", Beside())
    return CommonMark().article(taken.text).html, {reason for reason, _ in taken.notes}


@pytest.mark.parametrize("door", [typed, moved])
@pytest.mark.parametrize("code", CODES)
def test_what_a_script_would_put_there_is_a_card_and_its_words_stay(
    code: str, door: Callable[[str], tuple[str, set[str]]]
) -> None:
    name, url = CODES[code]
    html, reasons = door(code)
    card = f'<div class="b-embed"><p><strong>{name}</strong> <a href="{url}" rel="noopener">'
    assert html.count(card) == 1
    assert "embed_is_link" in reasons
    assert html.count("Ferry!") == code.count("Ferry!")
    assert html.index("One.") < html.index(card) < html.index("Two.")


@pytest.mark.parametrize("door", [typed, moved])
@pytest.mark.parametrize(
    "code",
    [
        '<blockquote class="tiktok-embed" cite="javascript:alert(1)"><p>A</p></blockquote>',
        '<blockquote class="tiktok-embed"><p>A</p></blockquote>',
        '<blockquote cite="https://www.tiktok.com/@desk/video/71"><p>A</p></blockquote>',
        '<blockquote class="twitter-tweet"><p>A</p></blockquote>',
        '<div class="fb-post" data-href="//evil.example"><p>A</p></div>',
        '<div id="datawrapper-vis-aB3xY9"><p>A</p></div>',
        '<script data-telegram-post="../../x"></script><p>A</p>',
        '<div class="flourish-embed" data-src="../x"><p>A</p></div>',
    ],
)
def test_what_is_no_code_is_what_it_was(
    code: str, door: Callable[[str], tuple[str, set[str]]]
) -> None:
    html, reasons = door(code)
    assert "b-embed" not in html
    assert "<p>A</p>" in html
    assert "embed_is_link" not in reasons


@pytest.mark.parametrize("door", [typed, moved])
@pytest.mark.parametrize(
    "box",
    [
        '<div class="infogram-embed" data-id="x1" data-type="interactive"></div>',
        '<div class="fb-page" data-href="https://www.facebook.com/desk"><script>x()</script></div>',
        '<ins class="adsbygoogle" data-ad-slot="17"></ins>',
    ],
)
def test_an_empty_box_that_only_a_script_could_fill_is_named(
    box: str, door: Callable[[str], tuple[str, set[str]]]
) -> None:
    _, reasons = door(box)
    assert "element_left_out" in reasons


@pytest.mark.parametrize("door", [typed, moved])
@pytest.mark.parametrize(
    "box",
    [
        '<div data-id="17"><p>Words</p></div>',
        '<div data-id="17"><img src="https://a.example/a.jpg" alt="A"></div>',
        "<div></div>",
    ],
)
def test_a_box_with_something_in_it_or_nothing_to_fill_it_is_not(
    box: str, door: Callable[[str], tuple[str, set[str]]]
) -> None:
    _, reasons = door(box)
    assert "element_left_out" not in reasons


def test_an_address_of_nobody_who_is_known_is_a_link() -> None:
    html, reasons = typed('<div class="fb-post" data-href="https://social.example/1"></div>')
    assert (
        '<p><a href="https://social.example/1" rel="noopener">https://social.example/1</a></p>'
        in html
    )
    assert reasons == {"embed_is_link"}


def test_nothing_in_an_address_gets_out_of_it() -> None:
    html, _ = typed(
        '<div class="fb-post" data-href="https://a.example/&quot;onload=x&lt;b&gt;"></div>'
    )
    assert "<b>" not in html
    assert "onload=" not in html.replace("%22onload=", "")


@pytest.mark.parametrize(
    "typed_often",
    [
        '<blockquote class="twitter-tweet"><a href="https://a.b">x</a></blockquote>\n\n' * 1_700,
        "<div data-a>" * 10_000 + "</div>",
        "<div data-a>" * 5_000 + "</div>" * 5_000,
        ("<div data-a>" * 160 + "</div>") * 65,
    ],
)
def test_many_codes_and_boxes_take_no_time(typed_often: str) -> None:
    def tried() -> None:
        # What stands too deep in others is refused, and that takes no time either.
        with suppress(Invalid):
            typed(typed_often)

    assert is_light(tried, 500)
