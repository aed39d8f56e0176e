"""Formulas typed in TeX are MathML on a page; what cannot be read stays as typed, and is named."""

import contextlib
import re

import pytest

from broadsheet.adapters.html.markup import CommonMark, sanitised
from broadsheet.adapters.html.maths import LONGEST, MANY, MOST
from broadsheet.domain.shared.errors import Invalid, TooLarge
from broadsheet.domain.shared.plain_text import plain_text
from tests.support.machine_clock import is_light

MARKUP = CommonMark()
SQUARE = '<math alttext="c^2"><msup><mi>c</mi><mn>2</mn></msup></math>'
BLOCK = (
    '<div class="b-math"><math alttext="c^2" display="block"><msup><mi>c</mi><mn>2</mn></msup>'
    "</math></div>"
)


def noted(source: str) -> tuple[str, list[tuple[int | None, str, str]]]:
    """The HTML, and each note's line, reason and what it is of."""
    body, notes = MARKUP.noted(source)
    assert sanitised(body.html) == body.html
    return body.html.replace("\n", ""), [(note.line, note.reason, note.what) for note in notes]


def answered(source: str) -> None:
    """Made into HTML, or refused: nobody waits for either."""
    with contextlib.suppress(Invalid, TooLarge):
        MARKUP.noted(source)


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("a $`c^2`$ b", f"<p>a {SQUARE} b</p>"),
        ("```math\nc^2\n```", BLOCK),
        ("a\n$$\nc^2\n$$\nb", f"<p>a</p>{BLOCK}<p>b</p>"),
        ("a\n\n$$ c^2 $$\n\nb", f"<p>a</p>{BLOCK}<p>b</p>"),
        (":::math\nc^2\n:::", f'<figure class="b-formula">{BLOCK}</figure>'),
        (
            ":::math The *law*\nc^2\n:::",
            f'<figure class="b-formula"><figcaption>The <em>law</em></figcaption>{BLOCK}</figure>',
        ),
        (":::math\n$$\nc^2\n$$\n:::", f'<figure class="b-formula">{BLOCK}</figure>'),
        (":::math\n```math\nc^2\n```\n:::", f'<figure class="b-formula">{BLOCK}</figure>'),
        (":::math\n$`c^2`$\n:::", f'<figure class="b-formula">{BLOCK}</figure>'),
        ("$$c^2$$\n$$c^2$$", BLOCK * 2),
        ("<p>a $<code>c^2</code>$ b</p>", f"<p>a {SQUARE} b</p>"),
        (
            "<p>a <math><semantics><mi>c</mi><annotation encoding='application/x-tex'>c^2"
            "</annotation></semantics></math> b</p>",
            f"<p>a {SQUARE} b</p>",
        ),
        ('a <math display="block" alttext="c^2"><mi>c</mi></math>', None),
    ],
)
def test_a_formula_is_mathml_however_it_was_typed(typed: str, shown: str | None) -> None:
    html, notes = noted(typed)
    assert notes == []
    assert html == shown if shown else "<msup>" in html


def test_lines_of_colons_mean_nothing_in_a_formula() -> None:
    html, notes = noted(":::math\n:::note\nx\n:::\n:::\n\nb")
    assert 'alttext=":::notex:::"' in html
    assert "b-note" not in html
    assert html.endswith("<p>b</p>")
    assert notes == []


def test_marks_of_markdown_mean_nothing_in_a_formula() -> None:
    for around in ("$`{}`$", "```math\n{}\n```", "$$\n{}\n$$", ":::math\n{}\n:::"):
        html, notes = noted(around.format(r"a_1 * b_2 * c_3 < d"))
        assert notes == [], around
        assert html.count("<msub>") == 3, around
        assert 'alttext="a_1 * b_2 * c_3 &lt; d"' in html, around


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("> $$\n> c^2\n> $$", "<blockquote>§</blockquote>"),
        ("> a\n> $$\n> c^2\n> $$\n> b", "<blockquote><p>a</p>§<p>b</p></blockquote>"),
        ("- $$\n  c^2\n  $$\n- b", "<ul><li>§</li><li>b</li></ul>"),
        ("1. a\n\n   $$c^2$$\n", "<ol><li><p>a</p>§</li></ol>"),
        ("- $$c^2$$\n- $$c^2$$", "<ul><li>§</li><li>§</li></ul>"),
        ("> - $$\n>   c^2\n>   $$", "<blockquote><ul><li>§</li></ul></blockquote>"),
        ("- > $$\n  > c^2\n  > $$", "<ul><li><blockquote>§</blockquote></li></ul>"),
        ("  $$\n  c^2\n  $$", "§"),
        (
            ":::note\n> $$c^2$$\n:::",
            '<div class="b-note" role="note"><blockquote>§</blockquote></div>',
        ),
    ],
)
def test_a_formula_in_a_quote_or_a_list_is_one(typed: str, shown: str) -> None:
    html, notes = noted(typed)
    assert html.strip() == shown.replace("§", BLOCK)
    assert notes == []


