"""The clock: what is due is done, once, however late and however often the clock looks."""

from collections.abc import Callable
from datetime import timedelta

import msgspec

from broadsheet.domain.articles.article import Article, article_key
from broadsheet.domain.articles.due import DUE_PK, NEWS_LASTS, Due, DueAction
from broadsheet.domain.articles.life import Action, next_status
from broadsheet.domain.articles.listing import news_key
from broadsheet.domain.comments.discussion import Discussion, closed, discussion_key
from broadsheet.domain.shared.record import stamp
from broadsheet.usecases.articles.change_article import Filing
from broadsheet.usecases.articles.follow_focus import follow_focus
from broadsheet.usecases.shared.committing import Request
from broadsheet.usecases.shared.ports import (
    Cause,
    ConditionFailed,
    Contended,
    Equals,
    Exists,
    Put,
    Remove,
    Span,
    Write,
)
from broadsheet.usecases.shared.services import Services

BATCH = 25
"""Due items that are read at once."""
LATE = timedelta(minutes=2)
"""The clock looks every minute, and may miss one look."""


def publish_due(
    services: Services,
    request: Request,
    late: Callable[[timedelta], None] = lambda _by: None,
    has_time: Callable[[], bool] = lambda: True,
) -> int:
    """Do what is due by now, a batch at a time while `has_time` says so; how many items were done.

    Before that, `late` is told by how much the oldest of them is, where that is more than LATE.

    An item that somebody else is changing at this moment is left for the next call. However many
    cannot be done, they hold up none of the others: the first error is raised when those are done.
    """
    now = services.clock()
    span = Span(DUE_PK, last=f"{stamp(now)}~")
    found = services.table.query(Due, span, limit=BATCH)
    if found and now - found[0].at > LATE:
        late(now - found[0].at)
    done = 0
    failure: Exception | None = None
    while found:
        for due in found:
            try:
                services.table.commit(_writes(services, request, due), Cause(request.id, now))
            except (ConditionFailed, Contended):
                continue
            except Exception as error:  # noqa: BLE001 - raised when the others are done
                failure = failure or error
            else:
                done += 1
        if len(found) < BATCH or not has_time():
            break
        # Those that are still there would be in the way of what comes after them.
        span = span._replace(first=f"{found[-1].key.sk}!")
        found = services.table.query(Due, span, limit=BATCH)
    if failure:
        raise failure
    return done


def _writes(services: Services, request: Request, due: Due) -> list[Write]:
    match due.action:
        case DueAction.FORGET_NEWS:
            news = news_key(due.at - NEWS_LASTS, due.article_id)
            return [Remove(due.key, Exists()), Remove(news)]
        case DueAction.LAPSE_BREAKING:
            return _lapse(services, request, due)
        case DueAction.CLOSE_COMMENTS:
            return _close(services, due)
        case DueAction.PUBLISH | DueAction.UNPUBLISH:
            return _appointed(services, request, due)
        case DueAction.FOLLOW_FOCUS:
            return follow_focus(services, request, due)


def _close(services: Services, due: Due) -> list[Write]:
    done = Remove(due.key, Exists())
    discussion = services.table.get(Discussion, discussion_key(due.article_id))
    if discussion is None or discussion.closes_at != due.at:
        return [done]
    return [done, Put(closed(discussion), Equals("article_version", discussion.article_version))]


def _appointed(services: Services, request: Request, due: Due) -> list[Write]:
    """An article's own hour has come, unless it was moved or is over."""
    article = services.table.get(Article, article_key(due.article_id))
    publishes = due.action is DueAction.PUBLISH
    hour = (article.publish_at if publishes else article.unpublish_at) if article else None
    action = Action.PUBLISH if publishes else Action.UNPUBLISH
    if article is None or hour is None or hour.at != due.at:
        return [Remove(due.key, Exists())]
    done = msgspec.structs.replace(article, status=next_status(article.status, action))
    writes, _ = Filing(services, request).writes(article, done, due.action)
    return writes


def _lapse(services: Services, request: Request, due: Due) -> list[Write]:
    article = services.table.get(Article, article_key(due.article_id))
    if article is None or article.breaking_until != due.at:
        return [Remove(due.key, Exists())]
    content = msgspec.structs.replace(article.content, breaking=False)
    calm = msgspec.structs.replace(article, content=content)
    writes, _ = Filing(services, request).writes(article, calm, due.action)
    return writes
