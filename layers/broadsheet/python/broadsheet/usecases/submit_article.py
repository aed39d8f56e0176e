"""An author sends a new article."""

from broadsheet.domain.article import Article, Hour
from broadsheet.domain.errors import Forbidden
from broadsheet.domain.life import Status
from broadsheet.domain.principal import Scope
from broadsheet.domain.submission import ArticleSubmission
from broadsheet.usecases.change_article import Filing
from broadsheet.usecases.newsroom import Newsroom, Receipt, Request, commit_once
from broadsheet.usecases.pictured import pictured
from broadsheet.usecases.ports import Write
from broadsheet.usecases.resolve_links import resolve_links


def submit_article(newsroom: Newsroom, request: Request, submission: ArticleSubmission) -> Receipt:
    """Write the article down as a draft, hand it in or, if an editor says so, publish it at once.

    Raises Invalid, Forbidden, Embargoed and TooLarge.
    """
    _must_be_allowed(request, submission)
    filing = Filing(newsroom, request)
    article_id = newsroom.ids()
    embargo = embargo_of(newsroom, submission)

    def plan() -> tuple[list[Write], Receipt]:
        content = submission.content(newsroom.language)
        content = resolve_links(newsroom.table, content, article_id, request.who)
        content, body = pictured(newsroom, content)
        now = newsroom.clock()
        article = Article(
            id=article_id,
            version=1,
            status=Status(submission.status),
            content=content,
            body=body,
            path="",
            created_at=now,
            created_by=request.who.name,
            modified_at=now,
            modified_by=request.who.name,
            embargo=embargo,
        )
        return filing.writes(None, article, "submit")

    return commit_once(newsroom, request, plan)


def embargo_of(newsroom: Newsroom, submission: ArticleSubmission) -> Hour | None:
    """The hour until which nobody may publish it. Raises Invalid for one that cannot be."""
    entry = submission.embargo
    return entry.hour(newsroom.time_zone, "/embargo") if entry else None


def _must_be_allowed(request: Request, submission: ArticleSubmission) -> None:
    if not request.who.is_author:
        raise Forbidden("Only authors and editors may submit articles.")
    if Status(submission.status) is Status.PUBLISHED:
        request.who.must(Scope.ARTICLES_PUBLISH)
