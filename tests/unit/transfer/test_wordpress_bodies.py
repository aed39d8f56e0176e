"""Bodies of WordPress posts, old and new, as they stand on our pages."""

import pytest

from broadsheet.adapters.html.markup import CommonMark
from broadsheet.adapters.imports.wxr_body import body_of
from broadsheet.domain.transfer.site_lines import ImportedImage

PICTURES = {"9": ImportedImage(url="https://old.example/a.jpg", alt="A <boat>", caption="Dawn")}


def shown(source: str) -> str:
    """The HTML of the page, in one line."""
    body = body_of(source, "old.example", PICTURES)
    return CommonMark().article(body.text).html.replace("\n", "")


@pytest.mark.parametrize(
    ("source", "html"),
    [
        pytest.param("One.\n\nTwo.", "<p>One.</p><p>Two.</p>", id="blank lines are paragraphs"),
        pytest.param("One.\nTwo.", "<p>One.<br>Two.</p>", id="line ends stay"),
        pytest.param(
            "<!-- wp:paragraph --><p>One.</p><!-- /wp:paragraph -->\n\n"
            "<!-- wp:heading --><h2>Two</h2><!-- /wp:heading -->",
            '<p>One.</p><h2 id="h-two">Two</h2>',
            id="blocks",
        ),
        pytest.param("One <!--more-->more.", "<p>One more.</p>", id="the fold goes"),
        pytest.param("1986. A *great* year_s", "<p>1986. A *great* year_s</p>", id="no Markdown"),
        pytest.param("    four blanks", "<p>four blanks</p>", id="no code by indentation"),
        pytest.param(
            "<h2>Head</h2>\nText under it.",
            '<h2 id="h-head">Head</h2><p>Text under it.</p>',
            id="a heading",
        ),
        pytest.param(
            "<ul>\n\n<li>One</li>\n\n<li>Two</li>\n\n</ul>",
            "<ul><li>One</li><li>Two</li></ul>",
            id="a list with blank lines",
        ),
        pytest.param(
            "<pre>a\n\n  *b*</pre>\n\nAfter.", "<pre>a  *b*</pre><p>After.</p>", id="code as it is"
        ),
        pytest.param("[sic] and [1].", "<p>[sic] and [1].</p>", id="brackets that are none"),
        pytest.param(
            "[embed]https://video.example/1[/embed]",
            '<p><a href="https://video.example/1" rel="noopener">https://video.example/1</a></p>',
            id="an embed is a link",
        ),
        pytest.param(
            "https://video.example/1",
            '<p><a href="https://video.example/1" rel="noopener">https://video.example/1</a></p>',
            id="an address alone is one too",
        ),
        pytest.param(
            '[audio mp3="https://old.example/a.mp3"][/audio]',
            '<div class="b-embed"><p><strong>MP3</strong> <a href="https://old.example/a.mp3" '
            'rel="noopener">old.example/a.mp3</a></p></div>',
            id="a player is a card",
        ),
        pytest.param(
            '<a href="https://www.old.example/2024/a/">A</a>',
            '<p><a href="/2024/a/" rel="noopener">A</a></p>',
            id="links within the site need no host",
        ),
        pytest.param(
            '<a href="https://old.example/?p=7">A</a>',
            '<p><a href="https://old.example/?p=7" rel="noopener">A</a></p>',
            id="but for those with a query",
        ),
        pytest.param(
            "<blockquote>One.\n\nTwo.</blockquote>\nAfter.",
            "<blockquote><p>One.</p><p>Two.</p></blockquote><p>After.</p>",
            id="paragraphs in a quotation",
        ),
        pytest.param(
            "So <strong>bold\n\nas</strong> this.",
            "<p>So <strong>bold</strong></p><p><strong>as</strong> this.</p>",
            id="marks that go on in the next paragraph",
        ),
        pytest.param(
            "<div>\n\n<pre>a\n\n    b</pre>\n\n</div>",
            "<div><pre>a    b</pre></div>",
            id="code within a block",
        ),
        pytest.param("<p>One.</p>\n&nbsp;", "<p>One.</p>", id="paragraphs of nothing"),
        pytest.param(
            "<h2><center>Head</center></h2>One.",
            '<h2 id="h-head">Head</h2><p>One.</p>',
            id="a centred heading",
        ),
        pytest.param("<pre>a<center>b</center></pre>", "<pre>ab</pre>", id="centred code"),
        pytest.param(
            "<b>One <i>two</b> three</i>",
            "<p><b>One <i>two</i></b><i> three</i></p>",
            id="marks that overlap",
        ),
        pytest.param(
            '<script src="a.js"/>One.<iframe src="//x.example/"/>Two.',
            '<p>One.</p><p><a href="https://x.example/" rel="noopener">https://x.example/</a></p>'
            "<p>Two.</p>",
            id="elements that end where they begin",
        ),
        pytest.param("3 < 4 > 2", "<p>3 &lt; 4 &gt; 2</p>", id="no tags"),
        pytest.param("", "", id="nothing"),
    ],
)
def test_a_body_reads_as_it_did(source: str, html: str) -> None:
    assert shown(source) == html


