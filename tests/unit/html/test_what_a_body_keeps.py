"""What an author typed stays as far as a page can have it, and what cannot is named."""

import contextlib
import re

import pytest

from broadsheet.adapters.html.markup import CommonMark, sanitised
from broadsheet.domain.shared.errors import Invalid, TooLarge
from broadsheet.domain.shared.plain_text import plain_text, shows_something
from tests.support.machine_clock import is_light

MARKUP = CommonMark()
V = "https://video.example/v"
LINK = f'<a href="{V}" rel="noopener">{V}</a>'


def noted(source: str) -> tuple[str, list[tuple[int | None, str]]]:
    """The HTML, and each note's line and reason."""
    body, notes = MARKUP.noted(source)
    assert sanitised(body.html) == body.html
    return body.html, [(note.line, note.reason) for note in notes]


EMBEDS = [
    (f'<iframe src="{V}"></iframe>', f"<p>{LINK}</p>", "frame_is_link"),
    (f"<iframe src={V} allowfullscreen>", f"<p>{LINK}</p>", "frame_is_link"),
    ('<iframe src="//video.example/v"></iframe>', f"<p>{LINK}</p>", "frame_is_link"),
    (f'<iframe data-src="{V}"></iframe>', f"<p>{LINK}</p>", "frame_is_link"),
    (f'<video src="{V}">No video.</video>', f"{LINK} ", "player_is_link"),
    (f'<video><source src="{V}">No.</video>', f"{LINK} ", "player_is_link"),
    (f'<audio><a href="{V}">It</a></audio>', f"{LINK} ", "player_is_link"),
    (f'<object data="{V}"></object>', f"{LINK} ", "player_is_link"),
    (f'<object><param name="movie" value="{V}"></object>', f"{LINK} ", "player_is_link"),
    (f'<embed src="{V}">', f"{LINK} ", "player_is_link"),
]


@pytest.mark.parametrize(("typed", "shown", "reason"), EMBEDS)
def test_what_shows_something_from_elsewhere_is_a_link_to_it(
    typed: str, shown: str, reason: str
) -> None:
    html, notes = noted(f"One.\n\n{typed}\n\nTwo.")
    assert shown.strip() in html
    assert notes == [(3, reason)]
    html, notes = noted(f"It is {typed} here.")
    assert f"It is {LINK}" in html
    assert notes == [(1, reason)]


@pytest.mark.parametrize(
    ("typed", "left_out"),
    [
        (f'<object data="{V}"><a href="https://b.example/pdf">As PDF</a></object>', 1),
        (f'<video src="{V}" poster="/p.jpg"><track src="/en.vtt">No.</video>', 2),
        (f'<video><source src="{V}"><source src="https://b.example/v.webm"></video>', 1),
        (f'<audio src="{V}"><a href="{V}">It</a></audio>', 0),
        (f'<video src="{V}"><track src="en.vtt"></video>', 1),
        (f'<video src="{V}" poster="p.jpg"><source src="v.webm"><a href="v.mp4">It</a></video>', 3),
        (f'<audio src="a.mp3"><source src="{V}"></audio>', 1),
        (f'<iframe src="about:blank" data-src="{V}"></iframe>', 0),
    ],
)
def test_each_further_address_of_a_player_is_named(typed: str, left_out: int) -> None:
    html, notes = noted(f"One.\n\n{typed}\n\nTwo.")
    assert LINK in html
    link = "frame_is_link" if "<iframe" in typed else "player_is_link"
    assert sorted(notes) == sorted([(3, link)] + [(3, "beside_left_out")] * left_out)


def test_a_link_is_none_within_a_link() -> None:
    html, _ = noted(f'<a href="/x">see <iframe src="{V}"></iframe></a>')
    assert html.count("<a ") == 1
    assert V in html


