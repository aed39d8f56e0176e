"""How long a session of the desk lasts, and each step on the way to one."""

from datetime import timedelta

import pytest

from broadsheet.domain.desk.session import IDLE, LONGEST
from tests.fakes.user_pool import MemoryUserPool
from tests.integration.desk.conftest import PASSWORD
from tests.integration.desk.test_signing_in import CHOSEN, signed_in
from tests.support.desk import Browser, Desk
from tests.support.lambdas import Stack
from tests.support.totp import totp


def test_a_session_that_is_used_is_renewed_with_the_roles_of_now(
    desk: Desk, pool: MemoryUserPool, stack: Stack
) -> None:
    browser = signed_in(desk).browser
    pool.accounts["edith"].roles = {"authors"}
    assert "People" in browser.get("/desk/today").html.one("nav").text
    stack.clock.now += timedelta(minutes=14)
    assert "People" not in browser.get("/desk/today").html.one("nav").text
    for _ in range(6):
        stack.clock.now += timedelta(minutes=50)
        assert browser.send("GET", "/desk/today").status == 200


def test_a_session_whose_owner_gets_no_token_any_more_has_ended(
    desk: Desk, pool: MemoryUserPool, stack: Stack
) -> None:
    browser = signed_in(desk).browser
    pool.disable(pool.accounts["edith"].sub)
    stack.clock.now += timedelta(minutes=14)
    assert browser.send("GET", "/desk/today").status == 303


def test_a_pool_that_is_busy_signs_nobody_out_while_what_they_have_is_good(
    desk: Desk, pool: MemoryUserPool, stack: Stack
) -> None:
    browser = signed_in(desk).browser
    pool.is_busy = True
    stack.clock.now += timedelta(minutes=14)
    assert browser.send("GET", "/desk/today").status == 200
    stack.clock.now += timedelta(minutes=2)
    late = browser.send("GET", "/desk/today")
    assert (late.status, late.headers["retry-after"]) == (429, "5")
    pool.is_busy = False
    assert browser.send("GET", "/desk/today").status == 200


@pytest.mark.parametrize("over", [IDLE, LONGEST])
def test_a_session_that_is_over_is_not_renewed(
    desk: Desk, pool: MemoryUserPool, stack: Stack, over: timedelta
) -> None:
    browser = signed_in(desk).browser
    stack.clock.now += over
    assert browser.send("GET", "/desk/today").status == 303


def test_a_step_is_no_address(desk: Desk, pool: MemoryUserPool) -> None:
    for step in ("password", "code", "authenticator"):
        assert desk.nobody().get(f"/desk/sign-in/{step}").title == "Sign in"
        late = desk.nobody().post(f"/desk/sign-in/{step}", [("code", "123456")])
        assert (late.status, late.title) == (401, "Sign in")


def test_a_step_ends_after_ten_minutes(desk: Desk, pool: MemoryUserPool, stack: Stack) -> None:
    pool.accounts["edith"].key = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"
    page = signed_in(desk)
    stack.clock.now += timedelta(minutes=10)
    code = totp(pool.accounts["edith"].key, stack.clock())
    late = page.submit("Go on", code=code)
    assert (late.status, late.title) == (401, "Sign in")


def test_a_step_that_is_done_is_done_once(desk: Desk, pool: MemoryUserPool, stack: Stack) -> None:
    pool.everybody_needs_an_authenticator = True
    pool.add("nora", PASSWORD, "authors", temporary=True)
    page = signed_in(desk, "nora")
    before = Browser(stack, dict(page.browser.cookies))
    page = page.submit("Save and go on", password=CHOSEN, repeated=CHOSEN)
    assert page.title == "Set up an authenticator"
    again = [("password", "another kettle hums"), ("repeated", "another kettle hums")]
    late = before.post("/desk/sign-in/password", again)
    assert (late.status, late.title) == (401, "Sign in")
    assert pool.accounts["nora"].password == CHOSEN
    assert len([one for one in stack.items() if one["sk"]["S"] == "HALF"]) == 1
