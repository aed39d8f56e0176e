"""An article is handed in to the editors, and handed back."""

from broadsheet.domain.life import Action
from broadsheet.usecases.change_article import change_article
from broadsheet.usecases.newsroom import Newsroom, Receipt, Request


def review_article(
    newsroom: Newsroom, request: Request, article_id: str, note: str = ""
) -> Receipt:
    """From its author to the editors. Raises what `change_article` raises."""
    return change_article(newsroom, request, article_id, Action.REVIEW, note=note)


def return_article(
    newsroom: Newsroom, request: Request, article_id: str, note: str = ""
) -> Receipt:
    """Back to its author, by an editor or by its author. Raises what `change_article` raises."""
    return change_article(newsroom, request, article_id, Action.RETURN, note=note)
