"""A password that was forgotten: a code by mail, and another one with it."""

from typing import Any

from broadsheet import bootstrap
from broadsheet.adapters.http.answer import Answer
from broadsheet.adapters.http.desk.account_words import in_words, why_not
from broadsheet.adapters.http.desk.answers import see
from broadsheet.adapters.http.desk.passwords import chosen_password
from broadsheet.adapters.http.desk.request import DeskRequest
from broadsheet.adapters.http.desk.router import SIGN_IN, DeskEndpoint
from broadsheet.domain.shared.errors import Invalid, TooManyRequests
from broadsheet.domain.shared.sentence import sentence
from broadsheet.usecases.desk.own_account import reset_password


def _page(desk: DeskRequest) -> Answer:
    desk.only()
    return bootstrap.desk().page(desk, "forgotten.html", user="", problem="")


def _ask(desk: DeskRequest) -> Answer:
    user = desk.form.text("user").strip()
    try:
        bootstrap.desk_door().pool.forgotten(user)
    except TooManyRequests as error:
        told = {"problem": why_not(error), "user": user}
        return bootstrap.desk().page(desk, "forgotten.html", status=429, **told)
    return bootstrap.desk().page(desk, "forgotten_code.html", user=user, code="", wrong={})


def _reset(desk: DeskRequest) -> Answer:
    user, code = desk.form.text("user").strip(), "".join(desk.form.text("code").split())
    door, staff, pool = bootstrap.desk_door(), bootstrap.staff(), bootstrap.staff_pool()
    try:
        password = chosen_password(desk.form, door, user, "code", "not_mailed")
        reset_password(door, staff, pool, desk.to_use_case(), (user, code, password))
    except Invalid as error:
        told: dict[str, Any] = {"wrong": in_words(error.errors), "user": user, "code": code}
        return bootstrap.desk().page(desk, "forgotten_code.html", status=422, **told)
    except TooManyRequests as error:
        told = {"problem": why_not(error), "user": user}
        return bootstrap.desk().page(desk, "forgotten.html", status=429, **told)
    return see(SIGN_IN, sentence("Your password is changed. Please sign in with it."))


OPEN: dict[str, DeskEndpoint] = {
    "GET /desk/sign-in/forgotten": _page,
    "POST /desk/sign-in/forgotten": _ask,
    "POST /desk/sign-in/forgotten/code": _reset,
}