def test_a_formula_in_a_footnote_is_one() -> None:
    html, notes = noted("a[^1]\n\n[^1]: $$\n    c^2\n    $$")
    assert BLOCK in html
    assert notes == []


@pytest.mark.parametrize(
    ("typed", "line", "what"),
    [
        ("a\n\n$$\n\nfor nothing", 3, "$$"),
        ("> $$\n> c^2\n\nb", 1, "$$ > c^2"),
        ("- a\n- $$\n  c^2\n\n  $$", 2, "$$ c^2"),
        ("a\n$$c^2$$\nb", 2, "$$c^2$$ b"),
        ("> a\n> $$c^2$$\n> b", 2, "$$c^2$$ > b"),
    ],
)
def test_dollar_signs_that_begin_no_formula_are_named(typed: str, line: int, what: str) -> None:
    _, notes = MARKUP.noted(typed)
    first = notes[0]
    assert (first.line, first.reason, first.what) == (line, "formula_not_apart", what)


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("> ```\n> $$\n> x\n> $$\n> ```", "$$\nx\n$$\n"),
        ("- a\n\n      $$\n      x\n      $$", "$$\nx\n$$\n"),
        ("> ```\n>  > $$\n>  > x\n>  > $$\n> ```", " &gt; $$\n &gt; x\n &gt; $$\n"),
        ("b\n\n    $$x$$", "$$x$$\n"),
    ],
)
def test_dollar_signs_in_code_stay_as_they_were_typed(typed: str, code: str) -> None:
    body, notes = MARKUP.noted(typed)
    assert f"<pre><code>{code}</code></pre>" in body.html
    assert notes == ()


@pytest.mark.parametrize(
    "money",
    [
        "It costs $5, and $6 with the dog.",
        "$$ is the shell's",
        "It is `$HOME`, not `$`x.",
        "```\n$$\nc^2\n$$\n```",
        "a $$ b $$ c",
        "a\n$$5 for $$\nb",
    ],
)
def test_money_is_no_formula(money: str) -> None:
    html, notes = noted(money)
    assert "<math" not in html
    assert html.count("$") == money.count("$")
    assert notes == []


@pytest.mark.parametrize(
    ("tex", "what"),
    [
        (r"\foo{x}", r"\foo{x}"),
        (r"x + \href{javascript:alert(1)}{y}", r"\href{javascript:alert(1)}{y}"),
        (r"\frac{a", r"\frac{a"),
        ("a & b", "& b"),
        (r"\cancel{x}", r"\cancel{x}"),
        (r"50% = x", "% = x"),
        (r"x^{a\\b} + c", r"\\b} + c"),
        (r"a \\ \foo", r"\foo"),
        (r"5\\% x", "% x"),
        ("% x", "% x"),
        (r"\newcommand{\a}{x}", r"\newcommand{\a}{x}"),
        (r"\text{}", r"\text{}"),
        (r"\newcommand{\a}{\a\a}\a", r"\newcommand{\a}{\a\a}\a"),
        ("\\sqrt{" * 60 + "x" + "}" * 60, None),
    ],
)
def test_a_formula_that_cannot_be_read_stays_as_typed_and_is_named(
    tex: str, what: str | None
) -> None:
    html, notes = noted(f"One.\n\n```math\n{tex}\n```")
    assert "<math" not in html
    assert '<code class="language-math">' in html
    assert [note[:2] for note in notes] == [(4, "formula_unread")]
    assert what is None or notes[0][2] == what
    assert noted(f"x\n\na $`{tex}`$ b")[1][0][:2] == (3, "formula_unread")


def test_what_a_formula_says_is_words_to_a_browser() -> None:
    html, notes = noted(r"$`\text{<img src=x onerror=alert(1)>} \mathrm{\"} x`$")
    assert "<img" not in html
    assert "&lt;img src=x" in html
    assert [note[1] for note in notes] in ([], ["formula_unread"])


def test_mathml_that_comes_without_tex_is_its_words() -> None:
    html, notes = noted("a <math><mi onclick='x'>c</mi></math><mtext>d</mtext> b")
    assert "<m" not in html
    assert {note[1] for note in notes} == {"element_left_out"}


def test_a_formula_has_no_style_of_its_own() -> None:
    array = r"\begin{array}{r|l} a & b \\ c & d \end{array}"
    html, notes = noted(f"```math\n\\color{{red}} {array}\n```")
    assert " style=" not in html
    assert 'class="align-right line-right"' in html
    assert notes == [
        (2, "attribute_left_out", notes[0][2]),
    ]


def test_search_and_excerpts_have_a_formula_as_it_was_typed() -> None:
    html = MARKUP.article(r"It is $`\frac{a}{b}`$ of it.").html
    assert plain_text(html) == r"It is \frac{a}{b} of it."
    assert plain_text(html[: html.index("<mi>b")]) == r"It is \frac{a}{b}"


