"""When two names are one, and what they are in an address."""
# ruff: noqa: RUF001

import unicodedata
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from slugify import slugify

from broadsheet.domain.shared.names import folded, same_name
from broadsheet.domain.shared.slug import (
    LONGEST_SLUG,
    addresses_for,
    alternatives,
    former_slug_of,
    is_slug,
    slug_of,
)

ONE_NAME = (
    (
        "O'Neil",
        "O’Neil",
        "O‘Neil",
        "OʼNeil",
        "O`Neil",
        "O´Neil",
        "O′Neil",
        "o＇neil",
        "O\u200b’NEIL",
    ),
    ("Valentine's Day", "Valentine’s Day", "VALENTINE’S\u00a0DAY", " Valentine's  Day "),
    ("José Núñez", unicodedata.normalize("NFD", "José Núñez"), "JOSÉ NÚÑEZ"),
    ("Jean-Luc", "Jean‐Luc", "Jean‑Luc", "Jean–Luc", "Jean—Luc", "Jean−Luc", "Jean－Luc"),
    ('"Fake" news', "“Fake” news", "„Fake“ news", "«Fake» news", "＂Fake＂ news"),
    ("C#", "Ｃ＃", "c♯", "C\u2060#"),
    ("Türkiye", "TÜRKİYE"),
    ("Straße", "STRAẞE"),
    ("ΟΔΟΣ", "οδος", "Οδός".replace("ό", "ο")),
    ("صـحـافة", "صحافة"),
    ("می‌خواهم", "میخواهم"),
    ("ニュース", "ﾆｭｰｽ"),
    ("צ'ק", "צ׳ק"),
    ("\u1112\u1161\u11ab\u1100\u116e\u11a8", "한국"),
)


@pytest.mark.parametrize("typed", ONE_NAME, ids=lambda typed: typed[0])
def test_ways_to_type_a_name_are_one_name_with_one_address(typed: tuple[str, ...]) -> None:
    assert len({folded(name) for name in typed}) == 1
    assert len({tuple(addresses_for(name)) for name in typed}) == 1
    assert all(same_name(*pair) for pair in combinations(typed, 2))


def test_names_that_readers_tell_apart_are_not_one() -> None:
    names = (
        *("李娜", "丽娜", "王伟", "王炜", "王薇", "José Núñez", "Jose Nunez", "C", "C++", "C#"),
        *(
            "Weiß",
            "Weiss",
            "O'Neil",
            "ONeil",
            "Işık",
            "İşik",
            "Ёлка",
            "Елка",
            "Jean Luc",
            "JeanLuc",
        ),
        *("+1", "1", "A&B", "A B", "🙂", "🙃"),
    )
    assert len({folded(name) for name in names}) == len(names)


SLUGS = {
    # Romanised, without the marks by which transliterations tell letters apart
    "საქართველო": "sakartvelo",
    "العراق": "alaraq",
    "မြန်မာ": "mranma",
    "Հայաստան": "hayastan",
    "ישראל": "ysrl",
    "កម្ពុជា": "kmpocha",
    "ประเทศไทย": "praethsaithy",
    "ኢትዮጵያ": "ityopya",
    "Україна, п’ять": "ukraina-pyat",
    "подъезд": "podezd",
    "हिन्दी": "hindi",
    "ಕನ್ನಡ": "kannada",
    "தமிழ்": "tamil",
    "한국": "hangug",
    "ニュース": "niyusu",
    "北京": "bei-jing",
    "李娜": "li-na",
    "丽娜": "li-na",
    "ⵜⴰⵎⴰⵣⵉⵖⵜ": "tamazight",
    # As they always were
    "Größe über Äpfel": "grosse-uber-apfel",
    "Iğdır": "igdir",
    "Đà Nẵng": "da-nang",
    "Łódź": "lodz",
    "Harbour reopens, 1,000 boats out": "harbour-reopens-1000-boats-out",
    "Rock &amp; Roll": "rock-roll",
    "A–B — C": "a-b-c",
    "O'Neil": "o-neil",
    "Valentine’s": "valentines",
    "l'Équipe": "l-equipe",
    # Signs are, too, unless there is nothing else
    "Storm 🌧 today": "storm-today",
    "🙂": "slight-smile",
    "C++": "c",
}


@pytest.mark.parametrize(("text", "slug"), SLUGS.items(), ids=SLUGS.values())
def test_a_slug_reads_as_the_name_sounds(text: str, slug: str) -> None:
    assert slug_of(text) == slug
    assert is_slug(slug)


def test_a_slug_of_an_earlier_release_is_still_known() -> None:
    assert former_slug_of("საქართველო") == "sak-art-velo"
    assert former_slug_of("Plain words") == slug_of("Plain words")


@given(st.text(st.characters(max_codepoint=127), max_size=LONGEST_SLUG + 5))
def test_plain_words_have_the_slug_that_the_package_makes_of_them(words: str) -> None:
    made = slugify(words, max_length=LONGEST_SLUG, word_boundary=True, save_order=True)
    assert former_slug_of(words) == made or not made


@given(st.text(max_size=200))
def test_whatever_a_name_is_it_has_an_address(name: str) -> None:
    slugs = addresses_for(name)
    assert all(map(is_slug, slugs))
    assert len(set(slugs)) == len(slugs)
    assert is_slug(slug_of(name))
    assert folded(folded(name)) == folded(name)


@given(st.text("aåÅß’'-– \u00a0CKİiıIﬁΣσς", max_size=12))
def test_however_a_name_is_typed_it_has_the_same_addresses(name: str) -> None:
    for form in ("NFC", "NFD", "NFKC"):
        assert same_name(unicodedata.normalize(form, name), name)
        assert addresses_for(unicodedata.normalize(form, name)) == addresses_for(name)


def test_the_last_address_of_a_name_is_nobody_elses_and_short_enough() -> None:
    assert addresses_for("C++")[:-1] == addresses_for("C#")[:-1] == alternatives("c", "x")[:-1]
    assert addresses_for("C++")[-1] != addresses_for("C#")[-1]
    assert max(map(len, addresses_for("word " * 40))) <= LONGEST_SLUG
