"""Whichever function that deals with pictures dies at whichever call: none is lost or left over."""

from typing import Any

import pytest

from tests.faults.crashing import TRIED, dies_at_any_call, tried
from tests.faults.picture_scenarios import PICTURE_SCENARIOS
from tests.faults.scenarios import Scenario
from tests.faults.stage import Stage


@pytest.mark.parametrize("scenario", PICTURE_SCENARIOS, ids=lambda s: s.name)
def test_a_function_that_dies_at_any_call_has_done_its_work_once_in_the_end(
    stage: Stage, scenario: Scenario, record_property: Any
) -> None:
    dies_at_any_call(stage, scenario)
    record_property("crash_points", TRIED[scenario.name])


def test_enough_crash_points_were_tried() -> None:
    assert len({scenario.function for scenario in PICTURE_SCENARIOS}) == 4
    points = tried(PICTURE_SCENARIOS)
    if not points:
        pytest.skip("only some of the scenarios were run")
    assert points > 150
