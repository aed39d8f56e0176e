"""A story that must not have been: a notice stands in its place."""

import msgspec

from broadsheet.domain.articles.article import Article, Retraction
from broadsheet.domain.articles.life import Action
from broadsheet.usecases.articles.change_article import ArticleReceipt, change_article
from broadsheet.usecases.shared.committing import Request
from broadsheet.usecases.shared.services import Services


def retract_article(
    services: Services, request: Request, article_id: str, reason: str
) -> ArticleReceipt:
    """Take every word of it off the site; its page says that it was retracted, and `reason`.

    Of what is retracted already the reason is replaced. Raises what `change_article` raises.
    """

    def change(before: Article) -> Article:
        who, now = request.who, services.clock()
        at = before.retraction.at if before.retraction else now
        retraction = Retraction(reason, at, who.name, who.id)
        return msgspec.structs.replace(before, retraction=retraction)

    return change_article(services, request, article_id, Action.RETRACT, change, note=reason)
