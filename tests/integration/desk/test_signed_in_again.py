"""Saving after the session has ended loses nothing: one signs in again in place."""

import base64
import json
from datetime import timedelta
from urllib.parse import urlencode

import pytest

from broadsheet.adapters.http.desk.request import COOKIE
from broadsheet.domain.desk.session import IDLE, form_token
from tests.fakes.user_pool import MemoryUserPool
from tests.integration.desk.conftest import PASSWORD
from tests.support.api import FORM
from tests.support.desk import Browser, Desk, Page
from tests.support.lambdas import Stack
from tests.support.totp import totp

TYPED = 'nöra <b>"&amp;"'.replace(" ", "_")
LINES = "one\n\n  two\nthree\n"


def form_open(desk: Desk) -> Page:
    """A page with a form on which somebody works."""
    page = desk.nobody().get("/desk/people/invite")
    return page.submit("Sign in", user="edith", password=PASSWORD)


def sent_late(desk: Desk, stack: Stack) -> Page:
    """What answers it an hour later."""
    page = form_open(desk)
    stack.clock.now += IDLE
    return page.submit("Invite", user=TYPED, email="", role="editors")


def scripts_of(page: Page) -> list[str]:
    """The modules of a page."""
    return [script["src"] for script in page.html.all("script")]


def test_a_form_whose_session_has_ended_is_sent_once_its_writer_is_signed_in_again(
    desk: Desk, pool: MemoryUserPool, stack: Stack
) -> None:
    late = sent_late(desk, stack)
    assert (late.status, late.title) == (401, "Sign in")
    assert "Nothing is lost" in late.text
    assert TYPED in late.text
    assert late.value("user") == "edith"
    assert TYPED not in pool.accounts

    again = late.submit("Sign in", password=PASSWORD)
    assert again.title == "You are signed in again"
    assert any("desk-again" in src for src in scripts_of(again))
    assert TYPED not in pool.accounts
    done = again.submit("Send it")
    assert done.title == "Temporary password"
    assert pool.accounts[TYPED].roles == {"editors"}


def test_what_was_typed_comes_through_every_step_as_it_was(
    desk: Desk, pool: MemoryUserPool, stack: Stack
) -> None:
    browser = form_open(desk).browser
    stack.clock.now += IDLE
    pool.accounts["edith"].key = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"
    sent = [("_key", "01a20460-one-form"), ("_version", "7"), ("body", LINES), ("tag", "a")]
    sent += [("tag", "b"), ("empty", "")]
    late = browser.post("/desk/people/invite", [("_csrf", "of then"), *sent])
    wrong = late.submit("Sign in", password="not it")
    assert (wrong.status, wrong.title) == (401, "Sign in")
    code = wrong.submit("Sign in", user="edith", password=PASSWORD).submit("Go on", code="000000")
    again = code.submit("Go on", code=totp(pool.accounts["edith"].key, stack.clock()))
    form, _ = again.form_of("Send it")
    assert form["action"] == "/desk/people/invite"
    fields = [(a["name"], "".join(map(str, a.children))[1:]) for a in form.all("textarea")]
    assert fields == sent
    (token,) = form.all("input", where=lambda e: e.get("name") == "_csrf")
    assert token["value"] == form_token(browser.cookies[COOKIE])


def test_somebody_elses_form_is_not_sent_by_itself(
    desk: Desk, pool: MemoryUserPool, stack: Stack
) -> None:
    late = sent_late(desk, stack)
    again = late.submit("Sign in", user="ann", password=PASSWORD)
    assert again.title == "You are signed in again"
    assert not any("desk-again" in src for src in scripts_of(again))
    assert again.submit("Send it").status == 403


@pytest.mark.parametrize(
    "headers",
    [
        {"sec_fetch_site": "cross-site"},
        {"sec_fetch_site": "same-site"},
        {"origin": "https://evil.example"},
        {"origin": "null"},
        {"origin": "", "sec_fetch_site": ""},
    ],
)
def test_a_form_of_another_site_is_not_carried_along(
    desk: Desk, pool: MemoryUserPool, headers: dict[str, str]
) -> None:
    """It would get a token of the session that begins."""
    browser = desk.nobody()
    late = browser.post("/desk/people/invite", [("user", "mallory")], **headers)
    assert late.status == 401
    assert "_again" not in late.body


