"""Programs in WordPress posts stay programs, whichever plugin showed them in colour."""

import pytest

from broadsheet.adapters.html.markup import CommonMark
from broadsheet.adapters.imports.wxr_body import body_of

PHP = '<?php\n\nif ($a[1] < 2 && $b) { echo "[b x=1]"; }\n\n// <!-- no comment -->\n?>'
ENCODED = PHP.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def body(source: str) -> str:
    return body_of(source, "old.example", {}).text


def fenced(code: str, language: str = "") -> str:
    return f"```{language}\n{code}\n```"


@pytest.mark.parametrize(
    ("before", "after", "language"),
    [
        ("[php]", "[/php]", "php"),
        ("[code]", "[/code]", ""),
        ('[code language="php"]', "[/code]", "php"),
        ("[code lang=php gutter='false']", "[/code]", "php"),
        ("[code lang=\u201dphp\u201d]", "[/code]", "php"),
        ("[sourcecode language='php' wraplines=\"false\"]", "[/sourcecode]", "php"),
        ("[cc]", "[/cc]", ""),
        ('[cc lang="php"]', "[/cc]", "php"),
        ("[ccnle_php]", "[/ccnle_php]", "php"),
        ('[crayon lang="php" decode="true"]', "[/crayon]", "php"),
        ("[pyg php]", "[/pyg]", "php"),
        ("[highlight php]", "[/highlight]", "php"),
        ('[highlight lang="C#"]', "[/highlight]", "csharp"),
        ("[PHP]", "[/PHP]", "php"),
        ("<pre>[php]", "[/php]</pre>", "php"),
        ('<pre class="EnlighterJSRAW" data-enlighter-language="php">', "</pre>", "php"),
        ('<pre class="brush: php; title: x">', "</pre>", "php"),
        ('<pre class="lang:php decode:true">', "</pre>", "php"),
        ('<pre lang="php" line="1">', "</pre>", "php"),
        (
            '<!-- wp:syntaxhighlighter/code {"language":"php"} -->\n'
            '<pre class="wp-block-syntaxhighlighter-code">',
            "</pre>\n<!-- /wp:syntaxhighlighter/code -->",
            "php",
        ),
    ],
)
def test_code_of_every_highlighter_is_code_with_its_language(
    before: str, after: str, language: str
) -> None:
    for code in (PHP, ENCODED):
        text = body(f"Before.\n\n{before}{code}{after}\n\nAfter [sic].")
        assert text == f"<p>Before.</p>\n\n{fenced(PHP, language)}\n\n<p>After [sic].</p>"
        assert body_of(text, "old.example", {}).notes == []


@pytest.mark.parametrize(
    ("source", "text"),
    [
        ("[cc]#include <vector>\nif (a &lt; b)[/cc]", fenced("#include <vector>\nif (a < b)")),
        ("[html]<p>5 &lt; 6</p>\n\n<b>x</b>[/html]", fenced("<p>5 &lt; 6</p>\n\n<b>x</b>", "html")),
        ("<p>[php]<br />&lt;?php<br />echo 1;<br />[/php]</p>", fenced("<?php\necho 1;", "php")),
        ("[code]\n\n    a &amp;&amp; b\n\n[/code]", fenced("    a && b")),
        ("[code]a ``` b[/code]", "````\na ``` b\n````"),
        ('[crayon title="app.js"]a[/crayon]', f"<p><strong>app.js</strong></p>\n\n{fenced('a')}"),
        ("<pre lang='php'>echo '<b>x</b>';</pre>", fenced("echo '<b>x</b>';", "php")),
        ("<pre class='brush:js'>a &lt; <b>b</b>\n</pre>", fenced("a < b", "js")),
        ("Type [code]git add .[/code] now.", "<p>Type <code>git add .</code> now.</p>"),
        ("Type [cci]a < b[/cci].", "<p>Type <code>a &lt; b</code>.</p>"),
        (
            "<ul><li>One [php]$a < 1;\n\n$b[/php]</li></ul>",
            '<ul>\n<li>One\n<pre><code class="language-php">$a &lt; 1;&#10;\n$b</code></pre>'
            "</li></ul>",
        ),
    ],
)
def test_code_is_as_it_was_typed_wherever_it_stands(source: str, text: str) -> None:
    assert body(source) == text


def test_what_stands_in_the_page_is_what_was_typed() -> None:
    shown = CommonMark().article(body(f"[php]{PHP}[/php]")).html
    assert shown == f'<pre><code class="language-php">{ENCODED}\n</code></pre>\n'.replace(
        '"[b x=1]"', '"[b x=1]"'
    )


PROSE = (
    *(
        "array[i=0]",
        "[citation needed]",
        "[sic]",
        "[1]",
        "[a, b=c]",
        "a[php]b",
        "[...]",
        "[[1, 2]]",
    ),
    *("[x_1] and [cs_2]", "[author]'s note", "[Applause.]", "[php] is a word", "[/php]", "[i](j)"),
    *("[embed] it", "[read] this", "[vimeo] and [gist]", "[[foo]]", "[caption] below"),
)


@pytest.mark.parametrize("prose", PROSE)
def test_words_in_brackets_stay_words(prose: str) -> None:
    taken = body_of(f"So {prose} it was.", "old.example", {})
    assert taken.text == f"<p>So {prose} it was.</p>"
    assert taken.notes == []


def test_what_looks_like_a_plugins_stays_and_is_named_once() -> None:
    taken = body_of(
        'One [my_slider id="3"] two [my_slider id="4"] [box2 a="b"]x[/box2].', "old.example", {}
    )
    assert taken.text == (
        '<p>One [my_slider id="3"] two [my_slider id="4"] [box2 a="b"]x[/box2].</p>'
    )
    assert taken.notes == [
        ("shortcode_stays", '[my_slider id="3"]'),
        ("shortcode_stays", '[box2 a="b"]'),
    ]


def test_what_is_no_element_is_text() -> None:
    taken = body_of("Mail <john@old.example>, List<String>, <o:p>x</o:p>.", "old.example", {})
    assert taken.text == "<p>Mail &lt;john@old.example&gt;, List&lt;String&gt;, x.</p>"
    assert ("tag_stays", "<string>") in taken.notes


@pytest.mark.parametrize("piece", ["[code]", "[/code]", "<pre>[php]", '<pre lang="', "[ref]a"])
def test_pieces_of_code_alone_are_read_to_their_end(piece: str) -> None:
    assert isinstance(body(piece * (100_000 // len(piece))), str)
