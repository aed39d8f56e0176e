"""What an address of OpenStreetMap shows, and how a frame is told to show the same."""

import math
import re
from urllib.parse import parse_qs, quote, urlsplit

_VIEW = re.compile(r"map=([0-9]{1,2})/(-?[0-9.]{1,20})/(-?[0-9.]{1,20})")
_NEAREST, _NEAR = 19, 12
"""The last zoom that there are pictures for, and that of a place of which no zoom is said."""
_DEGREES = re.compile(r"-?[0-9]{1,3}(?:\.[0-9]{0,16})?")
_MOST_NORTH, _MOST_EAST = 85, 180
_ACROSS, _DOWN = 600, 450
"""Pixels of a map, of which it has 256 from side to side at the lowest zoom."""


def view_of(url: str) -> str:
    """The query of the frame; empty where the address says not what it shows.

    https://wiki.openstreetmap.org/wiki/Slippy_map_tilenames,
    https://wiki.openstreetmap.org/wiki/Browsing#Sharing_a_link
    """
    parts = urlsplit(url)
    marked = _marked(parts.query)
    found = _VIEW.search(parts.fragment)
    place = _place(found[2], found[3]) if found else marked
    if place is None:
        return ""
    zoom = min(int(found[1]), _NEAREST) if found else _NEAR
    (north, east), degrees = place, 360 / 256 / 2**zoom / 2
    wide, high = _ACROSS * degrees, _DOWN * degrees * math.cos(math.radians(north))
    box = (
        *(max(east - wide, -_MOST_EAST), max(north - high, -_MOST_NORTH)),
        *(min(east + wide, _MOST_EAST), min(north + high, _MOST_NORTH)),
    )
    marker = f"&marker={quote(f'{marked[0]},{marked[1]}')}" if marked else ""
    return "bbox=" + quote(",".join(f"{one:.5f}" for one in box)) + marker


def _marked(query: str) -> tuple[float, float] | None:
    asked = parse_qs(query)
    return _place(asked.get("mlat", [""])[0], asked.get("mlon", [""])[0])


def _place(north: str, east: str) -> tuple[float, float] | None:
    """Degrees; None where that is nowhere on the map."""
    if not (_DEGREES.fullmatch(north) and _DEGREES.fullmatch(east)):
        return None
    is_there = abs(float(north)) <= _MOST_NORTH and abs(float(east)) <= _MOST_EAST
    return (float(north), float(east)) if is_there else None
