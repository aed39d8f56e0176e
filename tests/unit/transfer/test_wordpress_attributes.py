"""What a post of WordPress shows by attributes and by blocks without words: kept, or named."""

import pytest

from broadsheet.adapters.html.markup import CommonMark
from broadsheet.adapters.imports.foreign_attributes import source_of_picture
from broadsheet.adapters.imports.wxr_body import body_of
from tests.support.machine_clock import is_light


def shown(source: str) -> str:
    """The HTML of the page, in one line."""
    return CommonMark().article(body_of(source, "old.example", {}).text).html.replace("\n", "")


def notes(source: str) -> list[tuple[str, str]]:
    return body_of(source, "old.example", {}).notes


@pytest.mark.parametrize(
    "source",
    [
        '<div class="wp-block-cover" style="color:red;background-image:url({})"><p>On it</p></div>',
        "<section style=\"background:#fff url('{}') no-repeat\"><p>On it</p></section>",
        '<div data-bg="{}">On it</div>',
        '<img alt="A" srcset="https://old.example/s.jpg 300w, {} 1200w">',
        '<img alt="A" src="data:image/gif;base64,R0" data-srcset="{} 2x, /s.jpg 1x">',
        '<img src="data:image/gif;base64,R0" alt="A"><noscript><img src="{}" alt="A"></noscript>',
    ],
)
def test_a_picture_stays_wherever_its_address_stands(source: str) -> None:
    url = "https://old.example/a.jpg"
    typed = source.replace("{}", url)
    assert f'<img src="{url}"' in shown(typed)
    assert shown(typed).count("On it") == typed.count("On it")
    assert notes(typed) == [("picture_stays", url)]


@pytest.mark.parametrize(
    ("source", "note"),
    [
        (
            '<noscript><img src="https://counter.example/1.gif"></noscript>',
            ("element_left_out", "noscript"),
        ),
        (
            '<video src="/v.mp4" poster="data:image/gif;base64,R0"></video>',
            ("attribute_left_out", 'poster="data:image/gif;base64,R0" of <video>'),
        ),
        (
            '<video src="/v.mp4"><track kind="chapters" src="/t.vtt"></video>',
            ("element_left_out", "track /t.vtt"),
        ),
        (
            '<object data="/v.swf" poster="/p.jpg"></object>',
            ("attribute_left_out", 'poster="/p.jpg" of <object>'),
        ),
        (
            '<map><area href="https://a.example/"></map>',
            ("element_left_out", "area https://a.example/"),
        ),
        (
            "<select><option>One</option><option>Two</option></select>",
            ("element_left_out", "select One Two"),
        ),
        (
            "<svg><title>Votes</title><text>1 of 2</text></svg>",
            ("element_left_out", "svg Votes 1 of 2"),
        ),
        (
            "<noscript><p>See it <b>here</b></p></noscript>",
            ("element_left_out", "noscript See it here"),
        ),
        ('<p title="Explained">x</p>', ("attribute_left_out", 'title="Explained" of <p>')),
        (
            '<blockquote cite="https://c.example/">x</blockquote>',
            ("attribute_left_out", 'cite="https://c.example/" of <blockquote>'),
        ),
        ("<p hidden>x</p>", ("attribute_left_out", "hidden of <p>")),
        ('<div style="display: none">x</div>', ("attribute_left_out", "hidden of <div>")),
    ],
)
def test_what_a_reader_could_meet_and_no_page_has_is_named(
    source: str, note: tuple[str, str]
) -> None:
    assert note in notes(source)


@pytest.mark.parametrize("name", ["movie", "src"])
def test_an_embed_of_long_ago_leads_to_what_its_parameter_names(name: str) -> None:
    url = "http://www.youtube.com/v/abcdef12345"
    typed = (
        f'<object width="9"><param name="{name}" value="{url}"><param name="w" value="x"></object>'
    )
    assert notes(typed) == [("player_is_link", url)]


@pytest.mark.parametrize(
    ("typed", "url"),
    [
        ('[pdf-embedder url="https://o.example/r.pdf"]', "https://o.example/r.pdf"),
        ("[pdfviewer]https://o.example/r.pdf[/pdfviewer]", "https://o.example/r.pdf"),
        ('[iframe src="https://i.example/" width="1"]', "https://i.example/"),
        ("[iframe https://i.example/a]", "https://i.example/a"),
        ('<lite-youtube videoid="abc123_-x"></lite-youtube>', "https://www.youtube.com/watch?v=abc123_-x"),
        ('<amp-youtube data-videoid="abc123"></amp-youtube>', "https://www.youtube.com/watch?v=abc123"),
        ('<lite-vimeo videoid="123"></lite-vimeo>', "https://vimeo.com/123"),
    ],
)  # fmt: skip
def test_what_shows_something_by_its_address_is_a_link_to_it(typed: str, url: str) -> None:
    assert notes(typed) == [("embed_is_link", url)]
    assert f'href="{url}"' in shown(typed)


