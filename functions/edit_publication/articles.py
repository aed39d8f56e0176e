"""Authors and editors write: articles are submitted, replaced and deleted."""

from broadsheet import bootstrap
from broadsheet.adapters.http.answer import Answer, answer
from broadsheet.adapters.http.articles.as_sent import edited_article, new_article
from broadsheet.adapters.http.articles.receipts import filed
from broadsheet.adapters.http.request import HttpRequest
from broadsheet.usecases.articles.delete_article import delete_article
from broadsheet.usecases.articles.replace_article import replace_article
from broadsheet.usecases.articles.submit_article import submit_article
from broadsheet.usecases.shared.committing import with_sent


def _submit(request: HttpRequest) -> Answer:
    asked, site_url = request.to_use_case(), request.site_url(bootstrap.site_url())
    submission, sent = new_article(request.json_bytes(), asked.who, site_url)
    receipt = submit_article(bootstrap.services(), with_sent(asked, sent), submission)
    return filed(request, receipt, bootstrap.site_url(), is_new=True)


def _replace(request: HttpRequest) -> Answer:
    asked, site_url = request.to_use_case(), request.site_url(bootstrap.site_url())
    submission, sent = edited_article(request.json_bytes(), asked.who, site_url)
    receipt = replace_article(
        bootstrap.services(), with_sent(asked, sent), request.parameter("id"), submission
    )
    return filed(request, receipt, bootstrap.site_url())


def _delete(request: HttpRequest) -> Answer:
    delete_article(
        bootstrap.services(), request.without_body().to_use_case(), request.parameter("id")
    )
    return answer(204, {"cache-control": "no-store"})


ROUTES = {
    "POST /api/v1/articles": _submit,
    "PUT /api/v1/articles/{id}": _replace,
    "DELETE /api/v1/articles/{id}": _delete,
}
