"""An article is thrown away."""

from broadsheet.domain.articles.life import Action
from broadsheet.usecases.articles.change_article import ArticleReceipt, change_article
from broadsheet.usecases.shared.committing import Request
from broadsheet.usecases.shared.services import Services


def delete_article(services: Services, request: Request, article_id: str) -> ArticleReceipt:
    """Remove the article for readers and clients. Its revisions and its address are kept.

    Raises what `change_article` raises.
    """
    return change_article(services, request, article_id, Action.DELETE)