@pytest.mark.parametrize(
    ("typed", "words", "reasons"),
    [
        ("a <noscript>*b*</noscript> c", "a b c", []),
        ("a <template>b</template> c", "a b c", []),
        ("a <![CDATA[b & <i>c</i>]]> d", "a b & <i>c</i> d", []),
        ("a <?php b ?> c", "a c", ["markup_left_out"]),
        ("a <!-- b --> c", "a c", []),
        ("a\n\n<!-- b", "a b", ["comment_without_end"]),
        ("a <script>b</script> c", "a c", ["script_left_out"]),
        ("<style>p {}</style>\n\na", "a", ["style_left_out"]),
        ("a <svg><title>b</title><path d=x /></svg> c", "a b c", ["element_left_out"]),
        ("a <math><mi>x</mi><mo>=</mo><mn>1</mn></math> c", "a x = 1 c", ["element_left_out"]),
        ("a <canvas>b</canvas> c", "a b c", ["element_left_out"]),
        ("a <textarea><b>b</b></textarea> c", "a b c", ["element_left_out"]),
        ("a <select><option>b<option>c</select>", "a b c", ["element_left_out"]),
        ("<form action=/x>a <button>b</button></form>", "a b", ["element_left_out"] * 2),
        ("<section>a</section><section>b</section>", "a b", []),
        ("<center>a</center>", "a", []),
        ("a <blink>b</blink>", "a b", ["element_left_out"]),
        ("a <strike>b</strike> <tt>c</tt>", "a b c", []),
        ('a <iframe src="javascript:x">y</iframe> b', "a y b", ["element_left_out"]),
        ("a <iframe>In words</iframe> b", "a In words b", ["element_left_out"]),
        ("a <iframe srcdoc='<p>Words &lt;b></p>'></iframe> b", "a Words b", ["element_left_out"]),
        ("a <iframe srcdoc='<script>x</script>y'></iframe> b", "a y b", ["element_left_out"]),
        ("a < b <c", "a < b <c", []),
        ("![b](javascript:x)", "b", ["picture_left_out"]),
        ("a ![b](c.png) d", "a b d", ["picture_left_out"]),
        ('<p style="x:y" onclick="z()">a</p>', "a", ["attribute_left_out"] * 2),
    ],
)
def test_words_stay_where_their_element_cannot_and_no_code_is_shown(
    typed: str, words: str, reasons: list[str]
) -> None:
    html, notes = noted(typed)
    assert plain_text(html) == words
    assert [reason for _, reason in notes] == reasons


def test_what_has_no_picture_to_show_is_named_with_its_line() -> None:
    for typed, reason in (
        ("<picture><source srcset='/a.webp'></picture>", "picture_left_out"),
        ("<source srcset='/a.webp'>", "element_left_out"),
        ("<font color=red>b</font>", "attribute_left_out"),
    ):
        assert noted(f"One.\n\nTwo {typed}.")[1] == [(3, reason)]
    shown = "<picture><source srcset='/a.webp'><img src='/a.png' alt=A></picture>"
    assert noted(f"One {shown}")[1] == []


def test_a_picture_in_noscript_is_shown() -> None:
    html, notes = noted('<noscript><img src="/a.png" alt="A"></noscript>')
    assert '<img src="/a.png"' in html
    assert not notes


LEADS = [
    *("tel:+49301234", "sms:+4930", "geo:52.5,13.4", "mailto:a@b.example", "ftp://f.example/x"),
    *("https://a.example/", "/2026/11/x/", "xmpp:a@b.example", "TEL:112"),
]


@pytest.mark.parametrize("target", LEADS)
def test_a_link_is_kept_where_it_is_safe(target: str) -> None:
    html, notes = noted(f"[x]({target})")
    assert f'<a href="{target}" rel="noopener">x</a>' in html
    assert not notes


def test_an_address_without_a_scheme_leads_to_the_web() -> None:
    assert 'href="https://host.example/x"' in noted("[x](//host.example/x)")[0]


@pytest.mark.parametrize(
    "target",
    [
        *("?q", "x/y", "../x", "x.html", "javascript:alert(1)", "data:text/html,x", "vbscript:x"),
        *("<a b>", "", "#", "#nowhere", "about:blank", "file:///etc/passwd", "blob:x", "tel:"),
        *("http://[bad", "jAvAsCrIpT&colon;x", "https:"),
    ],
)
def test_a_link_that_leads_nowhere_is_its_words_and_is_named(target: str) -> None:
    html, notes = noted(f"One\n[two]({target}) three")
    assert html == "<p>One\ntwo three</p>\n"
    ((line, reason),) = notes
    assert line in (2, None)
    assert reason in ("link_left_out", "link_without_target")


