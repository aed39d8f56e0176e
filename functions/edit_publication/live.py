"""Editors report a running story, entry by entry."""

from broadsheet import bootstrap
from broadsheet.adapters.http.answer import Answer, answer, json_answer
from broadsheet.adapters.http.live.requests import entry_of, number_of
from broadsheet.adapters.http.request import HttpRequest
from broadsheet.adapters.http.routes import Endpoint
from broadsheet.usecases.live.report_live import (
    add_live_entry,
    change_live_entry,
    remove_live_entry,
)
from broadsheet.usecases.shared.committing import Receipt


def _add(request: HttpRequest) -> Answer:
    asked, article_id = request.to_use_case(), request.parameter("id")
    receipt = add_live_entry(bootstrap.services(), asked, article_id, entry_of(request))
    return _filed(request, receipt, status=201)


def _change(request: HttpRequest) -> Answer:
    asked, article_id = request.to_use_case(), request.parameter("id")
    number, sent = number_of(request), entry_of(request)
    receipt = change_live_entry(bootstrap.services(), asked, article_id, number, sent)
    return _filed(request, receipt)


def _remove(request: HttpRequest) -> Answer:
    asked, article_id = request.to_use_case(), request.parameter("id")
    remove_live_entry(bootstrap.services(), asked, article_id, number_of(request))
    return answer(204, {"cache-control": "no-store"})


def _filed(request: HttpRequest, receipt: Receipt, status: int = 200) -> Answer:
    url = f"{request.site_url(bootstrap.site_url())}{receipt['path']}"
    headers = {"etag": f'"{receipt["version"]}"'}
    if status == 201:
        headers["location"] = f"/api/v1/articles/{receipt['article_id']}/live/{receipt['number']}"
    return json_answer(status, {**receipt, "url": url}, headers)


ROUTES: dict[str, Endpoint] = {
    "POST /api/v1/articles/{id}/live": _add,
    "PUT /api/v1/articles/{id}/live/{number}": _change,
    "DELETE /api/v1/articles/{id}/live/{number}": _remove,
}
