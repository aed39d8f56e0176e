"""Whose request it is: by the browser's session, and by nothing else."""

import re
from datetime import timedelta

import pytest

from broadsheet.adapters.http.desk.request import COOKIE
from broadsheet.domain.desk.session import IDLE, LONGEST, form_token, hash_of
from tests.support.api import Api
from tests.support.desk import Browser, Desk
from tests.support.lambdas import Stack


def test_whoever_is_not_signed_in_is_led_to_where_one_signs_in(desk: Desk) -> None:
    answered = desk.nobody().send("GET", "/desk/today")
    assert (answered.status, answered.headers["location"]) == (
        303,
        "/desk/sign-in?next=%2Fdesk%2Ftoday",
    )


def test_whoever_signed_in_is_greeted_by_name(desk: Desk) -> None:
    page = desk.as_("edith").get("/desk/")
    assert page.status == 200
    assert "edith" in page.html.one("header").text


@pytest.mark.parametrize(
    ("waits", "stays"),
    [(IDLE - timedelta(minutes=1), True), (IDLE, False), (LONGEST, False)],
)
def test_a_session_that_nobody_used_ends(
    desk: Desk, stack: Stack, waits: timedelta, stays: bool
) -> None:
    browser = desk.as_("edith")
    stack.clock.now += waits
    assert (browser.send("GET", "/desk/today").status == 200) == stays


def test_a_session_ends_after_a_shift_however_much_it_is_used(desk: Desk, stack: Stack) -> None:
    browser, step = desk.as_("edith"), timedelta(minutes=50)
    statuses = []
    for _ in range(int(LONGEST / step) + 1):
        stack.clock.now += step
        statuses.append(browser.send("GET", "/desk/today").status)
    assert statuses[:-1] == [200] * (len(statuses) - 1)
    assert statuses[-1] == 303


def test_whose_sessions_an_editor_ended_is_out_with_the_next_request(desk: Desk, api: Api) -> None:
    browser = desk.as_("ann")
    assert browser.send("GET", "/desk/today").status == 200
    api.stack.clock.now += timedelta(seconds=2)
    assert api("POST", "/api/v1/sessions/end", by="ann").status == 200
    assert browser.send("GET", "/desk/today").status == 303


def test_whoever_signed_out_is_out_and_the_old_cookie_opens_nothing(desk: Desk) -> None:
    browser = desk.as_("edith")
    stolen = Browser(browser.stack, dict(browser.cookies))
    page = browser.get("/desk/today").submit("Sign out")
    assert page.path.startswith("/desk/today") or page.status == 200
    assert COOKIE not in browser.cookies
    assert stolen.send("GET", "/desk/today").status == 303


def test_the_table_has_nothing_that_opens_a_session(desk: Desk, stack: Stack) -> None:
    secret = desk.as_("edith").cookies[COOKIE]
    kept = str(stack.items())
    assert hash_of(secret) in kept
    assert secret not in kept
    assert form_token(secret) not in kept


@pytest.mark.parametrize("made_up", ["", "A" * 43, "é" * 43, "A" * 5000, "../" * 10])
def test_a_cookie_that_somebody_made_up_is_nobodys(desk: Desk, made_up: str) -> None:
    browser = Browser(desk.stack, {COOKIE: made_up})
    assert browser.send("GET", "/desk/today").status == 303


def test_a_form_without_its_token_or_with_another_sessions_does_nothing(desk: Desk) -> None:
    browser, other = desk.as_("edith"), desk.as_("ann")
    for token in ("", "0" * 64, "é", form_token(other.cookies[COOKIE])):
        refused = browser.post("/desk/sign-out", [("_csrf", token)])
        assert (refused.status, refused.title) == (403, "Not allowed")
    assert browser.send("GET", "/desk/today").status == 200


@pytest.mark.parametrize(
    "headers",
    [
        {"sec_fetch_site": "cross-site"},
        {"sec_fetch_site": "same-site"},
        {"origin": "https://evil.example"},
        {"origin": "null"},
    ],
)
def test_a_form_of_another_site_does_nothing_though_it_had_the_token(
    desk: Desk, headers: dict[str, str]
) -> None:
    browser = desk.as_("edith")
    token = form_token(browser.cookies[COOKIE])
    assert browser.post("/desk/sign-out", [("_csrf", token)], **headers).status == 403
    assert browser.send("GET", "/desk/today").status == 200


def test_what_was_typed_is_on_the_page_that_refuses_it(desk: Desk) -> None:
    browser = desk.as_("edith")
    typed = "<script>alert(1)</script> and the best sentence of the day"
    page = browser.post("/desk/sign-out", [("_csrf", "old"), ("body", typed)])
    assert typed in page.text
    assert "<script>alert" not in page.body


def test_no_page_may_be_kept_framed_or_found_and_nothing_but_our_own_files_runs(desk: Desk) -> None:
    for page in (desk.as_("edith").get("/desk/today"), desk.nobody().get("/desk/sign-in")):
        assert page.headers["cache-control"] == "no-store"
        assert page.headers["x-robots-tag"] == "noindex"
        policy = page.headers["content-security-policy"]
        assert "script-src 'self';" in policy
        assert "frame-ancestors 'none'" in policy
        assert "unsafe" not in policy
        assert not re.search(r"<[^>]+ (on\w+|style)=|<script>|<style", page.body)


def test_an_address_that_is_none_is_a_page_and_another_method_is_named(desk: Desk) -> None:
    browser = desk.as_("edith")
    assert browser.get("/desk/nothing/here").title == "Not found"
    refused = browser.send("POST", "/desk/today", "")
    assert (refused.status, refused.headers["allow"]) == (405, "GET")


def test_a_module_is_told_in_json(desk: Desk) -> None:
    told = desk.nobody().send("GET", "/desk/today", accept="application/json")
    assert (told.status, told.headers["content-type"]) == (401, "application/problem+json")
