"""The tree that readers see, from whatever stands in the table."""

import random
from collections.abc import Iterator
from typing import Any

import msgspec
import pytest

from broadsheet.domain.comments.comment import COMMENT_RUN, REPLIES, Number, Thread
from broadsheet.domain.comments.threads import DEEPEST, ShownComment, comment_tree
from tests.builders import make_thread
from tests.support.machine_clock import is_light


def said(number: str, answers: str | None = None, **changes: Any) -> Thread:
    parent = _number(answers) if answers else None
    return msgspec.structs.replace(make_thread(), number=_number(number), answers=parent, **changes)


def _number(text: str) -> Number:
    thread, _, reply = text.partition("-")
    return Number(int(thread), int(reply or 0))


def drawn(posts: list[ShownComment]) -> list[Any]:
    """`["1", ["1-1"]]`; a gravestone in brackets."""
    found: list[Any] = []
    for post in posts:
        found.append(str(post.number) if post.thread else f"({post.number})")
        if post.replies:
            found.append(drawn(post.replies))
    return found


def every(posts: list[ShownComment], level: int = 1) -> Iterator[tuple[int, ShownComment]]:
    for post in posts:
        yield level, post
        yield from every(post.replies, level + 1)


def test_replies_stand_inside_what_they_answer() -> None:
    tree = comment_tree(
        [said("1"), said("1-1", "1"), said("1-2", "1-1"), said("1-3", "1"), said("2")]
    )
    assert drawn(tree) == ["1", ["1-1", ["1-2"], "1-3"], "2"]
    assert all(post.answers is None for _, post in every(tree))


def test_the_order_in_which_comments_were_read_makes_no_difference() -> None:
    threads = [said("1"), said("1-1", "1"), said("1-2", "1-1"), said("2")]
    assert comment_tree(threads[::-1]) == comment_tree(threads)


def test_who_answers_the_deepest_stands_beside_it_and_says_whom_it_answers() -> None:
    tree = comment_tree(
        [
            said("1"),
            said("1-1", "1"),
            said("1-2", "1-1", name="Ada"),
            said("1-3", "1-2", name="Bo"),
            said("1-4", "1-3"),
        ]
    )
    assert drawn(tree) == ["1", ["1-1", ["1-2", "1-3", "1-4"]]]
    flat = {str(post.number): (post.answers, post.answered) for _, post in every(tree)}
    assert flat["1-2"] == (None, "")
    assert flat["1-3"] == (Number(1, 2), "Ada")
    assert flat["1-4"] == (Number(1, 3), "Bo")


def test_a_hidden_comment_with_visible_replies_leaves_a_gravestone() -> None:
    assert drawn(comment_tree([said("1-1", "1"), said("1-2", "1-1")])) == ["(1)", ["1-1", ["1-2"]]]
    assert drawn(comment_tree([said("1"), said("1-2", "1-1"), said("1-3", "1")])) == [
        "1",
        ["(1-1)", ["1-2"], "1-3"],
    ]


def test_a_hidden_comment_without_replies_leaves_nothing() -> None:
    assert drawn(comment_tree([said("1"), said("3")])) == ["1", "3"]
    assert comment_tree([]) == []


def test_a_reply_to_a_full_thread_says_what_it_answers() -> None:
    (first, second, third) = comment_tree(
        [said("7", name="Ada"), said("8", "7"), said("9", "3-4")],
    )
    assert (second.answers, second.answered) == (Number(7), "Ada")
    assert (third.answers, third.answered) == (Number(3, 4), "")
    assert first.answers is None


@pytest.mark.parametrize("answers", [None, "1-2", "1-5", "1-9", "2", "2-1", "99999999-9999"])
def test_an_odd_parent_loses_no_comment(answers: str | None) -> None:
    tree = comment_tree([said("1"), said("1-2", answers), said("2"), said("2-1", "2")])
    assert drawn(tree) == ["1", ["1-2"], "2", ["2-1"]]


def test_comments_that_answer_each_other_in_a_circle_are_all_there() -> None:
    tree = comment_tree([said("1", "1-2"), said("1-1", "1-2"), said("1-2", "1-1")])
    assert drawn(tree) == ["1", ["1-1", ["1-2"]]]


def test_whatever_answers_whatever_nothing_is_lost_or_doubled_or_too_deep() -> None:
    dice = random.Random(20261122)
    for _ in range(300):
        numbers = {Number(dice.randint(1, 4), dice.randint(0, 12)) for _ in range(20)}
        threads = [
            msgspec.structs.replace(
                make_thread(), number=n, answers=Number(dice.randint(1, 5), dice.randint(0, 14))
            )
            for n in numbers
        ]
        found = list(every(comment_tree(threads)))
        assert sorted(p.number for _, p in found if p.thread) == sorted(numbers)
        assert len({p.number for _, p in found}) == len(found)
        assert max(level for level, _ in found) <= DEEPEST
        assert all(p.replies for _, p in found if p.thread is None)


def test_a_chain_of_ten_thousand_takes_no_longer_than_ten_thousand_replies_to_one() -> None:
    chain = [said("1"), *(said(f"1-{n}", f"1-{n - 1}") for n in range(1, 9999))]
    assert len(list(every(comment_tree(chain)))) == 9999


def test_a_full_run_is_quickly_made() -> None:
    full = [
        msgspec.structs.replace(
            make_thread(), number=Number(t, r), answers=Number(t, r - 1) if r else None
        )
        for t in range(1, COMMENT_RUN + 1)
        for r in range(REPLIES + 1)
    ]
    assert is_light(lambda: comment_tree(full), 250)
