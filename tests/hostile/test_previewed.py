"""What somebody typed into a story is text in its preview and to whoever has a link to it: nothing
of it runs, with the policies of the desk or without them."""

import re
from collections.abc import Iterator
from typing import Any
from urllib.parse import urlsplit

import html5lib  # type: ignore[import-untyped]
import pytest
from playwright.sync_api import BrowserContext, Dialog, Request, Route

from broadsheet.adapters.http.desk.request import COOKIE
from broadsheet.adapters.jinja.assets import assets
from tests.builders import make_site
from tests.hostile.hostile_lists import MARKUP, Crowd
from tests.support import chromium
from tests.support.desk import Browser
from tests.support.lambdas import SITE_URL
from tests.support.long import POLICIES

PARTS = 6
"""Stories that all of it is in."""
_ASSETS = {f"/{asset.file}": asset.body for asset in assets(make_site()).values()}


def _line(text: str, most: int) -> str:
    typed = re.sub(r"[\x00-\x1f\x7f\u0080-\u009f\u2028-\u202e\u2066-\u2069]", " ", text).strip()
    return typed[:most] or "x"


@pytest.fixture(scope="module")
def addresses(api: Crowd, edith: Browser) -> list[str]:
    """Pages about stories whose every field has what would run, and a link to each story."""
    found: list[str] = []
    for n in range(PARTS):
        typed = MARKUP[n::PARTS]
        fields = {
            "title": _line(typed[0], 150),
            "standfirst": _line(" ".join(typed[1:6]), 400),
            "body": "\n\n".join(_line(text, 2000) for text in typed),
            "tags": [_line(typed[2], 40)],
            "slug": f"hostile-{n}",
        }
        made = api.submit("edith", status="draft", **fields)
        own = f"/desk/stories/{made['id']}"
        form = edith.get(f"{own}/shares")
        link = form.submit("Make a link", label=_line(typed[3], 100))
        (field,) = [e for e in link.html.all("input") if e.get("id") == "f-link"]
        found += [f"{own}/{page}" for page in ("preview", "preview/page", "preview/card")]
        found += [f"{own}/shares", f"{own}/receipt", field["value"].removeprefix(SITE_URL)]
    return found


def test_no_page_has_an_element_or_attribute_that_somebody_typed(
    edith: Browser, addresses: list[str]
) -> None:
    for address in addresses:
        shown = edith.get(address)
        if "/shared/" in address:
            shown = shown.submit("Read the story")
        assert shown.status == 200, address
        for element in html5lib.parse(shown.body, namespaceHTMLElements=False).iter():
            assert not [a for a in element.attrib if str(a).lower().startswith("on")], address
            if element.tag == "script":
                own = re.fullmatch(r"/assets/[^/]+", element.get("src", ""))
                assert own or element.get("type") == "application/ld+json"
            assert element.get("srcdoc") is None
            led = (element.get("href") or "") + (element.get("action") or "")
            assert not re.match(r"\s*(?:javascript|vbscript|data):", led, re.IGNORECASE), address


class Served:
    """The desk in front of a real browser; `policies` is whether its policies are sent along."""

    def __init__(self, context: BrowserContext, edith: Browser, *, policies: bool) -> None:
        self._edith, self._policies = edith, policies
        self.signed_in: dict[str, bool] = {}
        self.dialogs: list[str] = []
        context.add_cookies(
            [
                {
                    "name": COOKIE,
                    "value": edith.cookies[COOKIE],
                    "url": SITE_URL,
                    "secure": True,
                    "httpOnly": True,
                    "sameSite": "Strict",
                }
            ]
        )
        context.route("**/*", self._answer)
        context.on("dialog", self._note)

    def _answer(self, route: Route, request: Request) -> None:
        where = urlsplit(request.url)
        if where.path in _ASSETS:
            kind = "text/css" if where.path.endswith(".css") else "text/javascript"
            route.fulfill(body=_ASSETS[where.path], content_type=kind)
            return
        if not request.url.startswith(f"{SITE_URL}/desk/"):
            route.fulfill(status=404, body="")
            return
        self.signed_in[where.path] = COOKIE in request.all_headers().get("cookie", "")
        path = where.path + (f"?{where.query}" if where.query else "")
        body = request.post_data if request.method == "POST" else None
        shown = self._edith.send(request.method, path, body)
        kept = {n: v for n, v in shown.headers.items() if self._policies or "policy" not in n}
        route.fulfill(status=shown.status, headers=kept, body=shown.body)

    def _note(self, dialog: Dialog) -> None:
        self.dialogs.append(dialog.message)
        dialog.dismiss()


@pytest.fixture(params=[True], ids=["policies"])
def served(request: pytest.FixtureRequest, edith: Browser) -> Iterator[tuple[Any, Served]]:
    """A browser in which the editor is signed in."""
    with chromium.launched() as browser:
        context = browser.new_context()
        yield context, Served(context, edith, policies=request.param)


@pytest.mark.parametrize("served", POLICIES.values(), ids=POLICIES, indirect=True)
def test_nothing_of_it_runs_in_a_browser(
    served: tuple[BrowserContext, Served], addresses: list[str]
) -> None:
    context, desk = served
    page = context.new_page()
    for address in addresses:
        page.goto(f"{SITE_URL}{address}")
        if "/shared/" in address:
            page.click("main button")
        for frame in page.frames:
            if frame.url.startswith(SITE_URL):
                frame.evaluate(_TRY_ALL)
        assert desk.dialogs == [], address
        assert page.url.startswith(SITE_URL)


def test_a_frame_shows_the_page_with_its_looks_in_the_light_that_was_chosen(
    served: tuple[BrowserContext, Served], addresses: list[str]
) -> None:
    context, desk = served
    watched = chromium.Watched(context)
    watched.page.goto(f"{SITE_URL}{addresses[0]}?theme=dark")
    frame = watched.page.frames[1]
    frame.wait_for_selector("article.story h1")
    assert desk.signed_in[urlsplit(frame.url).path], "the frame is the editor's as the page is"
    colour = "getComputedStyle(document.body).backgroundColor"
    dark = frame.evaluate(colour)
    assert frame.evaluate("document.styleSheets.length") > 0
    watched.page.goto(f"{SITE_URL}{addresses[0]}?theme=light")
    watched.page.frames[1].wait_for_selector("article.story h1")
    assert watched.page.frames[1].evaluate(colour) != dark


_TRY_ALL = """() => {
  for (const element of document.querySelectorAll('body *')) {
    for (const kind of ['mouseover', 'focus', 'load', 'error', 'toggle', 'begin', 'start']) {
      element.dispatchEvent(new Event(kind));
    }
  }
}"""
