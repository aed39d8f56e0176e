"""An author sends a new article."""

from datetime import datetime

from broadsheet.domain.articles.article import Article, Hour
from broadsheet.domain.articles.hours import hour_at
from broadsheet.domain.articles.life import Status
from broadsheet.domain.articles.submitted import SubmittedArticle
from broadsheet.domain.shared.errors import FieldError, Forbidden, Invalid
from broadsheet.domain.shared.principal import Scope
from broadsheet.domain.shared.sentence import for_programs, sentence
from broadsheet.usecases.articles.change_article import ArticleReceipt, Changed, Filing
from broadsheet.usecases.articles.chosen_addresses import must_be_theirs
from broadsheet.usecases.articles.known_sections import must_be_known
from broadsheet.usecases.articles.resolve_links import resolve_links
from broadsheet.usecases.media.pictured import pictured
from broadsheet.usecases.shared.committing import Request, commit_once
from broadsheet.usecases.shared.ports import Write
from broadsheet.usecases.shared.services import Services


def submit_article(
    services: Services, request: Request, submission: SubmittedArticle
) -> ArticleReceipt:
    """Write the article down as a draft, hand it in or, if an editor says so, publish it at once.

    Raises Invalid, Forbidden, Embargoed and TooLarge.
    """
    _must_be_allowed(request, submission)
    _must_be_past(submission, services.clock())
    filing = Filing(services, request)
    article_id = services.ids()

    def plan() -> tuple[list[Write], ArticleReceipt]:
        must_be_theirs(services, request, submission)
        article, notes = begun(services, request, article_id, submission)
        # What it says is as old as that: for readers nothing was updated today.
        return filing.writes(None, article, "submit", at=submission.published_at, notes=notes)

    return commit_once(services, request, plan, ArticleReceipt)


def begun(
    services: Services, request: Request, article_id: str, submission: SubmittedArticle
) -> Changed:
    """The article that the submission makes, without the address and the places that filing gives
    it. Nothing is written. Raises Invalid.
    """
    embargo, who = embargo_of(services, submission), request.who
    content = submission.content(services.language, own_sections=services.own_sections())
    must_be_known(services, who, content.section, None, is_new=submission.new_section)
    content = resolve_links(services.table, content, article_id, who)
    content, (body, notes) = pictured(services, content)
    now = services.clock()
    article = Article(
        id=article_id,
        version=1,
        status=submission.status or Status.DRAFT,
        content=content,
        body=body,
        path="",
        slug_chosen=submission.slug is not None,
        created_at=now,
        created_by=who.name,
        created_by_id=who.id,
        modified_at=now,
        modified_by=who.name,
        modified_by_id=who.id,
        embargo=embargo,
        published_at=submission.published_at,
    )
    return Changed(article, notes)


def embargo_of(services: Services, submission: SubmittedArticle) -> Hour | None:
    """The hour until which nobody may publish it. Raises Invalid for one that cannot be."""
    named = submission.embargo
    return hour_at(named.local, named.zone or services.time_zone, "/embargo") if named else None


def _must_be_allowed(request: Request, submission: SubmittedArticle) -> None:
    if not request.who.is_author:
        raise Forbidden(sentence("Only authors and editors may submit articles."))
    if submission.status is Status.PUBLISHED:
        request.who.must(Scope.ARTICLES_PUBLISH)


def _must_be_past(submission: SubmittedArticle, now: datetime) -> None:
    at = submission.published_at
    if at is None:
        return
    if submission.status is not Status.PUBLISHED:
        words = for_programs("needs status published, which editors may send")
        raise Invalid([FieldError("/published_at", "not_published", words)])
    if at > now:
        words = for_programs("must not be in the future: an hour to come is for schedule")
        raise Invalid([FieldError("/published_at", "in_the_future", words)])
