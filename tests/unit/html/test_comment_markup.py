"""A comment reads as its writer meant it, with a little Markdown and with none; nothing is lost."""

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from broadsheet.adapters.html.comment_safe import sanitised_comment
from broadsheet.adapters.html.markup import CommonMark
from tests.support.comment_html import elements_of, shown_by
from tests.support.machine_clock import effort, is_light

comment = CommonMark().comment
REL = 'rel="nofollow ugc noopener"'


@pytest.mark.parametrize(
    ("source", "html"),
    [
        ("One\r\ntwo\r\n \r\n\r\nThree", "<p>One<br>two</p>\n<p>Three</p>"),
        ("One\u2028two\u2029Three", "<p>One<br>two</p>\n<p>Three</p>"),
        ("*a* _b_ **c** ***d***", "<p><em>a</em> <em>b</em> <strong>c</strong> "
         "<em><strong>d</strong></em></p>"),
        ("*over\ntwo lines*", "<p><em>over<br>two lines</em></p>"),
        ("`a < *b*` and ``c`d``", "<p><code>a &lt; *b*</code> and <code>c`d</code></p>"),
        ("强调**重点**词", "<p>强调<strong>重点</strong>词</p>"),
        ("```\n<b>\n  *x*\n```", "<pre><code>&lt;b&gt;\n  *x*\n</code></pre>"),
        ("```python\nx\n```\ny", "<p>python</p>\n<pre><code>x\n</code></pre>\n<p>y</p>"),
        ("> a\n> b\nmy answer",
         "<blockquote>\n<p>a<br>b</p>\n</blockquote>\n<p>my answer</p>"),
        ("> > a\n> b",
         "<blockquote>\n<blockquote>\n<p>a</p>\n</blockquote>\n<p>b</p>\n</blockquote>"),
        ("> ```\n> > x\n> ```", "<blockquote>\n<pre><code>&gt; x\n</code></pre>\n</blockquote>"),
        ("> a\n\n> b",
         "<blockquote>\n<p>a</p>\n</blockquote>\n<blockquote>\n<p>b</p>\n</blockquote>"),
    ],
)  # fmt: skip
def test_what_a_comment_may_have(source: str, html: str) -> None:
    assert comment(source) == html


AS_TYPED = [
    *("<b>bold</b>", "# heading", "- list\n- list", "* item\n* item", "+ item", "1. x", "2) x"),
    *("---", "***", "___", "* * *", "title\n===", "title\n---", "| a | b |\n|---|---|\n| 1 | 2 |"),
    *("![x](y)", "![x](/y.png 'z')", "&amp; &lt; &#60; &copy", "[^1]\n\n[^1]: note", "[a]: /b 'c'"),
    *("[a][b]", "[x](/relative)", "[x](javascript:alert(1))", "[x](mailto:a@b.example)"),
    *("    indented\n\n    text", "\ttab", "<!-- hidden? -->", "<?php ?>", "<![CDATA[x]]>"),
    *("5 * 3 * 2 = 30", "5*3*2", "2**3 and 4**5", "f*ck this sh*t", "snake_case_words", "__init__"),
    *(":-) :-( >:( ;_; ^_^ *_* o_O", "back\\slash\\", "\\*x\\*", "a \\", "~~gone~~", "~~~\nx\n~~~"),
    *("I can`t and don`t", "```\nnever closed", "**never closed", "a_b_c _ d", ">50% of >us"),
    *("مرحبا بالعالم", "שלום, עולם!", "a \u200fשבת\u200f b", "👨\u200d👩\u200d👧 🏳️\u200d🌈 1️⃣"),
    *("می\u200cکنم", "https:// http:/x", "www.a.b", "^_^ ;_; >_< -_- (*_*) ^_^", "¯\\_(ツ)_/¯"),
    *("ftp://a.example/ mailto:x@y.z", "x@y.example", "{{ 7*7 }} {% x %} ${y}", "a\u00a0b", ">"),
    *("https://user@evil.example/", "https://good.example\\@", "https://1.2.3.999/", "https://."),
    *("https://\uff45vil.example/", "https://a\u200bb.example/", "http://0x7f.1/", "https://a.b:99999/"),
    *("[x](https://a@b.example)", "*" * 40, "_" * 40, "[" * 40, ">" * 40 + " x", "`" * 40),
]  # fmt: skip


@pytest.mark.parametrize("source", AS_TYPED)
def test_everything_else_reads_as_it_was_typed(source: str) -> None:
    html = comment(source)
    assert shown_by(html).split() == source.split()
    assert elements_of(html) <= {"p", "br", "a"}
    assert "<a" not in html or "good.example" in source


