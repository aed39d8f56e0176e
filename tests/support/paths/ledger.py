"""Which paths were gone, by whom, with which answer; and which were not."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field

import pytest

from broadsheet.domain.articles.due import DueAction
from tests.support.paths.rights import Call, Role, described, who_must_do, who_must_not
from tests.support.paths.sources import Source, sources

_SHORT = {
    Role.ANYONE: "anyone",
    Role.AUTHOR: "author",
    Role.OTHER: "other",
    Role.EDITOR: "editor",
    Role.WRITES: "a:write",
    Role.PUBLISHES: "a:publ",
    Role.MODERATES: "c:mod",
    Role.EDITS_SITE: "s:edit",
    Role.SENDS_MEDIA: "m:write",
}
TABLE = pytest.StashKey[list[str]]()
"""Where the table waits to be printed at the end of a run."""
RENEWED, PLACED, MAILED = "renew pages", "place what waits", "send what waits"
"""What is done later beside due actions: by the clock, by a rebuild, by a rebuild."""
LATER = (*(action.value for action in DueAction), RENEWED, PLACED, MAILED)
_REFUSALS = frozenset({401, 403, 404})


@dataclass
class Ledger:
    """What was seen to happen on the stack."""

    answers: defaultdict[tuple[Call, Role], set[int]] = field(
        default_factory=lambda: defaultdict(set)
    )
    done: dict[str, str] = field(default_factory=dict)
    """What was due, and where its effect was seen."""
    crossed: dict[Source, str] = field(default_factory=dict)
    """Event sources, and what their functions said."""

    def answered(self, call: Call, role: Role, status: int) -> None:
        """A request of a role was answered."""
        self.answers[call, role].add(status)

    def was_done(self, action: str, where: str) -> None:
        """What was due had its effect."""
        self.done[action] = where

    def missing(self) -> list[str]:
        """By name, what nobody crossed."""
        return [*self._operations(), *self._actions(), *self._sources()]

    def _operations(self) -> Iterator[str]:
        for call in described():
            for role in sorted(who_must_do(call) - {r for r in Role if self._did(call, r)}):
                yield f"operation: {call} was not done by {role}, who may"
            if who_must_not(call) and not any(self._was_refused(call, role) for role in Role):
                yield f"operation: {call} was refused to nobody"

    def _did(self, call: Call, role: Role) -> bool:
        return any(200 <= status < 400 for status in self.answers.get((call, role), ()))

    def _was_refused(self, call: Call, role: Role) -> bool:
        return bool(_REFUSALS & self.answers.get((call, role), set()))

    def _actions(self) -> Iterator[str]:
        for action in LATER:
            if action not in self.done:
                yield f"due action: {action} had no effect that was seen"

    def _sources(self) -> Iterator[str]:
        for source in sources():
            if source not in self.crossed:
                yield f"event source: {source} was not crossed"

    def table(self) -> list[str]:
        """Operations × roles with their statuses, due actions, event sources."""
        width = max(len(str(call)) for call in described())
        head = "".join(f"{_SHORT[role]:>9}" for role in Role)
        lines = [f"{'operation':<{width}}{head}"]
        for call in described():
            cells = (self.answers.get((call, role), set()) for role in Role)
            told = "".join(f"{'/'.join(map(str, sorted(cell))) or '·':>9}" for cell in cells)
            lines.append(f"{call!s:<{width}}{told}")
        lines += [
            "",
            "due actions, and where they were seen",
            *_rows(self.done),
            "",
            "event sources crossed",
        ]
        lines += _rows({str(source): said for source, said in self._grouped().items()})
        return [*lines, "", self._sum()]

    def _grouped(self) -> dict[Source | str, str]:
        """The routes of the API are in the table above: here they are one line."""
        others = {s: said for s, said in self.crossed.items() if s.kind != "HttpApi"}
        routes = sum(source.kind == "HttpApi" for source in self.crossed)
        return {"HttpApi": f"{routes} routes, each said to be answered by its function"} | others

    def _sum(self) -> str:
        calls = described()
        did = sum(all(self._did(call, role) for role in who_must_do(call)) for call in calls)
        crossed = sum(source in self.crossed for source in sources())
        actions = sum(action in self.done for action in LATER)
        return (
            f"{did} of {len(calls)} operations by every role that may, "
            f"{actions} of {len(LATER)} due actions, "
            f"{crossed} of {len(sources())} event sources"
        )


def _rows(told: dict[str, str]) -> list[str]:
    width = max(map(len, told), default=0)
    return [f"  {name:<{width}}  {said}" for name, said in told.items()]
