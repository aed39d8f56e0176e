"""Shortcodes, blocks and elements that no page of ours has: what they mean, or a word about it."""

import pytest

from broadsheet.adapters.html.markup import CommonMark
from broadsheet.adapters.imports.wxr_body import body_of
from broadsheet.domain.transfer.site_lines import ImportedImage
from tests.support.wordpress import PIECES, body_of_one

PICTURES = {
    "8": ImportedImage(url="https://old.example/b.jpg", alt="B"),
    "9": ImportedImage(url="https://old.example/a.jpg", alt="A"),
}


def shown(source: str) -> str:
    """The HTML of the page, in one line."""
    body = body_of(source, "old.example", PICTURES)
    return CommonMark().article(body.text).html.replace("\n", "")


def notes(source: str) -> list[tuple[str, str]]:
    return body_of(source, "old.example", PICTURES).notes


def link(url: str) -> str:
    return f'<a href="{url}" rel="noopener">{url}</a>'


@pytest.mark.parametrize(
    ("source", "html", "note"),
    [
        pytest.param(
            '<!-- wp:embed {"url":"https://v.example/1"} -->\n<figure><div>\nhttps://v.example/1\n'
            "</div></figure>\n<!-- /wp:embed -->",
            f"<figure><div><p>{link('https://v.example/1')}</p></div></figure>",
            ("embed_is_link", "https://v.example/1"),
            id="an embed block",
        ),
        pytest.param(
            '<!-- wp:embed {"url":"https://vimeo.com/1"} -->\n<figure class="wp-block-embed">'
            '<div class="wp-block-embed__wrapper">\nhttps://vimeo.com/1\n</div>'
            '<figcaption class="wp-element-caption">The <em>ferry</em></figcaption></figure>\n'
            "<!-- /wp:embed -->",
            '<figure><div><div class="b-embed"><p><strong>Vimeo</strong> <a href="https://vimeo.com/1"'
            ' rel="noopener">vimeo.com/1</a></p></div></div>'
            "<figcaption>The <em>ferry</em></figcaption></figure>",
            ("embed_is_link", "https://vimeo.com/1"),
            id="an embed block with a caption",
        ),
        pytest.param(
            "<figure><video controls src='https://o.example/a.mp4'>Old browser</video></figure>",
            f"<figure>{link('https://o.example/a.mp4')}</figure>",
            ("player_is_link", "https://o.example/a.mp4"),
            id="a video",
        ),
        pytest.param(
            '<audio><source src="/a.ogg"><source src="/a.mp3"></audio>',
            f"<p>{link('/a.ogg')}</p>",
            ("player_is_link", "/a.ogg"),
            id="the first source of a player",
        ),
        pytest.param(
            "[youtube https://youtu.be/x?a=1&amp;b=2]",
            '<div class="b-embed"><p><strong>YouTube</strong> <a href="https://youtu.be/x?a=1&amp;b=2"'
            ' rel="noopener">youtu.be/x?a=1&amp;b=2</a></p></div>',
            ("embed_is_link", "https://youtu.be/x?a=1&b=2"),
            id="a shortcode of Jetpack",
        ),
        pytest.param(
            '<!-- wp:latest-posts {"postsToShow":3} /-->\n\n<p>After.</p>',
            "<p>After.</p>",
            ("block_left_out", "latest-posts"),
            id="a block that WordPress makes anew each time",
        ),
        pytest.param(
            "One.<!--nextpage-->Two.",
            "<p>One.</p><p>Two.</p>",
            ("pages_joined", "nextpage"),
            id="pages of a post",
        ),
        pytest.param(
            "a\n\n[recent_posts]\n\nb",
            "<p>a</p><p>b</p>",
            ("shortcode_left_out", "[recent_posts]"),
            id="a plugin's, by its name",
        ),
        pytest.param(
            "[mailpoet]\n\nSaid [sic].",
            "<p>[mailpoet]</p><p>Said [sic].</p>",
            ("shortcode_stays", "[mailpoet]"),
            id="perhaps a plugin's",
        ),
        pytest.param(
            '<a href="skype:a">Call</a>', "<p>Call</p>", ("link_left_out", "skype:a"), id="a call"
        ),
        pytest.param(
            '<img src="data:image/gif;base64,R0" data-src="https://o.example/a.jpg" alt="A">',
            '<p><img src="https://o.example/a.jpg" alt="A" loading="lazy" decoding="async"></p>',
            ("picture_stays", "https://o.example/a.jpg"),
            id="a picture that a script loads",
        ),
        pytest.param(
            "Seen <!-- never closed", "<p>Seen  never closed</p>", None, id="an open comment"
        ),
    ],
)
def test_what_a_page_here_does_not_have_is_turned_into_what_it_has_and_told(
    source: str, html: str, note: tuple[str, str] | None
) -> None:
    assert shown(source) == html
    assert note is None or note in notes(source)


