"""Lists of words: what they find, what they leave alone, and how many steps that takes."""

import sys
from collections.abc import Iterator
from types import FrameType
from typing import Any

import pytest

from broadsheet.domain.comments.signals.wording import WordList, letters_of, spelled

# ruff: noqa: RUF001 - texts of many scripts


@pytest.mark.parametrize(
    ("entry", "text"),
    [
        ("casino", "Best CASINO here"),
        ("CASINO", "a casino."),
        ("casino", "casinó"),
        ("casino", "ｃａｓｉｎｏ"),
        ("casino", "ca\u200bsi\u2060no"),
        ("casino", "c\u00adasino"),
        ("casino", "c@s1n0"),
        ("casino", "C A S I N O"),
        ("casino", "c.a.s.i.n.o"),
        ("casino", "**cas**ino"),
        ("casino", "&#99;asino"),
        ("casino", "win@casino.example"),
        ("casino", "https://casino.example/"),
        ("casino", "hello!casino"),
        ("save", "$ave now"),
        ("free", "fr33"),
        ("online casino", "the online\n\ncasino"),
        ("online casino", "Online, casino"),
        ("crypto*", "Cryptocurrencies"),
        ("*coin", "dogecoin"),
        ("f*k", "a fork"),
        ("pills * cheap", "pills are cheap"),
        ("zażółć", "ZAZOLC"),
        ("straße", "STRASSE"),
        ("ısı", "ISI"),
        ("заработок", "ЗАРАБОТОК"),
        ("मुफ़्त", "यह मुफ़्त है"),
        ("مجاني", "مَجَّانِي"),
        ("代开发票", "可以代开发票吗"),
        ("代开发票", "代 开 发 票"),
        ("代*票", "代开票"),
        ("カジノ", "オンラインｶｼﾞﾉ"),
        ("เงินกู้", "รับเงินกู้ด่วน"),
    ],
)
def test_an_entry_is_found_however_it_is_written(entry: str, text: str) -> None:
    assert WordList([entry]).found_in(text) == (entry,)


@pytest.mark.parametrize(
    ("entry", "text"),
    [
        ("sex", "Essex, and sextants"),
        ("cialis", "a specialist and socialists"),
        ("casino", "casinos"),
        ("free", "freedom is not carefree"),
        ("*coin", "coins"),
        ("crypto*", "decrypt"),
        ("f*k", "f k"),
        ("online casino", "the casino is online"),
        ("pills * cheap", "pills cheap"),
        ("so", "50"),
        ("is", "15"),
        ("a b c d", "abc d"),
        ("bac", "plan b a c"),
        ("代开发票", "代表开会"),
        ("هبة", "الذهب"),
    ],
)
def test_a_lookalike_is_left_alone(entry: str, text: str) -> None:
    assert WordList([entry]).found_in(text) == ()


def test_all_that_are_there_are_named_once_in_the_order_of_the_list() -> None:
    found = WordList(["pills", "c*", "casino", "bonus"]).found_in("casino pills casino")
    assert found == ("pills", "c*", "casino")


@pytest.mark.parametrize("entry", ["*", "***", "!!!", "* *", "…"])
def test_an_entry_without_letters_finds_nothing(entry: str) -> None:
    assert WordList([entry]).found_in(f"anything {entry} at all") == ()


def test_an_empty_list_finds_nothing() -> None:
    assert WordList([]).found_in("anything") == ()


def test_private_characters_in_a_comment_mean_nothing() -> None:
    assert WordList(["a*b"]).found_in("a\ue000b \ue100") == ()


def test_the_same_words_have_the_same_letters() -> None:
    assert letters_of("Buy, NOW!\u200b at\nＸ") == letters_of("buy now -- at x")
    assert letters_of("Buy 10") != letters_of("Buy 11")


HOSTILE_ENTRIES = (
    *("a*" * 40 for _ in range(100)),
    *("*" + "ab" * 39 + "c" for _ in range(100)),
    *("a" * n + "*" + "a" * (79 - n) for n in range(79)),
    *("a* " * 26 + "b" for _ in range(100)),
    *("ab" * 39 + f"{n:02}" for n in range(100)),
    *("é" * 79 + chr(ord("a") + n) for n in range(21)),
)
HOSTILE_TEXTS = (
    *("a" * 5000, "ab" * 2500, "a " * 2500, "a b" * 1666, "@!|$" * 1250, "*a" * 2500, "é" * 5000),
    *("e" + "\u0301\u0316" * 2499, "\ufdfa" * 5000, "[" * 5000, "&#" + "9" * 4998, "&amp;" * 1000),
)


def _lines_run(work: Any) -> int:
    """Lines of Python that this takes: what grows with the steps, and with nothing else."""
    count = 0

    def trace(frame: FrameType, event: str, _argument: Any) -> Any:
        nonlocal count
        count += event == "line"
        return trace

    before = sys.gettrace()
    sys.settrace(trace)
    try:
        work()
    finally:
        sys.settrace(before)
    return count


@pytest.mark.parametrize("text", HOSTILE_TEXTS, ids=range(len(HOSTILE_TEXTS)))
def test_hostile_text_and_hostile_entries_take_a_few_steps_for_each_character(text: str) -> None:
    assert len(HOSTILE_ENTRIES) == 500
    assert {len(entry) for entry in HOSTILE_ENTRIES} <= {79, 80}
    hostile = WordList(HOSTILE_ENTRIES)
    characters = spelled(text)

    taken = 0

    def counted() -> Iterator[str]:
        nonlocal taken
        for character in characters:
            taken += 1
            yield character

    hostile.found_among(counted())
    assert taken == len(characters) <= 18 * 5000 + 2, "Unicode's longest ligature has 18 letters"
    one_entry = WordList(["b"])
    few = _lines_run(lambda: one_entry.found_in(text))
    many = _lines_run(lambda: hostile.found_in(text))
    assert few <= 30 * (len(characters) + len(text))
    assert many <= few + 10 * len(HOSTILE_ENTRIES), "500 entries take the steps of one"
