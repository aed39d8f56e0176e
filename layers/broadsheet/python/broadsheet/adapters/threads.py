"""Work on many things, also on more than memory holds, by several threads at the same time."""

from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from typing import TypeVar

A = TypeVar("A")
B = TypeVar("B")

THREADS = 8
"""A client of boto3 has ten connections (`max_pool_connections`)."""
_AHEAD = 4
"""Things a thread that are begun before the first of them is asked for."""


def at_once(work: Callable[[A], B], things: Iterable[A]) -> Iterator[B]:
    """Implements `AtOnce`. Unlike an executor's `map`, it takes no more things than it works on.

    What was begun when one fails is finished, and no more is begun.
    """
    begun: deque[Future[B]] = deque()
    with ThreadPoolExecutor(THREADS, thread_name_prefix="at-once") as threads:
        for thing in things:
            begun.append(threads.submit(work, thing))
            if len(begun) == THREADS * _AHEAD:
                yield begun.popleft().result()
        while begun:
            yield begun.popleft().result()


class KeptThreads:
    """Implements `AtOnce` with threads that are there for the next time as well.

    All things are taken, and begun, when it is called; one alone waits until it is asked for, if
    it is known to be alone.
    """

    def __init__(self) -> None:
        self._threads = ThreadPoolExecutor(THREADS, thread_name_prefix="kept")

    def __call__(self, work: Callable[[A], B], things: Iterable[A], /) -> Iterator[B]:
        """See `AtOnce`."""
        if isinstance(things, Sequence) and len(things) == 1:
            return map(work, things)
        return self._threads.map(work, things)


def merged(sources: Iterable[Iterator[A]]) -> Iterator[A]:
    """What all of them yield, whichever is quicker; of each at most one that nobody took yet."""
    sources = list(sources)
    with ThreadPoolExecutor(max(1, len(sources)), thread_name_prefix="merged") as threads:
        asked = {threads.submit(next, source, _END): source for source in sources}
        while asked:
            for future in wait(asked, return_when=FIRST_COMPLETED).done:
                source, found = asked.pop(future), future.result()
                if not isinstance(found, _End):
                    asked[threads.submit(next, source, _END)] = source
                    yield found


class _End:
    """What comes after the last."""


_END = _End()
