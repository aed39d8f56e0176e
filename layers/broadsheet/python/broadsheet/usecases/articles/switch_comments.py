"""One switch of a story: whether readers may comment on it."""

from typing import Literal

import msgspec

from broadsheet.domain.articles.article import Article
from broadsheet.domain.articles.life import Action
from broadsheet.usecases.articles.change_article import ArticleReceipt, change_article
from broadsheet.usecases.shared.committing import ANY_VERSION, Request
from broadsheet.usecases.shared.services import Services

Wanted = Literal["open", "closed"] | None
"""None is as the site has it (`close_after_days`)."""


def switch_comments(
    services: Services, request: Request, article_id: str, wanted: Wanted
) -> ArticleReceipt:
    """Open or close the comments of a story, whatever version of it is the newest: an edit like
    any other, which touches nothing else of it.

    Raises NotFound, Forbidden, and what any edit of the article does.
    """

    def change(before: Article) -> Article:
        content = msgspec.structs.replace(before.content, comments=wanted)
        return msgspec.structs.replace(before, content=content)

    newest = msgspec.structs.replace(request, if_match=ANY_VERSION)
    return change_article(services, newest, article_id, Action.REPLACE, change)
