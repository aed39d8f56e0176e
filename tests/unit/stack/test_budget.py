"""What writes, pages and starts take is what was agreed on: to change it, change the budget."""

from typing import Any

import pytest

from bench.budget import agreed, differences
from bench.compare import figures_of, ratio
from bench.figures import MODULES, OPCODES, opcodes
from bench.imports import ROOT


def test_nothing_is_dearer_or_cheaper_than_was_agreed_on() -> None:
    found = list(differences(agreed(), figures_of(ROOT)))
    assert not found, "make budget writes it anew; its commit says why:\n" + "\n".join(found)


def _measures(figures: dict[str, int], python: str = "3.11") -> dict[str, Any]:
    return {"python": python, "counted": {"publish": figures}}


@pytest.mark.parametrize(
    ("was", "is_", "said"),
    [
        ({"calls": 78}, {"calls": 79}, ["publish: calls 78 → 79, dearer"]),
        ({"calls": 78}, {"calls": 70}, ["publish: calls 78 → 70, cheaper"]),
        ({"calls": 78}, {"calls": 78}, []),
        ({}, {"calls": 78}, ["publish: calls not there → 78"]),
        ({"calls": 78}, {}, ["publish: calls 78 → not there"]),
        ({OPCODES: 1_000}, {OPCODES: 1_010}, []),
        ({OPCODES: 1_000}, {OPCODES: 1_011}, ["publish: opcodes 1,000 → 1,011, dearer"]),
    ],
)
def test_each_figure_that_is_otherwise_is_named(
    was: dict[str, int], is_: dict[str, int], said: list[str]
) -> None:
    assert list(differences(_measures(was), _measures(is_))) == said


def test_what_is_pythons_own_is_not_held_against_another_version_of_it() -> None:
    budget = _measures({OPCODES: 1_000, MODULES: 600, "calls": 1})
    measured = _measures({OPCODES: 700, MODULES: 620, "calls": 2}, python="3.14")
    assert list(differences(budget, measured)) == ["publish: calls 1 → 2, dearer"]


def test_the_same_work_takes_the_same_instructions_and_more_work_takes_more() -> None:
    def work(rounds: int) -> int:
        return sum(number * number for number in range(rounds))

    once, again, twice = (opcodes(lambda n=n: work(n)) for n in (50, 50, 100))  # type: ignore[misc]
    assert once == again
    assert twice > 1.5 * once


@pytest.mark.parametrize(
    ("before", "after", "said"),
    [(100, 46, "0.46"), (None, 3, "new"), (3, None, "–"), (0, 0, "same"), (2, 2, "1.00")],
)
def test_a_ratio_says_what_became_of_a_figure(
    before: float | None, after: float | None, said: str
) -> None:
    assert ratio(before, after) == said
