"""The front page while it is arranged: each story has one place, whatever is pressed."""

from itertools import product

from hypothesis import given
from hypothesis import strategies as st

from broadsheet.domain.desk.arranging import Move, moved
from broadsheet.domain.people.front_page import SubmittedFrontPage

START = SubmittedFrontPage(lead="a", pinned=("b", "c", "d"), hidden=("x",), layout="busy")


def after(*moves: tuple[Move, str]) -> tuple[str | None, str, str]:
    now = START
    for move, story in moves:
        now = moved(now, move, story)
    return now.lead, "".join(now.pinned), "".join(now.hidden)


def test_what_led_before_is_the_first_of_those_that_follow() -> None:
    assert after((Move.LEAD, "c")) == ("c", "abd", "x")
    assert after((Move.LEAD, "new")) == ("new", "abcd", "x")
    assert after((Move.LEAD, "a")) == ("a", "bcd", "x")


def test_pinned_stories_move_one_step_and_stop_at_the_ends() -> None:
    assert after((Move.UP, "c")) == ("a", "cbd", "x")
    assert after((Move.DOWN, "b")) == ("a", "cbd", "x")
    assert after((Move.UP, "b")) == ("a", "bcd", "x")
    assert after((Move.DOWN, "d")) == ("a", "bcd", "x")
    assert after((Move.UP, "nobody")) == ("a", "bcd", "x")


def test_a_story_is_let_go_hidden_and_shown_again() -> None:
    assert after((Move.FREE, "a")) == (None, "bcd", "x")
    assert after((Move.HIDE, "a")) == (None, "bcd", "xa")
    assert after((Move.SHOW, "x")) == ("a", "bcd", "")
    assert after((Move.PIN, "x")) == ("a", "bcdx", "")
    assert after((Move.PIN, "a")) == (None, "bcda", "x")


@given(st.lists(st.sampled_from(list(product(Move, "abcdxyz"))), max_size=12))
def test_no_story_is_in_two_places(moves: list[tuple[Move, str]]) -> None:
    now = START
    for move, story in moves:
        now = moved(now, move, story)
        places = [*([now.lead] if now.lead else []), *now.pinned, *now.hidden]
        assert len(places) == len(set(places))
    assert now.layout == START.layout
