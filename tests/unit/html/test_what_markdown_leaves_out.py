"""What Markdown itself leaves out, or shows otherwise than it was typed, is named."""

import pytest

from broadsheet.adapters.html.markup import CommonMark
from broadsheet.domain.shared.plain_text import plain_text

MARKUP = CommonMark()


def noted(source: str) -> tuple[str, list[tuple[int | None, str]]]:
    """The HTML, and each note's line and reason."""
    body, notes = MARKUP.noted(source)
    return body.html, [(note.line, note.reason) for note in notes]


@pytest.mark.parametrize(
    ("typed", "line", "reason", "what"),
    [
        ('```python title="a" {1}\nx\n```', 1, "code_words_left_out", 'title="a" {1}'),
        ("> ~~~ math y  z\n> x\n> ~~~", 1, "code_words_left_out", "y z"),
        ("[a]: /one\n[A]: /two\n\n[a]", 2, "definition_twice", "[A]: /two"),
        ("a\n\n> [q]: /x", 3, "definition_unused", "[q]: /x"),
        ("a\n\n- b\n\n  [q]:\n  /x\n  'T'", 5, "definition_unused", "[q]: /x"),
        ("a\n\n[^my note]: Reuters", 3, "definition_unused", "[^my note]: Reuters"),
        ("a\n\n- [^b]: c", 3, "footnote_unused", "[^b]"),
        ("1. a\n2. b\n4. c\n9. d", 3, "list_counted", "4. c"),
        ("> 2) a\n> 1) b", 2, "list_counted", "> 1) b"),
        ("- a\n  1. b\n\n  1. c\n  3. d", 4, "list_counted", "1. c"),
        (r"a \(\frac{b}{c}\) d", 1, "formula_marks", r"\(\frac{b}{c}\)"),
        ("a\n\n\\[\nx^2\n\\]", 3, "formula_marks", r"\[ x^2 \]"),
    ],
)
def test_what_markdown_leaves_out_or_counts_otherwise_is_named(
    typed: str, line: int, reason: str, what: str
) -> None:
    (note,) = MARKUP.noted(typed).notes
    assert (note.reason, note.what) == (reason, what)
    assert note.line == line


@pytest.mark.parametrize(
    "typed",
    [
        *("```python\nx\n```", "[a]: /x\n[a]: /x\n\n[a]", "text\n[a]: /x", "    [a]: /x"),
        *("1. a\n1. b\n1. c", "0. a\n0. b", "1. a\n   1. b\n   2. c\n2. d", "a\n3. b"),
        *("7. a\n8. b\n\nc\n\n3. d\n4. e", "```\n1. a\n3. b\n```", "1986. A year.\n\nb"),
        *(r"a \[b\] \(c\)", r"`\(x^2\)`", "```\n\\[x^2\\]\n```"),
    ],
)
def test_what_is_shown_as_it_was_meant_has_no_note(typed: str) -> None:
    assert noted(typed)[1] == []


def test_a_list_counts_from_any_number_that_markdown_has() -> None:
    assert '<ol start="123456789">' in noted("123456789. a")[0]


@pytest.mark.parametrize(
    "typed",
    [
        "<label>one</label><input><button>two</button>three",
        "<fieldset><legend>one</legend>two</fieldset><select><option>three</select>",
        "<title>one</title>two<textarea>three</textarea>",
    ],
)
def test_words_that_stand_apart_are_not_one_word_without_their_elements(typed: str) -> None:
    assert plain_text(noted(typed)[0]) == "one two three"


@pytest.mark.parametrize(
    ("opens", "title"),
    [
        (":::note See [it][r]", 'See <a href="/x" title="T" rel="noopener">it</a>'),
        (":::note [R]", "R"),
        (":::note[*One* [two](/y)]", '<em>One</em> <a href="/y" rel="noopener">two</a>'),
        (
            ":::note [a](/y) and [r]",
            '<a href="/y" rel="noopener">a</a> and <a href="/x" title="T" rel="noopener">r</a>',
        ),
    ],
)
def test_a_title_has_the_links_that_its_text_defines(opens: str, title: str) -> None:
    html, _ = noted(f"{opens}\nWords.\n:::\n\n[r]: /x 'T'\n")
    assert f"<strong>{title}</strong>" in html
