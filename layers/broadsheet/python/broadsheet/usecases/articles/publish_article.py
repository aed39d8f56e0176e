"""An editor publishes an article."""

from broadsheet.domain.articles.life import Action
from broadsheet.usecases.articles.change_article import ArticleReceipt, change_article
from broadsheet.usecases.shared.committing import Request
from broadsheet.usecases.shared.services import Services


def publish_article(
    services: Services, request: Request, article_id: str, note: str = ""
) -> ArticleReceipt:
    """Let readers see the article. Raises what `change_article` raises, and Embargoed."""
    return change_article(services, request, article_id, Action.PUBLISH, note=note)
