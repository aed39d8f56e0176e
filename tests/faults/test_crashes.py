"""Whichever function that people call dies at whichever call: nothing is lost or doubled."""

from typing import Any

import pytest

from tests.faults.crashing import TRIED, dies_at_any_call, tried
from tests.faults.scenarios import SCENARIOS, Scenario
from tests.faults.stage import Stage

OURS = [scenario for scenario in SCENARIOS if scenario.answers]


@pytest.mark.parametrize("scenario", OURS, ids=lambda s: s.name)
def test_a_function_that_dies_at_any_call_has_done_its_work_once_in_the_end(
    stage: Stage, scenario: Scenario, record_property: Any
) -> None:
    dies_at_any_call(stage, scenario)
    record_property("crash_points", TRIED[scenario.name])


def test_enough_crash_points_were_tried() -> None:
    assert len({scenario.function for scenario in OURS}) == 3
    points = tried(OURS)
    if not points:
        pytest.skip("only some of the scenarios were run")
    assert points > 140
