"""How work is done on many things, as a Protocol: who wires use cases knows of threads."""

from collections.abc import Callable, Iterable
from typing import Protocol, TypeVar

A = TypeVar("A")
B = TypeVar("B")


class AtOnce(Protocol):
    """One after the other, as `map`, or several at the same time: then what is to come of them may
    be begun before it is asked for."""

    def __call__(self, work: Callable[[A], B], things: Iterable[A], /) -> Iterable[B]:
        """What became of each, in their order. Raises what the first raised that failed."""
