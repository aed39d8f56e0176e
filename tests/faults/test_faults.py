"""Whatever AWS answers, at whichever call: no word is lost or doubled, and no page is wrong.

Here a sample of what `python -m bench faults` plays: of each scenario some faults, chosen by the
names they have, and so other ones in a release with other calls.
"""

from collections.abc import Iterator

import pytest

from tests.faults.campaign import Campaign, one_of
from tests.faults.deployed import deployed_stage
from tests.faults.every_scenario import all_scenarios
from tests.faults.refusals import FAULTS, faults_of
from tests.faults.scenarios import Scenario
from tests.support.api import routes
from tests.support.functions import FUNCTIONS
from tests.support.lambdas import event
from tests.support.long import number_of

EVERY = number_of("faults_every", 100, 1)
PLAYED = [s for n, s in enumerate(all_scenarios()) if n % number_of("scenarios_every", 17, 1) == 0]


@pytest.fixture(scope="module")
def campaign() -> Iterator[Campaign]:
    with pytest.MonkeyPatch.context() as monkeypatch, deployed_stage(monkeypatch) as stage:
        yield Campaign(stage, one_of(EVERY))


@pytest.mark.parametrize("scenario", PLAYED, ids=lambda s: s.name)
def test_a_fault_at_any_call_changes_nothing_that_comes_of_it_in_the_end(
    campaign: Campaign, scenario: Scenario
) -> None:
    campaign.play(scenario)
    told, campaign.failures = campaign.failures, []
    assert told == []


def test_every_function_and_every_route_has_scenarios() -> None:
    scenarios = all_scenarios()
    assert {scenario.function for scenario in scenarios} == set(FUNCTIONS)
    played = {event(s.name)["routeKey"] for s in scenarios if "__" in s.name}
    assert played == set(routes())


def test_every_kind_of_fault_strikes_before_and_after_once_and_for_longer() -> None:
    for operation in FAULTS:
        known = list(faults_of(operation, on_condition=False))
        assert {fault.when.name for fault, _ in known} == {"BEFORE", "AFTER"}
        assert {often.name for _, often in known} == {"ONCE", "CALL", "OUTAGE"}
