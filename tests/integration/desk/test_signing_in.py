"""Signing in at the desk: with a password, another one, an authenticator; and what ends it."""

import re

import pytest

from broadsheet.adapters.http.desk.answers import WAY
from broadsheet.adapters.http.desk.request import COOKIE
from broadsheet.domain.desk.session import hash_of
from tests.fakes.user_pool import MemoryUserPool
from tests.integration.desk.conftest import PASSWORD
from tests.support.desk import Browser, Desk, Page
from tests.support.lambdas import Stack
from tests.support.totp import totp

CHOSEN = "green kettle hums"


def signed_in(desk: Desk, user: str = "edith", password: str = PASSWORD) -> Page:
    """The page after the first form of a new browser."""
    page = desk.nobody().get("/desk/sign-in")
    return page.submit("Sign in", user=user, password=password)


def test_whoever_has_the_password_is_where_they_wanted_to_be(
    desk: Desk, pool: MemoryUserPool
) -> None:
    page = desk.nobody().get("/desk/people?begins=an")
    assert page.title == "Sign in"
    page = page.submit("Sign in", user="edith", password=PASSWORD)
    assert page.status == 200
    assert page.title == "People"
    assert page.links.keys() >= {"ann"}
    assert "ben" not in page.links


@pytest.mark.parametrize(
    ("user", "password"),
    [("edith", "wrong"), ("nobody", PASSWORD), ("", PASSWORD), ("edith", ""), ("a b", PASSWORD)],
)
def test_a_wrong_password_and_a_name_that_there_is_not_are_answered_alike(
    desk: Desk, pool: MemoryUserPool, user: str, password: str
) -> None:
    page = signed_in(desk, user, password)
    other = signed_in(desk, "edith", "not it either")
    assert page.status == other.status == 401
    assert re.sub(r'value="[^"]*"', "", page.body) == re.sub(r'value="[^"]*"', "", other.body)
    assert COOKIE not in page.browser.cookies


def test_who_is_disabled_or_has_no_role_is_not_let_in(desk: Desk, pool: MemoryUserPool) -> None:
    pool.accounts["ann"].is_enabled = False
    assert signed_in(desk, "ann").status == 401
    page = signed_in(desk, "olga")
    assert page.status == 403
    assert "no role here yet" in page.text
    assert COOKIE not in page.browser.cookies
    assert all(one.is_revoked for one in pool.refresh.values())


def test_a_pool_that_is_asked_too_often_says_when_to_come_again(
    desk: Desk, pool: MemoryUserPool
) -> None:
    pool.is_busy = True
    page = signed_in(desk)
    assert (page.status, page.headers["retry-after"]) == (429, "5")
    assert page.value("user") == "edith"


def test_a_temporary_password_is_good_for_the_choice_of_another(
    desk: Desk, pool: MemoryUserPool
) -> None:
    pool.add("nora", PASSWORD, "authors", temporary=True)
    page = signed_in(desk, "nora")
    assert page.title == "Choose a password"
    assert COOKIE not in page.browser.cookies
    weak = page.submit("Save and go on", password="newsroom2026", repeated="newsroom2026")
    assert weak.status == 422
    assert "easy" in weak.text or "tried first" in weak.text
    other = weak.submit("Save and go on", password=CHOSEN, repeated="another")
    assert other.wrong == ["repeated"]
    page = other.submit("Save and go on", password=CHOSEN, repeated=CHOSEN)
    assert page.status == 200
    assert "nora" in page.html.one("header").text
    assert signed_in(desk, "nora", CHOSEN).status == 200


def test_the_authenticator_is_asked_for_its_code(
    desk: Desk, pool: MemoryUserPool, stack: Stack
) -> None:
    pool.accounts["edith"].key = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"
    page = signed_in(desk)
    assert page.title == "Code of the authenticator"
    wrong = page.submit("Go on", code="000000")
    assert (wrong.status, wrong.wrong) == (422, ["code"])
    code = totp(pool.accounts["edith"].key, stack.clock())
    done = wrong.submit("Go on", code=code)
    assert "edith" in done.html.one("header").text


