"""An author sends a new article."""

from broadsheet.domain.article import Article, Status
from broadsheet.domain.errors import Forbidden
from broadsheet.domain.submission import ArticleSubmission
from broadsheet.usecases.change_article import Filing
from broadsheet.usecases.newsroom import Newsroom, Receipt, Request, commit_once
from broadsheet.usecases.ports import Write
from broadsheet.usecases.resolve_links import resolve_links


def submit_article(newsroom: Newsroom, request: Request, submission: ArticleSubmission) -> Receipt:
    """Write the article down as a draft or, if an editor says so, publish it at once.

    Raises Invalid, Forbidden and TooLarge.
    """
    _must_be_allowed(request, submission)
    filing = Filing(newsroom, request)
    article_id = newsroom.ids()

    def plan() -> tuple[list[Write], Receipt]:
        content = submission.content(newsroom.language)
        now = newsroom.clock()
        article = Article(
            id=article_id,
            version=1,
            status=Status(submission.status),
            content=resolve_links(newsroom.table, content, article_id, request.who),
            body=newsroom.markup.article(content.body),
            path="",
            created_at=now,
            created_by=request.who.name,
            modified_at=now,
            modified_by=request.who.name,
        )
        return filing.writes(None, article, "submit")

    return commit_once(newsroom, request, plan)


def _must_be_allowed(request: Request, submission: ArticleSubmission) -> None:
    if not request.who.is_author:
        raise Forbidden("Only authors and editors may submit articles.")
    if Status(submission.status) is Status.PUBLISHED:
        request.who.must_be_editor()