def test_very_long_formulas_stay_as_typed() -> None:
    html, notes = noted(f"$`{'x' * (LONGEST + 1)}`$")
    assert "<math" not in html
    assert [note[1] for note in notes] == ["formula_too_long"]
    html, notes = noted("$`x`$ " * (MANY + 1))
    assert html.count("<math") == MANY
    assert [note[1] for note in notes] == ["formula_too_long"]
    many = "\n\n".join(f"$`{'x' * LONGEST}`$" for _ in range(MOST // LONGEST + 3))
    html, notes = noted(many)
    assert html.count("<math") == MOST // LONGEST
    assert [note[1] for note in notes] == ["formula_too_long"]


@pytest.mark.parametrize(
    "part",
    [
        *("$`x`$ ", "```math\nx\n```\n", "$$\nx\n$$\n", "$$\n", "$$ x $$\n\n", ":::math\nx\n:::\n"),
        *("> $$\n", "> $$\n> x\n> $$\n", "- $$\n  x\n", ">" * 50 + "$$\n> $$\n", "- $$x$$\n"),
        *("$`" + "{" * 900 + "`$ ", "$`" + "\\sqrt{" * 160 + "`$ ", "$`" + "x'" * 490 + "`$ "),
        *("$`", "<math alttext='x'>", "<math><annotation encoding='application/x-tex'>"),
        *("$<code>", "$`" + "\\begin{matrix}" * 70 + "`$ ", "</math><math>"),
        "$`\\newcommand{\\a}{" + "x'" * 400 + "}" + "\\a " * 38 + "`$ ",
    ],
)
def test_a_long_text_of_formulas_takes_no_time(part: str) -> None:
    source = part * (128 * 1024 // len(part))
    assert is_light(lambda: answered(source), 500)


def test_no_formula_ends_the_program() -> None:
    for part in ("{", r"\sqrt", r"\left(", "x^{", r"\hat{", r"\frac", r"\begin{cases}", r"\not"):
        deepest = part * (LONGEST // len(part))
        assert "<code>" in MARKUP.article(f"$`{deepest}`$").html
    # Of these the library would never come back.
    assert "<code>" in MARKUP.article(f"$`{'{' * 100_000}`$").html


def test_all_that_is_drawn_is_known_to_the_sanitiser() -> None:
    greek = r"\alpha\leq\beta \to \infty \pm \hat{x} \vec{y} \overline{ab} \binom{n}{k} \dfrac12"
    more = r"\lim_{x\to 0} \underbrace{a+b}_{c} \xrightarrow{f} \mathbb{R} \mathcal{L} \sqrt[3]{x}"
    table = r"\begin{vmatrix}1&2\\3&4\end{vmatrix}"
    html, notes = noted(f"```math\n{greek} {more} {table}\n```")
    assert notes == []
    names = set(re.findall(r"<(m[a-z]+)", html))
    assert {"mover", "munder", "mfrac", "mroot", "mtable", "mspace"} <= names


def test_a_percent_sign_is_typed_as_tex_has_it() -> None:
    assert noted(r"$`5\% = x`$")[1] == []


def test_a_long_text_of_formulas_that_all_differ_takes_no_time() -> None:
    source = "".join(f"$`\\q{n}`$ " for n in range(10_000))
    assert is_light(lambda: answered(source), 500)


@pytest.mark.parametrize("typed", [r"a \\ b", r"a\newline b", r"a\\[1em]b \\", r"a&=c\\b&=d"])
def test_rows_that_an_author_typed_are_rows(typed: str) -> None:
    for around in ("```math\n{}\n```", "$`{}`$"):
        html, notes = noted(around.format(typed))
        assert notes == []
        assert html.count("<mtr>") == 2
        assert "em" not in re.sub('alttext="[^"]*"', "", html)


def test_rows_within_a_table_stay_what_they_are() -> None:
    html, _ = noted(r"$`\begin{cases}a\\b\end{cases}`$")
    assert html.count("<mtable") == 1


def test_room_between_letters_is_as_wide_as_it_was_typed() -> None:
    for typed in (r"a \hspace{1cm} b", r"a \kern 3pt b", r"\raisebox{2pt}{x}"):
        assert re.search(r'="[0-9.]+rem"', noted(f"$`{typed}`$")[0]), typed


@pytest.mark.parametrize(
    ("typed", "what"),
    [(":::math\n:::", "math"), ("a\n\n```math\n```", "math"), ("a $` `$ b", "$` `$")],
)
def test_a_formula_of_nothing_is_named_as_it_was_typed(typed: str, what: str) -> None:
    (note,) = MARKUP.noted(typed)[1]
    assert (note.reason, note.what) == ("formula_unread", what)
    assert note.line
