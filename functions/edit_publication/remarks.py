"""Colleagues say something to each other about a story."""

from broadsheet import bootstrap
from broadsheet.adapters.http.answer import Answer, json_answer
from broadsheet.adapters.http.articles.requests import remark_of
from broadsheet.adapters.http.request import HttpRequest
from broadsheet.adapters.http.routes import Endpoint
from broadsheet.usecases.articles.remarks import add_remark, remove_remark
from broadsheet.usecases.shared.committing import with_sent

REMARKS = "/api/v1/articles/{id}/remarks"


def _add(request: HttpRequest) -> Answer:
    asked, article_id = request.to_use_case(), request.parameter("id")
    text, sent = remark_of(request)
    receipt = add_remark(bootstrap.services(), with_sent(asked, sent), article_id, text)
    location = f"/api/v1/articles/{receipt.article_id}/remarks/{receipt.id}"
    return json_answer(201, receipt, {"location": location})


def _remove(request: HttpRequest) -> Answer:
    asked, article_id = request.without_body().to_use_case(), request.parameter("id")
    receipt = remove_remark(bootstrap.services(), asked, article_id, request.parameter("remark"))
    return json_answer(200, receipt)


ROUTES: dict[str, Endpoint] = {
    f"POST {REMARKS}": _add,
    f"POST {REMARKS}/{{remark}}/remove": _remove,
}