@pytest.mark.parametrize(
    ("source", "html"),
    [
        ("[[gallery]] is one.", "<p>[gallery] is one.</p>"),
        (
            "<pre>[gallery] [a b=1] [/a]\n\n  x</pre>",
            "<pre>[gallery] [a b=1] [/a]  x</pre>",
        ),
        ('<p title="[a b=1]">x <code>[a b=1]</code></p>', "<p>x <code>[a b=1]</code></p>"),
        (
            "[code]if a &lt; b:\n\n    [x y=1][/code]",
            "<pre><code>if a &lt; b:    [x y=1]</code></pre>",
        ),
    ],
)
def test_code_and_what_is_escaped_has_no_shortcodes(source: str, html: str) -> None:
    assert shown(source) == html


def test_a_gallery_that_names_no_pictures_has_those_of_its_post() -> None:
    body = body_of('[gallery exclude="9"]', "old.example", PICTURES, own=["8", "9"])
    assert ("b.jpg" in body.text, "a.jpg" in body.text) == (True, False)
    assert ("gallery_incomplete", "names no pictures") in notes("[gallery]")


def test_addresses_are_as_they_were_on_the_page_that_they_stood_on() -> None:
    body = body_of(
        '<a href="../b/">B</a> <img src="//cdn.example/a.jpg">',
        "old.example",
        {},
        link="https://old.example/2024/a/",
    )
    assert '<a href="/2024/b/">B</a>' in body.text
    assert 'src="https://cdn.example/a.jpg"' in body.text


@pytest.mark.parametrize("piece", PIECES)
def test_a_body_of_one_piece_alone_is_read_to_its_end(piece: str) -> None:
    # In a moment; what grew with the square of the length would take minutes (`bench moving`).
    assert isinstance(body_of(body_of_one(piece), "old.example", {}).text, str)


@pytest.mark.parametrize(
    ("typed", "url"),
    [
        ("[youtube v=dQw4w9WgXcQ]", "https://www.youtube.com/watch?v=dQw4w9WgXcQ"),
        ("[youtube dQw4w9WgXcQ]", "https://www.youtube.com/watch?v=dQw4w9WgXcQ"),
        ("[vimeo autoplay=1 id=123456]", "https://vimeo.com/123456"),
        ("[vimeo 123456 w=640]", "https://vimeo.com/123456"),
        ("[vimeo id=&#8221;123456&#8221;]", "https://vimeo.com/123456"),
        ("[dailymotion id=x9f0a width=640]", "https://www.dailymotion.com/video/x9f0a"),
        ('[spotify id="track/4rO"]', "https://open.spotify.com/track/4rO"),
        ('[spotify id="spotify:track:4rO" width="400"]', "https://open.spotify.com/track/4rO"),
        ("[googlemaps https://goo.gl/maps/a]", "https://goo.gl/maps/a"),
    ],
)
def test_a_shortcode_leads_to_what_it_names(typed: str, url: str) -> None:
    assert notes(typed) == [("embed_is_link", url)]
