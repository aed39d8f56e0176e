"""One's own account at the desk."""

from datetime import timedelta
from typing import Any

import pytest

from broadsheet.adapters.http.desk.request import COOKIE
from broadsheet.domain.shared.errors import TooManyRequests
from broadsheet.domain.shared.sentence import for_programs
from tests.fakes.user_pool import MemoryUserPool
from tests.integration.desk.conftest import PASSWORD
from tests.support.api import SUBJECTS
from tests.support.desk import Browser, Desk, Page
from tests.support.lambdas import Stack
from tests.support.totp import totp

CHOSEN = "green kettle hums"


def account(desk: Desk, user: str = "ann") -> Page:
    """The page of somebody who has just signed in."""
    page = desk.nobody().get("/desk/account")
    return page.submit("Sign in", user=user, password=PASSWORD)


def test_it_tells_who_one_is_and_until_when(desk: Desk, pool: MemoryUserPool) -> None:
    page = account(desk)
    assert (page.status, page.title) == (200, "Your account")
    assert "ann" in page.text
    assert "Author" in page.text


def test_a_password_is_changed_by_who_knows_the_old_one(desk: Desk, pool: MemoryUserPool) -> None:
    page = account(desk)
    typed: dict[str, Any] = {"old": PASSWORD, "password": CHOSEN, "repeated": CHOSEN}
    for wrong, where in (
        ({"old": "not it"}, ["old"]),
        ({"repeated": "another"}, ["repeated"]),
        ({"password": "ann ann ann ann", "repeated": "ann ann ann ann"}, ["password"]),
        ({"password": "x" * 257, "repeated": "x" * 257}, ["password"]),
        ({"password": f"{CHOSEN} ", "repeated": f"{CHOSEN} "}, ["password"]),
        ({"old": " ", "password": "short"}, ["old", "password", "repeated"]),
    ):
        refused = page.submit("Change the password", **typed | wrong)
        assert (refused.status, refused.wrong) == (422, where)
    assert pool.accounts["ann"].password == PASSWORD
    done = page.submit("Change the password", **typed)
    assert "Your password is changed." in done.text
    assert pool.accounts["ann"].password == CHOSEN


def test_another_authenticator_wants_the_password_and_a_code(
    desk: Desk, pool: MemoryUserPool, stack: Stack
) -> None:
    page = account(desk)
    refused = page.submit("Go on", password="not it")
    assert (refused.status, refused.wrong) == (422, ["password"])
    shown = refused.submit("Go on", password=PASSWORD)
    key = shown.html.one("code").text
    assert shown.html.one("svg")
    wrong = shown.submit("Go on", code="123456")
    assert (wrong.status, wrong.wrong) == (422, ["code"])
    assert wrong.html.one("code").text == key
    assert pool.accounts["ann"].key == ""
    done = wrong.submit("Go on", code=totp(key, stack.clock()))
    assert "you are asked for a code" in done.text
    assert pool.accounts["ann"].key == key


def test_what_is_shown_as_a_key_is_nothing_else(desk: Desk, pool: MemoryUserPool) -> None:
    browser = account(desk).browser
    page = browser.get("/desk/account")
    token = page.value("_csrf")
    planted = [("_csrf", token), ("key", "<script>alert(1)</script>"), ("code", "123456")]
    assert "alert" not in browser.post("/desk/account/authenticator/code", planted).body


def test_who_signs_out_everywhere_is_out_everywhere(
    desk: Desk, pool: MemoryUserPool, stack: Stack
) -> None:
    other = account(desk).browser
    page = account(desk)
    stack.clock.now += timedelta(seconds=2)
    page = page.submit("Sign out everywhere")
    assert "You are signed out, on every machine." in page.text
    assert COOKIE not in page.browser.cookies
    assert other.send("GET", "/desk/today").status == 303
    assert stack.cloud.signed_out == [SUBJECTS["ann"]]


def test_a_forgotten_password_is_replaced_with_the_code_of_a_mail_and_sessions_end(
    desk: Desk, pool: MemoryUserPool, stack: Stack
) -> None:
    pool.accounts["ann"].email = "ann@news.example.org"
    thief = account(desk).browser
    stack.clock.now += timedelta(seconds=2)
    page = desk.nobody().get("/desk/sign-in").follow("Forgotten password")
    page = page.submit("Send a code", user="ann")
    ((address, code),) = pool.mails
    assert address == "ann@news.example.org"
    wrong = page.submit("Change the password", code="0", password=CHOSEN, repeated=CHOSEN)
    assert (wrong.status, wrong.wrong) == (422, ["code"])
    assert "of this moment" not in wrong.text, "that is an authenticator's"
    weak = wrong.submit("Change the password", code=code, password="short", repeated="short")
    assert (weak.status, weak.wrong) == (422, ["password"])
    all_of_it = weak.submit("Change the password", code=" ", password=" \t", repeated="")
    assert all_of_it.wrong == ["code", "password", "repeated"]
    apart = f" {code[:3]} {code[3:]}"
    done = weak.submit("Change the password", code=apart, password=CHOSEN, repeated=CHOSEN)
    assert "Your password is changed." in done.text
    assert thief.send("GET", "/desk/today").status == 303
    stack.clock.now += timedelta(seconds=2)
    assert done.submit("Sign in", user="ann", password=CHOSEN).status == 200


def test_a_code_is_good_still_where_the_pool_could_not_say_whose_it_is(
    desk: Desk, pool: MemoryUserPool, monkeypatch: pytest.MonkeyPatch
) -> None:
    pool.accounts["ann"].email = "ann@news.example.org"

    def busy(_user: str) -> None:
        raise TooManyRequests(for_programs("Later."), 5)

    page = desk.nobody().get("/desk/sign-in/forgotten").submit("Send a code", user="ann")
    ((_, code),) = pool.mails
    chosen: dict[str, Any] = {"code": code, "password": CHOSEN, "repeated": CHOSEN}
    with monkeypatch.context() as later:
        later.setattr(pool, "named", busy)
        assert page.submit("Change the password", **chosen).status == 429
    assert pool.accounts["ann"].password == PASSWORD
    assert "Your password is changed." in page.submit("Change the password", **chosen).text


def test_nobody_is_told_which_accounts_there_are_or_have_an_address(
    desk: Desk, pool: MemoryUserPool
) -> None:
    pool.accounts["ann"].email = "ann@news.example.org"
    told = {
        desk.nobody().get("/desk/sign-in/forgotten").submit("Send a code", user=user).text
        for user in ("ann", "ben", "nobody")
    }
    assert len(told) == 1
    assert len(pool.mails) == 1
    refused = {
        desk.nobody()
        .get("/desk/sign-in/forgotten")
        .submit("Send a code", user=user)
        .submit("Change the password", code="0", password=CHOSEN, repeated=CHOSEN)
        .text
        for user in ("ann", "ben", "nobody")
    }
    assert len(refused) == 1


def test_who_is_not_signed_in_changes_nothing(desk: Desk, pool: MemoryUserPool) -> None:
    for path in ("password", "authenticator", "authenticator/code", "sign-out-everywhere"):
        answered = Browser(desk.stack).post(f"/desk/account/{path}", [("password", PASSWORD)])
        assert answered.status == 401
    assert pool.accounts["ann"].password == PASSWORD