@pytest.mark.parametrize(
    ("source", "html"),
    [
        ("[The *report*](https://who.example/a?b=1&c#d)",
         f'<a href="https://who.example/a?b=1&amp;c#d" {REL}>The <em>report</em></a> '
         "(who.example)"),
        ("(see https://a.example/b_(c)).",
         f'(see <a href="https://a.example/b_(c)" {REL}>https://a.example/b_(c)</a>).'),
        ("**https://a.example/*b*c**",
         f'<strong><a href="https://a.example/*b*c" {REL}>https://a.example/*b*c</a></strong>'),
        ("见http://例え.example/页面。",
         f'见<a href="http://xn--r8jz45g.example/%E9%A1%B5%E9%9D%A2" {REL}>http://例え.example/页面</a>。'),
        ("![x](https://a.example)", f'![x](<a href="https://a.example" {REL}>https://a.example</a>)'),
        ("`https://a.example`", "<code>https://a.example</code>"),
        ("[`x`](http://a.example)",
         f'<a href="http://a.example" {REL}><code>x</code></a> (a.example)'),
        ('[x](https://a.example "t")',
         f'[x](<a href="https://a.example" {REL}>https://a.example</a> "t")'),
    ],
)  # fmt: skip
def test_links_lead_to_the_web_and_lend_no_standing(source: str, html: str) -> None:
    assert comment(source) == f"<p>{html}</p>"


@pytest.mark.parametrize(
    ("source", "shown"),
    [
        ("[https://bank.example/](https://evil.example/)", "https://bank.example/ (evil.example)"),
        ("[bank.example](http://evil.example/x)", "bank.example (evil.example)"),
        ("[evil.example](https://evil.example/x)", "evil.example"),
        ("[https://a.example/x](https://a.example/x)", "https://a.example/x"),
        ("[a.example/x](https://a.example/x/)", "a.example/x"),
        ("[bank.example](https://bank.example.evil.example)",
         "bank.example (bank.example.evil.example)"),
        ("[x](https://b\u0430nk.example/)", "[x](https://b\u0430nk.example/)"),
        ("[x](https://\u0430\u0440\u0440\u04cf\u0435.example/)",
         "[x](https://\u0430\u0440\u0440\u04cf\u0435.example/)"),
        ("[x](https://пример.example/)", "x (пример.example)"),
    ],
)  # fmt: skip
def test_a_link_says_where_it_leads_where_its_words_do_not(source: str, shown: str) -> None:
    assert shown_by(comment(source)) == shown


@pytest.mark.parametrize(
    ("opens", "closes"),
    [
        *(("\u202a", "\u202c"), ("\u202b", "\u202c"), ("\u2066", "\u2069"), ("\u2067", "\u2069")),
        *(("\u2068", "\u2069"), ("\u202c", ""), ("\u2069", ""), ("\u202d", ""), ("\u202e", "")),
    ],
)
def test_a_comment_cannot_turn_the_words_after_it_around(opens: str, closes: str) -> None:
    kept = opens if closes else ""
    assert comment(f"a{opens}b\nc") == f"<p>a{kept}b{closes}<br>c</p>"
    ends_it = "" if closes else "x"
    assert f'href="https://a.example/{ends_it}"' in comment(f"https://a.example/{opens}x")


@pytest.mark.parametrize(
    "address",
    [
        *("https://fr.wikipedia.org/wiki/L\u2019Équipe", "https://a.example/O\u2018zbekiston"),
        *("https://a.example/a_(b)", "https://a.example/a,b;c", "https://a.example/~ada/*x*y"),
        "https://bücher.example/ü",
    ],
)
def test_an_address_in_a_comment_is_linked_whole(address: str) -> None:
    shown = comment(f"see {address}, or ({address})")
    assert shown.count(f">{address}</a>") == 2


@pytest.mark.parametrize(
    ("typed", "linked"),
    [
        ("\u2018https://a.example/x\u2019", "https://a.example/x"),
        ("\u2018https://a.example/x\u2019 said", "https://a.example/x"),
        ("\u2018https://a.example/x\u2019是", "https://a.example/x"),
        ("https://a.example/x\u2019.", "https://a.example/x"),
    ],
)
def test_a_quotation_mark_after_an_address_is_none_of_it(typed: str, linked: str) -> None:
    assert f">{linked}</a>" in comment(typed)


def test_marks_do_not_pile_up_over_their_neighbours() -> None:
    assert comment("Z" + "\u0300" * 200 + "o") == "<p>Z" + "\u0300" * 8 + "o</p>"
    assert comment("רִבְקָ֥ה བསྒྲུབས") == "<p>רִבְקָ֥ה བསྒྲུབས</p>"


