"""Signing in at the desk of the running stack, in a browser that keeps cookies as browsers do."""

import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from broadsheet.adapters.http.desk.request import COOKIE
from broadsheet.domain.desk.session import hash_of
from tests.support.newspaper import Newspaper


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    """A browser of its own."""
    made = browser.new_context(reduced_motion="reduce", viewport={"width": 360, "height": 800})
    yield made
    made.close()


def signed_in(newspaper: Newspaper, context: BrowserContext, path: str) -> Page:
    """The page at an address, after one click."""
    page = context.new_page()
    page.goto(newspaper.stack.site_url + path)
    page.get_by_role("button", name="editor (editor)").click()
    expect(page.get_by_role("button", name="Sign out", exact=True)).to_be_visible()
    return page


def cookie_of(context: BrowserContext) -> Any:
    """That of the session."""
    (found,) = [one for one in context.cookies() if one.get("name") == COOKIE]
    return found


def end(newspaper: Newspaper, context: BrowserContext) -> None:
    """Nobody has clicked for two hours."""
    earlier = (datetime.now(UTC) - timedelta(hours=2)).isoformat()
    newspaper.stack.client("dynamodb").update_item(
        TableName=newspaper.stack.outputs["TableName"],
        Key={"pk": {"S": f"DESK#{hash_of(cookie_of(context)['value'])}"}, "sk": {"S": "DESK"}},
        UpdateExpression="SET used_at = :then",
        ExpressionAttributeValues={":then": {"S": earlier}},
    )


def test_the_cookie_is_for_no_script_and_for_this_host_alone(
    newspaper: Newspaper, context: BrowserContext
) -> None:
    page = signed_in(newspaper, context, "/desk/account")
    expect(page.get_by_role("heading", level=1)).to_have_text("Your account")
    kept = cookie_of(context)
    assert (kept["httpOnly"], kept["secure"], kept["sameSite"]) == (True, True, "Strict")
    assert (kept["path"], kept["domain"], kept["expires"]) == ("/", "localhost", -1)
    assert COOKIE not in page.evaluate("document.cookie")
    stored = page.evaluate("JSON.stringify([{...localStorage}, {...sessionStorage}])")
    assert not re.search(r"eyJ|[\w-]{43}", stored)


def test_a_link_on_another_site_leads_whoever_is_signed_in_to_its_page(
    newspaper: Newspaper, context: BrowserContext
) -> None:
    signed_in(newspaper, context, "/desk/account")
    address = newspaper.stack.site_url
    elsewhere = context.new_page()
    elsewhere.goto(address.replace("localhost", "127.0.0.1"))
    elsewhere.set_content(f"<a href='{address}/desk/people?begins=am'>people</a>")
    elsewhere.get_by_role("link", name="people").click()
    expect(elsewhere.get_by_role("heading", level=1)).to_have_text("People")
    assert elsewhere.url == f"{address}/desk/people?begins=am"


def test_what_was_typed_is_sent_by_itself_after_signing_in_again(
    newspaper: Newspaper, context: BrowserContext
) -> None:
    user = f"wanda-{uuid4().hex[:8]}"
    page = signed_in(newspaper, context, "/desk/people/invite")
    page.get_by_label("User name").fill(user)
    end(newspaper, context)
    page.get_by_role("button", name="Invite").click()
    expect(page.get_by_text("Nothing is lost")).to_be_visible()
    page.get_by_role("button", name="editor (editor)").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Temporary password")
    expect(page.get_by_text(user).first).to_be_visible()
