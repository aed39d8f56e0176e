"""A story that must not have been: a notice stands in its place."""

import msgspec

from broadsheet.domain.article import Article, Retraction
from broadsheet.domain.life import Action
from broadsheet.usecases.change_article import change_article
from broadsheet.usecases.newsroom import Newsroom, Receipt, Request


def retract_article(newsroom: Newsroom, request: Request, article_id: str, reason: str) -> Receipt:
    """Take every word of it off the site; its page says that it was retracted, and `reason`.

    Of what is retracted already the reason is replaced. Raises what `change_article` raises.
    """

    def change(before: Article) -> Article:
        who, now = request.who.name, newsroom.clock()
        at = before.retraction.at if before.retraction else now
        return msgspec.structs.replace(before, retraction=Retraction(reason, at, who))

    return change_article(newsroom, request, article_id, Action.RETRACT, change, note=reason)
