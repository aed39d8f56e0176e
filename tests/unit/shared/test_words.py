"""Languages, slugs, printable text and excerpts."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from broadsheet.domain.articles.listing import shorten
from broadsheet.domain.shared.language import direction_of, is_language_tag
from broadsheet.domain.shared.slug import (
    LONGEST_SLUG,
    alternatives,
    article_path,
    is_article_path,
    is_slug,
    slug_of,
)
from broadsheet.domain.shared.text import unprintable

ANY_TEXT = st.text(st.characters(exclude_categories=()))


@pytest.mark.parametrize(
    "tag",
    [
        *("en", "pt-BR", "zh-Hant-TW", "sr-Latn", "es-419", "de-CH-1996", "sl-rozaj-biske"),
        *("en-US-u-ca-buddhist", "en-a-bbb-x-a-ccc", "zh-cmn-Hans-CN", "EN", "tlh", "x" * 8),
    ],
)
def test_a_well_formed_language_tag_is_known(tag: str) -> None:
    assert is_language_tag(tag)


@pytest.mark.parametrize(
    "tag", ["", "e", "en_GB", "en-", "-en", "en--GB", "english language", "é", "en\n", "x" * 9]
)
def test_what_is_no_language_tag_is_refused(tag: str) -> None:
    assert not is_language_tag(tag)


@pytest.mark.parametrize(
    ("tag", "direction"),
    [
        *(("ar", "rtl"), ("he-IL", "rtl"), ("fa", "rtl"), ("ur-PK", "rtl"), ("AR", "rtl")),
        *(("az-Arab", "rtl"), ("uz-arab-AF", "rtl"), ("yi", "rtl"), ("dv", "rtl")),
        *(("en", "ltr"), ("ar-Latn", "ltr"), ("zh", "ltr"), ("ku", "ltr"), ("ara-x", "ltr")),
    ],
)
def test_a_language_is_written_in_its_scripts_direction(tag: str, direction: str) -> None:
    assert direction_of(tag) == direction


@given(ANY_TEXT)
def test_any_text_makes_a_slug_that_can_stand_in_an_address(text: str) -> None:
    assert is_slug(slug_of(text))
    assert slug_of(text) == slug_of(text)


@given(ANY_TEXT)
def test_a_slug_is_its_own_slug(text: str) -> None:
    assert slug_of(slug_of(text)) == slug_of(text)


@pytest.mark.parametrize(
    "text", ["", "A", "a b", "a--b", "-a", "a-", "ä", "a/b", "a.b", "a\n", "a" * 81]
)
def test_what_is_no_slug_is_known(text: str) -> None:
    assert not is_slug(text)


@given(st.text(max_size=300))
def test_alternatives_are_slugs_and_all_different(title: str) -> None:
    slug = slug_of(title)
    found = alternatives(slug, "a1b2c3")
    assert found[0] == slug
    assert len(set(found)) == len(found) == 10
    assert all(is_slug(other) for other in found)


def test_the_longest_slug_leaves_room_for_a_number() -> None:
    assert alternatives("a" * LONGEST_SLUG, "a1b2c3")[1] == "a" * 73 + "-2"


@pytest.mark.parametrize(
    ("path", "known"),
    [
        *((article_path("2026-11", "x"), True), ("/2026/11/x", False), ("/2026/11/X/", False)),
        *(("/2026/11/" + "a" * 81 + "/", False), ("/٢٠٢٦/11/x/", False), ("/2026/11/x/\n", False)),
    ],
)
def test_an_articles_path_is_told_from_others(path: str, known: bool) -> None:
    assert is_article_path(path) is known


@pytest.mark.parametrize(
    ("text", "lines", "found"),
    [
        *(("plain", False, None), ("שלום\u200f 👩‍👩‍👧", False, None), ("a\tb", False, "U+0009")),
        *(("a\r\nb\tc", True, None), ("a\x00", True, "U+0000"), ("\x7f", True, "U+007F")),
        *(("\u0085", True, "U+0085"), ("\ud800", True, "U+D800"), ("\ufffe", True, "U+FFFE")),
        *(("\U0001ffff", True, "U+1FFFF"), ("\x1b[0m", True, "U+001B")),
    ],
)
def test_what_no_page_can_carry_is_found(text: str, lines: bool, found: str | None) -> None:
    assert unprintable(text, lines=lines) == found


def test_an_excerpt_does_not_turn_around_what_stands_after_it() -> None:
    assert shorten("one \u2067two three four\u2069", 12) == "one two…"
    assert shorten("one \u2067two\u2069 three", 12) == "one \u2067two\u2069…"


@pytest.mark.parametrize(
    ("text", "short"),
    [
        *(("short", "short"), ("exactly ten", "exactly…"), ("one, two three", "one, two…")),
        *(("unbrokenword", "unbrokenw…"), ("", ""), ("a – bcdefghijk", "a…")),
    ],
)
def test_an_excerpt_ends_after_a_word(text: str, short: str) -> None:
    assert shorten(text, 10) == short


@given(st.text(max_size=60), st.integers(2, 40))
def test_an_excerpt_is_never_longer_than_asked(text: str, limit: int) -> None:
    assert len(shorten(text, limit)) <= limit
