"""Before which hour nobody may publish a story."""

from datetime import datetime

import msgspec

from broadsheet.domain.articles.article import Article, Hour
from broadsheet.domain.articles.life import Action
from broadsheet.domain.shared.errors import FieldError, Invalid
from broadsheet.domain.shared.sentence import sentence
from broadsheet.usecases.articles.change_article import ArticleReceipt, change_article
from broadsheet.usecases.shared.committing import Request
from broadsheet.usecases.shared.services import Services


def embargo_article(
    services: Services, request: Request, article_id: str, embargo: Hour | None
) -> ArticleReceipt:
    """Put the story under an embargo, or none; its words stay, and it is an edit like any other.

    Raises what `change_article` raises, and Invalid for an embargo that cannot be.
    """

    def change(before: Article) -> Article:
        must_still_be_possible(before, embargo, services.clock())
        return msgspec.structs.replace(before, embargo=embargo)

    note = f"embargo until {embargo.local} in {embargo.zone}" if embargo else "no embargo"
    return change_article(services, request, article_id, Action.REPLACE, change, note=note)


def must_still_be_possible(article: Article, embargo: Hour | None, now: datetime) -> None:
    """Raises Invalid for an embargo of what readers have, or that ends after it is published."""
    if embargo in (None, article.embargo):
        return
    scheduled = article.publish_at
    if article.is_public and now < embargo.at:
        raise Invalid(
            [FieldError("/embargo", "already_published", sentence("cannot be: it is published"))]
        )
    if scheduled and scheduled.at < embargo.at:
        words = sentence(
            "must not end after it is published: {hour} in {zone}",
            hour=scheduled.local,
            zone=scheduled.zone,
        ).but(f"must not end after publish_at: {scheduled.local} in {scheduled.zone}")
        raise Invalid([FieldError("/embargo", "scheduled", words)])
