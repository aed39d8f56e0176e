"""Whoever is signed in ends their sessions, and an editor anybody's."""

from broadsheet import bootstrap
from broadsheet.adapters.http.answer import Answer, json_answer
from broadsheet.adapters.http.request import HttpRequest
from broadsheet.adapters.http.routes import Endpoint
from broadsheet.usecases.people.end_sessions import end_own_sessions, end_sessions_of

SESSIONS = "/api/v1/sessions"


def _end_own(request: HttpRequest) -> Answer:
    services, pool = bootstrap.services(), bootstrap.staff_pool()
    return json_answer(200, end_own_sessions(services, pool, request.without_body().to_use_case()))


def _end_those_of(request: HttpRequest) -> Answer:
    asked, person = request.without_body().to_use_case(), request.person("person")
    services, pool = bootstrap.services(), bootstrap.staff_pool()
    return json_answer(200, end_sessions_of(services, pool, asked, person))


ROUTES: dict[str, Endpoint] = {
    f"POST {SESSIONS}/end": _end_own,
    f"POST {SESSIONS}/{{person}}/end": _end_those_of,
}
