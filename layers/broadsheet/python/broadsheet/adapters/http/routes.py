"""API Gateway has routed already: its route key names the endpoint."""

from collections.abc import Callable, Mapping
from typing import Any

from broadsheet.adapters.aws.observability import count, logger
from broadsheet.adapters.http.answer import STRICT_TRANSPORT, Answer
from broadsheet.adapters.http.problem import problem, status_of
from broadsheet.adapters.http.request import HttpRequest

Endpoint = Callable[[HttpRequest], Answer]


def respond(routes: Mapping[str, Endpoint], event: dict[str, Any]) -> Answer:
    """The endpoint's answer, or the problem that it met."""
    request = HttpRequest(event)
    log = logger()
    try:
        answered = routes[request.route](request)
    except Exception as error:
        # The outermost edge: whatever it is, nobody behind us can answer the client.
        if status_of(error) >= 500:
            log.exception("request failed")
        answered = problem(error, request.id, request.path)
    if request.is_encrypted():
        answered["headers"]["strict-transport-security"] = STRICT_TRANSPORT
    log.info("answered", extra={"route": request.route, "status": answered["statusCode"]})
    count(f"Answered{answered['statusCode'] // 100}xx")
    return answered
