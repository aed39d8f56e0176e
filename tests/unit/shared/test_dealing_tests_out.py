"""A worker that ends in the middle of a test takes no other with it, and the run has an end."""

from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from tests.support.dealing import ROOT, Sharing

FILES = sorted(Path(__file__).parent.glob("test_*.py"))[:6]
TESTS = [f"{file.relative_to(ROOT)}::test[{n}]" for file in FILES for n in range(2)]
_AT_FIRST = 2


class Worker:
    """Runs what it was told to, but keeps its last test until it has another or is to end."""

    def __init__(self) -> None:
        self.gateway = SimpleNamespace(id="gw")
        self.waiting: list[int] = []
        self.shutting_down = False

    def send_runtest_some(self, tests: list[int]) -> None:
        self.waiting += tests

    def shutdown(self) -> None:
        self.shutting_down = True

    def next(self) -> int | None:
        """The test that it runs now."""
        kept = 0 if self.shutting_down else 1
        return self.waiting[0] if len(self.waiting) > kept else None


class Run:
    """Two workers, one of which a test ends; another comes in its place."""

    def __init__(self, fatal: str) -> None:
        told = {"tx": [f"{_AT_FIRST}*popen"]}
        option = SimpleNamespace(loadscopereorder=False)
        config: Any = SimpleNamespace(getvalue=told.get, option=option)
        self.fatal, self.ran, self.ended = fatal, list[str](), list[str]()
        self.scheduler: Any = Sharing(config)
        self.workers = [Worker() for _ in range(_AT_FIRST)]
        for worker in self.workers:
            self.scheduler.add_node(worker)
        for worker in self.workers:
            self.scheduler.add_node_collection(worker, TESTS)
        self.scheduler.schedule()

    def goes_on(self) -> bool:
        """Whether a worker had something to do."""
        if self.scheduler.tests_finished:
            for worker in self.workers:
                worker.shutdown()
        for worker in self.workers:
            test = worker.next()
            if test is not None:
                self._one(worker, test)
                return True
        return False

    def _one(self, worker: Worker, test: int) -> None:
        if TESTS[test] == self.fatal:
            self.ended.append(self.scheduler.remove_node(worker))
            self.workers.remove(worker)
            another = Worker()
            self.workers.append(another)
            self.scheduler.add_node(another)
            self.scheduler.add_node_collection(another, TESTS)
            self.scheduler.schedule()
            return
        worker.waiting.remove(test)
        self.ran.append(TESTS[test])
        self.scheduler.mark_test_complete(worker, test)


@pytest.mark.parametrize("fatal", TESTS)
def test_all_others_are_run_once_and_it_ends(fatal: str) -> None:
    run = Run(fatal)
    while run.goes_on():
        assert len(run.ran) < len(TESTS)
    assert run.ended == [fatal]
    assert sorted(run.ran) == sorted(set(TESTS) - {fatal})
