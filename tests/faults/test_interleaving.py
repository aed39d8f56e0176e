"""The search for orders itself: it leaves out none that makes a difference."""

import itertools
import random

import pytest

from tests.faults.interleaving import Actors, every_order, pause

Deeds = list[tuple[str, str]]
"""Steps as (thing, name); those with a capital write."""


def orders(*actors: Deeds) -> list[tuple[str, ...]]:
    """What happened in each order that was tried."""
    found = []
    happened: list[str] = []

    def begin() -> Actors:
        happened.clear()
        return [lambda deeds=deeds: act(deeds) for deeds in actors]  # type: ignore[misc]

    def act(deeds: Deeds) -> None:
        for thing, name in deeds:
            pause(thing, writes=name.isupper())
            happened.append(name)

    for _ in every_order(begin):
        found.append(tuple(happened))
    return found


def all_merges(*actors: Deeds) -> set[tuple[tuple[str, str], ...]]:
    """Every order there is, by brute force."""
    turns = [who for who, deeds in enumerate(actors) for _ in deeds]
    merges = set()
    for turn in set(itertools.permutations(turns)):
        left = [iter(deeds) for deeds in actors]
        merges.add(tuple(next(left[who]) for who in turn))
    return merges


def outcome(order: tuple[tuple[str, str], ...]) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """What each step found: the writes to its thing before it. That is all that can matter."""
    found = []
    for number, (thing, name) in enumerate(order):
        writes = tuple(n for t, n in order[:number] if t == thing and n.isupper())
        found.append((name, writes))
    return tuple(sorted(found))


def test_steps_on_one_thing_are_tried_in_every_order() -> None:
    first, second = [("x", "A"), ("x", "B"), ("x", "C")], [("x", "P"), ("x", "Q"), ("x", "R")]
    found = orders(first, second)
    assert len(found) == len(set(found)) == 20  # 6! / (3! 3!)


def test_three_actors_are_tried_in_every_order() -> None:
    found = orders(*([("x", name)] for name in "ABC"))
    assert set(found) == set(itertools.permutations("ABC"))


def test_orders_that_make_no_difference_are_tried_once() -> None:
    assert len(orders([("x", "A"), ("x", "B")], [("y", "P"), ("y", "Q")])) == 1
    assert len(orders([("x", "a"), ("x", "b")], [("x", "p"), ("x", "q")])) == 1


@pytest.mark.parametrize("seed", range(300))
def test_no_outcome_is_missed_and_none_is_tried_twice(seed: int) -> None:
    chance = random.Random(seed)
    names = iter("abcdefghij")
    actors = [
        [
            (chance.choice("xy"), chance.choice((str.upper, str.lower))(next(names)))
            for _ in range(chance.randint(1, 3))
        ]
        for _ in range(chance.choice((2, 2, 3)))
    ]
    things = {name: thing for deeds in actors for thing, name in deeds}
    tried = [outcome(tuple((things[name], name) for name in order)) for order in orders(*actors)]
    assert set(tried) == {outcome(order) for order in all_merges(*actors)}
    assert len(tried) == len(set(tried))