def test_links_lead_to_headings_and_to_what_has_a_name() -> None:
    html, notes = noted(
        "[a](#part-one) [b](#Part%20one) [c](#日本) [d](#there) [e](#part-one-2) [f](#fn-n)[^n]\n\n"
        '## Part one\n\n## Part *one*\n\n## 日本\n\n<a name="there"></a>Here.\n\n[^n]: A note.'
    )
    ids = set(re.findall(' id="([^"]*)"', html))
    leads = re.findall('href="#([^"]*)"', html)
    assert leads[:2] == ["h-part-one"] * 2
    assert leads[4] == "h-part-one-2"
    assert set(leads) <= ids
    assert len(ids) == html.count(' id="')
    assert all(re.fullmatch("(?:h|fn|fnref)-[a-z0-9-]+", one) for one in ids)
    assert not notes


def test_long_headings_that_begin_alike_have_an_id_each() -> None:
    long = "a " * 40
    html, _ = noted(f"## {long}\n\n" * 3)
    ids = re.findall(' id="([^"]*)"', html)
    assert len(set(ids)) == 3
    html, _ = noted("## b\n\n## b 2\n\n## b\n\n## b\n\n")
    assert re.findall(' id="([^"]*)"', html) == ["h-b", "h-b-2", "h-b-3", "h-b-4"]


@pytest.mark.parametrize(
    "unseen",
    ['<!-- <a id="there"> -->', "<!-- <h2>There</h2> -->", '<script>"<a id=there>"</script>'],
)
def test_no_link_leads_to_what_is_not_shown(unseen: str) -> None:
    html, notes = noted(f"[a](#there)\n\n{unseen}\n\nb\n")
    assert "href" not in html
    assert (1, "link_without_target") in notes
    html, _ = noted(f"[a](#there)\n\n{unseen}\n\n## There\n")
    assert 'href="#h-there"' in html
    assert 'id="h-there"' in html


def test_a_heading_is_one_place_however_many_names_lead_to_it() -> None:
    html, notes = noted("[a](#戚风-500)\n\n" + "".join(f"## 戚风 {n}\n\n" for n in range(1, 501)))
    assert html.count(" id=") == 500
    assert not notes


def test_more_places_than_a_text_may_have_are_named_as_that() -> None:
    _, notes = noted("".join(f"<p id=p{n}>{n}</p>\n\n" for n in range(501)) + "<p id=p0>x</p>")
    assert {reason for _, reason in notes} == {"id_left_out", "id_twice"}


LABELS = [
    "fn:1",
    "*",
    "a/b",
    "字" * 30,
    "a&b",
    "<",
    "é",
    "1-2",
    "%",
    "a#b",
    "x" * 150,
    "(1)",
    "_a_",
]


@pytest.mark.parametrize("label", LABELS)
def test_a_footnote_of_any_label_is_linked_both_ways(label: str) -> None:
    html, notes = noted(f"One[^{label}] two[^{label}].\n\n[^{label}]: Note.")
    ids = re.findall(' id="([^"]*)"', html)
    assert ids == ["fnref-1", "fnref-1-2", "fn-1"]
    assert re.findall('href="#([^"]*)"', html) == ["fn-1", "fn-1", "fnref-1", "fnref-1-2"]
    assert not notes


def test_footnotes_of_like_labels_do_not_share_an_id() -> None:
    html, _ = noted("[^1][^1][^1-2][^A][^a]\n\n[^1]: x\n[^1-2]: y\n[^a]: z")
    ids = re.findall(' id="([^"]*)"', html)
    assert len(ids) == len(set(ids)) == 8


def test_what_of_footnotes_and_definitions_is_not_shown_is_named() -> None:
    _, notes = noted(
        "One[^a] [^none] `[^code]`.\n\n[^a]: A.\n[^A]: Again.\n[^b]: Lost.\n\n[l]: /x\n"
        "[//]: # (y)\n\n```\n[^c]: code\n```\n"
    )
    assert notes == [
        (1, "footnote_unknown"),
        (4, "footnote_twice"),
        (5, "footnote_unused"),
        (7, "definition_unused"),
    ]


