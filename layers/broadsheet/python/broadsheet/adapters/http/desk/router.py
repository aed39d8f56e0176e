"""From an event of the HTTP API to the page of the desk that answers it.

API Gateway has two routes for all of it: what is asked is looked up here, in the table of the
feature's module.
"""

import functools
import re
from collections.abc import Callable, Mapping
from importlib import import_module
from typing import Any, NamedTuple
from urllib.parse import quote, urlencode

from broadsheet.adapters.aws.observability import logger
from broadsheet.adapters.http.answer import STRICT_TRANSPORT, Answer
from broadsheet.adapters.http.desk import carried
from broadsheet.adapters.http.desk.answers import Desk, see
from broadsheet.adapters.http.desk.request import COOKIE, DeskRequest
from broadsheet.adapters.http.problem import status_of
from broadsheet.adapters.http.request import HttpRequest
from broadsheet.domain.shared.errors import (
    Forbidden,
    Hidden,
    MethodNotAllowed,
    NotFound,
    Unauthenticated,
)
from broadsheet.domain.shared.sentence import sentence
from broadsheet.usecases.desk.renew import renewed
from broadsheet.usecases.desk.sessions import former_session, session_of
from broadsheet.usecases.desk.sign_in import Door
from broadsheet.usecases.shared.services import Services

DeskEndpoint = Callable[[DeskRequest], Answer]
SIGN_IN = "/desk/sign-in"


@functools.cache
def _pattern(path: str) -> re.Pattern[str]:
    return re.compile(re.sub(r"\{(\w+)\}", r"(?P<\1>[^/]+)", path))


class Found(NamedTuple):
    """An endpoint, the route that it is of, what is in the path, and whether everybody may ask."""

    route: str
    endpoint: DeskEndpoint
    parameters: dict[str, str]
    is_open: bool


class Feature:
    """The pages of a module: `ROUTES` are for whoever signed in, `OPEN` are for everybody."""

    def __init__(self, module: Any) -> None:
        self.routes: Mapping[str, DeskEndpoint] = getattr(module, "ROUTES", {})
        self.open: Mapping[str, DeskEndpoint] = getattr(module, "OPEN", {})

    def find(self, method: str, path: str) -> "Found":
        """What answers at a path.

        Raises NotFound and MethodNotAllowed.
        """
        allowed = []
        for is_open, routes in ((True, self.open), (False, self.routes)):
            for route, endpoint in routes.items():
                verb, _, pattern = route.partition(" ")
                found = _pattern(pattern).fullmatch(path)
                if found and verb == method:
                    return Found(route, endpoint, found.groupdict(), is_open)
                if found:
                    allowed.append(verb)
        if allowed:
            raise MethodNotAllowed(sorted(allowed))
        raise NotFound(sentence("There is no such page at the desk."))


def feature_of(features: Mapping[str, str], path: str, package: str) -> Feature:
    """That of the first beginning of the path, which may have an `{id}` in it.

    Raises NotFound where there is none.
    """
    for begin, name in features.items():
        found = _pattern(begin).match(path)
        if found and path[found.end() :][:1] in ("", "/"):
            return Feature(import_module(package + name))
    raise NotFound(sentence("There is no such page at the desk."))


def respond_at_desk(
    find: Callable[[str], Feature],
    event: dict[str, Any],
    services: Callable[[], Services],
    made_by: Callable[[], Desk],
    door: Callable[[], Door],
) -> Answer:
    """The page that was asked for, or what was wrong, as a page too."""
    http, log = HttpRequest(event), logger()
    desk = DeskRequest(http, None, "")
    try:
        desk = _signed_in(http, services(), door)
        answered = _answered(find, desk, made_by())
    except Exception as error:
        # The outermost edge: whatever it is, nobody behind us can answer the browser.
        if status_of(error) >= 500:
            log.exception("request failed")
        answered = _refused(desk, error, made_by(), services)
        _tell_of_refusal(desk, error)
    if http.is_encrypted():
        answered["headers"]["strict-transport-security"] = STRICT_TRANSPORT
    told = {"route": http.route, "status": answered["statusCode"]}
    log.info("answered", extra=told | _by(desk))
    return answered


def _signed_in(http: HttpRequest, services: Services, door: Callable[[], Door]) -> DeskRequest:
    secret = http.cookie(COOKIE)
    session = session_of(services, http.id, secret)
    if session is not None and session.is_stale(services.clock()):
        session = renewed(door(), http.id, session, secret)
    return DeskRequest(http, session, secret)


def _answered(find: Callable[[str], Feature], desk: DeskRequest, made_by: Desk) -> Answer:
    path = desk.path.rstrip("/") or "/desk"
    found = find(path).find(desk.http.method, path)
    desk.http.read_as(found.route, found.parameters)
    if not found.is_open and desk.session is None:
        raise Unauthenticated(sentence("Please sign in."), "no_session")
    if desk.http.method == "POST":
        # What is open to everybody has no session's token; whose page sent it is told all the same.
        ours = desk.must_be_sent_from_here if found.is_open else desk.must_be_ours
        ours(made_by.site.url)
    return found.endpoint(desk)


def _refused(
    desk: DeskRequest, error: Exception, made_by: Desk, services: Callable[[], Services]
) -> Answer:
    """Whoever only wants to read signs in and is there; whoever sent a form signs in on the page
    that answers it, which carries the form along; modules are told.
    """
    if not isinstance(error, Unauthenticated) or desk.wants_json:
        return made_by.refused(desk, error)
    if desk.http.method == "GET":
        return see(f"{SIGN_IN}?next={quote(_address(desk), safe='')}")
    session = former_session(services(), desk.http.cookie(COOKIE))
    brought = carried.of_request(desk, made_by.site.url, session.person if session else "")
    if brought is None:
        return made_by.refused(desk, error)
    again, user = carried.packed(brought), session.called if session else ""
    told: dict[str, Any] = {"again": again, "typed": brought.typed, "user": user, "ended": True}
    return made_by.page(desk, "sign_in.html", status=401, next="", problem="", **told)


def _address(desk: DeskRequest) -> str:
    """What was asked for, with its query."""
    query = urlencode(desk.http.query)
    return f"{desk.path}?{query}" if query else desk.path


def _by(desk: DeskRequest) -> dict[str, str]:
    return {"by": desk.who.id} if desk.session else {}


def _tell_of_refusal(desk: DeskRequest, error: Exception) -> None:
    """One line about who was refused what (OWASP ASVS 5.0, 16.3.2)."""
    match error:
        case Unauthenticated(rule=rule):
            pass
        case Forbidden(detail=rule):
            pass
        case Hidden():
            rule = "may_see"
        case _:
            return
    told = {"route": desk.http.route, "status": status_of(error).value, "rule": rule, **_by(desk)}
    logger().warning("refused", extra=told)
