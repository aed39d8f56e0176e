"""A fault at every call of every function, before and after its effect: what comes of it."""

import re
import zlib
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from tests.faults.audit import effect, must_be_whole, pictures_must_be_whole
from tests.faults.deployed import DeployedStage, in_order
from tests.faults.injection import Call, Point
from tests.faults.refusals import faults_of
from tests.faults.scenarios import Scenario
from tests.faults.stage import START, Scene, Undone

_PRIVATE = re.compile(rb"[\w.]+@example\.org|192\.0\.2\.10")
"""E-mail and IP addresses of those who act here."""


REPEATS = 10
"""Of calls that the same lines make again, for the next page of a batch, one fault in so many."""


@dataclass
class Row:
    """What came of a function's faults."""

    sites: int = 0
    faults: int = 0
    refused: int = 0
    """Requests that were refused or not answered: botocore's own tries among them."""
    lost: int = 0
    doubled: int = 0
    wrong: int = 0
    other: int = 0
    again: int = 0
    """Mails that a reader had twice: SES knows no key under which a mail is sent once."""
    seconds: float = 0


@dataclass
class Campaign:
    """All faults of all scenarios, or some; what went wrong is told by `failures`."""

    stage: DeployedStage
    chosen: Callable[[str], bool] = lambda _name: True
    rows: dict[str, Row] = field(default_factory=dict)
    failures: list[str] = field(default_factory=list)
    kinds: Counter[str] = field(default_factory=Counter)
    _scenes: dict[Any, Any] = field(default_factory=dict)

    def play(self, scenario: Scenario) -> None:
        """Undisturbed, and with each of the faults that were chosen."""
        row = self.rows.setdefault(scenario.function, Row())
        trial = Trial(self.stage, scenario, self._scene(scenario))
        calls = trial.rehearse()
        row.sites += len({call.site for call in calls})
        again = set(_repeated(calls))
        for point in points_of(calls):
            operation = calls[point.at - 1].operation
            name = (
                f"{scenario.name}: call {point.at}, {operation}: {point.fault}, {point.often.value}"
            )
            if self.chosen(name) and not (
                point.at in again and zlib.crc32(name.encode()) % REPEATS
            ):
                self.kinds[f"{operation}: {point.fault}"] += 1
                self._strike(trial, row, point, name)

    def _strike(self, trial: "Trial", row: Row, point: Point, name: str) -> None:
        found = trial.strike(point)
        row.faults += 1
        row.refused += found.refused
        row.seconds = max(row.seconds, found.seconds)
        for what in ("lost", "doubled", "wrong", "other", "again"):
            setattr(row, what, getattr(row, what) + bool(getattr(found, what)))
        if found.told:
            self.failures.append(f"{trial.scenario.function}: {name}\n    {found.told}")

    def _scene(self, scenario: Scenario) -> Scene:
        of = (scenario.first, scenario.undrained)
        if of not in self._scenes:
            self._scenes[of] = scene_of(self.stage, scenario)
        scene: Scene = self._scenes[of]
        return scene


@dataclass
class Found:
    """What came of one fault; where something is wrong, in words."""

    refused: int = 0
    seconds: float = 0
    lost: list[str] = field(default_factory=list)
    doubled: list[str] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)
    other: list[str] = field(default_factory=list)
    again: int = 0

    @property
    def told(self) -> str:
        """All that should not be."""
        named = ("lost", "doubled", "wrong", "other")
        return "; ".join(f"{what}: {of[:3]}" for what in named if (of := getattr(self, what)))


def scene_of(stage: DeployedStage, scenario: Scenario) -> Scene:
    """The scene as the curtain rises; whatever mails belong to it were sent."""
    stage.injector.watch("")
    stage.killer.spare()
    stage.set_up(Scene([], START))
    stage.render_standing_pages()
    props = scenario.first(stage)
    if scenario.is_quiet_before:
        stage.drain()
    props = scenario.undrained(stage, props)
    # Another minute: what was counted before is counted for itself.
    stage.later(timedelta(minutes=1))
    return stage.scene(props)


def _repeated(calls: list[Call]) -> Iterator[int]:
    """The numbers of calls that the same lines made before."""
    seen: set[str] = set()
    for at, call in enumerate(calls, start=1):
        if call.site in seen:
            yield at
        seen.add(call.site)


def points_of(calls: list[Call]) -> Iterator[Point]:
    """Each fault of each call, once and for longer."""
    for at, call in enumerate(calls, start=1):
        for fault, often in faults_of(call.operation, on_condition=call.on_condition):
            yield Point(at, fault, often)


