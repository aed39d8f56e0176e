"""An article is thrown away."""

from broadsheet.domain.life import Action
from broadsheet.usecases.change_article import change_article
from broadsheet.usecases.newsroom import Newsroom, Receipt, Request


def delete_article(newsroom: Newsroom, request: Request, article_id: str) -> Receipt:
    """Remove the article for readers and clients. Its revisions and its address are kept.

    Raises what `change_article` raises.
    """
    return change_article(newsroom, request, article_id, Action.DELETE)
