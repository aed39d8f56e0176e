"""A pattern is compiled when it is first asked for, and is one like any other from then on."""

import importlib
import pkgutil
import re
from collections.abc import Iterator
from typing import Any

import pytest

import broadsheet
import client
import command
import operate
from broadsheet.domain.shared.patterns import pattern

# Typed nowhere: only they say what a pattern is made of.
ops: Any = importlib.import_module("re._constants")
parser: Any = importlib.import_module("re._parser")
HAS_ROOM = {ops.BRANCH, ops.MAX_REPEAT, ops.MIN_REPEAT}
"""What may match in more ways than one."""


def test_a_pattern_does_what_a_compiled_one_does() -> None:
    made = pattern("(?P<day>[a-z]+)day", re.IGNORECASE)
    found = made.fullmatch("MonDAY")
    assert found is not None
    assert found["day"] == "Mon"
    assert made.sub("*", "Monday and friday") == "* and *"
    assert made.findall("monday") == ["mon"]
    assert (made.pattern, made.groupindex["day"]) == ("(?P<day>[a-z]+)day", 1)


def test_it_is_compiled_once_and_not_before_it_is_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    compiled: list[str] = []
    compile_ = re.compile

    def counted(source: str, flags: int = 0) -> re.Pattern[str]:
        compiled.append(source)
        return compile_(source, flags)

    monkeypatch.setattr(re, "compile", counted)
    made = pattern("a+")
    assert pattern(f"{made.pattern}b").pattern == "a+b"
    assert compiled == []
    assert [bool(made.search(text)) for text in ("baa", "b", "a")] == [True, False, True]
    assert compiled == ["a+"]


def all_patterns() -> Iterator[tuple[str, str]]:
    """Each that a module of what is deployed, or run by a newsroom's own Python, has by a name."""
    for package in (broadsheet, client, command, operate):
        for found in pkgutil.walk_packages(package.__path__, f"{package.__name__}."):
            for name, value in vars(importlib.import_module(found.name)).items():
                source = getattr(value, "pattern", None)
                if isinstance(source, str):
                    yield f"{found.name}.{name}", source


def operations(parsed: Any) -> Iterator[tuple[Any, Any]]:
    """Of a pattern that was taken apart, and of all that is within."""
    if isinstance(parsed, parser.SubPattern):
        for operation, arguments in parsed:
            yield operation, arguments
            yield from operations(arguments)
    elif isinstance(parsed, (list, tuple)):
        for part in parsed:
            yield from operations(part)


def has_room(source: str) -> bool:
    """Whether something is repeated possessively that may match in more ways than one."""
    return any(
        operation is ops.POSSESSIVE_REPEAT
        and any(inner in HAS_ROOM for inner, _ in operations(arguments))
        for operation, arguments in operations(parser.parse(source))
    )


def test_what_is_taken_for_good_is_in_an_atomic_group_and_no_possessive_one() -> None:
    """Python before 3.11.5 went back into possessive groups (python/cpython#106052)."""
    assert has_room("(?:a|bc)*+")
    assert has_room("(?:x(?:a+){2}+)")
    assert not has_room("(?>(?:a|bc)*)[^x]++")
    sources = dict(all_patterns())
    assert len(sources) > 200
    assert [name for name, source in sources.items() if has_room(source)] == []