@pytest.mark.parametrize(
    ("source", "name", "left"),
    [
        ('<!-- wp:acme/poll {"question":"Why?"} --><!-- /wp:acme/poll -->', "acme/poll", "Why?"),
        ("<!-- wp:calendar -->\n<!-- /wp:calendar -->", "calendar", ""),
        ('<!-- wp:query {"queryId":1} --><div></div><!-- /wp:query -->', "query", ""),
        ('<!-- wp:rss {"feedURL":"https://f.example/"} /-->', "rss", "https://f.example/"),
        (
            '<ul><!-- wp:social-link {"url":"https://s.example/","label":"Us"} /--></ul>',
            *("social-link", '<li><a href="https://s.example/" rel="noopener">'),
        ),
    ],
)
def test_a_block_without_html_is_named_however_it_is_written(
    source: str, name: str, left: str
) -> None:
    assert notes(source) == [("block_left_out", name)]
    assert left in shown(source)


def test_blocks_that_nobody_wrote_anything_into_are_no_loss() -> None:
    assert notes("<!-- wp:html --><!-- /wp:html --><!-- wp:group -->\n<!-- /wp:group -->") == []


def test_lists_count_as_they_did() -> None:
    typed = '<ol type="a" reversed start="3"><li>x</li></ol>'
    assert shown(typed) == '<ol type="a" reversed="" start="3"><li>x</li></ol>'
    assert shown("<menu><li>x</li></menu>") == "<ul><li>x</li></ul>"


def test_words_of_two_elements_that_go_do_not_become_one() -> None:
    assert shown("<fieldset><legend>Who</legend>You</fieldset>") == "<p>Who</p><p>You</p>"


@pytest.mark.parametrize(
    ("attribute", "value"),
    [
        ("srcset", "a" * 100_000 + " b"),
        ("style", "background:url(" * 8_000),
        ("style", "background:url(" + " " * 100_000),
    ],
)
def test_attributes_are_looked_at_in_no_time(attribute: str, value: str) -> None:
    source = f'<p>One.</p><img {attribute}="{value}">'
    assert is_light(lambda: body_of(source, "old.example", {}), 500)


@pytest.mark.parametrize(
    ("srcset", "widest"),
    [
        ("/a.jpg 300w,/b.jpg 1024w", "/b.jpg"),
        ("/w_4,h_3/a.jpg 400w, /b.jpg 200w", "/w_4,h_3/a.jpg"),
        ("/a.jpg, /b.jpg 2x", "/b.jpg"),
        (" , /a.jpg", "/a.jpg"),
    ],
)
def test_of_a_set_the_widest_picture_is_taken(srcset: str, widest: str) -> None:
    assert source_of_picture({"srcset": srcset}) == widest


_HIDDEN = '{"metadata":{"blockVisibility":false}}'


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        (f"<!-- wp:paragraph {_HIDDEN} --><p>Not yet.</p><!-- /wp:paragraph -->", "Not yet."),
        (
            f"<!-- wp:group {_HIDDEN} --><div><!-- wp:paragraph --><p>Not</p><!-- /wp:paragraph -->"
            "<!-- wp:spacer /--><p>yet.</p></div><!-- /wp:group -->",
            "Not yet.",
        ),
        (f"<!-- wp:latest-posts {_HIDDEN} /-->", "wp:latest-posts"),
    ],
)
def test_a_block_that_was_hidden_from_all_readers_stays_so(typed: str, said: str) -> None:
    source = f"<!-- wp:paragraph --><p>One.</p><!-- /wp:paragraph -->{typed}<p>Two.</p>"
    assert shown(source) == "<p>One.</p><p>Two.</p>"
    assert notes(source) == [("hidden_left_out", said)]


def test_a_hidden_block_that_nothing_ends_is_read_in_no_time_and_hides_the_rest() -> None:
    source = f"<p>One.</p><!-- wp:group {_HIDDEN} -->" + "<!-- wp:a -->x" * 9_000
    assert shown(source) == "<p>One.</p>"
    assert is_light(lambda: body_of(source, "old.example", {}), 500)


def test_of_two_pictures_that_a_script_loads_the_one_that_never_comes_is_named() -> None:
    empty = "data:image/gif;base64,R0lGODlh"
    there = '<noscript><img src="https://a.example/1.jpg"></noscript>'
    source = f'<img src="{empty}"><p>One.</p><img src="{empty}">{there}'
    assert ("picture_left_out", empty) in notes(source)
    assert notes(f'<img src="{empty}">{there}') == [("picture_stays", "https://a.example/1.jpg")]
