"""Commands wait as long as what they wait for goes on, and no longer."""

from collections.abc import Callable, Iterator

import pytest

from client.errors import CommandError
from operate.rebuild import STILL, until_rendered
from operate.rotate_edge import LOOKS, until_deployed


class Clock:
    """What passes while somebody waits."""

    def __init__(self, step: float) -> None:
        self._step, self.now = step, 0.0

    def pause(self, _seconds: float) -> None:
        self.now += self._step

    def __call__(self) -> float:
        return self.now


def counts(*left: int) -> Callable[[], int]:
    found: Iterator[int] = iter(left)
    return lambda: next(found)


def test_pages_that_come_are_waited_for_however_long_it_takes() -> None:
    clock, told = Clock(STILL * 0.9), list[int]()
    until_rendered(counts(3, 3, 2, 3, 1, 1, 0), told.append, clock.pause, clock)
    assert told == [3, 3, 2, 3, 1, 1, 0]


def test_nothing_to_wait_for_is_told_at_once() -> None:
    clock, told = Clock(1), list[int]()
    until_rendered(counts(0), told.append, clock.pause, clock)
    assert (told, clock.now) == ([0], 0)


def test_pages_that_nobody_renders_are_named_and_not_waited_for_ever() -> None:
    clock = Clock(STILL / 2)
    with pytest.raises(CommandError, match="2 pages wait, and none was rendered for 15 minutes"):
        until_rendered(lambda: 2, lambda _left: None, clock.pause, clock)
    assert clock.now < 2 * STILL


@pytest.mark.parametrize("looks", [1, 3, LOOKS + 1])
def test_a_distribution_is_waited_for_until_it_stands_everywhere(looks: int) -> None:
    pauses: list[float] = []
    until_deployed(lambda: len(pauses) >= looks - 1, pauses.append, lambda _: None)
    assert len(pauses) == looks - 1


def test_a_distribution_that_never_stands_everywhere_ends_with_a_sentence() -> None:
    pauses: list[float] = []
    with pytest.raises(CommandError, match="within 2 hours"):
        until_deployed(lambda: False, pauses.append, lambda _: None)
    assert len(pauses) == LOOKS
