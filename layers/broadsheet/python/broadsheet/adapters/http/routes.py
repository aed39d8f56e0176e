"""API Gateway has routed already: its route key names the endpoint."""

import re
from collections.abc import Callable, Mapping
from typing import Any

from broadsheet.adapters.aws.observability import logger
from broadsheet.adapters.http.answer import STRICT_TRANSPORT, Answer
from broadsheet.adapters.http.problem import problem, status_of
from broadsheet.adapters.http.request import HttpRequest
from broadsheet.adapters.http.signed_in import signed_in
from broadsheet.domain.shared.errors import Forbidden, Hidden, Unauthenticated
from broadsheet.domain.shared.principal import NOBODY
from broadsheet.usecases.shared.ports import Reads

Endpoint = Callable[[HttpRequest], Answer]


def respond(
    routes: Mapping[str, Endpoint], event: dict[str, Any], reads: Callable[[], Reads]
) -> Answer:
    """The endpoint's answer, or the problem that it met.

    Whom the authoriser let in is looked up with `reads` before anything else is done.
    """
    request = HttpRequest(event)
    log = logger()
    try:
        if request.claims:
            request.admit(signed_in(request.claims, reads()))
        _as_get(request, routes)
        answered = routes[request.route](request)
    except Exception as error:
        # The outermost edge: whatever it is, nobody behind us can answer the client.
        if status_of(error) >= 500:
            log.exception("request failed")
        answered = problem(error, request.id, request.path)
        _tell_of_refusal(error, request, answered["statusCode"])
    if request.method == "HEAD":
        answered["body"] = ""
    if request.is_encrypted():
        answered["headers"]["strict-transport-security"] = STRICT_TRANSPORT
    told = {"route": request.route, "status": answered["statusCode"]}
    log.info("answered", extra=told | _by(request.principal().id))
    return answered


def _as_get(request: HttpRequest, routes: Mapping[str, Endpoint]) -> None:
    """A HEAD is the GET of the same address without its body (RFC 9110, 9.3.2).

    API Gateway has no route for it, and so it comes where nothing else would.
    """
    if request.method != "HEAD" or request.route != "$default":
        return
    for route in routes:
        verb, _, path = route.partition(" ")
        pattern = re.sub(r"\\?\{(\w+)\\?\}", r"(?P<\1>[^/]+)", re.escape(path))
        found = re.fullmatch(pattern, request.path) if verb == "GET" else None
        if found:
            request.read_as(route, found.groupdict())
            return


def _tell_of_refusal(error: Exception, request: HttpRequest, status: int) -> None:
    """One line about who was refused what, and by which rule (OWASP ASVS 5.0, 16.3.1, 16.3.2)."""
    by = request.principal().id
    match error:
        case Unauthenticated(rule=rule, who=who):
            by = who or by
        case Forbidden(detail=rule):
            pass
        case Hidden():
            rule = "may_see"
        case _:
            return
    told = {"route": request.route, "status": status, "rule": rule}
    logger().warning("refused", extra=told | _by(by))


def _by(who: str) -> dict[str, str]:
    """An id in the user pool, which is no name; nothing of readers, who have none."""
    return {} if who == NOBODY.id else {"by": who}
