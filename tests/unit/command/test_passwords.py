"""A password that people choose is none that is tried first."""

import secrets

import pytest

from client.passwords import CONTEXT, SHORTEST, weakness
from tests.support.template import template

ABOUT = ("ann", "https://riverpost.example.org")


@pytest.mark.parametrize(
    "password",
    [
        *("password1234", "P@ssw0rd2026!", "qwertyuiop123", "1qaz2wsx3edc", "aaaaaaaaaaaaaaaa"),
        *("abcabcabcabc", "Welcome-Welcome-1", "iloveyou2026!", "123456654321", "Summer2026Summer"),
        *(" blue kettle sings", "blue kettle sings\n"),
        *("sonyericsson", "mortalkombat", "MortalKombat", "0987654321qwerty", "short"),
    ],
)
def test_what_is_tried_first_is_refused(password: str) -> None:
    assert weakness(password, ABOUT)


@pytest.mark.parametrize("word", [*CONTEXT, "ann", "riverpost"])
def test_words_of_the_trade_of_the_user_and_of_the_site_make_no_password(word: str) -> None:
    assert weakness(f"{word.title()}-{word}-{word}-2026!", ABOUT)


@pytest.mark.parametrize(
    "password",
    [
        "correct horse battery staple",
        "blue kettle sings",
        "çay ocağında üç kedi",
        "η θάλασσα το πρωί",
    ],
)
def test_a_phrase_is_good_enough_whatever_letters_it_is_of(password: str) -> None:
    assert weakness(password, ABOUT) == ""


def test_what_a_generator_makes_is_good_enough() -> None:
    assert not any(weakness(secrets.token_urlsafe(12), ABOUT) for _ in range(200))


def test_the_user_pool_asks_for_as_many_characters_and_for_no_kinds_of_them() -> None:
    policies = template()["Resources"]["Staff"]["Properties"]["Policies"]["PasswordPolicy"]
    assert policies["MinimumLength"] == SHORTEST
    kinds = ("Lowercase", "Uppercase", "Numbers", "Symbols")
    assert [policies[f"Require{kind}"] for kind in kinds] == [False] * 4
