"""An editor publishes an article."""

from broadsheet.domain.life import Action
from broadsheet.usecases.change_article import change_article
from broadsheet.usecases.newsroom import Newsroom, Receipt, Request


def publish_article(
    newsroom: Newsroom, request: Request, article_id: str, note: str = ""
) -> Receipt:
    """Let readers see the article. Raises what `change_article` raises, and Embargoed."""
    return change_article(newsroom, request, article_id, Action.PUBLISH, note=note)