def test_who_has_no_authenticator_sets_one_up_by_picture_or_key(
    desk: Desk, pool: MemoryUserPool, stack: Stack
) -> None:
    pool.everybody_needs_an_authenticator = True
    page = signed_in(desk)
    assert page.title == "Set up an authenticator"
    key = page.html.one("code").text
    assert page.html.one("svg").within("figure")
    assert "style=" not in page.body
    again = page.submit("Go on", code="123456")
    assert again.status == 422
    assert again.html.one("code").text == key
    done = again.submit("Go on", code=totp(key, stack.clock()))
    assert "edith" in done.html.one("header").text
    assert pool.accounts["edith"].key == key


def test_a_value_that_somebody_was_given_before_is_worth_nothing_after_each_step(
    desk: Desk, pool: MemoryUserPool, stack: Stack
) -> None:
    """Session fixation: what a browser has is new after the password, and after the code."""
    pool.accounts["edith"].key = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"
    planted = {COOKIE: "A" * 43, WAY: "B" * 43}
    browser = Browser(stack, dict(planted))
    page = browser.get("/desk/sign-in").submit("Sign in", user="edith", password=PASSWORD)
    halfway = browser.cookies[WAY]
    assert halfway not in planted.values()
    assert COOKIE not in browser.cookies
    page.submit("Go on", code=totp(pool.accounts["edith"].key, stack.clock()))
    assert WAY not in browser.cookies
    assert browser.cookies[COOKIE] not in (*planted.values(), halfway)
    for stolen in (halfway, *planted.values()):
        for name in (COOKIE, WAY):
            thief = Browser(stack, {name: stolen})
            assert thief.send("GET", "/desk/today").status == 303
            late = thief.post("/desk/sign-in/code", [("code", "123456")])
            assert (late.status, late.title) == (401, "Sign in")


def test_who_signs_in_while_signed_in_has_one_session_and_the_other_is_revoked(
    desk: Desk, pool: MemoryUserPool, stack: Stack
) -> None:
    browser = signed_in(desk).browser
    before = Browser(stack, dict(browser.cookies))
    first = next(iter(pool.refresh.values()))
    browser.post("/desk/sign-in", [("user", "ann"), ("password", PASSWORD)])
    assert "ann" in browser.get("/desk/today").html.one("header").text
    assert before.send("GET", "/desk/today").status == 303
    assert first.is_revoked


def test_nothing_in_the_table_opens_a_session_or_the_pool(
    desk: Desk, pool: MemoryUserPool, stack: Stack
) -> None:
    pool.accounts["ann"].key = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"
    browsers = [signed_in(desk).browser, signed_in(desk, "ann").browser]
    kept = str(stack.items())
    for browser in browsers:
        for value in browser.cookies.values():
            assert hash_of(value) in kept
            assert value not in kept
    for token in (*pool.refresh, *pool._access, *pool._steps):
        assert f"'{token}'" not in kept
        assert f'"{token}"' not in kept


def test_whoever_signs_out_has_a_cookie_and_a_token_less(
    desk: Desk, pool: MemoryUserPool, stack: Stack
) -> None:
    page = signed_in(desk)
    stolen = Browser(stack, dict(page.browser.cookies))
    page = page.submit("Sign out")
    assert "You are signed out." in page.text
    assert COOKIE not in page.browser.cookies
    assert stolen.send("GET", "/desk/today").status == 303
    assert all(one.is_revoked for one in pool.refresh.values())


@pytest.mark.parametrize(
    "to",
    [
        *("https://evil.example/desk/", "//evil.example/desk/", "/\\evil.example", "/desk"),
        *("/desk/../api/v1/articles", "/deskevil", "/desk//evil.example", "javascript:alert(1)"),
        *("/desk/sign-out", "/desk/a b", "/desk/\r\nx: y", "/desk/" + "a" * 3000, "/", ""),
    ],
)
def test_nobody_is_led_out_of_the_desk_by_signing_in(
    desk: Desk, pool: MemoryUserPool, to: str
) -> None:
    pairs = [("user", "edith"), ("password", PASSWORD), ("next", to)]
    answered = desk.nobody().send("POST", "/desk/sign-in", _form(pairs), **_OURS)
    assert (answered.status, answered.headers["location"]) == (303, "/desk/today")


