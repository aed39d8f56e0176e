"""The newsroom's pictures as a page of the desk lists them: all, unused ones, or by words."""

from collections.abc import Mapping
from typing import NamedTuple

from broadsheet.adapters.http.desk.form import filled_in
from broadsheet.domain.media.media import Media
from broadsheet.domain.shared.errors import Malformed
from broadsheet.usecases.media.find_media import find_media
from broadsheet.usecases.media.manage_media import list_media
from broadsheet.usecases.shared.paging import Cursor, Slice
from broadsheet.usecases.shared.services import Services

SHOWN = 24
_NOTHING: Slice[Media] = Slice([], None)


class Listed(NamedTuple):
    """What was asked for, without what nobody filled in, and what was found; `problem` is what was
    wrong with the words, and `following` what is asked for further on."""

    asked: dict[str, str]
    items: list[Media]
    following: dict[str, str]
    problem: Malformed | None = None


def listed(services: Services, sent: Mapping[str, str]) -> Listed:
    """Newest first. Raises Malformed for what nobody can type: a cursor that is none."""
    asked = filled_in(sent)
    problem: Malformed | None = None
    try:
        found = _found(services, asked)
    except Malformed as error:
        if "words" not in asked:
            raise
        found, problem = _NOTHING, error
    following = {**asked, "cursor": found.next} if found.next else {}
    return Listed(asked, list(found.items), following, problem)


def _found(services: Services, asked: Mapping[str, str]) -> Slice[Media]:
    cursor = Cursor(asked["cursor"]) if "cursor" in asked else None
    if "words" in asked:
        return find_media(services, asked["words"][:200], SHOWN, cursor)
    return list_media(services, SHOWN, cursor, unused="unused" in asked)