def test_code_and_plain_markdown_have_no_notes() -> None:
    source = (
        "# A\n\n`<iframe>` and\n\n```html\n<script>x</script>\n```\n\n    <video>\n\n"
        '| a | b |\n|:-|-:|\n| 1 | ~~2~~ |\n\n1. x\n2. y\n\n![B](/b.png "c") <https://a.example>\n\n'
        '<details open><summary>s</summary>t</details>\n\n<div class="x" data-y=z>a</div>'
    )
    assert [reason for _, reason in noted(source)[1]] == ["attribute_left_out"]


@pytest.mark.parametrize(
    "source",
    [
        *("<!-- x -->", "[a]: /x", "<script>x</script>", "<style>x</style>", "** **", "&nbsp;"),
        *(
            "&#8203;",
            "[^1]: x",
            "![]()",
            "<p></p>",
            "<br>",
            "---",
            "> ",
            "- ",
            "<b></b>",
            "| |\n|-|",
        ),
        *(
            "<iframe></iframe>",
            "<video></video>",
            "[](x)",
            "<svg></svg>",
            "&#x2800;",
            "<a id=x></a>",
        ),
        *("<?x?>", "<!DOCTYPE html>", "<input value=x>", "#", "```\n```", "<details></details>"),
    ],
)
def test_what_shows_nothing_is_known(source: str) -> None:
    assert not shows_something(MARKUP.article(source).html)


@pytest.mark.parametrize("source", ["a", "![](/a.png)", f"<iframe src={V}>", "`x`", "&amp;", "字"])
def test_what_shows_something_is_known(source: str) -> None:
    assert shows_something(MARKUP.article(source).html)


def test_plain_text_has_no_marks_of_notes_and_no_words_run_together() -> None:
    html, _ = noted(
        "One[^1]\\\ntwo `three`\n\n| a | b |\n|-|-|\n| c | d |\n\n"
        "![four](/x.png)\n\n[^1]: Note.[^1]"
    )
    assert plain_text(html) == "One two three a b c d four Note."
    assert plain_text(html[: html.index("</code>") - 2]).startswith("One two thr")


@pytest.mark.parametrize(
    "part",
    [
        *("<video>", "<object>", "<a href=#x>", "# a\n\n", "<!-- ", "<?", "[^a]: b\n\n"),
        *("[a]: b\n", "<a '\"", "<p style=x>", "<svg><style>"),
        *("[a b]:\n", "3. a\n1. b\n", ":::note [a]\n:::\n[a]: b\n", "\\(x^2 ", "~~~ a b\n~~~\n"),
    ],
)
def test_a_long_body_of_what_cannot_stay_takes_no_time(part: str) -> None:
    def made() -> None:
        with contextlib.suppress(Invalid, TooLarge):
            MARKUP.noted(part * (128 * 1024 // len(part.encode())))

    assert is_light(made, 2000)


@pytest.mark.parametrize(
    ("table", "line", "what"),
    [
        ("| a | b |\n|---|--:|\n| 1 | 2 | 3 | | 4 |\n", 3, "3 | 4"),
        ("a|b\n- | -\n1|2|3", 3, "3"),
        ("> | a |\n> |:-:|\n> | x |\n> | `1|2` |", 4, "2`"),
        ("- | a |\n  |---|\n  | 1 | 2 |", 3, "2"),
    ],
)
def test_a_cell_beside_all_columns_is_named(table: str, line: int, what: str) -> None:
    (note,) = MARKUP.noted(table).notes
    assert (note.reason, note.line, note.what) == ("cell_left_out", line, what)


def test_what_is_in_a_table_or_is_none_is_not_named() -> None:
    for typed in (
        *("| a |\n|---|\n| 1 \\| 2 |\n| 3 | |\n\n1 | 2", "a | b\n---\n1 | 2", "a\n---\n1 | 2 | 3"),
        *("```\n| a |\n|---|\n| 1 | 2 |\n```", "| a |\n|---|\n- 1 | 2\n"),
    ):
        assert noted(typed)[1] == [], typed
    assert is_light(lambda: MARKUP.noted("| a |\n|---|\n" + "| 1 | 2 " * 16_000), 1000)


@pytest.mark.parametrize("language", ["{.python}", "{r}", "<x>"])
def test_a_language_that_is_none_is_named_as_it_was_typed(language: str) -> None:
    (note,) = MARKUP.noted(f"a\n\n```{language}\nx\n```").notes
    assert (note.reason, note.what, note.line) == ("code_words_left_out", language, 3)
