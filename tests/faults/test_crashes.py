"""Whichever function dies at whichever call: nothing is lost, doubled or left half-done."""

from collections import Counter
from collections.abc import Iterator
from itertools import pairwise
from typing import Any

import pytest

from tests.faults.audit import effect, must_be_whole
from tests.faults.killing import How
from tests.faults.scenarios import SCENARIOS, Scenario
from tests.faults.stage import Scene, Stage, stage_on_moto

READS = {"get_item", "batch_get_item", "query", "head_object"}
WRITES = {
    *("transact_write_items", "put_item", "update_item"),
    *("put_object", "delete_object", "send_message_batch"),
}
TRIED: dict[str, int] = {}
"""Crash points of each scenario: before, after, and unanswered at each call."""
PLAYED: Counter[str] = Counter()
"""Those of them that were played to the end; the others leave the same behind."""


@pytest.fixture(scope="module")
def stage() -> Iterator[Stage]:
    with pytest.MonkeyPatch.context() as monkeypatch, stage_on_moto(monkeypatch) as made:
        yield made


def scene_of(stage: Stage, scenario: Scenario) -> Scene:
    """The scene as the curtain rises."""
    stage.killer.spare()
    stage.set_up(Scene([], [], stage.clock.now, None))
    stage.render_standing_pages()
    props = scenario.first(stage)
    stage.drain()
    assert stage.stack.files() == stage.rebuilt(stage.records())
    props = scenario.undrained(stage, props)
    return stage.scene(props)


def play(stage: Stage, scenario: Scenario, scene: Scene) -> Any:
    """Let it happen, until it has; everything that follows from it, too."""
    answer = stage.insist(lambda: scenario.act(stage, scene.props))
    stage.killer.spare()
    if scenario.answers:
        again = stage.insist(lambda: scenario.act(stage, scene.props))
        assert again == answer
        assert answer.status < 400, answer.body
    stage.drain()
    records = stage.records()
    must_be_whole(records, stage.clock.now)
    assert stage.stack.files() == stage.rebuilt(records)
    return effect(records)


def calls_of(stage: Stage, scenario: Scenario, scene: Scene) -> list[str]:
    """The AWS calls of one undisturbed invocation."""
    stage.set_up(scene)
    stage.killer.spare()
    scenario.act(stage, scene.props)
    return list(stage.killer.calls)


def points_of(calls: list[str]) -> Iterator[tuple[int, How]]:
    """Where to die, and where to hear no answer, so that all that can come of it is played.

    A dead process leaves behind what its calls have written, and nothing else: to die after a
    call is to die before the next one, and to die around a read is to die after the last
    write. So before and after each call means: before the first, and after each write.
    A read without an answer is an error in the function; of the reads between two writes,
    which leave the same behind, the first stands for all.
    """
    yield 1, How.BEFORE
    for at, (before, name) in enumerate(pairwise(["", *calls]), start=1):
        if name in WRITES:
            yield at, How.AFTER
        if name in WRITES or before not in READS:
            yield at, How.UNANSWERED


@pytest.mark.parametrize("scenario", SCENARIOS, ids=lambda s: s.name)
def test_a_function_that_dies_at_any_call_has_done_its_work_once_in_the_end(
    stage: Stage, scenario: Scenario, record_property: Any
) -> None:
    scene = scene_of(stage, scenario)
    stage.set_up(scene)
    undisturbed = play(stage, scenario, scene)
    calls = calls_of(stage, scenario, scene)
    assert set(calls) <= READS | WRITES
    for at, how in points_of(calls):
        stage.set_up(scene)
        stage.killer.strike(at, how)
        try:
            assert play(stage, scenario, scene) == undisturbed
        except AssertionError as error:
            error.add_note(f"{scenario.function} {how.value} call {at}; calls: {calls}")
            raise
        PLAYED[scenario.name] += 1
    TRIED[scenario.name] = len(calls) * len(How)
    record_property("crash_points", TRIED[scenario.name])


def test_enough_crash_points_were_tried(record_property: Any) -> None:
    if set(TRIED) != {scenario.name for scenario in SCENARIOS}:
        pytest.skip("only some of the scenarios were run")
    functions = {scenario.function for scenario in SCENARIOS}
    assert len(functions) == 6
    assert min(TRIED.values()) >= 6
    total = sum(TRIED.values())
    record_property("crash_points_in_all", total)
    played = sum(PLAYED.values())
    print(f"\ncrash points: {total}, played to the end: {played}; {TRIED}")
    assert total > 300
