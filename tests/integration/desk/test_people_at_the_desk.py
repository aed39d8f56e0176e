"""Accounts of the staff, in the hands of editors."""

import json
from datetime import timedelta
from urllib.parse import quote

import pytest

from tests.fakes.user_pool import MemoryUserPool
from tests.integration.desk.conftest import PASSWORD
from tests.support.api import SUBJECTS
from tests.support.desk import Browser, Desk, Page
from tests.support.lambdas import Stack

ANN = f"/desk/people/{SUBJECTS['ann']}"
EDITH = f"/desk/people/{SUBJECTS['edith']}"


def noted(stack: Stack) -> list[tuple[str, str]]:
    """What the log has of accounts: what was done, and to whose."""
    lines = (json.loads(line) for line in stack.output.getvalue().splitlines() if line[:1] == "{")
    found = [line for line in lines if line.get("message") == "account"]
    assert all(line["by"].endswith(SUBJECTS["edith"]) for line in found)
    return [(line["did"], line["whose"].partition(":")[2]) for line in found]


def signed_in(desk: Desk, user: str, password: str = PASSWORD) -> Page:
    """The page after the first form."""
    page = desk.nobody().get("/desk/today")
    return page.submit("Sign in", user=user, password=password)


def test_an_editor_sees_everybody_with_role_and_state_page_by_page(
    desk: Desk, pool: MemoryUserPool
) -> None:
    for number in range(19):
        pool.add(f"reporter{number:02}", PASSWORD, "authors", temporary=number == 0)
    pool.accounts["ben"].is_enabled = False
    page = desk.as_("edith").get("/desk/people")
    assert "Editor" in page.text
    assert "Disabled" in page.text
    assert "Has a temporary password" in page.text
    assert "reporter18" not in page.text
    assert "reporter18" in page.follow("More").text
    found = page.submit("Find", begins="reporter1")
    assert {words for words in found.links if words.startswith("rep")} == {
        f"reporter{number}" for number in range(10, 19)
    }
    assert "Nobody's name begins like this" in page.submit("Find", begins="zz").text


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("GET", "/desk/people"),
        ("GET", "/desk/people/invite"),
        ("POST", "/desk/people/invite"),
        ("GET", ANN),
        *(("POST", f"{ANN}/{what}") for what in ("role", "disable", "enable", "password")),
        *(("POST", f"{ANN}/{what}") for what in ("authenticator", "email")),
    ],
)
def test_only_editors_may(
    desk: Desk, pool: MemoryUserPool, stack: Stack, method: str, path: str
) -> None:
    before = repr(pool.accounts)
    browser = desk.as_("ben")
    if method == "GET":
        assert browser.get(path).status == 403
    else:
        sent = [("_csrf", browser.get("/desk/account").value("_csrf")), ("user", "mallory")]
        sent += [("role", "editors"), ("email", "mallory@example.org")]
        assert browser.post(path, sent).status == 403
    assert desk.nobody().send(method, path, "", content_type="").status in (303, 401)
    assert repr(pool.accounts) == before


def test_whoever_is_invited_without_an_address_has_a_password_that_is_told_once(
    desk: Desk, pool: MemoryUserPool, stack: Stack
) -> None:
    page = desk.as_("edith").get("/desk/people").follow("Invite somebody")
    told = page.submit("Invite", user="nora", role="authors")
    password = told.html.one("code").text
    assert told.headers["cache-control"] == "no-store"
    assert password not in str(stack.items())
    assert password not in stack.output.getvalue()
    assert password not in str(told.browser.cookies)
    assert password not in told.follow("To the account of nora").body
    chosen = signed_in(desk, "nora", password)
    assert chosen.title == "Choose a password"
    done = chosen.submit("Save and go on", password="green kettle", repeated="green kettle")
    assert "nora" in done.html.one("header").text
    assert noted(stack) == [("invited", pool.accounts["nora"].sub)]


def test_whoever_is_invited_with_an_address_is_sent_a_mail(
    desk: Desk, pool: MemoryUserPool
) -> None:
    page = desk.as_("edith").get("/desk/people/invite")
    told = page.submit("Invite", user="nora", email="nora@news.example.org", role="editors")
    ((address, password),) = pool.mails
    assert address == "nora@news.example.org"
    assert password not in told.body
    assert "nora@news.example.org" in told.text
    assert pool.accounts["nora"].roles == {"editors"}


def test_every_wrong_field_of_an_invitation_is_named_with_what_was_typed(
    desk: Desk, pool: MemoryUserPool
) -> None:
    page = desk.as_("edith").get("/desk/people/invite")
    wrong = page.submit("Invite", user="two words", email="nowhere", role="editors")
    assert (wrong.status, wrong.wrong) == (422, ["user", "email"])
    assert (wrong.value("user"), wrong.value("email")) == ("two words", "nowhere")
    taken = wrong.submit("Invite", user="ann", email="")
    assert (taken.status, taken.wrong) == (422, ["user"])


@pytest.mark.parametrize("unseen", ["\u200b", "\u200e", "\ufeff", "\u00ad", "\U000e0041", "\u0378"])
def test_nobody_is_called_what_the_pool_takes_for_no_name(
    desk: Desk, pool: MemoryUserPool, monkeypatch: pytest.MonkeyPatch, unseen: str
) -> None:
    edith = desk.as_("edith")
    wrong = edith.get("/desk/people/invite").submit("Invite", user=f"nora{unseen}", role="authors")
    assert (wrong.status, wrong.wrong) == (422, ["user"])
    monkeypatch.setattr(pool, "some", None)
    for begins in (f"nora{unseen}", "two words", "n" * 300):
        found = edith.get(f"/desk/people?begins={quote(begins)}")
        assert (found.status, found.value("begins")) == (200, begins), "and the pool is not asked"