@dataclass
class Trial:
    """One scenario, as often as it is asked for."""

    stage: DeployedStage
    scenario: Scenario
    scene: Scene
    answer: Any = None
    effect: Any = None
    mails: int = 0
    _verified: dict[str, Found] = field(default_factory=dict)

    def rehearse(self) -> list[Call]:
        """Undisturbed: what has to come of it; the calls of the function."""
        self.stage.set_up(self.scene)
        self.stage.injector.watch(self.scenario.function)
        self.answer = self._act()
        calls = list(self.stage.injector.calls)
        self.stage.injector.watch("")
        first = Found()
        self._settle(first)
        assert not first.told, f"{self.scenario.name}: {first.told}"
        assert calls or not self.scenario.calls, f"{self.scenario.name} calls nothing"
        return calls

    def strike(self, point: Point) -> Found:
        """With this fault: what differs then."""
        stage, found = self.stage, Found()
        stage.set_up(self.scene)
        began = stage.stack.output.tell()
        stage.injector.watch(self.scenario.function, point)
        try:
            answer = self._act()
        except Undone as error:
            found.other.append(f"never done: {str(error)[-300:]}")
            return found
        found.refused = stage.injector.injected
        found.seconds = stage.seconds + stage.injector.waited
        stage.injector.watch("")
        if not found.refused:
            found.other.append("the call was not made")
        if hasattr(answer, "status") and answer.status != self.answer.status:
            told = f"answered {answer.status}, not {self.answer.status}: {answer.body[:300]}"
            found.other.append(told)
        state = f"{answer}\n{stage.state()}" if self.scenario.answers else stage.state()
        if state not in self._verified:
            self._verified[state] = Found()
            self._verified[state].other += self._of_who_asks_again(answer)
            self._settle(self._verified[state])
        known = self._verified[state]
        for what in ("lost", "doubled", "wrong", "other"):
            getattr(found, what).extend(getattr(known, what))
        found.again = known.again
        said = stage.stack.output.getvalue()[began:].encode()
        found.other += [f"in a log: {one!r}" for one in set(_PRIVATE.findall(said))]
        return found

    def _act(self) -> Any:
        return self.stage.insist(lambda: self.scenario.act(self.stage, self.scene.props))

    def _of_who_asks_again(self, answer: Any) -> Iterable[str]:
        """Whoever asks again is answered as before."""
        if self.scenario.answers:
            again = self._act()
            if (again.status, said(again)) != (answer.status, said(answer)):
                yield f"asked again: {again.status}, not {answer.status}: {again.body[:300]}"

    def _settle(self, found: Found) -> None:
        """Let everything become quiet, and look at all that there is."""
        stage = self.stage
        stage.drain()
        stage.tick()  # what is left to the clock, or was left by the tick before
        stage.drain()
        records = stage.records()
        try:
            must_be_whole(records, stage.clock.now)
            pictures_must_be_whole(records, stage.negatives())
        except AssertionError as error:
            found.other.append(str(error)[:300])
        pages, rebuilt = stage.stack.files(), stage.rebuilt(records)
        found.wrong += sorted(k for k in {*pages, *rebuilt} if pages.get(k) != rebuilt.get(k))
        happened = _counted(effect(records))
        if self.effect is None:
            self.effect, self.mails = happened, len(stage.injector.mails)
        found.lost += map(str, (self.effect - happened).elements())
        found.doubled += map(str, (happened - self.effect).elements())
        if len(stage.injector.mails) < self.mails:
            found.lost.append("a mail")
        found.again = max(0, len(stage.injector.mails) - self.mails)


def said(answer: Any) -> str:
    """What is answered, without what is signed for a moment, and a link that is told once."""
    body = re.sub(r'("until":"[^"]*"),"url":(?:null|"[^"]*/desk/shared/[^"]*")', r"\1", answer.body)
    return re.sub(r'"upload":\{.*?\}\}?,?|"instance":"[^"]*"', "", body)


def _counted(happened: dict[str, Any]) -> Counter[str]:
    told = "\n".join(f"{kind}: {one}" for kind, all_ in happened.items() for one in all_)
    return Counter(in_order(told).splitlines())


def one_of(every: int) -> Callable[[str], bool]:
    """So many-th of all faults, whichever others there are: chosen by what each is called."""
    return lambda name: zlib.crc32(name.encode()) % every == 0
