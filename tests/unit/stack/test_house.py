"""Floors and rooms: import-linter holds their order; here it is counted, and looked for."""

import functools
import re
import tomllib
from pathlib import Path

import grimp
import pytest

from bench.rooms import ARROWS, BOXES, FLOORS, HOUSE, arrows_of, circles_of
from tests.support.passed_files import PACKAGE
from tests.support.template import ROOT

DRAWN = (ROOT / "docs/architecture.md").read_text("utf-8")


@functools.cache
def graph() -> grimp.ImportGraph:
    return grimp.build_graph(*HOUSE)


@pytest.mark.parametrize("floor", FLOORS)
def test_no_room_of_a_floor_can_be_reached_from_itself(floor: str) -> None:
    assert circles_of(arrows_of(graph(), floor)) == set()


@pytest.mark.parametrize("floor", FLOORS[:2])
def test_a_floor_can_be_drawn_on_a_page(floor: str) -> None:
    arrows = arrows_of(graph(), floor)
    assert len(arrows) <= BOXES
    assert sum(map(len, arrows.values())) <= ARROWS


def test_the_domain_and_the_use_cases_have_the_same_rooms() -> None:
    domain, usecases = (arrows_of(graph(), floor).keys() for floor in FLOORS[:2])
    assert domain == usecases


@pytest.mark.parametrize("floor", ["domain", "usecases"])
def test_the_order_that_is_drawn_is_the_one_that_is_checked(floor: str) -> None:
    checked = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    (layers,) = [
        contract["layers"]
        for contract in checked["tool"]["importlinter"]["contracts"]
        if contract.get("containers") == [f"broadsheet.{floor}"]
    ]
    (drawn,) = re.findall(rf"^{floor} +(.* ▶ .*)$", DRAWN, re.MULTILINE)
    assert [set(step.split(" · ")) for step in drawn.split(" ▶ ")] == [
        set(layer.split(" | ")) for layer in layers
    ]


def test_every_file_that_is_drawn_is_there() -> None:
    named = set(re.findall(r"`((?:\w+/)+\w+\.\w+)`", DRAWN))
    assert named
    assert {file for file in named if not _is_there(file)} == set()


@pytest.mark.parametrize("room", arrows_of(graph(), FLOORS[0]))
def test_what_is_said_to_be_in_a_room_is_in_it(room: str) -> None:
    # A function may be called as a room is, in another table.
    rooms = DRAWN.partition("| adapters |")[0]
    (row,) = re.findall(rf"^\| `{room}` \| .*", rooms, re.MULTILINE)
    there = {file.name for floor in ("domain", "usecases") for file in _files(floor, room)}
    assert set(re.findall(r"`(\w+\.py)`", row)) <= there


def test_every_decision_says_its_state_and_a_successor_is_there() -> None:
    decisions = sorted((ROOT / "docs/decisions").glob("*.md"))
    for number, file in enumerate(decisions, 1):
        title, _, state, *_ = file.read_text("utf-8").splitlines()
        assert title.startswith(f"# {number}. ")
        assert re.match(r"State: (accepted|succeeded)", state), file.name
        for other in re.findall(r"\]\((\S+?\.md)\)", state):
            succeeding = (file.parent / other).read_text("utf-8").splitlines()[2]
            assert f"[{number}]({file.name})" in succeeding


def _files(floor: str, room: str) -> list[Path]:
    return list((PACKAGE / floor / room).rglob("*.py"))


def _is_there(file: str) -> bool:
    homes = (PACKAGE, PACKAGE / "adapters/jinja", ROOT)
    return any((home / file).exists() for home in homes) or any(Path(ROOT).glob(f"layers/*/{file}"))
