"""Readers confirm that they want mail, or end it."""

from typing import TYPE_CHECKING, Any

from broadsheet import bootstrap
from broadsheet.adapters.aws.observability import observed
from broadsheet.adapters.http.answer import Answer
from broadsheet.adapters.http.mail import answers as subscription_answers
from broadsheet.adapters.http.request import HttpRequest
from broadsheet.adapters.http.routes import Endpoint, respond

if TYPE_CHECKING:
    from aws_lambda_powertools.utilities.typing import LambdaContext

SUBSCRIPTION = "/api/v1/subscriptions/{id}/{token}"


def _ask(request: HttpRequest) -> Answer:
    return subscription_answers.asked(request, bootstrap.services(), bootstrap.site())


def _do(request: HttpRequest) -> Answer:
    return subscription_answers.done(request, bootstrap.services(), bootstrap.site())


ROUTES: dict[str, Endpoint] = {f"GET {SUBSCRIPTION}": _ask, f"POST {SUBSCRIPTION}": _do}


@observed
def lambda_handler(event: dict[str, Any], context: "LambdaContext") -> Answer:
    """An event of the HTTP API."""
    return respond(ROUTES, event, bootstrap.reads)
