"""Which room of a floor imports which: no circle, and few enough arrows to be drawn on a page."""

import argparse
from collections.abc import Iterator, Mapping

import grimp

from bench.report import heading, table

FLOORS = ("broadsheet.domain", "broadsheet.usecases", "broadsheet.adapters")
HOUSE = ("broadsheet", "functions", "client", "command", "operate", "local", "tools")
BOXES, ARROWS = 14, 45
"""The most that a floor may have: more nobody keeps in mind."""

Arrows = Mapping[str, frozenset[str]]
"""What each room imports, by name."""


def arrows_of(graph: grimp.ImportGraph, floor: str) -> Arrows:
    """The rooms of a floor, and for each of them those that it imports."""
    rooms = sorted(graph.find_children(floor))

    def reaches(room: str, other: str) -> bool:
        return room != other and graph.direct_import_exists(
            importer=room, imported=other, as_packages=True
        )

    return {
        _name(room): frozenset(_name(other) for other in rooms if reaches(room, other))
        for room in rooms
    }


def circles_of(arrows: Arrows) -> set[str]:
    """The rooms that can be reached from themselves."""
    return {room for room in arrows if room in set(_below(arrows, room))}


def _below(arrows: Arrows, room: str) -> Iterator[str]:
    seen: set[str] = set()
    waiting = list(arrows[room])
    while waiting:
        found = waiting.pop()
        if found not in seen:
            seen.add(found)
            yield found
            waiting += arrows[found]


def _name(module: str) -> str:
    return module.rpartition(".")[2]


def run(_given: argparse.Namespace) -> bool:
    """Print every floor; False where one has a circle, or more than can be drawn."""
    graph = grimp.build_graph(*HOUSE)
    floors = {floor: arrows_of(graph, floor) for floor in FLOORS}
    for floor, arrows in floors.items():
        total, circles = sum(map(len, arrows.values())), circles_of(arrows)
        heading(
            floor,
            f"{len(arrows)} boxes, {total} arrows",
            f"circles: {', '.join(sorted(circles)) or 'none'}",
        )
        table(("room", "imports"), [(room, " ".join(sorted(to))) for room, to in arrows.items()])
    bounded = (floors[floor] for floor in FLOORS[:2])
    return not any(map(circles_of, floors.values())) and all(
        len(arrows) <= BOXES and sum(map(len, arrows.values())) <= ARROWS for arrows in bounded
    )
