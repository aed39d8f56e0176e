"""Editors decide on comments."""

from functools import partial
from typing import TYPE_CHECKING, Any

from broadsheet import bootstrap
from broadsheet.adapters.http import present
from broadsheet.adapters.http.answer import Answer, json_answer
from broadsheet.adapters.http.request import HttpRequest
from broadsheet.adapters.http.routes import respond
from broadsheet.adapters.observability import observed
from broadsheet.domain.comment import Decision
from broadsheet.usecases.moderate_comment import moderate_comment
from broadsheet.usecases.read_comments import list_moderation

if TYPE_CHECKING:
    from aws_lambda_powertools.utilities.typing import LambdaContext


def _list(request: HttpRequest) -> Answer:
    query = request.only("state", "limit", "cursor")
    state = query.get("state", "pending")
    limit, cursor = present.paging(query)
    table = bootstrap.newsroom().table
    found = list_moderation(table, request.principal(), state, limit, cursor)
    return present.list_answer(request, found, present.moderated)


def _decide(decision: Decision, request: HttpRequest) -> Answer:
    asked = request.to_use_case()
    receipt = moderate_comment(bootstrap.newsroom(), asked, request.parameter("id"), decision)
    return json_answer(200, receipt)


ROUTES = {"GET /api/v1/moderation/comments": _list} | {
    f"POST /api/v1/moderation/comments/{{id}}/{decision}": partial(_decide, decision)
    for decision in Decision
}


@observed
def lambda_handler(event: dict[str, Any], context: "LambdaContext") -> Answer:
    """An event of the HTTP API."""
    return respond(ROUTES, event)
