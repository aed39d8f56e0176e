"""What is too long ends between letters, as people see them, and no direction stays turned."""

import pytest

from broadsheet.domain.articles.listing import shorten
from broadsheet.domain.shared.cut import cut, shortened
from tests.support.machine_clock import is_light

FAMILY = "\U0001f469\u200d\U0001f469\u200d\U0001f467"
TONED = "\U0001f44d\U0001f3fd"
FLAG = "\U0001f1e9\U0001f1ea"
KEYCAP = "1\ufe0f\u20e3"
SCOTLAND = "\U0001f3f4" + "".join(chr(0xE0000 + ord(c)) for c in "gbsct") + "\U000e007f"


@pytest.mark.parametrize("whole", ["e\u0301", "कि", FAMILY, TONED, FLAG, KEYCAP, SCOTLAND])
def test_a_letter_or_an_emoji_stays_whole_or_goes(whole: str) -> None:
    text = whole * 4
    kept = {cut(text, most) for most in range(len(text))}
    assert kept == {whole * n for n in range(4)}


def test_what_fits_stays_as_it_is() -> None:
    assert cut("Ada", 3) == shortened("Ada", 3) == "Ada"
    assert shortened("Ada Lovelace", 5) == "Ada…"
    assert shortened("\u2067Ada Lovelace\u2069", 6) == "Ada…"


def test_a_pile_of_marks_is_no_letter_and_ends_where_it_must() -> None:
    assert len(cut("a" + "\u0301" * 500, 100)) == 100


def test_flags_without_end_are_cut_at_once() -> None:
    assert is_light(lambda: cut(FLAG * 65_000, 100_001), 60)


def test_a_text_with_few_spaces_is_not_shortened_to_its_first_word() -> None:
    assert shorten("iPhone " + "\u53d1\u5e03" * 60, 100) == "iPhone " + "\u53d1\u5e03" * 46 + "…"
    assert shorten("Boats left at dawn and came back", 20) == "Boats left at dawn…"
