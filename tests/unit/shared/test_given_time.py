"""Tests are given the time: of those that need no stack, none reads a clock of the machine."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

TESTS = Path(__file__).parents[2]
REAL = ("end_to_end", "browser", "support/paths", "support/local_run.py", "support/desk_hands.py")
"""What runs on the stack or in a browser takes the time that it takes."""
READER = TESTS / "support" / "machine_clock.py"
CLOCKS = {"now", "utcnow", "today"}
FILES = sorted(
    path
    for path in TESTS.rglob("*.py")
    if not str(path.relative_to(TESTS)).startswith(REAL) and path != READER
)


def clocks_in(source: str) -> Iterator[str]:
    """Every place where a clock is read, or slept by: its line, and what is written there."""
    for node in ast.walk(ast.parse(source)):
        if _is_clock(node):
            yield f"{getattr(node, 'lineno', 0)}: {ast.unparse(node)}"


def _is_clock(node: ast.AST) -> bool:
    match node:
        # It lets other threads go first, and says nothing of how long.
        case ast.Call(func=ast.Attribute(attr="sleep"), args=[ast.Constant(value=0)]):
            return False
        case ast.Call(func=ast.Attribute(value=ast.Name(id="time"))):
            return True
        case ast.Attribute(value=ast.Name(id="datetime" | "date"), attr=name):
            return name in CLOCKS
        case ast.ImportFrom(module="time"):
            return True
        case ast.ImportFrom(module="broadsheet.adapters.clock", names=names):
            return any(name.name == "now" for name in names)
    return False


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(TESTS)))
def test_no_clock_of_the_machine_is_read(path: Path) -> None:
    assert list(clocks_in(path.read_text("utf-8"))) == []


@pytest.mark.parametrize(
    "source",
    [
        *("time.time()", "time.monotonic()", "time.sleep(0.1)", "from time import perf_counter"),
        *("datetime.now(UTC)", "x = datetime.now", "date.today()", "datetime.utcnow()"),
        "from broadsheet.adapters.clock import new_id, now",
    ],
)
def test_a_clock_is_found(source: str) -> None:
    assert list(clocks_in(source))


@pytest.mark.parametrize(
    "source",
    ["time.sleep(0)", "from broadsheet.adapters.clock import new_id", "clock.now", "datetime.max"],
)
def test_what_is_no_clock_is_not_taken_for_one(source: str) -> None:
    assert list(clocks_in(source)) == []
