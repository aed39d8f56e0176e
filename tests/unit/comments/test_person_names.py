"""Names in any script are welcome; tricks with what cannot be seen are not."""

import pytest

from broadsheet.adapters.http.comments.form import messages_of
from broadsheet.adapters.http.comments.reader_fields import comment_from_fields
from broadsheet.domain.comments.names.lookalikes import imitates, skeleton
from broadsheet.domain.comments.names.person_name import (
    INVISIBLE,
    NO_LETTERS,
    TOO_MANY_MARKS,
    UNPRINTABLE,
    NameProblem,
    problem_of_name,
    tidied_name,
)
from broadsheet.domain.shared.errors import Invalid
from tests.support.machine_clock import is_light

GOOD = [
    *("Ada Lovelace", "O’Brien", "Jean-Luc", "Ñandú", "Zoë", "İbrahim", "Łukasz"),
    *("Nguyễn Thị Hồng", "Владимир", "Κώστας"),
    *("Владимир Зеленский", "Ελένη", "Գագիկ", "გიორგი", "አበበ", "ᏣᎳᎩ", "ᠮᠣᠩᠭᠣᠯ", "ᠠ\u180b"),
    *("王伟", "山田太郎", "김철수", "葛\U000e0100城", "สมชาย", "ကျော်", "ខ្មែរ", "རྡོ་རྗེ", "தமிழ்"),
    *("می\u200cکن", "محمد", "رִבְקָה", "שָׁלוֹם", "ක්\u200dෂ", "क्\u200dष", "മോഹന്\u200d ലാല്\u200d"),
    *("র\u200d্যা", "123", "🙂", "❤️", "1️⃣", "👨\u200d👩\u200d👧", "🧑🏽\u200d🌾"),
    *("🏳️\u200d🌈 Sam", "©", "x_X_x", "C-3PO"),
    *("ᠰᠠᠷ\u180eᠠ", "🏴\U000e0067\U000e0062\U000e0073\U000e0063\U000e0074\U000e007f I"),
]  # fmt: skip


@pytest.mark.parametrize("name", GOOD)
def test_a_name_may_be_of_any_script(name: str) -> None:
    assert problem_of_name(tidied_name(name)) is None
    assert tidied_name(tidied_name(name)) == tidied_name(name)


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("  Ada\t Lovelace ", "Ada Lovelace"),
        ("山田\u3000太郎", "山田 太郎"),
        ("A\u00a0\u2009\u202f\u2028B", "A B"),
        ("Rene\u0301e", "Ren\u00e9e"),
        ("\u1100\u1161", "\uac00"),
    ],
)
def test_a_name_is_kept_composed_and_with_single_spaces(typed: str, kept: str) -> None:
    assert tidied_name(typed) == kept


BAD = [
    *((f"Ada{c}Lovelace", INVISIBLE) for c in
      "\u202a\u202b\u202d\u202e\u2066\u2067\u2068"),
    *((f"Ada{c}", INVISIBLE) for c in
      "\u200b\u200c\u200d\u200e\u200f\u061c\u2060\u2063\u00ad\u034f"),
    *((f"{c} Ada", INVISIBLE) for c in
      "\u3164\u115f\u1160\uffa0\u2800\u180e\ufe0f\U000e0041\ufff9\ufffc"),
    *((name, INVISIBLE) for name in
      ("a\u200db", "👨\u200d", "\u200d👩", "می\u200c", "a\ufe0f", "1\ufe0f")),
    *((name, INVISIBLE) for name in ("\u200b", "王\u200d伟", "🏴\U000e0067\U000e0062\U000e007f")),
    *((f"Ada{c}x", UNPRINTABLE) for c in
      "\x00\x1b\x7f\x81\ue000\U000f0000\ud800\udfff\ufdd0\uffff"),
    *((f"Z{mark * 5}a", TOO_MANY_MARKS) for mark in "\u0300\u0489\u0e47\u20dd\u0334"),
    *((name, NO_LETTERS) for name in ("...", "-", "--- :", "\u0301", "?!", "<>", "~")),
]  # fmt: skip


@pytest.mark.parametrize(("name", "problem"), BAD)
def test_a_name_is_refused_with_words_for_its_sender(name: str, problem: NameProblem) -> None:
    found = problem_of_name(tidied_name(name))
    assert found
    assert found[:2] == problem[:2]
    with pytest.raises(Invalid) as refused:
        comment_from_fields({"name": name, "email": "a@b.example", "body": "x"})
    error = refused.value.errors[0]
    assert error.pointer == "/name"
    said = messages_of(refused.value)["name"].text
    assert said.startswith("Please ") or error.code == "string_unicode"


@pytest.mark.parametrize(
    "body", ["", " \n ", "\u200b", "\u200b \u2060\n", "\u3164", "\u202e\u202c"]
)
def test_a_comment_of_nothing_that_is_seen_is_empty(body: str) -> None:
    with pytest.raises(Invalid) as refused:
        comment_from_fields({"name": "Ada", "email": "a@b.example", "body": body})
    assert [(e.pointer, e.code) for e in refused.value.errors] == [("/body", "string_too_short")]


STAFF = ("Ada Lovelace", "Анна Петрова", "王伟", "The Example")


@pytest.mark.parametrize(
    "name",
    [
        *("Ada Lovelace", "ADA LOVELACE", "ada lovelace", "Ada  Lovelace.", "AdaLovelace"),
        *("A d a Lovelace", "Ada_Lovelace", "Ada-Lovelace", "Lovelace, Ada", "Adá Lövelacé"),
        *("Ada L0velace", "4da Lovelace", "Ada Iovelace", "Ada |ovelace", "Ada Lovelace ✓"),
        *("@da Lovelace", "Ada Lovelace, The Example"),
        *("\u0410da Lovelace", "Ada L\u043evelace", "\u0391da L\u03bfvelace", "Ada Lovela\u03f2e"),
        *("\uff21da Lovelace", "\U0001d400da Lovelace",
          "\u24b6da Lovelace", "\U0001f170da Lovelace"),
        *("\u1d00\u1d05\u1d00 Lovelace", "A\u0336d\u0336a Lovelace", "Ada Lovelace (editor)"),
        *("Dr Ada Lovelace", "Анна Петрова", "анна петрова", "王 伟"),
        *("A\u043d\u043da Петрова", "the example"),
    ],
)  # fmt: skip
def test_a_name_that_looks_like_one_of_the_newsroom_is_told(name: str) -> None:
    assert imitates(name, STAFF) in STAFF


@pytest.mark.parametrize(
    "name",
    [
        *("Ada", "Lovelace", "Ida Lovelace", "Adam Lovelace", "Ada Loveless", "Ada B. Love", "🙂"),
        *("Анна", "Иван Петров", "Anna Petrova", "汪维", "王", "Example", "Theo Example", "..."),
    ],
)
def test_a_name_that_only_resembles_one_passes(name: str) -> None:
    assert imitates(name, STAFF) is None
    assert imitates(name, ("", "...")) is None


def test_a_skeleton_tells_names_of_one_script_apart() -> None:
    names = ["王伟", "汪维", "किरण", "करण", "สมชาย", "สมชัย", "がき", "かき", "Marta", "Mara"]
    assert len({skeleton(name) for name in names}) == len(names)


def test_a_thousand_names_are_compared_in_no_time() -> None:
    names = [f"Ada Number {n}" for n in range(1000)]
    assert imitates("Ада " * 20, names) is None
    assert is_light(lambda: imitates("Ада " * 20, names), 500)
