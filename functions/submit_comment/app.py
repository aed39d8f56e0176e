"""Readers write: a plain HTML form, or JSON."""

from typing import TYPE_CHECKING, Any

from broadsheet import bootstrap
from broadsheet.adapters.http.answer import Answer, json_answer, see_other
from broadsheet.adapters.http.comment_form import fields_of, refused
from broadsheet.adapters.http.request import HttpRequest
from broadsheet.adapters.http.routes import respond
from broadsheet.adapters.observability import observed
from broadsheet.domain.errors import BroadsheetError
from broadsheet.domain.submission import comment_from_fields
from broadsheet.usecases.submit_comment import submit_comment

if TYPE_CHECKING:
    from aws_lambda_powertools.utilities.typing import LambdaContext


def _submit(request: HttpRequest) -> Answer:
    try:
        return _accepted(request)
    except BroadsheetError as error:
        if request.wants_json():
            raise
        return refused(request, error, bootstrap.newsroom().table, bootstrap.site())


def _accepted(request: HttpRequest) -> Answer:
    article_id = request.parameter("id")
    submission = comment_from_fields(fields_of(request))
    receipt = submit_comment(bootstrap.newsroom(), request.to_use_case(), article_id, submission)
    if request.wants_json():
        body = {"id": receipt["id"], "state": receipt["state"]}
        return json_answer(201, body, {"location": f"{receipt['path']}#comment-received"})
    return see_other(f"{receipt['path']}#comment-received")


ROUTES = {"POST /api/v1/articles/{id}/comments": _submit}


@observed
def lambda_handler(event: dict[str, Any], context: "LambdaContext") -> Answer:
    """An event of the HTTP API."""
    return respond(ROUTES, event)