@pytest.mark.parametrize(
    "again",
    [
        {"path": "/api/v1/articles", "fields": [["a", "b"]]},
        {"path": "https://evil.example/desk/", "fields": []},
        {"path": "//evil.example/desk/", "fields": []},
        {"path": "/desk/../api/v1/comments", "fields": []},
        {"path": "/desk/sign-out", "fields": []},
        {"path": "/desk/people/invite", "fields": "no list"},
        {"fields": []},
        "no object",
    ],
)
def test_what_claims_to_be_carried_leads_nowhere_else(
    desk: Desk, pool: MemoryUserPool, again: object
) -> None:
    packed = base64.urlsafe_b64encode(json.dumps(again).encode()).decode()
    for sent in (packed, "%%%", packed[:-3], "é"):
        pairs = [("user", "edith"), ("password", PASSWORD), ("_again", sent)]
        answered = desk.nobody().send("POST", "/desk/sign-in", urlencode(pairs), content_type=FORM)
        assert (answered.status, answered.headers["location"]) == (303, "/desk/today")


def test_more_than_fits_into_an_answer_is_not_carried_and_said(
    desk: Desk, pool: MemoryUserPool, stack: Stack
) -> None:
    browser = form_open(desk).browser
    stack.clock.now += IDLE
    late = browser.post("/desk/people/invite", [("body", "x" * (768 * 1024))])
    assert late.status == 401
    assert "_again" not in late.body


def test_the_longest_text_fits_into_every_page_that_carries_it(
    desk: Desk, pool: MemoryUserPool, stack: Stack
) -> None:
    browser = form_open(desk).browser
    stack.clock.now += IDLE
    longest = '"' * (767 * 1024)
    late = browser.post("/desk/people/invite", [("body", longest)])
    again = late.submit("Sign in", user="edith", password=PASSWORD)
    (area,) = again.html.all("textarea")
    assert "".join(map(str, area.children)).removeprefix("\n") == longest
    for page in (late, again):
        assert len(json.dumps(page.body)) < 6_000_000


def test_a_module_is_told_in_json_and_finds_the_new_token(
    desk: Desk, pool: MemoryUserPool, stack: Stack
) -> None:
    browser = form_open(desk).browser
    stack.clock.now += IDLE
    wants = {"accept": "application/json"}
    late = browser.send("POST", "/desk/people/invite", "body=typed", content_type=FORM, **wants)
    assert (late.status, json.loads(late.body)["code"]) == (401, "unauthenticated")
    assert browser.send("GET", "/desk/account/session", **wants).status == 401
    browser.get("/desk/sign-in").submit("Sign in", user="edith", password=PASSWORD)
    told = json.loads(browser.send("GET", "/desk/account/session", **wants).body)
    assert told["token"] == form_token(browser.cookies[COOKIE])


def test_a_page_of_the_sign_in_before_is_told_apart_by_its_token(
    desk: Desk, pool: MemoryUserPool, stack: Stack
) -> None:
    """In another tab somebody signed out and in again: what is there is a session, not that one."""
    page = form_open(desk)
    other = Browser(stack, dict(page.browser.cookies))
    other.get("/desk/today").submit("Sign out")
    signed = other.get("/desk/sign-in").submit("Sign in", user="edith", password=PASSWORD)
    page.browser.cookies = signed.browser.cookies
    refused = page.submit("Invite", user=TYPED)
    assert refused.status == 403
    assert TYPED in refused.text


def test_a_session_that_has_ended_at_last_is_asked_again_too(
    desk: Desk, pool: MemoryUserPool, stack: Stack
) -> None:
    page = form_open(desk)
    for _ in range(14):
        stack.clock.now += timedelta(minutes=55)
        page.browser.send("GET", "/desk/today")
    late = page.submit("Invite", user=TYPED)
    assert (late.status, late.title) == (401, "Sign in")
