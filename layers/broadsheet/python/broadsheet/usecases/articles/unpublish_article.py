"""An editor takes an article off the site."""

from broadsheet.domain.articles.life import Action
from broadsheet.usecases.articles.change_article import ArticleReceipt, change_article
from broadsheet.usecases.shared.committing import Request
from broadsheet.usecases.shared.services import Services


def unpublish_article(
    services: Services, request: Request, article_id: str, note: str = ""
) -> ArticleReceipt:
    """Hide the article from readers; it can be published again, at the same address.

    Of a retracted one the notice goes: the retraction was the mistake.

    Raises what `change_article` raises.
    """
    return change_article(services, request, article_id, Action.UNPUBLISH, note=note)
