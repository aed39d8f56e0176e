"""The front page while an editor arranges it: nothing is decided before it is saved."""

from collections.abc import Callable, Sequence
from enum import StrEnum

import msgspec

from broadsheet.domain.people.front_page import FrontPage, SubmittedFrontPage


class Move(StrEnum):
    """What a button does with a story."""

    LEAD = "lead"
    PIN = "pin"
    UP = "up"
    DOWN = "down"
    FREE = "free"
    """Neither the lead nor pinned: it stands where the newest do."""
    HIDE = "hide"
    SHOW = "show"


def arrangement_of(front: FrontPage) -> SubmittedFrontPage:
    """What was decided, to be arranged anew."""
    return SubmittedFrontPage(
        lead=front.lead, pinned=front.pinned, hidden=front.hidden, layout=front.layout
    )


def moved(now: SubmittedFrontPage, move: Move, story: str) -> SubmittedFrontPage:
    """The arrangement after the move. A story is in one place: leading, pinned, hidden or none."""
    return _MOVES[move](now, story)


def _without(now: SubmittedFrontPage, story: str) -> SubmittedFrontPage:
    return msgspec.structs.replace(
        now,
        lead=None if now.lead == story else now.lead,
        pinned=tuple(one for one in now.pinned if one != story),
        hidden=tuple(one for one in now.hidden if one != story),
    )


def _lead(now: SubmittedFrontPage, story: str) -> SubmittedFrontPage:
    """What led before is the first of those that follow."""
    rest = _without(now, story)
    before = (rest.lead,) if rest.lead else ()
    return msgspec.structs.replace(rest, lead=story, pinned=(*before, *rest.pinned))


def _pin(now: SubmittedFrontPage, story: str) -> SubmittedFrontPage:
    rest = _without(now, story)
    return msgspec.structs.replace(rest, pinned=(*rest.pinned, story))


def _hide(now: SubmittedFrontPage, story: str) -> SubmittedFrontPage:
    rest = _without(now, story)
    return msgspec.structs.replace(rest, hidden=(*rest.hidden, story))


def _step(by: int) -> Callable[[SubmittedFrontPage, str], SubmittedFrontPage]:
    def stepped(now: SubmittedFrontPage, story: str) -> SubmittedFrontPage:
        return msgspec.structs.replace(now, pinned=_stepped(now.pinned, story, by))

    return stepped


def _stepped(stories: Sequence[str], story: str, by: int) -> tuple[str, ...]:
    if story not in stories:
        return tuple(stories)
    others = [one for one in stories if one != story]
    others.insert(max(0, stories.index(story) + by), story)
    return tuple(others)


_MOVES: dict[Move, Callable[[SubmittedFrontPage, str], SubmittedFrontPage]] = {
    Move.LEAD: _lead,
    Move.PIN: _pin,
    Move.UP: _step(-1),
    Move.DOWN: _step(1),
    Move.FREE: _without,
    Move.HIDE: _hide,
    Move.SHOW: _without,
}
