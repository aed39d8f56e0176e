"""An article is handed in to the editors, and handed back."""

import msgspec

from broadsheet.domain.articles.article import Article, Returned
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
    """Back to its author, by an editor or by its author. Raises what `change_article` raises.

    What an editor gave back stands among the returned ones, with the note, until it is handed in.
    """

    def change(article: Article) -> Article:
        who = request.who
        if who.id == article.created_by_id:
            return article
        returned = Returned(note=note, at=services.clock(), by=who.name, by_id=who.id)
        return msgspec.structs.replace(article, returned=returned)

    return change_article(services, request, article_id, Action.RETURN, change, note=note)
