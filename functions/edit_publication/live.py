"""Editors report a running story, entry by entry."""

from broadsheet import bootstrap
from broadsheet.adapters.http.answer import Answer, answer
from broadsheet.adapters.http.live.receipts import reported
from broadsheet.adapters.http.live.requests import entry_of, number_of
from broadsheet.adapters.http.request import HttpRequest
from broadsheet.adapters.http.routes import Endpoint
from broadsheet.usecases.live.report_live import (
    add_live_entry,
    change_live_entry,
    remove_live_entry,
)
from broadsheet.usecases.shared.committing import with_sent


def _add(request: HttpRequest) -> Answer:
    asked, article_id = request.to_use_case(), request.parameter("id")
    submission, sent = entry_of(request, is_new=True)
    receipt = add_live_entry(bootstrap.services(), with_sent(asked, sent), article_id, submission)
    return reported(request, receipt, bootstrap.site_url(), is_new=True)


def _change(request: HttpRequest) -> Answer:
    asked, article_id = request.to_use_case(), request.parameter("id")
    number, (submission, sent) = number_of(request), entry_of(request)
    receipt = change_live_entry(
        bootstrap.services(), with_sent(asked, sent), article_id, number, submission
    )
    return reported(request, receipt, bootstrap.site_url())


def _remove(request: HttpRequest) -> Answer:
    asked, article_id = request.without_body().to_use_case(), request.parameter("id")
    remove_live_entry(bootstrap.services(), asked, article_id, number_of(request))
    return answer(204, {"cache-control": "no-store"})


ROUTES: dict[str, Endpoint] = {
    "POST /api/v1/articles/{id}/live": _add,
    "PUT /api/v1/articles/{id}/live/{number}": _change,
    "DELETE /api/v1/articles/{id}/live/{number}": _remove,
}