def test_every_block_stands_by_itself_and_has_no_blank_line_in_it() -> None:
    text = body_of("Text <em>on<h2>Head</h2>more<ul>\n\n<li>a\n\nb<li>c</ul>", "", {}).text
    assert text.split("\n\n") == [
        "<p>Text <em>on</em></p>",
        "<h2>Head</h2>",
        "<p>more</p>",
        "<ul>\n<li>a<br><br>\nb</li>\n<li>c</li></ul>",
    ]


def test_a_caption_stands_under_its_picture() -> None:
    html = shown(
        '[caption id="a" width="3"]<a href="https://x.example/"><img src="/a.jpg" alt="A"></a>'
        " At <em>dawn</em>[/caption]"
    )
    assert html.startswith("<figure><a href=")
    assert html.endswith("<figcaption>At <em>dawn</em></figcaption></figure>")


def test_a_gallery_becomes_its_pictures() -> None:
    body = body_of('[gallery ids="9,10"]', "old.example", PICTURES)
    assert 'alt="A &lt;boat&gt;"' in body.text
    assert "<figcaption>Dawn</figcaption>" in body.text
    assert ("gallery_incomplete", "10") in body.notes
    both = body_of('[gallery ids="9,9"]', "old.example", PICTURES)
    assert both.text.startswith('<figure class="b-gallery">')


@pytest.mark.parametrize(
    ("figure", "block"),
    [
        (
            '<figure class="wp-block-pullquote alignleft"><blockquote><p>A.</p><cite>B</cite>'
            "</blockquote></figure>",
            "b-pullquote",
        ),
        (
            '<figure class="wp-block-gallery has-nested-images"><figure class="wp-block-image">'
            '<img src="/a.jpg" alt="A"></figure></figure>',
            "b-gallery",
        ),
        ('<figure class="wp-block-image alignfull"><img src="/a.jpg" alt="A"></figure>', "b-wide"),
    ],
)
def test_what_wordpress_sets_apart_is_set_apart(figure: str, block: str) -> None:
    html = shown(f"<!-- wp:x -->\n{figure}\n<!-- /wp:x -->")
    assert html.startswith(f'<figure class="{block}">')
    assert html.count(" class=") == 1


@pytest.mark.parametrize(
    ("source", "note", "left"),
    [
        (
            '[contact-form-7 id="5"]Hello',
            ("shortcode_left_out", '[contact-form-7 id="5"]'),
            "Hello",
        ),
        ("[box]Hello[/box]", ("shortcode_left_out", "[box]"), "Hello"),
        (
            '<iframe src="//maps.example/x"></iframe>',
            ("frame_is_link", "https://maps.example/x"),
            "https://maps.example/x",
        ),
        ("<script>alert(1)</script>Hello", ("element_left_out", "script"), "Hello"),
        (
            '<img src="https://old.example/a.jpg">',
            ("picture_stays", "https://old.example/a.jpg"),
            "",
        ),
    ],
)
def test_what_cannot_be_taken_over_is_told(source: str, note: tuple[str, str], left: str) -> None:
    assert note in body_of(source, "old.example", PICTURES).notes
    assert left in shown(source)
    assert "script" not in shown(source)
