"""The clock: stories of a tag or a section that was renamed come under its new name, by and by.

The oldest first, so that they come into the new list in the order in which they were published.
"""

from collections.abc import Callable
from enum import Enum

import msgspec

from broadsheet.domain.articles.article import Article, article_key
from broadsheet.domain.articles.listing import Entry, Listing, listing_key
from broadsheet.domain.articles.renaming import (
    MOST_NAMED,
    RENAMINGS_KEY,
    TOLD_FOR,
    Renamed,
    Renaming,
    Renamings,
    renamed,
)
from broadsheet.domain.shared.errors import BroadsheetError, InFlight
from broadsheet.usecases.articles.change_article import Filing
from broadsheet.usecases.shared.committing import Request, commit_plan
from broadsheet.usecases.shared.ports import Cause, Equals, Put, Span, Write
from broadsheet.usecases.shared.services import Services

SLICE = 10
"""Stories between two looks at the time; after each slice is written down how far it is."""


class _Done(Enum):
    """What became of one story."""

    REFILED = "refiled"
    SAME = "same"
    """It has not the old name, or stands in no list any more."""
    LEFT = "left"


def refile_renamed(
    services: Services, request: Request, has_time: Callable[[], bool] = lambda: True
) -> int:
    """Go on with what is being renamed, a slice of each in turn, while there is time.

    How many stories were refiled. What somebody else is changing all the time is left for the next
    call; what ends in between is done again from the last slice, and nothing is refiled twice.
    """
    done = 0
    while has_time() and (running := _running(services)):
        went_on = False
        for one in running:
            after = _slice(services, request, one)
            if after != one:
                _note(services, request, one, after)
                went_on = True
                done += after.refiled - one.refiled if after else 0
        if not went_on:
            break
    return done


def _running(services: Services) -> tuple[Renaming, ...]:
    found = services.table.get(Renamings, RENAMINGS_KEY)
    return found.running if found else ()


def _slice(services: Services, request: Request, one: Renaming) -> Renaming | None:
    """How far it is after a few stories more; None where it is over."""
    if not one.reached:
        _lead(services, request, one)
    first = one.reached or " "
    entries = services.table.query(Entry, Span(one.listing.pk, first), limit=SLICE)
    if not entries:
        again = msgspec.structs.replace(one, reached="", moved=False, left=0, named=())
        return again if one.moved else None
    for entry in entries:
        try:
            what = _refiled(services, request, one, entry.card.id)
        except InFlight:
            break
        one = _counted(one, entry, what)
    return one


def _lead(services: Services, request: Request, one: Renaming) -> None:
    """Let the old name stand for the new one from now on, so that no story comes to it."""
    table, cause, goal = services.table, Cause(request.id, services.clock()), one.goal
    if goal is None:
        return
    if one.is_same_list:
        table.name_listing(goal, one.to, "", cause)
        return
    table.open_listing(goal, one.to, cause)
    for name, to in ((goal, ""), (one.listing, one.to_slug)):
        there = table.get(Listing, listing_key(name))
        if there and there.moved_to != to:
            table.name_listing(name, there.title, to, cause)


def _refiled(services: Services, request: Request, one: Renaming, article_id: str) -> _Done:
    filing = Filing(services, request)
    note = f"{one.kind}: {one.name} → {one.to or '–'} ({one.by})"

    def plan() -> tuple[list[Write], _Done]:
        before = services.table.get(Article, article_key(article_id))
        content = renamed(before.content, one) if before and before.is_listed else None
        if before is None or content is None or content == before.content:
            return [], _Done.SAME
        after = msgspec.structs.replace(before, content=content)
        # Nothing was updated that readers would want to read again.
        at = before.modified_at
        writes, _ = filing.writes(before, after, "rename", note, at=at)
        return writes, _Done.REFILED

    try:
        return commit_plan(services, request, plan)
    except InFlight:
        raise
    except BroadsheetError:
        return _Done.LEFT


def _counted(one: Renaming, entry: Entry, what: _Done) -> Renaming:
    is_left = what is _Done.LEFT
    named = (*one.named, entry.card.id) if is_left else one.named
    return msgspec.structs.replace(
        one,
        reached=f"{entry.position} ",
        refiled=one.refiled + (what is _Done.REFILED),
        moved=one.moved or what is _Done.REFILED,
        left=one.left + is_left,
        named=named[:MOST_NAMED],
    )


def _note(services: Services, request: Request, before: Renaming, after: Renaming | None) -> None:
    """Write down how far it is, or what became of it."""

    def plan() -> tuple[list[Write], None]:
        there = services.table.get(Renamings, RENAMINGS_KEY)
        if there is None or before not in there.running:
            return [], None
        on = (after if one == before else one for one in there.running)
        running = tuple(one for one in on if one is not None)
        now = Renamings(version=there.version + 1, running=running)
        over = [] if after else [Put(_over(services, before))]
        return [Put(now, Equals("version", there.version)), *over], None

    commit_plan(services, request, plan)


def _over(services: Services, one: Renaming) -> Renamed:
    now = services.clock()
    expires_at = int((now + TOLD_FOR).timestamp())
    return Renamed(renaming=one, ended_at=now, expires_at=expires_at)
