"""What authors and editors do with an article as a whole: its life from draft to reader."""

from collections.abc import Callable
from functools import partial

from broadsheet import bootstrap
from broadsheet.adapters.http.answer import Answer
from broadsheet.adapters.http.articles.receipts import filed
from broadsheet.adapters.http.articles.requests import (
    assignee_of,
    note_of,
    retraction_of,
    schedule_of,
)
from broadsheet.adapters.http.articles.revision_requests import correction_of, version_of
from broadsheet.adapters.http.request import HttpRequest
from broadsheet.adapters.http.routes import Endpoint
from broadsheet.usecases.articles.assign_article import assign_article
from broadsheet.usecases.articles.change_article import ArticleReceipt
from broadsheet.usecases.articles.correct_article import correct_article
from broadsheet.usecases.articles.duplicate_article import duplicate_article
from broadsheet.usecases.articles.publish_article import publish_article
from broadsheet.usecases.articles.restore_revision import restore_revision
from broadsheet.usecases.articles.retract_article import retract_article
from broadsheet.usecases.articles.review_article import return_article, review_article
from broadsheet.usecases.articles.schedule_article import schedule_article, unschedule_article
from broadsheet.usecases.articles.unpublish_article import unpublish_article
from broadsheet.usecases.shared.committing import with_sent

ARTICLE = "/api/v1/articles/{id}"


def _noted(act: Callable[..., ArticleReceipt], request: HttpRequest) -> Answer:
    asked, article_id = request.to_use_case(), request.parameter("id")
    note, sent = note_of(request)
    receipt = act(bootstrap.services(), with_sent(asked, sent), article_id, note)
    return filed(request, receipt, bootstrap.site_url())


def _schedule(request: HttpRequest) -> Answer:
    services, asked = bootstrap.services(), request.to_use_case()
    article_id, (hours, sent) = request.parameter("id"), schedule_of(request)
    begin, end = hours.hours(services.time_zone)
    asked = with_sent(asked, sent)
    receipt = schedule_article(services, asked, article_id, begin, end, note=hours.note)
    return filed(request, receipt, bootstrap.site_url())


def _retract(request: HttpRequest) -> Answer:
    asked, article_id = request.to_use_case(), request.parameter("id")
    reason, sent = retraction_of(request)
    receipt = retract_article(bootstrap.services(), with_sent(asked, sent), article_id, reason)
    return filed(request, receipt, bootstrap.site_url())


def _correct(request: HttpRequest) -> Answer:
    asked, article_id = request.to_use_case(), request.parameter("id")
    text, sent = correction_of(request)
    receipt = correct_article(bootstrap.services(), with_sent(asked, sent), article_id, text)
    return filed(request, receipt, bootstrap.site_url())


def _restore(request: HttpRequest) -> Answer:
    asked, article_id = request.without_body().to_use_case(), request.parameter("id")
    receipt = restore_revision(bootstrap.services(), asked, article_id, version_of(request))
    return filed(request, receipt, bootstrap.site_url())


def _duplicate(request: HttpRequest) -> Answer:
    asked, article_id = request.without_body().to_use_case(), request.parameter("id")
    receipt = duplicate_article(bootstrap.services(), asked, article_id)
    return filed(request, receipt, bootstrap.site_url(), is_new=True)


def _assign(request: HttpRequest) -> Answer:
    asked, article_id = request.to_use_case(), request.parameter("id")
    person, sent = assignee_of(request)
    asked, staff = with_sent(asked, sent), bootstrap.colleagues()
    receipt = assign_article(bootstrap.services(), asked, article_id, person, staff)
    return filed(request, receipt, bootstrap.site_url())


ROUTES: dict[str, Endpoint] = {
    f"POST {ARTICLE}/review": partial(_noted, review_article),
    f"POST {ARTICLE}/return": partial(_noted, return_article),
    f"POST {ARTICLE}/schedule": _schedule,
    f"POST {ARTICLE}/unschedule": partial(_noted, unschedule_article),
    f"POST {ARTICLE}/publish": partial(_noted, publish_article),
    f"POST {ARTICLE}/unpublish": partial(_noted, unpublish_article),
    f"POST {ARTICLE}/retract": _retract,
    f"POST {ARTICLE}/corrections": _correct,
    f"POST {ARTICLE}/duplicate": _duplicate,
    f"POST {ARTICLE}/assign": _assign,
    f"POST {ARTICLE}/revisions/{{version}}/restore": _restore,
}
