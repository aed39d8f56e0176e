"""An editor says at which hour an article is published, and at which it goes again."""

from collections.abc import Iterator
from datetime import datetime

import msgspec

from broadsheet.domain.articles.article import Article, Hour
from broadsheet.domain.articles.life import Action
from broadsheet.domain.shared.errors import FieldError, Invalid
from broadsheet.domain.shared.sentence import sentence
from broadsheet.usecases.articles.change_article import ArticleReceipt, change_article
from broadsheet.usecases.shared.committing import Request
from broadsheet.usecases.shared.services import Services


def schedule_article(
    services: Services,
    request: Request,
    article_id: str,
    publish_at: Hour | None,
    unpublish_at: Hour | None,
    note: str = "",
) -> ArticleReceipt:
    """Let the clock publish it, and take it off again; of what is published, only the latter.

    Earlier hours of the same article are forgotten. Raises what `change_article` raises, and
    Invalid for hours that cannot be.
    """

    def change(before: Article) -> Article:
        errors = list(_wrong(before, publish_at, unpublish_at, services.clock()))
        if errors:
            raise Invalid(errors)
        return msgspec.structs.replace(before, publish_at=publish_at, unpublish_at=unpublish_at)

    return change_article(services, request, article_id, Action.SCHEDULE, change, note=note)


def unschedule_article(
    services: Services, request: Request, article_id: str, note: str = ""
) -> ArticleReceipt:
    """Leave it to people again: what was to be published is a draft, what is published stays.

    Raises what `change_article` raises.
    """

    def change(before: Article) -> Article:
        return msgspec.structs.replace(before, publish_at=None, unpublish_at=None)

    return change_article(services, request, article_id, Action.UNSCHEDULE, change, note=note)


def _wrong(
    article: Article, publish_at: Hour | None, unpublish_at: Hour | None, now: datetime
) -> Iterator[FieldError]:
    begin, end = "/publish_at", "/unpublish_at"
    if article.is_public and publish_at:
        yield FieldError(begin, "already_published", sentence("cannot be: it is published already"))
    if article.is_public and not unpublish_at:
        yield FieldError(end, "missing", sentence("is required of an article that is published"))
    if not article.is_public and not publish_at:
        yield FieldError(begin, "missing", sentence("is required"))
    for pointer, hour in ((begin, publish_at), (end, unpublish_at)):
        if hour and hour.at <= now:
            yield FieldError(pointer, "in_the_past", sentence("must be in the future"))
    if publish_at and unpublish_at and unpublish_at.at <= publish_at.at:
        yield FieldError(
            end,
            "before_publication",
            sentence("must be after it is published").but("must be after publish_at"),
        )
    embargo = article.embargo
    if publish_at and embargo and publish_at.at < embargo.at:
        words = sentence(
            "must not be before the embargo ends: {hour} in {zone}",
            hour=embargo.local,
            zone=embargo.zone,
        )
        yield FieldError(begin, "embargoed", words)
