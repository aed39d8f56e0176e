"""Of a name that has no picture one whole letter is shown, or nothing."""

import re
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from broadsheet.adapters.jinja.assets import ASSETS
from broadsheet.domain.shared.text import initial_of


@pytest.mark.parametrize(
    ("name", "letter"),
    [
        ("Ida Holm", "I"),
        ("ida", "i"),
        ("(Ida)", "I"),
        ("«Ida»", "I"),
        ("_Ida", "I"),
        ("'\u02bbOkina", "O"),
        ("\u0301Ida", "I"),
        ("\u200fعلي", "ع"),
        ("ــعلي", "ع"),
        ("E\u0301mile", "É"),
        ("N\u0308\u0323a", "\u1e46\u0308"),
        ("👩‍🚒 Ida", "I"),
        ("🇩🇪", ""),
        ("🙂", ""),
        ("", ""),
        ("  ", ""),
        ("...", ""),
        ("3 Musketeers", "3"),
        ("१२", "१"),
        ("नीना", "नी"),
        ("क्षमा", "क्ष"),
        ("श्री", "श्री"),
        ("ஸ்ரீ", "ஸ்ரீ"),
        ("김", "김"),
        (unicodedata.normalize("NFD", "김"), "김"),
        ("海", "海"),
        ("𠮷野", "𠮷"),
    ],
)
def test_the_first_letter_or_digit_is_whole(name: str, letter: str) -> None:
    assert initial_of(name) == letter


@given(st.text(max_size=30))
def test_it_is_a_letter_or_nothing_and_is_short(name: str) -> None:
    letter = initial_of(name)
    assert len(letter) <= 12
    assert letter == "" or unicodedata.category(letter[0])[0] in "LN"
    assert letter in unicodedata.normalize("NFC", name)


def test_nobody_s_letter_has_a_thousand_marks() -> None:
    assert len(initial_of("Z" + "\u0338" * 1_000)) == 12


def test_every_initial_on_a_page_is_made_so() -> None:
    templates = (ASSETS.parent / "templates").rglob("*.html")
    shown = [
        found[1]
        for path in templates
        for found in re.finditer(r'<span class="initial[^>]*>([^<]*)<', path.read_text("utf-8"))
    ]
    assert len(shown) >= 4
    assert all(one.endswith("|initial }}") for one in shown)
