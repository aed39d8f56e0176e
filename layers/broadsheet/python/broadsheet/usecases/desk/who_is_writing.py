"""Who else has a story open: told while they have, and forgotten soon after."""

from typing import NamedTuple

from broadsheet.domain.articles.article import Article
from broadsheet.domain.desk.working_copy import (
    MOST_WRITERS,
    Presence,
    presence_of,
    presence_pk,
)
from broadsheet.usecases.articles.read_articles import seen_article
from broadsheet.usecases.shared.committing import Request
from broadsheet.usecases.shared.ports import Cause, Put, Span
from broadsheet.usecases.shared.services import Services


class AtWork(NamedTuple):
    """The story as it is saved now, and who else has it open, in the order of their ids."""

    article: Article
    others: list[Presence]


def who_is_writing(services: Services, request: Request, story: str) -> AtWork:
    """Say that whoever asks has the story open, and who else has.

    Raises NotFound where they may not see it whole.
    """
    article = seen_article(services.table, request.who, story)
    now = services.clock()
    here = presence_of(story, request.who.id, request.who.name, now)
    # On no condition: of two pages of one person it does not matter which says so.
    services.table.commit([Put(here)], Cause(request.id, now))
    found = services.table.query(Presence, Span(presence_pk(story)), limit=MOST_WRITERS)
    others = [one for one in found if one.is_there(now) and one.person != here.person]
    return AtWork(article, others)
