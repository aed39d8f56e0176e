"""What a reader is shown of an article that was found."""
# ruff: noqa: RUF001 - letters of many scripts are what this is about

import pytest
from hypothesis import given
from hypothesis import strategies as st

from broadsheet.domain.search.excerpts import LENGTH, Marked, excerpt_of, found
from broadsheet.domain.search.words import terms_of

BEFORE = "Nobody in the town had expected it so early in the year. " * 10
AFTER = " And so the day went on, as days do. " * 20


def excerpt(query: str, *texts: str) -> Marked:
    marked = found(texts, terms_of(query))
    assert marked is not None
    return excerpt_of(marked)


def meant(marked: Marked) -> list[str]:
    return [text for text, is_meant in marked.parts if is_meant]


def test_an_excerpt_begins_before_the_first_word_that_was_found_and_marks_it() -> None:
    shown = excerpt("ferr", BEFORE + "The Ferries left." + AFTER)
    assert meant(shown) == ["Ferries"]
    assert shown.text.startswith("…")
    assert shown.text.endswith("…")
    assert 100 < len(shown.text) <= LENGTH + 2
    assert "early in the year. The Ferries left. And so the day" in shown.text


def test_an_excerpt_ends_between_words() -> None:
    text = BEFORE + "The Ferries left." + AFTER
    shown = excerpt("ferr", text).text.strip("…")
    at = text.index(shown)
    assert text[at - 1] == " "
    assert text[at + len(shown)] == " "


def test_a_short_text_is_shown_whole() -> None:
    assert excerpt("left", "Boats left at dawn.").text == "Boats left at dawn."


def test_the_standfirst_comes_before_the_body() -> None:
    assert excerpt("boat", "A boat.", "Another boat.").text == "A boat."
    assert excerpt("boat", "Nothing.", "Another boat.").text == "Another boat."


def test_what_was_found_elsewhere_leaves_the_beginning_of_the_story() -> None:
    marked = found(("", "Boats left.", "Amina Yusuf"), terms_of("amina"))
    assert marked is not None
    assert excerpt_of(marked[:2]) == Marked("Boats left.", ())


def test_all_words_are_marked_and_all_must_be_there() -> None:
    assert meant(excerpt("left boats", "Boats left, boats came.")) == ["Boats", "left", "boats"]
    assert found(["Boats left."], terms_of("boats came")) is None


def test_the_terms_may_be_in_different_texts() -> None:
    assert found(["Boats left.", "by Amina"], terms_of("boats amina")) is not None


@pytest.mark.parametrize(
    ("query", "text", "marks"),
    [
        ("市政府", "北京市政府今天宣布，市政府将开放", ["市政府", "市政府"]),
        ("İSTANBUL", "İstanbul’un ışığı", ["İstanbul"]),
        ("مدرسة", "في المَدْرَسَة اليوم", ["المَدْرَسَة"]),
        ("น้ำ", "กรุงเทพน้ำท่วม", ["น้ำ"]),
        ("strasse", "Die Straße", ["Straße"]),
        ("の研", "東京大学の研究", ["の研"]),
    ],
)
def test_marks_stand_on_what_the_text_says_in_its_own_spelling(
    query: str, text: str, marks: list[str]
) -> None:
    assert meant(excerpt(query, text)) == marks


def test_a_text_without_spaces_is_cut_and_still_shows_what_was_found() -> None:
    text = "天地玄黄宇宙洪荒" * 40 + "北京市" + "日月盈昃辰宿列张" * 40
    shown = excerpt("北京", text)
    assert meant(shown) == ["北京"]
    assert len(shown.text) == LENGTH + 2


def test_no_excerpt_begins_or_ends_within_a_character() -> None:
    thai = "ที่นี่" * 200
    for shift in range(8):
        shown = excerpt("หา", thai + "ก" * shift + "หา" + "ก" * shift + thai)
        inside = shown.text.strip("…")
        assert inside[0] in "กทน"
        assert inside[-1] in "\u0e48า"


TEXTS = st.lists(st.text(st.sampled_from("ab 東京é…<\u0e31"), max_size=400), max_size=3)


@given(TEXTS, st.sampled_from(["a", "ab", "東", "é a", "aba"]))
def test_parts_are_the_text_and_marks_lie_in_it_in_order(texts: list[str], query: str) -> None:
    marked = found(texts, terms_of(query))
    shown = excerpt_of(marked or [])
    assert "".join(text for text, _ in shown.parts) == shown.text
    ends = [place for mark in shown.marks for place in mark]
    assert ends == sorted(set(ends))
    assert all(0 <= place <= len(shown.text) for place in ends)
    assert len(shown.text) <= LENGTH + 2
