"""Scenarios in which a function dies at one of its calls, and what must be true in the end."""

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Any

from tests.faults.audit import effect, must_be_whole, pictures_must_be_whole
from tests.faults.killing import How
from tests.faults.scenarios import Scenario
from tests.faults.stage import Scene, Stage
from tests.support.long import number_of

READS = {
    *("get_item", "batch_get_item", "query", "head_object", "get_object"),
    *("decrypt", "generate_data_key_without_plaintext"),
}
"""What leaves nothing behind, making a key among it: one that was not written down is none."""
WRITES = {
    *("transact_write_items", "put_item", "update_item"),
    *("put_object", "delete_object", "send_message_batch"),
}
FEW = 4
"""Points of a scenario that are all played, always."""
EVERY = number_of("crash_every", 40, 1)
"""Of a scenario with more, each so many-th point is played: 1 for all, in about seven minutes."""
TRIED: dict[str, int] = {}
"""Crash points of each scenario: before, after, and unanswered at each call."""
PLAYED: Counter[str] = Counter()
"""Those of them that were played to the end; most others leave the same behind."""


def scene_of(stage: Stage, scenario: Scenario) -> Scene:
    """The scene as the curtain rises."""
    stage.killer.spare()
    begun = stage.begun.get(scenario.first)
    if begun is None:
        begun = stage.begun[scenario.first] = _begun(stage, scenario)
    stage.set_up(begun)
    stage.stack.stream()  # what it begins with is no change of it
    return stage.scene(scenario.undrained(stage, begun.props))


def _begun(stage: Stage, scenario: Scenario) -> Scene:
    stage.set_up(Scene([], stage.clock.now))
    stage.render_standing_pages()
    props = scenario.first(stage)
    stage.drain()
    assert stage.stack.files() == stage.rebuilt(stage.records())
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
    pictures_must_be_whole(records, stage.negatives())
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


def dies_at_any_call(stage: Stage, scenario: Scenario) -> None:
    """Play the scenario undisturbed, and with every death: it must end alike."""
    scene = scene_of(stage, scenario)
    stage.set_up(scene)
    undisturbed = play(stage, scenario, scene)
    calls = calls_of(stage, scenario, scene)
    assert set(calls) <= READS | WRITES
    points = list(points_of(calls))
    every = 1 if len(points) <= FEW else EVERY
    # The first of all, before anything was asked, is the one that tells least.
    for at, how in points[len(points) // 2 % every :: every]:
        stage.set_up(scene)
        stage.killer.strike(at, how)
        try:
            assert play(stage, scenario, scene) == undisturbed
        except AssertionError as error:
            error.add_note(f"{scenario.function} {how.value} call {at}; calls: {calls}")
            raise
        PLAYED[scenario.name] += 1
    TRIED[scenario.name] = len(calls) * len(How)


def tried(scenarios: Sequence[Scenario]) -> int:
    """How many crash points the scenarios have in all; 0 where not all of them were played."""
    if not {scenario.name for scenario in scenarios} <= set(TRIED):
        return 0
    points = {scenario.name: TRIED[scenario.name] for scenario in scenarios}
    assert min(points.values()) >= 6
    played = sum(PLAYED[name] for name in points)
    print(f"\ncrash points: {sum(points.values())}, played to the end: {played}; {points}")
    return sum(points.values())
