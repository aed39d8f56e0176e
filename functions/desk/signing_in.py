"""Signing in at the desk, and out."""

from broadsheet import bootstrap
from broadsheet.adapters.http.answer import Answer
from broadsheet.adapters.http.desk.answers import forgotten, see
from broadsheet.adapters.http.desk.request import DeskRequest
from broadsheet.adapters.http.desk.router import DeskEndpoint
from broadsheet.usecases.desk.sessions import end_session


def _sign_in(desk: DeskRequest) -> Answer:
    asked = desk.only("next")
    return bootstrap.desk().page(desk, "sign_in.html", next=asked.get("next", ""))


def _sign_out(desk: DeskRequest) -> Answer:
    if desk.session is not None:
        end_session(bootstrap.services(), desk.http.id, desk.session)
    return see("/desk/sign-in", "You are signed out.", [forgotten()])


OPEN: dict[str, DeskEndpoint] = {"GET /desk/sign-in": _sign_in}
ROUTES: dict[str, DeskEndpoint] = {"POST /desk/sign-out": _sign_out}
