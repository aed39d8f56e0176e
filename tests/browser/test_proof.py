"""The solver of the proof of work, in a browser under the site's own policy."""

import base64
import json
from collections.abc import Iterator
from typing import Any
from urllib.parse import parse_qs

import msgspec
import pytest
from playwright.sync_api import Browser, Page, Route

from broadsheet.adapters.http.answer import CONTENT_SECURITY_POLICY
from broadsheet.adapters.jinja.assets import ASSETS
from broadsheet.domain.shared.errors import Invalid
from broadsheet.usecases.comments import proof_of_work
from broadsheet.usecases.comments.proof_of_work import accept_proof, make_challenge
from tests.support.chromium import ORIGIN, once_true
from tests.support.reader import CommentPage, rules

FORM = """<!doctype html><title>x</title><script src="/proof.js" defer></script>
<form method="post" action="/send" data-challenge="/challenge">
<input type="hidden" name="proof"><textarea name="body"></textarea>
<button>Send</button><button name="preview" value="1">Preview</button></form>"""


COUNT_HASHES = """() => {
  window.hashed = 0;
  const digest = crypto.subtle.digest.bind(crypto.subtle);
  crypto.subtle.digest = (...given) => digest(...given).finally(() => (window.hashed += 1));
}"""
"""A batch of 500 that has been tried, the first number in it, is a proof that is ready."""


class Site:
    """A page with the form, and what was sent from it."""

    def __init__(self, page: Page) -> None:
        self.desk = CommentPage(rules(proof_of_work=True)).desk
        self.sent: list[dict[str, list[str]]] = []
        self.asked = 0
        self.is_down = False
        self.page = page
        page.route(f"{ORIGIN}/**", self._answer)
        page.goto(f"{ORIGIN}/")

    def send(self, button: str = "Send") -> dict[str, list[str]]:
        before = len(self.sent)
        self.page.get_by_role("button", name=button).click()
        self.page.wait_for_url("**/send")
        assert len(self.sent) == before + 1
        return self.sent[-1]

    def _answer(self, route: Route) -> None:
        headers = {"content-security-policy": CONTENT_SECURITY_POLICY}
        where = route.request.url.removeprefix(ORIGIN)
        if where == "/challenge":
            self.asked += 1
            made: Any = msgspec.to_builtins(make_challenge(self.desk))
            status, body, kind = 200, json.dumps(made), "application/json"
            if self.is_down:
                status = 500
        elif where == "/proof.js":
            status, body, kind = 200, (ASSETS / "proof.js").read_text(), "text/javascript"
        else:
            status, body, kind = 200, FORM, "text/html"
        if where == "/send":
            posted = route.request.post_data or ""
            self.sent.append(parse_qs(posted, keep_blank_values=True))
        route.fulfill(status=status, body=body, content_type=kind, headers=headers)


@pytest.fixture
def site(browser: Browser) -> Iterator[Site]:
    context = browser.new_context()
    yield Site(context.new_page())
    context.close()


def test_a_comment_is_sent_with_a_proof_that_is_accepted(site: Site) -> None:
    site.page.locator("textarea").fill("Well said.")
    sent = site.send()
    assert sent["body"] == ["Well said."]
    assert accept_proof(site.desk, sent["proof"][0], "sent")
    assert site.asked == 1


def test_a_proof_that_was_ready_before_the_form_was_sent_goes_along(
    site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(proof_of_work, "MOST", 0)
    site.page.evaluate(COUNT_HASHES)
    site.page.locator("textarea").fill("Typed slowly.")
    once_true(site.page, "() => hashed >= 500")
    assert accept_proof(site.desk, site.send()["proof"][0], "sent")


def test_nothing_is_asked_for_before_somebody_writes(site: Site) -> None:
    site.page.wait_for_load_state("networkidle")
    assert site.asked == 0


def test_who_comes_back_gets_another_challenge(site: Site) -> None:
    site.page.locator("textarea").fill("One")
    first = site.send()["proof"][0]
    site.page.go_back()
    site.page.locator("textarea").fill("Two")
    second = site.send()["proof"][0]
    assert accept_proof(site.desk, first, "first")
    assert accept_proof(site.desk, second, "second")
    with pytest.raises(Invalid):
        accept_proof(site.desk, second, "another")


def test_a_preview_needs_no_proof(site: Site) -> None:
    site.page.locator("textarea").fill("A draft")
    sent = site.send("Preview")
    assert sent["preview"] == ["1"]


def test_where_no_challenge_is_to_be_had_the_comment_is_sent_without(site: Site) -> None:
    site.is_down = True
    site.page.evaluate("document.querySelector('form').dataset.challenge = '/nowhere'")
    site.page.locator("textarea").fill("Still sent")
    assert site.send()["proof"] == [""]


def test_it_is_altchas_format(site: Site) -> None:
    site.page.locator("textarea").fill("Well said.")
    payload = json.loads(base64.b64decode(site.send()["proof"][0]))
    assert payload.keys() == {"algorithm", "challenge", "number", "salt", "signature"}
    assert isinstance(payload["number"], int)
