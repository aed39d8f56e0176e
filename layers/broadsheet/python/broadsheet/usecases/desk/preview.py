"""A story as readers will see it, before it is there: made of what its page will be made of."""

from datetime import datetime
from typing import NamedTuple

import msgspec

from broadsheet.domain.articles.article import Article
from broadsheet.domain.articles.life import Status
from broadsheet.domain.articles.listing import Card, card_of
from broadsheet.domain.articles.submitted import SubmittedArticle
from broadsheet.domain.comments.discussion import discussion_of
from broadsheet.domain.shared.slug import alternatives, article_path
from broadsheet.domain.site.kinds.article import ArticlePage, ArticleView, RetractedView
from broadsheet.domain.site.site import month_of
from broadsheet.usecases.articles.replace_article import replaced
from broadsheet.usecases.articles.submit_article import begun
from broadsheet.usecases.shared.committing import Request
from broadsheet.usecases.shared.services import Services
from broadsheet.usecases.site.kinds.article import retracted_view, view_of


class Preview(NamedTuple):
    """The story as it would be if it were published now, and what its page and its card are made
    of. In place of one that was retracted there is the notice, and no card."""

    article: Article
    page: ArticlePage
    view: ArticleView | RetractedView
    card: Card | None


def preview_of(services: Services, article: Article) -> Preview:
    """What would stand there if the article, as it is or as somebody has it before them, were
    published at this moment. Nothing is written.
    """
    if article.retraction is not None and article.status is Status.RETRACTED:
        view = retracted_view(article, article.retraction)
        return Preview(article, ArticlePage(article.path), view, None)
    now = services.clock()
    shown = as_published(article, now, services)
    made = view_of(services.table, shown, discussion_of(shown, now))
    return Preview(shown, ArticlePage(shown.path), made, card_of(shown))


def as_typed(
    services: Services, request: Request, submission: SubmittedArticle, before: Article | None
) -> Article:
    """The article that saving what somebody typed would leave: in place of `before`, or a new one.

    Nothing is written. Raises Invalid where it could not be saved.
    """
    if before is None:
        return begun(services, request, services.ids(), submission).article
    after = replaced(services, request, before, submission).article
    # Readers have it already: for them an edit is of now, and stands at the address of its slug.
    if before.published_at and after.content.slug != before.content.slug:
        month = month_of(before.published_at, services.time_zone)
        after = msgspec.structs.replace(after, path=article_path(month, after.content.slug))
    return msgspec.structs.replace(
        after, modified_at=max(services.clock(), before.modified_at), modified_by=request.who.name
    )


def as_published(article: Article, now: datetime, services: Services) -> Article:
    """The article with the dates and the address that it would get."""
    if article.is_public:
        return article
    published_at = article.published_at or now
    return msgspec.structs.replace(
        article,
        status=Status.PUBLISHED,
        path=_path(article, month_of(published_at, services.time_zone)),
        published_at=published_at,
        modified_at=max(now, article.modified_at),
        comments_until=services.rules.closing_of(published_at),
        publish_at=None,
        embargo=None,
    )


def _path(article: Article, month: str) -> str:
    """Its address now, unless it is to move; whether that will be free nobody knows before."""
    slugs = alternatives(article.content.slug, article.id[-6:])
    paths = [article_path(month, slug) for slug in slugs]
    return article.path if article.published_at or article.path in paths else paths[0]
