"""Work on more things than memory holds: what is begun, in which order it ends, what fails."""

import threading
from collections.abc import Iterator

import pytest

from broadsheet.adapters.threads import THREADS, KeptThreads, at_once, merged


def test_what_became_of_each_comes_in_the_order_of_the_things() -> None:
    assert list(at_once(lambda n: n * n, range(500))) == [n * n for n in range(500)]


def test_no_more_is_begun_than_some_before_what_is_taken() -> None:
    drawn: list[int] = []

    def things() -> Iterator[int]:
        for n in range(10_000):
            drawn.append(n)
            yield n

    results = iter(at_once(str, things()))
    assert [next(results) for _ in range(3)] == ["0", "1", "2"]
    assert len(drawn) < 10 * THREADS


def test_as_many_work_at_the_same_time_as_there_are_threads() -> None:
    everybody = threading.Barrier(THREADS, timeout=30)
    assert list(at_once(lambda _: everybody.wait() >= 0, range(THREADS))) == [True] * THREADS


def test_what_one_raises_is_raised_in_its_turn() -> None:
    def work(n: int) -> int:
        if n == 2:
            raise ValueError(n)
        return n

    results = iter(at_once(work, range(1_000)))
    assert [next(results), next(results)] == [0, 1]
    with pytest.raises(ValueError, match="2"):
        next(results)


def test_all_that_several_yield_comes_once() -> None:
    found = list(merged(iter(range(n, 60, 6)) for n in range(6)))
    assert sorted(found) == list(range(60))


def test_one_that_waits_keeps_no_other_waiting() -> None:
    others_are_done = threading.Event()

    def slow() -> Iterator[str]:
        assert others_are_done.wait(30)
        yield "slow"

    found = merged([slow(), iter(["quick", "quicker"])])
    assert {next(found), next(found)} == {"quick", "quicker"}
    others_are_done.set()
    assert list(found) == ["slow"]


def test_of_each_one_is_drawn_that_nobody_took_yet() -> None:
    drawn = []

    def endless() -> Iterator[int]:
        for n in range(1_000_000):
            drawn.append(n)
            yield n

    found = merged([endless()])
    assert [next(found) for _ in range(5)] == [0, 1, 2, 3, 4]
    assert len(drawn) <= 7


def test_what_one_of_several_raises_is_raised() -> None:
    def broken() -> Iterator[int]:
        yield 1
        raise OSError("gone")

    with pytest.raises(OSError, match="gone"):
        list(merged([broken(), iter(range(3))]))


def test_none_has_nothing() -> None:
    assert list(merged([])) == []
    assert list(at_once(str, [])) == []


def test_kept_threads_begin_before_they_are_asked_and_answer_in_order() -> None:
    begun = threading.Barrier(THREADS + 1, timeout=30)
    work = KeptThreads()
    results = work(lambda n: (begun.wait() >= 0, n), iter(range(THREADS)))
    begun.wait()
    assert list(results) == [(True, n) for n in range(THREADS)]
    assert list(work(str, [1, 2])) == ["1", "2"]


def test_what_is_known_to_be_alone_is_done_by_whoever_asks_for_it() -> None:
    (thread,) = KeptThreads()(lambda _: threading.current_thread(), [1])
    assert thread is threading.current_thread()
