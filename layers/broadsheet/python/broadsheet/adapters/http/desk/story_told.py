"""What the module of a story's page is told, as JSON."""

from collections.abc import Sequence
from typing import Any

from broadsheet.adapters.http.desk.request import DeskRequest
from broadsheet.domain.articles.listing import Card
from broadsheet.domain.desk.working_copy import WorkingCopy
from broadsheet.domain.shared.record import stamp
from broadsheet.usecases.desk.who_is_writing import AtWork
from broadsheet.usecases.desk.working_copies import Kept


def kept_told(kept: Kept) -> dict[str, Any]:
    """What became of what was sent, and which copy stands; none of its words."""
    copy = kept.copy
    said = {"mark": copy.mark, "sequence": copy.sequence, "saved_at": stamp(copy.saved_at)}
    return {"outcome": kept.outcome.value, "is_ended": copy.is_ended, **said}


def state_told(desk: DeskRequest, copy: WorkingCopy | None) -> dict[str, Any]:
    """What a page needs that goes on after its writer has signed in again, or that finds words in
    its browser: how much of each page's has arrived."""
    return {"csrf": desk.token, "person": desk.who.id, "covers": copy.covers if copy else {}}


def here_told(at_work: AtWork) -> dict[str, Any]:
    """The newest version and whose it is, and who else has the story open."""
    article = at_work.article
    return {
        "version": article.version,
        "by": article.modified_by,
        "at": stamp(article.modified_at),
        "others": [one.name for one in at_work.others],
    }


def found_told(found: Sequence[Card]) -> dict[str, Any]:
    """Stories that can be linked."""
    stories = [
        {"id": c.id, "path": c.path, "title": c.title, "published_at": stamp(c.published_at)}
        for c in found
    ]
    return {"stories": stories}