_OURS = {"content_type": "application/x-www-form-urlencoded"}


def _form(pairs: list[tuple[str, str]]) -> str:
    from urllib.parse import urlencode  # noqa: PLC0415

    return urlencode(pairs)


def test_a_link_on_another_site_goes_on_from_a_page_of_ours(
    desk: Desk, pool: MemoryUserPool
) -> None:
    """It brings no Strict cookie; what this page leads to does."""
    outside = {"sec_fetch_site": "cross-site"}
    browser = desk.nobody()
    page = browser.send("GET", "/desk/sign-in?next=%2Fdesk%2Fpeople%3Fbegins%3Da", **outside)
    (goes,) = page.html.all("meta", where=lambda e: e.get("http-equiv") == "refresh")
    assert goes["content"] == "0; url=/desk/people?begins=a"
    assert not page.html.all("form")
    assert "Sign in" in browser.get("/desk/people?begins=a").title


@pytest.mark.parametrize(
    "headers",
    [
        {"sec_fetch_site": "cross-site"},
        {"sec_fetch_site": "same-site"},
        {"origin": "https://evil.example"},
        {"origin": "null"},
    ],
)
def test_nobody_is_signed_in_as_somebody_else_by_a_page_of_another_site(
    desk: Desk, pool: MemoryUserPool, headers: dict[str, str]
) -> None:
    browser = desk.nobody()
    pairs = [("user", "ben"), ("password", PASSWORD)]
    assert browser.post("/desk/sign-in", pairs, **headers).status == 403
    assert browser.cookies == {}


def test_every_page_on_the_way_in_is_kept_from_frames_caches_and_scripts(
    desk: Desk, pool: MemoryUserPool
) -> None:
    pool.add("nora", PASSWORD, "authors", temporary=True)
    pool.accounts["ann"].key = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"
    browser = desk.nobody()
    for page in (
        browser.get("/desk/sign-in"),
        browser.get("/desk/sign-in/forgotten"),
        signed_in(desk, "nora"),
        signed_in(desk, "ann"),
        signed_in(desk, "ann", "wrong"),
    ):
        assert page.headers["cache-control"] == "no-store"
        assert "frame-ancestors 'none'" in page.headers["content-security-policy"]
        assert not re.search(r"<[^>]+ (on\w+|style)=|<script>|<style", page.body)


def test_no_password_or_code_is_in_the_log(desk: Desk, pool: MemoryUserPool, stack: Stack) -> None:
    pool.accounts["edith"].key = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"
    code = totp(pool.accounts["edith"].key, stack.clock())
    browser = signed_in(desk).submit("Go on", code=code).browser
    signed_in(desk, "edith", "a wrong but telling password")
    log = stack.output.getvalue()
    for secret in (PASSWORD, "telling", code, browser.cookies[COOKIE], *pool.refresh):
        assert f'"{secret}' not in log
        assert "telling" not in log


def test_fields_for_passwords_hide_them_and_let_a_manager_fill_them_in(
    desk: Desk, pool: MemoryUserPool
) -> None:
    pool.add("nora", PASSWORD, "authors", temporary=True)
    account = signed_in(desk).browser.get("/desk/account")
    pages = [desk.nobody().get("/desk/sign-in"), signed_in(desk, "nora"), account]
    forgotten = desk.nobody().get("/desk/sign-in/forgotten").submit("Send a code", user="ann")
    for page in (*pages, forgotten):
        for field in page.html.all("input", where=lambda e: "password" in e.get("autocomplete")):
            assert field["type"] == "password"
            assert field["autocomplete"] in ("current-password", "new-password")
            assert int(field["maxlength"]) == 256
        hidden = page.html.all("input", where=lambda e: e.get("type") == "password")
        assert all(field.get("autocomplete") and not field.get("value") for field in hidden)
        users = page.html.all("input", where=lambda e: e.get("autocomplete") == "username")
        assert users, page.path
