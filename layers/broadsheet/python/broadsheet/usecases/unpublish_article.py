"""An editor takes an article off the site."""

from broadsheet.domain.article import Action
from broadsheet.usecases.change_article import change_article
from broadsheet.usecases.newsroom import Newsroom, Receipt, Request


def unpublish_article(newsroom: Newsroom, request: Request, article_id: str) -> Receipt:
    """Hide the article from readers; it can be published again, at the same address.

    Raises what `change_article` raises.
    """
    return change_article(newsroom, request, article_id, Action.UNPUBLISH)
