"""Every order in which concurrent actors' steps can happen, tried one after the other.

Actors are greenlets that pause before each step that others can notice, and say what it is
that they are about to touch. Each order is played from the beginning; the search is depth
first and leaves out orders that differ from another only in the order of steps that do not
affect each other (source sets with sleep sets: Abdulla, Aronis, Jonsson and Sagonas, 'Optimal
Dynamic Partial Order Reduction', 2014, algorithm 1).
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from greenlet import getcurrent, greenlet


class Step(NamedTuple):
    """What an actor is about to do: to which thing, and whether it changes it."""

    thing: str
    writes: bool


def affect(one: Step, other: Step) -> bool:
    """Whether it matters which of the two comes first."""
    return one.thing == other.thing and (one.writes or other.writes)


def pause(thing: str, *, writes: bool) -> None:
    """An actor's word before a step: others may come first. Outside of a play it does nothing."""
    play = getcurrent().parent
    if play is not None:
        play.switch(Step(thing, writes))


class Paused:
    """Anything, whose calls are steps on one thing; `writes` are those that change it."""

    def __init__(self, real: Any, thing: Callable[..., str], writes: frozenset[str]) -> None:
        self._real = real
        self._thing = thing
        self._writes = writes

    def __getattr__(self, name: str) -> Any:
        real = getattr(self._real, name)
        if not callable(real):
            return real

        def step(*args: Any, **options: Any) -> Any:
            pause(self._thing(*args), writes=name in self._writes)
            return real(*args, **options)

        return step


Actors = list[Callable[[], None]]
Waiting = dict[int, Step]
"""Who is about to do what."""
Clock = dict[int, int]
"""Of each actor, how many steps of the order at least came before, as a cause."""


@dataclass
class _Moment:
    """A choice in the order that is being tried."""

    waiting: Waiting
    asleep: Waiting
    """Those whose turn here would make no new order."""
    wanted: set[int]
    """Those whose turn here may make a difference."""
    done: list[int] = field(default_factory=list)
    clock: Clock = field(default_factory=dict)

    @property
    def chosen(self) -> int:
        return self.done[-1]

    @property
    def step(self) -> Step:
        return self.waiting[self.chosen]

    def asleep_after(self) -> Waiting:
        tried = {who: self.waiting[who] for who in self.done[:-1]}
        sleeping = self.asleep | tried
        return {who: step for who, step in sleeping.items() if not affect(step, self.step)}


def every_order(begin: Callable[[], Actors]) -> Iterator[list[int]]:
    """Plays what `begin` sets up in every order; yields each order after it was played.

    What the caller, or an actor, raises ends the search.
    """
    order: list[_Moment] = []
    while True:
        if _played(begin(), order):
            yield [moment.chosen for moment in order]
        while order and not (order[-1].wanted - {*order[-1].done, *order[-1].asleep}):
            order.pop()
        if not order:
            return
        last = order[-1]
        last.done.append(min(last.wanted - {*last.done, *last.asleep}))


def _played(actors: Actors, order: list[_Moment]) -> bool:
    """Play the order, then on to an end of it; whether that end was a new one."""
    greenlets = [greenlet(actor) for actor in actors]
    waiting = {who: step for who, one in enumerate(greenlets) if (step := one.switch())}
    for moment in order:
        assert moment.waiting == waiting, "an actor does not do the same things each time"
        _advance(greenlets, waiting, moment.chosen)
    if order:
        _look_back(order)
    while waiting:
        asleep = order[-1].asleep_after() if order else {}
        awake = sorted(waiting.keys() - asleep.keys())
        if not awake:
            return False
        order.append(_Moment(dict(waiting), asleep, {awake[0]}, [awake[0]]))
        _look_back(order)
        _advance(greenlets, waiting, awake[0])
    return True


def _advance(greenlets: list[greenlet], waiting: Waiting, who: int) -> None:
    step = greenlets[who].switch()
    if step is None:
        del waiting[who]
    else:
        waiting[who] = step


def _look_back(order: list[_Moment]) -> None:
    """Find the steps that the last one raced with: they must be tried after it as well."""
    last = len(order) - 1
    moment = order[last]
    met = _met(order)
    moment.clock = _joined(order, met)
    for number in met:
        if order[number].chosen == moment.chosen:
            continue
        between = range(number + 1, last)
        if not any(_causes(order, number, k) and _causes(order, k, last) for k in between):
            _turn_round(order, number)


def _met(order: list[_Moment]) -> list[int]:
    """The steps that the last one follows from: its actor's own before, and those it affects.

    None before the last that changed the same thing: that one follows from all of them.
    """
    *before, moment = order
    step, who = moment.step, moment.chosen
    met, own, changed = [], False, False
    for number in range(len(before) - 1, -1, -1):
        earlier = before[number]
        is_own = earlier.chosen == who and not own
        other = earlier.step
        if is_own or (not changed and affect(other, step)):
            met.append(number)
        own = own or is_own
        changed = changed or (other.writes and other.thing == step.thing)
        if own and changed:
            break
    return met[::-1]


def _joined(order: list[_Moment], met: list[int]) -> Clock:
    clock: Clock = {}
    for number in met:
        earlier = order[number]
        for who, count in {**earlier.clock, earlier.chosen: number + 1}.items():
            clock[who] = max(clock.get(who, 0), count)
    return clock


def _causes(order: list[_Moment], one: int, other: int) -> bool:
    return order[other].clock.get(order[one].chosen, 0) > one


def _turn_round(order: list[_Moment], number: int) -> None:
    """See to it that what does not need this step is tried before it, up to the last step."""
    last = len(order) - 1
    free = [k for k in range(number + 1, last) if not _causes(order, number, k)] + [last]
    first = {
        order[k].chosen
        for n, k in enumerate(free)
        if not any(_causes(order, earlier, k) for earlier in free[:n])
    }
    moment = order[number]
    if not first & (moment.wanted | moment.asleep.keys()):
        moment.wanted.add(min(first))