def test_who_gets_a_role_has_it_and_who_loses_one_is_out_at_once(
    desk: Desk, pool: MemoryUserPool, stack: Stack
) -> None:
    ann = signed_in(desk, "ann").browser
    stack.clock.now += timedelta(seconds=2)
    page = desk.as_("edith").get(ANN).submit("Change the role", role="editors")
    assert "ann has another role." in page.text
    assert pool.accounts["ann"].roles == {"editors"}
    assert ann.send("GET", "/desk/today").status == 303
    stack.clock.now += timedelta(seconds=2)
    page.submit("Change the role", role="")
    assert pool.accounts["ann"].roles == set()
    assert signed_in(desk, "ann").status == 403
    assert [did for did, _ in noted(stack)] == ["role", "role"]


def test_who_is_disabled_is_out_at_once_and_cannot_come_in_until_enabled(
    desk: Desk, pool: MemoryUserPool, stack: Stack
) -> None:
    ann = signed_in(desk, "ann").browser
    stack.clock.now += timedelta(seconds=2)
    page = desk.as_("edith").get(ANN).submit("Disable the account")
    assert ann.send("GET", "/desk/today").status == 303
    assert signed_in(desk, "ann").status == 401
    page.submit("Let them sign in again")
    stack.clock.now += timedelta(seconds=2)
    assert signed_in(desk, "ann").status == 200
    assert [did for did, _ in noted(stack)] == ["disabled", "enabled"]


def test_who_has_lost_password_and_authenticator_is_helped_and_signed_out(
    desk: Desk, pool: MemoryUserPool, stack: Stack
) -> None:
    ann = signed_in(desk, "ann").browser
    pool.accounts["ann"].key = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"
    stack.clock.now += timedelta(seconds=2)
    page = desk.as_("edith").get(ANN).submit("Have another authenticator set up")
    assert pool.accounts["ann"].key == ""
    assert ann.send("GET", "/desk/today").status == 303
    told = page.submit("Give a temporary password")
    password = told.html.one("code").text
    stack.clock.now += timedelta(seconds=2)
    assert signed_in(desk, "ann").status == 401
    assert signed_in(desk, "ann", password).title == "Choose a password"
    assert [did for did, _ in noted(stack)] == ["authenticator forgotten", "temporary password"]


def test_a_session_goes_on_and_ends_at_the_pages_of_people_as_elsewhere(
    desk: Desk, pool: MemoryUserPool, stack: Stack
) -> None:
    browser = signed_in(desk, "edith").browser
    stack.clock.now += timedelta(minutes=14)
    assert browser.get("/desk/people/").title == "People"
    pool.accounts["edith"].roles = set()
    stack.clock.now += timedelta(minutes=14)
    assert browser.send("GET", "/desk/people").status == 303
    assert browser.send("GET", "/desk/today").status == 303


def test_an_address_is_kept_and_a_wrong_one_is_said(desk: Desk, pool: MemoryUserPool) -> None:
    page = desk.as_("edith").get(ANN)
    wrong = page.submit("Save the address", email="nowhere")
    assert (wrong.status, wrong.wrong, wrong.value("email")) == (422, ["email"], "nowhere")
    for typed, kept in (
        ("ann@news.example.org", "ann@news.example.org"),
        ("ann@straße.example", "ann@xn--strae-oqa.example"),
    ):
        wrong.submit("Save the address", email=typed)
        assert pool.accounts["ann"].email == kept


def test_who_lost_a_role_is_signed_out_by_the_second_try_where_the_first_did_not_come_so_far(
    desk: Desk, pool: MemoryUserPool, stack: Stack
) -> None:
    ann = signed_in(desk, "ann").browser
    stack.clock.now += timedelta(seconds=2)
    # As it is where the pool has done it, and what should come after has not been done.
    pool.accounts["ann"].roles = set()
    assert ann.send("GET", "/desk/today").status == 200
    desk.as_("edith").get(ANN).submit("Change the role", role="")
    assert ann.send("GET", "/desk/today").status == 303


def test_nobody_takes_their_own_role_or_account_away(desk: Desk, pool: MemoryUserPool) -> None:
    browser = desk.as_("edith")
    page = browser.get(EDITH)
    assert page.buttons == ["Save the address"]
    token = page.value("_csrf")
    for what in ("role", "disable", "password", "authenticator"):
        refused = browser.post(f"{EDITH}/{what}", [("_csrf", token), ("role", "authors")])
        assert refused.status == 409
    edith = pool.accounts["edith"]
    assert (edith.roles, edith.is_enabled, edith.password) == ({"editors"}, True, PASSWORD)


def test_nobody_is_found_by_an_id_that_is_nobodys(desk: Desk, pool: MemoryUserPool) -> None:
    browser = desk.as_("edith")
    assert browser.get("/desk/people/00000000-nobody").status == 404
    assert browser.get("/desk/people/ann").status == 404
    assert browser.get("/desk/people?further=xyz").status == 400


def test_names_and_addresses_that_are_code_stay_words(desk: Desk, pool: MemoryUserPool) -> None:
    made = pool.add("<img/src=x/onerror=alert(1)>\"'", PASSWORD, "authors")
    made.email = '"><script>alert(1)</script>@example.org'
    browser: Browser = desk.as_("edith")
    for path in ("/desk/people", f"/desk/people/{made.sub}"):
        page = browser.get(path)
        assert "<img/src" not in page.body
        assert "<script>alert" not in page.body
        assert made.user in page.text
