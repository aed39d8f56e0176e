"""The clock: stories follow the focal point of a picture above them, by and by.

It is no word of theirs, which they keep, and may be told of a picture long after they were written.
"""

import msgspec

from broadsheet.domain.articles.article import Article, article_key
from broadsheet.domain.articles.due import Due
from broadsheet.domain.articles.life import Status
from broadsheet.domain.media.media import Media, MediaUse, media_key, story_in, uses_pk
from broadsheet.domain.shared.errors import BroadsheetError, InFlight
from broadsheet.usecases.articles.change_article import FOCUS, Filing
from broadsheet.usecases.shared.committing import Request, commit_plan
from broadsheet.usecases.shared.ports import (
    Absent,
    Contended,
    Equals,
    Put,
    Remove,
    Span,
    Write,
)
from broadsheet.usecases.shared.services import Services

SLICE = 10
"""Stories that are looked at in one step."""


def follow_focus(services: Services, request: Request, due: Due) -> list[Write]:
    """A few stories of the picture that is due, each changed by itself; how far that is by now.

    A story that may not be filed as it is (a picture in it has no words) keeps the point that it
    has until it is edited. Raises Contended where somebody is changing one all the time.
    """
    media = services.table.get(Media, media_key(due.article_id))
    span = Span(uses_pk(due.article_id), first=f"{due.reached}!")
    unmoved = Equals("reached", due.reached)
    if media is None:
        return [Remove(due.key, unmoved)]
    uses = services.table.query(MediaUse, span, limit=SLICE)
    for use in uses:
        if story_in(use.shown_by) == use.shown_by:
            _follow(services, request, media, use.shown_by)
    if len(uses) < SLICE:
        return [Remove(due.key, unmoved)]
    # The rest is due from now on: what goes on in time is not late.
    at = max(services.clock(), due.at)
    rest = msgspec.structs.replace(due, at=at, reached=uses[-1].shown_by)
    if rest.key == due.key:
        return [Put(rest, unmoved)]
    return [Remove(due.key, unmoved), _with_another(services, rest)]


def _with_another(services: Services, rest: Due) -> Put:
    """What is left, joined with what is left at the same moment of an earlier point."""
    other = services.table.get(Due, rest.key)
    if other is None:
        return Put(rest, Absent())
    reached = min(rest.reached, other.reached)
    return Put(msgspec.structs.replace(rest, reached=reached), Equals("reached", other.reached))


def _follow(services: Services, request: Request, media: Media, article_id: str) -> None:
    filing = Filing(services, request)

    def plan() -> tuple[list[Write], None]:
        before = services.table.get(Article, article_key(article_id))
        after = _refocused(before, media) if before else None
        if before is None or after is None:
            return [], None
        # Nothing was updated that readers would want to read again.
        writes, _ = filing.writes(before, after, FOCUS, at=before.modified_at)
        return writes, None

    try:
        commit_plan(services, request, plan)
    except InFlight as error:
        raise Contended from error
    except BroadsheetError:
        return


def _refocused(article: Article, media: Media) -> Article | None:
    """The story with the point as it is now; None where that is nothing to it."""
    lead = article.content.lead_image
    if article.status is Status.DELETED or lead is None or lead.media != media.id:
        return None
    if lead.focus == media.focus:
        return None
    image = msgspec.structs.replace(lead, focus=media.focus)
    content = msgspec.structs.replace(article.content, lead_image=image)
    return msgspec.structs.replace(article, content=content)
