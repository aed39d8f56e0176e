"""An editor takes an article off the site."""

from broadsheet.domain.life import Action
from broadsheet.usecases.change_article import change_article
from broadsheet.usecases.newsroom import Newsroom, Receipt, Request


def unpublish_article(
    newsroom: Newsroom, request: Request, article_id: str, note: str = ""
) -> Receipt:
    """Hide the article from readers; it can be published again, at the same address.

    Of a retracted one the notice goes: the retraction was the mistake.

    Raises what `change_article` raises.
    """
    return change_article(newsroom, request, article_id, Action.UNPUBLISH, note=note)
