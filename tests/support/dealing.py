"""Which worker runs which tests, and who runs those of a worker that ended."""

import functools
from pathlib import Path
from typing import Any

from xdist.scheduler import LoadFileScheduling  # type: ignore[import-untyped]

ROOT = Path(__file__).parents[2]

SHARED = {
    "newspaper: Newspaper": "the stack",
    "sample: Sample": "the sample edition",
    "import extracted": "the messages",
    "table: Table": "DynamoDB Local",
}
"""What takes seconds to be there, by the words of the files that want it."""
PEOPLE = ("browser", "comments", "command", "desk", "people", "privacy")
"""Folders whose tests have a stack of their own: on one, all of them would be the last to end."""
_AHEAD = 2
"""Tests that a worker must have to run one: it keeps the last until it has another."""


class Sharing(LoadFileScheduling):  # type: ignore[misc]
    """A file is one worker's, and all that want the same thing are as one file."""

    def _split_scope(self, nodeid: str) -> str:
        return _scope(super()._split_scope(nodeid))

    def remove_node(self, node: Any) -> Any:
        """What ended its worker is not given to the next, which would end of it as well."""
        ended = super().remove_node(node)
        for unit in self.workqueue.values():
            if ended in unit:
                unit[ended] = True
        return ended

    def _reschedule(self, node: Any) -> None:
        """One that has come in place of another may get a single test, what is left of a file, or
        none: it would wait for more, and we for it."""
        super()._reschedule(node)
        while (
            self.workqueue
            and not node.shutting_down
            and self._pending_of(self.assigned_work[node]) < _AHEAD
        ):
            super()._reschedule(node)


@functools.cache
def _scope(file: str) -> str:
    text = (ROOT / file).read_text("utf-8")
    scope = next((scope for words, scope in SHARED.items() if words in text), file)
    is_of_people = scope == "the stack" and any(name in PEOPLE for name in Path(file).parts)
    return f"{scope} of people" if is_of_people else scope
