"""How often functions were called here, and how often that failed, by what stands in their logs.

MiniStack reports calls to CloudWatch only where somebody invokes a function by its name: not those
of a clock, a stream, a queue or the API, which are all that a newsroom's functions have.
"""

from collections import Counter
from collections.abc import Sequence
from datetime import UTC, datetime

from local.tail import Said, Tail
from operate.calls import Calls
from operate.reasons import is_of_a_failure

_STARTED = "START RequestId: "
"""With what Lambda begins the log of each call."""


class Logged:
    """A `Count` that reads on from where it was."""

    def __init__(self, tail: Tail, prefix: str) -> None:
        """`prefix` is what the names of the stack's functions begin with."""
        self._tail, self._prefix = tail, prefix
        self._made: dict[str, Counter[datetime]] = {}
        self._failed: dict[str, Counter[datetime]] = {}

    def __call__(self, names: Sequence[str]) -> list[Calls]:
        """Those of each of these functions since the tail began."""
        for said in self._tail.new():
            self._add(said)
        short = [name.removeprefix(self._prefix) for name in names]
        return [Calls(self._made.get(n, {}), self._failed.get(n, {})) for n in short]

    def _add(self, said: Said) -> None:
        at = datetime.fromtimestamp(said.at, UTC)
        if said.text.startswith(_STARTED):
            self._made.setdefault(said.function, Counter())[at] += 1
        elif is_of_a_failure(said.text):
            # A traceback may name several errors: MiniStack stores all lines of a call at once.
            self._failed.setdefault(said.function, Counter())[at] = 1
