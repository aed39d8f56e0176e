"""Every page and every form of the desk, whichever module it is in: who is let in at all."""

import re
from collections.abc import Iterator
from importlib import import_module

import pytest

from broadsheet.adapters.http.desk.request import COOKIE
from broadsheet.domain.desk.session import form_token
from tests.fakes.user_pool import MemoryUserPool
from tests.support.desk import Browser, Desk
from tests.support.functions import pages_of_the_desk
from tests.support.lambdas import Stack

OPEN = {
    "GET /desk/media/{id}/sent",
    "GET /desk/shared/{token}",
    "GET /desk/sign-in",
    "GET /desk/sign-in/forgotten",
    "GET /desk/sign-in/{step}",
    "POST /desk/shared/{token}",
    "POST /desk/sign-in",
    "POST /desk/sign-in/authenticator",
    "POST /desk/sign-in/code",
    "POST /desk/sign-in/forgotten",
    "POST /desk/sign-in/forgotten/code",
    "POST /desk/sign-in/password",
}
"""What everybody may ask for. One that is added is a decision: it is checked by `Origin` alone."""


def routes(kind: str) -> Iterator[str]:
    """Those of every module: `ROUTES`, or `OPEN`."""
    for _, module in pages_of_the_desk():
        yield from getattr(module, kind, {})


def address(route: str) -> tuple[str, str]:
    """Method and path, with something in each place."""
    method, _, path = route.partition(" ")
    return method, re.sub(r"\{\w+\}", "01a20461-2c40-7b3d-9e10-5d2f7c8a9b01", path)


def test_what_is_open_to_everybody_is_known() -> None:
    assert set(routes("OPEN")) == OPEN


def test_every_route_is_led_to_the_module_that_has_it() -> None:
    for function, module in pages_of_the_desk():
        feature = import_module(f"functions.{function}.app").feature
        for route in (*getattr(module, "ROUTES", ()), *getattr(module, "OPEN", ())):
            found = feature(address(route)[1])
            assert route in {**found.routes, **found.open}, module


@pytest.mark.parametrize("route", sorted(set(routes("ROUTES"))))
def test_whoever_is_not_signed_in_gets_nothing(
    desk: Desk, pool: MemoryUserPool, stack: Stack, route: str
) -> None:
    method, path = address(route)
    asked = desk.nobody().send(method, path, "" if method == "POST" else None)
    if method == "GET":
        assert asked.status == 303
        assert asked.headers["location"].startswith("/desk/sign-in?next=")
    else:
        assert asked.status == 401
    assert stack.items() == []


@pytest.mark.parametrize("route", sorted(r for r in routes("ROUTES") if r.startswith("POST")))
def test_no_form_does_anything_without_the_token_of_its_own_session(
    desk: Desk, pool: MemoryUserPool, stack: Stack, route: str
) -> None:
    browser, other = desk.as_("edith"), desk.as_("ann")
    before = stack.items()
    _, path = address(route)
    for token in ("", form_token(other.cookies[COOKIE])):
        assert browser.post(path, [("_csrf", token)]).status == 403
    own = form_token(browser.cookies[COOKIE])
    for headers in ({"origin": "https://evil.example"}, {"sec_fetch_site": "cross-site"}):
        assert browser.post(path, [("_csrf", own)], **headers).status == 403
    assert stack.items() == before


@pytest.mark.parametrize("route", sorted(r for r in OPEN if r.startswith("POST")))
def test_no_page_of_another_site_sends_what_is_open_to_everybody(
    desk: Desk, pool: MemoryUserPool, stack: Stack, route: str
) -> None:
    _, path = address(route)
    for headers in ({"origin": "https://evil.example"}, {"sec_fetch_site": "cross-site"}):
        assert Browser(stack).post(path, [("user", "ann")], **headers).status == 403
    assert stack.items() == []
