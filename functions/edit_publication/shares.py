"""The staff make links to a story for people without an account, and take them back."""

from functools import partial

from broadsheet import bootstrap
from broadsheet.adapters.http.answer import Answer, answer
from broadsheet.adapters.http.desk import share_answers
from broadsheet.adapters.http.lists import list_answer, paging
from broadsheet.adapters.http.request import HttpRequest
from broadsheet.adapters.http.routes import Endpoint
from broadsheet.usecases.desk.shares import (
    list_openings,
    list_shares,
    revoke_share,
    share_article,
)

SHARES = "/api/v1/articles/{id}/shares"


def _make(request: HttpRequest) -> Answer:
    from broadsheet.adapters.http.desk.submitted import ShareSubmission  # noqa: PLC0415

    asked, article_id = request.to_use_case(), request.parameter("id")
    sent = ShareSubmission.from_json(request.json_bytes() if request.body else b"{}")
    made = share_article(bootstrap.services(), asked, article_id, sent.label, sent.days)
    return share_answers.share_made(made, article_id, request.site_url(bootstrap.site_url()))


def _list(request: HttpRequest) -> Answer:
    limit, cursor = paging(request)
    who, article_id = request.principal(), request.parameter("id")
    services = bootstrap.services()
    found = list_shares(services.table, who, article_id, limit, cursor)
    return list_answer(request, found, partial(share_answers.share, now=services.clock()))


def _openings(request: HttpRequest) -> Answer:
    limit, cursor = paging(request)
    who, article_id = request.principal(), request.parameter("id")
    share_id, reads = request.parameter("share"), bootstrap.reads()
    found = list_openings(reads, who, article_id, share_id, limit, cursor)
    return list_answer(request, found, share_answers.opening)


def _revoke(request: HttpRequest) -> Answer:
    asked, article_id = request.without_body().to_use_case(), request.parameter("id")
    revoke_share(bootstrap.services(), asked, article_id, request.parameter("share"))
    return answer(204, {"cache-control": "no-store"})


ROUTES: dict[str, Endpoint] = {
    f"GET {SHARES}": _list,
    f"POST {SHARES}": _make,
    f"POST {SHARES}/{{share}}/revoke": _revoke,
    f"GET {SHARES}/{{share}}/openings": _openings,
}
