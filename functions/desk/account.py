"""One's own account: the session, the password, the authenticator."""

import re
from collections.abc import Mapping
from types import MappingProxyType

from broadsheet import bootstrap
from broadsheet.adapters.http.answer import Answer
from broadsheet.adapters.http.desk.account_words import in_words
from broadsheet.adapters.http.desk.answers import forgotten, see, told
from broadsheet.adapters.http.desk.passwords import chosen_password
from broadsheet.adapters.http.desk.request import DeskRequest
from broadsheet.adapters.http.desk.router import SIGN_IN, DeskEndpoint
from broadsheet.adapters.qr_code import authenticator_picture
from broadsheet.domain.desk.session import DeskSession
from broadsheet.domain.shared.errors import Invalid, Unauthenticated
from broadsheet.domain.shared.record import stamp
from broadsheet.domain.shared.sentence import Sentence, sentence
from broadsheet.usecases.desk.own_account import (
    begin_authenticator,
    change_password,
    confirm_authenticator,
)
from broadsheet.usecases.people.end_sessions import end_own_sessions

PATH = "/desk/account"
NOTHING: Mapping[str, Sentence] = MappingProxyType({})
_KEY = re.compile(r"[A-Z2-7]{16,128}=*")
"""Base32: what a page of ours has shown."""


def _page(desk: DeskRequest) -> Answer:
    desk.only()
    return _shown_with(desk)


def _session(desk: DeskRequest) -> Answer:
    """For modules that were told 401: whether somebody is signed in again, and with which token."""
    desk.only()
    session = _own(desk)
    ends = stamp(session.ends_at())
    return told({"token": desk.token, "person": session.person, "ends_at": ends})


def _change_password(desk: DeskRequest) -> Answer:
    door, session = bootstrap.desk_door(), _own(desk)
    try:
        new = chosen_password(desk.form, door, session.called, "old", "wrong_password")
        change_password(door, session, desk.secret, desk.form.text("old"), new)
    except Invalid as error:
        return _shown_with(desk, wrong=in_words(error.errors))
    said = sentence(
        "Your password is changed. Other browsers stay signed in: you can sign out everywhere."
    )
    return see(PATH, said)


def _begin(desk: DeskRequest) -> Answer:
    try:
        password = desk.form.text("password")
        key = begin_authenticator(bootstrap.desk_door(), _own(desk), desk.secret, password)
    except Invalid as error:
        return _shown_with(desk, proof=in_words(error.errors))
    return _shown(desk, key)


def _confirm(desk: DeskRequest) -> Answer:
    key, code = desk.form.text("key"), desk.form.text("code")
    try:
        confirm_authenticator(bootstrap.desk_door(), _own(desk), desk.secret, code)
    except Invalid as error:
        if not _KEY.fullmatch(key):
            return see(PATH)
        return _shown(desk, key, error)
    return see(PATH, sentence("From now on you are asked for a code of this authenticator."))


def _shown_with(
    desk: DeskRequest,
    wrong: Mapping[str, Sentence] = NOTHING,
    proof: Mapping[str, Sentence] = NOTHING,
) -> Answer:
    status = 422 if wrong or proof else 200
    return bootstrap.desk().page(desk, "account.html", status=status, wrong=wrong, proof=proof)


def _shown(desk: DeskRequest, key: str, wrong: Invalid | None = None) -> Answer:
    made_by = bootstrap.desk()
    picture = authenticator_picture(made_by.site.title, desk.who.name, key)
    values = {"key": key, "picture": picture, "wrong": in_words(wrong.errors) if wrong else {}}
    status = 422 if wrong else 200
    return made_by.page(desk, "account_authenticator.html", status=status, **values)


def _end_sessions(desk: DeskRequest) -> Answer:
    end_own_sessions(bootstrap.services(), bootstrap.staff_pool(), desk.to_use_case())
    return see(SIGN_IN, sentence("You are signed out, on every machine."), cookies=[forgotten()])


def _own(desk: DeskRequest) -> DeskSession:
    if desk.session is None:
        raise Unauthenticated(sentence("Please sign in."), "no_session")
    return desk.session


ROUTES: dict[str, DeskEndpoint] = {
    f"GET {PATH}": _page,
    f"GET {PATH}/session": _session,
    f"POST {PATH}/password": _change_password,
    f"POST {PATH}/authenticator": _begin,
    f"POST {PATH}/authenticator/code": _confirm,
    f"POST {PATH}/sign-out-everywhere": _end_sessions,
}
