"""Signing in at the desk step by step, and out."""

from typing import Any

from broadsheet import bootstrap
from broadsheet.adapters.http.answer import Answer
from broadsheet.adapters.http.desk import carried
from broadsheet.adapters.http.desk.account_words import in_words, why_not
from broadsheet.adapters.http.desk.answers import (
    WAY,
    and_cookies,
    arrived,
    forgotten,
    kept_by,
    see,
    waiting,
)
from broadsheet.adapters.http.desk.passwords import chosen_password
from broadsheet.adapters.http.desk.request import DeskRequest
from broadsheet.adapters.http.desk.router import SIGN_IN, DeskEndpoint
from broadsheet.adapters.http.problem import headers_of, status_of
from broadsheet.adapters.qr_code import authenticator_picture
from broadsheet.domain.desk.sign_in import Step
from broadsheet.domain.shared.errors import (
    BroadsheetError,
    Forbidden,
    Invalid,
    TooManyRequests,
    Unauthenticated,
)
from broadsheet.domain.shared.sentence import sentence
from broadsheet.usecases.desk.sessions import Begun
from broadsheet.usecases.desk.sign_in import (
    Half,
    choose_password,
    give_code,
    half_of,
    set_up,
    sign_in,
    sign_out,
)

_FROM_OUTSIDE = ("cross-site", "same-site")
"""What a browser says of a link on another site: it brings no Strict cookie along."""


def _page(desk: DeskRequest) -> Answer:
    to = carried.inside(desk.only("next").get("next", ""))
    if desk.session is not None:
        return see(to)
    if desk.http.headers.get("sec-fetch-site") in _FROM_OUTSIDE:
        return bootstrap.desk().page(desk, "going_on.html", to=to)
    return _first(desk, next=to)


def _sign_in(desk: DeskRequest) -> Answer:
    user = desk.form.text("user").strip()
    try:
        result = sign_in(bootstrap.desk_door(), desk.http.id, user, desk.form.text("password"))
    except (Unauthenticated, Forbidden, TooManyRequests) as error:
        return _once_more(desk, error, user)
    if desk.session is not None:
        sign_out(bootstrap.desk_door(), desk.http.id, desk.session, desk.secret)
    return _on(desk, result)


def _password(desk: DeskRequest) -> Answer:
    return _step(desk, Step.PASSWORD)


def _code(desk: DeskRequest) -> Answer:
    return _step(desk, Step.CODE)


def _authenticator(desk: DeskRequest) -> Answer:
    return _step(desk, Step.AUTHENTICATOR)


def _step(desk: DeskRequest, step: Step) -> Answer:
    """The next of a sign-in; wrong, it is asked again, and too late, everything is."""
    door = bootstrap.desk_door()
    try:
        half = half_of(door, desk.http.cookie(WAY), step)
        return _on(desk, _answered(desk, half))
    except Invalid as error:
        return _asks(desk, half, error)
    except (Unauthenticated, Forbidden, TooManyRequests) as error:
        return and_cookies(_once_more(desk, error), arrived())


def _answered(desk: DeskRequest, half: Half) -> Begun | Half:
    door, cause = bootstrap.desk_door(), desk.http.id
    match half.record.step:
        case Step.PASSWORD:
            chosen = chosen_password(desk.form, door, half.left.user)
            return choose_password(door, cause, half, chosen)
        case Step.CODE:
            return give_code(door, cause, half, desk.form.text("code"))
    return set_up(door, cause, half, desk.form.text("code"))


def _on(desk: DeskRequest, result: Begun | Half) -> Answer:
    if isinstance(result, Half):
        return and_cookies(_asks(desk, result), waiting(result.secret), forgotten())
    cookies = (kept_by(result.secret), arrived())
    brought = carried.unpacked(desk.form)
    if brought is None:
        return and_cookies(see(carried.inside(desk.form.text("next"))), *cookies)
    now = DeskRequest(desk.http, result.session, result.secret)
    by_itself = brought.person == result.session.person
    page = bootstrap.desk().page(now, "again.html", carried=brought, by_itself=by_itself)
    return and_cookies(page, *cookies)


def _asks(desk: DeskRequest, half: Half, wrong: Invalid | None = None) -> Answer:
    """The page of the step that a sign-in waits for."""
    made_by, left = bootstrap.desk(), half.left
    told = {
        "user": left.user,
        "key": left.key,
        "wrong": in_words(wrong.errors) if wrong else {},
        **_kept(desk),
    }
    if left.key:
        told["picture"] = authenticator_picture(made_by.site.title, left.user, left.key)
    status = 422 if wrong else 200
    return made_by.page(desk, f"sign_in_{half.record.step}.html", status=status, **told)


def _first(desk: DeskRequest, **told: Any) -> Answer:
    given = {"user": "", "problem": "", "ended": False, "again": "", "typed": (), **told}
    return bootstrap.desk().page(desk, "sign_in.html", **given)


def _once_more(desk: DeskRequest, error: BroadsheetError, user: str = "") -> Answer:
    """The first page, with what was wrong."""
    status = status_of(error).value
    told = {"user": user, "problem": why_not(error), **_kept(desk)}
    page = _first(desk, status=status, **told)
    page["headers"] |= headers_of(error) if isinstance(error, TooManyRequests) else {}
    return page


def _kept(desk: DeskRequest) -> dict[str, Any]:
    """What goes along from step to step."""
    brought = carried.unpacked(desk.form)
    return {
        "next": carried.inside(desk.form.text("next")),
        "again": carried.packed(brought),
        "typed": brought.typed if brought else (),
    }


def _begin_anew(desk: DeskRequest) -> Answer:
    return see(SIGN_IN)


def _sign_out(desk: DeskRequest) -> Answer:
    if desk.session is not None:
        sign_out(bootstrap.desk_door(), desk.http.id, desk.session, desk.secret)
    return see(SIGN_IN, sentence("You are signed out."), cookies=[forgotten()])


OPEN: dict[str, DeskEndpoint] = {
    "GET /desk/sign-in": _page,
    "POST /desk/sign-in": _sign_in,
    "POST /desk/sign-in/password": _password,
    "POST /desk/sign-in/code": _code,
    "POST /desk/sign-in/authenticator": _authenticator,
    # A step is the answer to a form: its address alone leads nowhere.
    "GET /desk/sign-in/{step}": _begin_anew,
}
ROUTES: dict[str, DeskEndpoint] = {"POST /desk/sign-out": _sign_out}
