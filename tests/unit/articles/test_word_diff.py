"""The words that changed, and no text that makes the comparison slow or wrong."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from broadsheet.domain.articles.word_diff import MOST, Part, word_diff

TEXTS = st.text(st.sampled_from("ab é東\n.,"), max_size=60)


def kept(parts: list[Part], without: str) -> str:
    return "".join(part.text for part in parts if part.kind != without)


def test_a_word_that_was_replaced_is_named_and_nothing_else() -> None:
    assert word_diff("On Monday.\n\nAll of it.", "On Tuesday.\n\nAll of it.") == [
        Part("same", "On "),
        Part("removed", "Monday"),
        Part("added", "Tuesday"),
        Part("same", ".\n\nAll of it."),
    ]


@pytest.mark.parametrize("text", ["", "The same."])
def test_the_same_text_has_no_differences(text: str) -> None:
    assert word_diff(text, text) == ([Part("same", text)] if text else [])


@given(TEXTS, TEXTS)
def test_both_texts_are_in_their_parts_letter_by_letter(older: str, newer: str) -> None:
    parts = word_diff(older, newer)
    assert kept(parts, "added") == older
    assert kept(parts, "removed") == newer
    assert all(a.kind != b.kind for a, b in pairwise(parts))


def test_what_is_too_long_to_compare_is_replaced_whole() -> None:
    older, newer = ("\n".join(f"{n}{c}" for n in range(MOST + 1)) for c in "ab")
    assert [part.kind for part in word_diff(older, newer)] == ["removed", "added"]
    words = " ".join(f"w{n}" for n in range(MOST))
    assert [part.kind for part in word_diff(words, f"x {words}")] == ["removed", "added"]
