"""Authors and editors read what readers do not: every revision of an article, its trail, and its
receipt: the pages that its last change reached."""

from typing import TYPE_CHECKING, Any

from broadsheet import bootstrap
from broadsheet.adapters.aws.observability import observed
from broadsheet.adapters.http.answer import PRIVATE, Answer, readable
from broadsheet.adapters.http.articles.remark_answers import remark
from broadsheet.adapters.http.articles.revision_answers import Comparison, change, revision, step
from broadsheet.adapters.http.articles.revision_requests import other_version_of, version_of
from broadsheet.adapters.http.lists import LONGEST, list_answer, next_link, paging
from broadsheet.adapters.http.request import HttpRequest
from broadsheet.adapters.http.routes import Endpoint, respond
from broadsheet.usecases.articles.read_revisions import (
    compare_revisions,
    list_revisions,
    revision_of,
)
from broadsheet.usecases.articles.remarks import list_remarks

if TYPE_CHECKING:
    from aws_lambda_powertools.utilities.typing import LambdaContext

REVISIONS = "/api/v1/articles/{id}/revisions"


def _revisions(request: HttpRequest) -> Answer:
    limit, cursor = paging(request)
    who, article_id = request.principal(), request.parameter("id")
    found = list_revisions(bootstrap.reads(), who, article_id, limit, cursor)
    return list_answer(request, found, step)


def _trail(request: HttpRequest) -> Answer:
    limit, cursor = paging(request)
    who, article_id = request.principal(), request.parameter("id")
    reads = bootstrap.reads()
    found = list_revisions(reads, who, article_id, limit, cursor, newest_first=False)
    return list_answer(request, found, step)


def _revision(request: HttpRequest) -> Answer:
    request.only()
    who, article_id = request.principal(), request.parameter("id")
    found = revision_of(bootstrap.reads(), who, article_id, version_of(request))
    return readable(request, revision(found), cache=PRIVATE)


def _compare(request: HttpRequest) -> Answer:
    older, newer = version_of(request), other_version_of(request)
    who, article_id = request.principal(), request.parameter("id")
    changes = compare_revisions(bootstrap.reads(), who, article_id, older, newer)
    body = Comparison(list(map(change, changes)))
    return readable(request, body, cache=PRIVATE)


def _remarks(request: HttpRequest) -> Answer:
    limit, cursor = paging(request)
    who, article_id = request.principal(), request.parameter("id")
    return list_answer(
        request, list_remarks(bootstrap.reads(), who, article_id, limit, cursor), remark
    )


def _receipt(request: HttpRequest) -> Answer:
    # Only this route has templates to load.
    from broadsheet.adapters.http.desk.receipt_answers import receipt  # noqa: PLC0415
    from broadsheet.usecases.desk.receipt import receipt_of  # noqa: PLC0415

    limit, cursor = paging(request, limit=LONGEST)
    receipts = bootstrap.receipts(request.site_url(bootstrap.site_url()))
    found, following = receipt_of(
        receipts, request.principal(), request.parameter("id"), limit, cursor
    )
    body = receipt(found, next_link(request, following))
    return readable(request, body, cache=PRIVATE)


ROUTES: dict[str, Endpoint] = {
    f"GET {REVISIONS}": _revisions,
    f"GET {REVISIONS}/{{version}}": _revision,
    f"GET {REVISIONS}/{{version}}/compare": _compare,
    "GET /api/v1/articles/{id}/trail": _trail,
    "GET /api/v1/articles/{id}/remarks": _remarks,
    "GET /api/v1/articles/{id}/receipt": _receipt,
}


@observed
def lambda_handler(event: dict[str, Any], context: "LambdaContext") -> Answer:
    """An event of the HTTP API."""
    return respond(ROUTES, event, bootstrap.reads)
