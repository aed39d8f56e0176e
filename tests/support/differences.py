"""What is different between two trees of plain values, as paths."""

from collections.abc import Iterator
from itertools import chain
from typing import Any, NamedTuple


class Difference(NamedTuple):
    """`is_added`: only the second tree has it. Else it is not there any more, or another value."""

    path: str
    is_added: bool


def differences(before: Any, after: Any, path: str = "") -> Iterator[Difference]:
    """Every difference, at the deepest path that has a name.

    Members of lists are named by their `Id`, or else counted; a list that became longer or shorter
    is one difference, unless it is of plain values.
    """
    if isinstance(before, dict) and isinstance(after, dict):
        yield from _of_members(before, after, path)
    elif isinstance(before, list) and isinstance(after, list):
        if any(isinstance(one, dict | list) for one in chain(before, after)):
            if len(before) == len(after):
                yield from _of_members(_named(before), _named(after), path)
            else:
                yield Difference(path, is_added=False)
        else:
            yield from _of_members(dict.fromkeys(before), dict.fromkeys(after), path)
    elif before != after:
        yield Difference(path, is_added=False)


def _of_members(before: dict[str, Any], after: dict[str, Any], path: str) -> Iterator[Difference]:
    for name in sorted(before.keys() | after.keys(), key=str):
        below = f"{path}/{name}" if path else name
        if name not in after or name not in before:
            yield Difference(below, is_added=name in after)
        else:
            yield from differences(before[name], after[name], below)


def _named(members: list[Any]) -> dict[str, Any]:
    return {
        str(one.get("Id", at) if isinstance(one, dict) else at): one
        for at, one in enumerate(members)
    }
