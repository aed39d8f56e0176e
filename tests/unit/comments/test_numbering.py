"""A comment's number is given once, whoever gives it and in whatever order it is heard of."""

from functools import reduce
from itertools import pairwise
from random import Random

from hypothesis import given
from hypothesis import strategies as st

from broadsheet.domain.comments.comment import REPLIES, Number
from broadsheet.domain.comments.numbering import NumbersGiven

counts = st.integers(0, REPLIES + 3)
given_numbers = st.builds(
    NumbersGiven, st.integers(0, 9), st.dictionaries(st.integers(1, 9), counts, max_size=5)
)
threads = st.integers(1, 9)
foreign = st.builds(Number, threads, counts)
answered = st.none() | st.builds(Number, threads, counts)
steps = st.lists(st.tuples(st.booleans(), answered, foreign), max_size=80)
"""Each: whether a number is given here, to what answers what; or which is heard of."""


def played(
    start: NumbersGiven, steps: list[tuple[bool, Number | None, Number]]
) -> tuple[list[Number], list[NumbersGiven]]:
    """The numbers that were given here, and what was given after each step."""
    own: list[Number] = []
    after = [start]
    for is_own, answers, heard_of in steps:
        if is_own:
            number, now = after[-1].next(answers)
            own.append(number)
        else:
            now = after[-1].with_given(heard_of)
        after.append(now)
    return own, after


def has(numbers: NumbersGiven, number: Number) -> bool:
    """Whether it counts as given."""
    if number.reply:
        return number.reply <= numbers.replies.get(number.thread, 0)
    return number.thread <= numbers.threads


def is_at_least(after: NumbersGiven, before: NumbersGiven) -> bool:
    return after.threads >= before.threads and all(
        after.replies[thread] >= replies for thread, replies in before.replies.items()
    )


@given(given_numbers, steps)
def test_no_number_is_given_twice_nor_one_that_was_given_before_or_elsewhere(
    start: NumbersGiven, steps: list[tuple[bool, Number | None, Number]]
) -> None:
    own, after = played(start, steps)
    assert len(set(own)) == len(own)
    for (is_own, _, _), (before, now) in zip(steps, pairwise(after), strict=True):
        if is_own:
            number = own.pop(0)
            assert not has(before, number)
            assert has(now, number)


@given(given_numbers, steps)
def test_counts_only_rise(
    start: NumbersGiven, steps: list[tuple[bool, Number | None, Number]]
) -> None:
    _, after = played(start, steps)
    assert all(is_at_least(now, before) for before, now in pairwise(after))


@given(given_numbers, st.lists(answered, max_size=80))
def test_a_thread_gets_no_more_replies_than_fit_and_then_threads_are_opened(
    start: NumbersGiven, answers: list[Number | None]
) -> None:
    for answers_to in answers:
        number, now = start.next(answers_to)
        is_full = answers_to and start.replies.get(answers_to.thread, 0) >= REPLIES
        if answers_to is None or is_full:
            assert number == Number(start.threads + 1)
        else:
            assert number == Number(answers_to.thread, start.replies.get(answers_to.thread, 0) + 1)
            assert number.reply <= REPLIES
        start = now


@given(given_numbers, st.lists(foreign, max_size=20), st.randoms())
def test_in_which_order_numbers_are_heard_of_does_not_matter(
    start: NumbersGiven, numbers: list[Number], random: Random
) -> None:
    heard = reduce(NumbersGiven.with_given, numbers, start)
    random.shuffle(numbers)
    assert reduce(NumbersGiven.with_given, [*numbers, *numbers], start) == heard
    assert all(has(heard, number) for number in numbers)


@given(given_numbers, given_numbers, given_numbers)
def test_what_several_gave_is_the_same_whoever_is_asked_first(
    one: NumbersGiven, two: NumbersGiven, three: NumbersGiven
) -> None:
    assert one.at_least(two) == two.at_least(one)
    assert one.at_least(two).at_least(three) == one.at_least(two.at_least(three))
    assert one.at_least(one) == one.at_least(NumbersGiven()) == one


def test_the_first_comments_of_an_article() -> None:
    first, numbers = NumbersGiven().next(None)
    reply, numbers = numbers.next(first)
    to_the_reply, numbers = numbers.next(reply)
    second, _ = numbers.next(None)
    assert [str(n) for n in (first, reply, to_the_reply, second)] == ["1", "1-1", "1-2", "2"]
