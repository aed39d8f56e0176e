"""Letters that look like Latin ones: as Unicode's data has them, in capitals and in small ones."""
# ruff: noqa: RUF001

import pytest

from broadsheet.domain.comments.names.lookalikes import imitates, skeleton
from tests.support.confusables import MODULE, ROWS, module_of, rows_of


def test_the_table_is_what_the_rows_make() -> None:
    rows = ROWS.read_text("utf-8")
    assert rows_of(rows) == rows
    assert module_of(rows) == MODULE.read_text("utf-8")


@pytest.mark.parametrize(
    "name",
    [
        pytest.param("ꓮꓓꓮ LOVELACE", id="Lisu"),
        pytest.param("ᎪᎠᎪ LOVELACE", id="Cherokee"),
        pytest.param("Ada ᏞovelaⲥE", id="Cherokee and Coptic"),
        pytest.param("Αdа Lоvеlасе", id="Greek and Cyrillic"),
        pytest.param("Aԁa Lovelace", id="Komi"),
        pytest.param("Ada ⳑovelace", id="a small capital"),
    ],
)
def test_a_name_in_the_letters_of_other_alphabets_is_told(name: str) -> None:
    assert imitates(name, ("Ada Lovelace",)) == "Ada Lovelace"


@pytest.mark.parametrize(
    "name",
    [
        *("Борис Зыков", "Юрий Григорьев", "Шура Мышкин", "Гагик Хачатрян", "Анна Петрова"),
        *("Գագիկ Հակոբյան", "Սարգիս", "Ивана Ђорђевић", "Ћирило Џамоња"),
    ],
)
def test_a_name_is_the_same_in_capitals(name: str) -> None:
    assert skeleton(name.upper()) == skeleton(name.lower()) == skeleton(name)


def test_names_that_are_read_from_right_to_left_keep_their_letters() -> None:
    assert skeleton("ساره") == "ساره"
    assert skeleton("רון") == "רון"
