"""An edit: the whole article is sent again."""

import msgspec

from broadsheet.domain.article import Action, Article
from broadsheet.domain.errors import FieldError, Invalid
from broadsheet.domain.submission import ArticleSubmission
from broadsheet.usecases.change_article import change_article
from broadsheet.usecases.newsroom import Newsroom, Receipt, Request
from broadsheet.usecases.resolve_links import resolve_links


def replace_article(
    newsroom: Newsroom, request: Request, article_id: str, submission: ArticleSubmission
) -> Receipt:
    """Replace the content of the article; its state stays. The address moves with the slug.

    Raises what `change_article` raises, Invalid and TooLarge.
    """

    def change(before: Article) -> Article:
        if "status" in submission.model_fields_set and submission.status != before.status:
            raise Invalid([_STATUS])
        content = submission.content(newsroom.language, slug=before.content.slug)
        content = resolve_links(
            newsroom.table, content, article_id, request.who, known=before.content
        )
        return msgspec.structs.replace(
            before, content=content, body=newsroom.markup.article(content.body)
        )

    return change_article(
        newsroom, request, article_id, Action.REPLACE, change, version_required=True
    )


_STATUS = FieldError(
    "/status", "not_replaceable", "is changed by /publish and /unpublish, not by an edit"
)