def test_characters_that_no_page_can_carry_are_left_out_of_a_comment() -> None:
    assert comment("a\x00b\ufffe\ud800 \ufdd05\ufdd1 \ufdefc") == "<p>ab 5 c</p>"


def test_what_is_too_deep_reads_as_it_was_typed() -> None:
    assert comment("> " * 5 + "x").count("<blockquote>") == 5
    assert comment("> " * 6 + "x") == "<p>" + "&gt; " * 6 + "x</p>"
    stars = "*a **b *c **d *e **f *g **h** g* f** e* d** c* b** a*"
    assert comment(stars) == f"<p>{stars}</p>"


DEEP = {
    "quotes": ">" * 5000,
    "spaced quotes": "> " * 2500,
    "quotes that change": "\n".join("> " * (n % 6) + "a" for n in range(600)),
    "stars": "*" * 5000,
    "openers": "*a **b " * 700,
    "closers": "a** b* " * 700,
    "stars in turn": "*_" * 2500,
    "nested emphasis": "*a **b " * 350 + "c** d* " * 350,
    "brackets": "[" * 5000,
    "half a link": "[a](https://" * 400,
    "half a parenthesis": "https://a(" + "(b)" * 1600,
    "addresses in addresses": "https://x@" * 500,
    "links": "[a](https://b.c) " * 290,
    "backticks": "`" * 5000,
    "backticks of every length": "".join("`" * n + "a" for n in range(98)),
    "fences of every length": "".join("`" * n + "a\n" for n in range(98, 2, -1)),
    "opened fences": "```a\n" * 1000,
    "fences": "```\n" * 1250,
    "quoted fences": "> ```\n" * 800,
    "paragraphs": "a\n\n" * 1666,
    "marks": "a\u0300" * 2500,
    "escapes": "&<" * 2500,
}


@pytest.mark.parametrize("source", DEEP.values(), ids=DEEP)
def test_no_5000_characters_take_long(source: str) -> None:
    # The slowest is about 15.
    assert is_light(lambda: comment(source[:5000]), 200)
    assert len(comment(source[:5000])) < 40_000


def test_time_grows_with_the_length_and_not_with_its_square() -> None:
    def all_of(times: int) -> None:
        for source in DEEP.values():
            comment(source * times)

    once = min(effort(lambda: all_of(1)) for _ in range(3))
    assert is_light(lambda: all_of(8), 8 * 4 * max(once, 50))


SNIPPETS = st.sampled_from(
    (
        *("*", "**", "_", "__", "`", "``", "```\n", "> ", ">", "\n", "\n\n", " ", "\\", "&amp;"),
        *("[a](https://b.example/c)", "[", "](", ")", "(", "![", "https://", "http://a.b/c", "<b>"),
        *("# ", "- ", "1. ", "---", "===", "    ", "\t", "<!--", "-->", "&#60;", "|", "~~~\n"),
        *("\u202e", "\u2067", "\u200d", "\u0301", "\ufdd0", "\ufdd1", "\ufdef ", "0"),
        *("٣", "ß", "שלום"),
        *("```py\n", "> ```\n", "https://xn--a/", "javascript:", "@", "%zz", "#", "\r\n", "\u2029"),
    )
)  # fmt: skip


@given(st.lists(SNIPPETS | st.text(max_size=4), max_size=40).map("".join))
@settings(max_examples=400, deadline=None)
@example("> \n> \n")
@example("[a](https://xn--zz---/) https://xn--a/")
@example("\ufdd00\ufdd1")
def test_no_letter_and_no_digit_is_lost_and_sanitising_twice_changes_nothing(source: str) -> None:
    html = comment(source)
    assert sanitised_comment(html) == html
    assert elements_of(html) <= {"p", "br", "em", "strong", "blockquote", "pre", "code", "a"}
    # What a link's words do not say, its address does.
    shown = iter(shown_by(html, with_addresses=True))
    left = [char for char in source if char.isalnum() and char not in shown]
    assert left == []


def test_html_that_did_not_come_from_here_passes_the_same_door() -> None:
    typed = (
        '<p onclick=x class=y>a<a href="/x">b</a><a href="javascript:x">c</a><img src=x>'
        '<a href=https://a.example rel=opener target=_blank style="x">d</a><div>e</div><svg><a/>'
    )
    assert sanitised_comment(typed) == (f'<p>abc<a href="https://a.example" {REL}>d</a></p>e')


@pytest.mark.parametrize("words", [" ", "\u200b", "\u00a0 \u2060"])
def test_a_link_whose_words_nobody_sees_is_its_address(words: str) -> None:
    html = comment(f"[{words}](https://a.example/x)")
    assert f'<a href="https://a.example/x" {REL}>https://a.example/x</a>' in html
