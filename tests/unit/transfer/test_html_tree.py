"""HTML of others: read as browsers do, in bounded time, and never by a function."""

import grimp
import pytest

from broadsheet.adapters.imports.comment_from_html import typed
from broadsheet.adapters.imports.html_tree import plain_text, walk, without_comments
from broadsheet.adapters.imports.wxr_body import body_of
from tests.support.machine_clock import is_light


@pytest.mark.parametrize(
    ("source", "text"),
    [
        ("a < b, a <b and <b>c</b>", "a < b, a <b and c"),
        ("<p title='never closed", "<p title='never closed"),
        ("<!DOCTYPE x><?php y ?></3", "<!DOCTYPE x><?php y ?></3"),
        ("<plaintext>a<b>c", "<plaintext>ac"),
        ("<frameset>a", "<frameset>a"),
        ("<iframe src='/x' />after", "after"),
        ("<textarea>a", "a"),
    ],
)
def test_what_is_no_tag_is_text_and_no_word_is_lost(source: str, text: str) -> None:
    assert plain_text(source) == text


def test_a_name_that_is_no_elements_is_text() -> None:
    said = [node.text_content for node, _ in walk("to <Ann@Example.com> <p>&lt;</p> <q>", ("p",))]
    assert said == ["to <Ann@Example.com> ", None, "<", None, " <q>"]


def test_comments_go_but_for_one_that_never_ends() -> None:
    assert without_comments("a<!-- b --><!----> <!-- c") == "a <!-- c"
    assert without_comments("a<!--b-->c", str.upper) == "aBc"


HOSTILE = ("<!--", "<p", "<a '", "<i>x", "<ul><li>x", "<div/>", "<b id=1><p>x", "<table>", " ")


@pytest.mark.parametrize("piece", HOSTILE)
def test_no_text_takes_longer_than_others_of_its_length(piece: str) -> None:
    whole = piece * (100_000 // len(piece))
    assert is_light(lambda: typed(whole), 1000)
    assert is_light(lambda: body_of(whole, "", {}), 1000)


def test_marks_that_nobody_closed_do_not_fill_the_memory() -> None:
    source = "".join(f"<b id={n}><p>x" for n in range(2_000))
    assert sum(1 for _ in walk(source)) < 200_000


def test_no_function_can_come_to_it() -> None:
    graph = grimp.build_graph("broadsheet", "functions", include_external_packages=True)
    reading = graph.find_downstream_modules("selectolax")
    assert "broadsheet.adapters.imports.wxr_body" in reading
    assert not [name for name in reading if name.startswith(("functions", "broadsheet.bootstrap"))]
