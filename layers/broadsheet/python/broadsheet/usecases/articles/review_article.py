"""An article is handed in to the editors, and handed back."""

from broadsheet.domain.articles.life import Action
from broadsheet.usecases.articles.change_article import ArticleReceipt, change_article
from broadsheet.usecases.shared.committing import Request
from broadsheet.usecases.shared.services import Services


def review_article(
    services: Services, request: Request, article_id: str, note: str = ""
) -> ArticleReceipt:
    """From its author to the editors. Raises what `change_article` raises."""
    return change_article(services, request, article_id, Action.REVIEW, note=note)


def return_article(
    services: Services, request: Request, article_id: str, note: str = ""
) -> ArticleReceipt:
    """Back to its author, by an editor or by its author. Raises what `change_article` raises."""
    return change_article(services, request, article_id, Action.RETURN, note=note)
