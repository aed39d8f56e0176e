"""Authors and editors write: articles are submitted, replaced, published, unpublished, deleted."""

from typing import TYPE_CHECKING, Any

from broadsheet import bootstrap
from broadsheet.adapters.http.answer import Answer, answer, json_answer
from broadsheet.adapters.http.request import HttpRequest
from broadsheet.adapters.http.routes import respond
from broadsheet.adapters.observability import observed
from broadsheet.domain.submission import article_from_json
from broadsheet.usecases.delete_article import delete_article
from broadsheet.usecases.newsroom import Receipt
from broadsheet.usecases.publish_article import publish_article
from broadsheet.usecases.replace_article import replace_article
from broadsheet.usecases.submit_article import submit_article
from broadsheet.usecases.unpublish_article import unpublish_article

if TYPE_CHECKING:
    from aws_lambda_powertools.utilities.typing import LambdaContext


def _submit(request: HttpRequest) -> Answer:
    submission = article_from_json(request.json_bytes())
    receipt = submit_article(bootstrap.newsroom(), request.to_use_case(), submission)
    return _filed(request, receipt, status=201)


def _replace(request: HttpRequest) -> Answer:
    asked, submission = request.to_use_case(), article_from_json(request.json_bytes())
    receipt = replace_article(bootstrap.newsroom(), asked, request.parameter("id"), submission)
    return _filed(request, receipt)


def _publish(request: HttpRequest) -> Answer:
    asked = request.to_use_case()
    receipt = publish_article(bootstrap.newsroom(), asked, request.parameter("id"))
    return _filed(request, receipt)


def _unpublish(request: HttpRequest) -> Answer:
    asked = request.to_use_case()
    receipt = unpublish_article(bootstrap.newsroom(), asked, request.parameter("id"))
    return _filed(request, receipt)


def _delete(request: HttpRequest) -> Answer:
    delete_article(bootstrap.newsroom(), request.to_use_case(), request.parameter("id"))
    return answer(204, {"cache-control": "no-store"})


def _filed(request: HttpRequest, receipt: Receipt, status: int = 200) -> Answer:
    url = f"{request.site_url(bootstrap.site_url())}{receipt['path']}"
    headers = {"etag": f'"{receipt["version"]}"'}
    if status == 201:
        headers["location"] = f"/api/v1/articles/{receipt['id']}"
    return json_answer(status, {**receipt, "url": url}, headers)


ROUTES = {
    "POST /api/v1/articles": _submit,
    "PUT /api/v1/articles/{id}": _replace,
    "DELETE /api/v1/articles/{id}": _delete,
    "POST /api/v1/articles/{id}/publish": _publish,
    "POST /api/v1/articles/{id}/unpublish": _unpublish,
}


@observed
def lambda_handler(event: dict[str, Any], context: "LambdaContext") -> Answer:
    """An event of the HTTP API."""
    return respond(ROUTES, event)
