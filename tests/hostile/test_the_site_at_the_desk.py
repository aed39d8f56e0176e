"""Hostile text in every field of the pages of the site at the desk: never more than text."""

import re
from datetime import timedelta
from urllib.parse import quote

import html5lib  # type: ignore[import-untyped]
import pytest
from playwright.sync_api import Dialog, Request, Route

from broadsheet.adapters.jinja.environment import TEMPLATES
from tests.fakes.user_pool import MemoryUserPool
from tests.hostile.hostile_lists import MARKUP, TEXTS, Crowd, bytes_of, form_of
from tests.integration.desk.test_every_route import routes
from tests.support import chromium
from tests.support.desk import Browser, Desk, Page
from tests.support.lambdas import POOL, instead_of
from tests.support.long import LONG, POLICIES, sampled

KINDS = ("ROUTES", "OPEN")
FORMS: dict[str, tuple[str, ...]] = {
    "/desk/profiles/wren": (
        *("name", "role", "bio", "picture_media", "picture_url", "picture_alt"),
        *("link_label", "link_url"),
    ),
    "/desk/redirects": ("path", "target"),
    "/desk/redirects/remove": ("path",),
    "/desk/media": ("alt", "caption", "credit", "type"),
    "/desk/media/remove": ("picture",),
    "/desk/front": ("lead", "pinned", "hidden"),
    "/desk/live/{story}": ("text", "headline", "byline", "is_key"),
    "/desk/live/{story}/1": ("text", "headline", "byline", "is_key"),
}
QUERIES: dict[str, tuple[str, ...]] = {
    "/desk/front": ("lead", "pinned", "hidden", "do", "story", "version"),
    "/desk/front/preview": ("lead", "pinned", "hidden"),
    "/desk/media": ("words", "unused", "cursor"),
    "/desk/media/choose": ("words", "cursor"),
    "/desk/profiles": ("name", "cursor"),
    "/desk/profiles/wren": ("name",),
    "/desk/redirects": ("cursor",),
    "/desk/sections": ("kind", "cursor"),
    "/desk/live/{story}": ("cursor",),
    "/desk/live/{story}/entries": ("changes",),
}
_LINKS = ("href", "src", "action", "formaction", "xlink:href")
_HARMLESS = re.compile(
    r"(?:#[\w-]*|/(?!/).*|\?cursor=.*|https?://[^\s\"<>]*|mailto:.*|)\Z", re.ASCII
)
"""Places of the page and of the site, and addresses of others: a story's text may lead to them."""


_TAKE_ALL = ("/desk/media/remove", "/desk/front")
"""Of which what is no id is nothing."""


@pytest.fixture(scope="module")
def running(api: Crowd, edith: Browser) -> str:
    """A running story with an entry."""
    story = str(api.submit(title="Storm", live="running")["id"])
    edith.get(f"/desk/live/{story}").submit("Send", text="Rain.")
    return story


def assert_inert(page: Page, typed: str = "") -> None:
    """It has no element, no attribute and no link that anybody typed."""
    assert page.status < 500, (page.path, typed)
    if page.status in (204, 303):
        assert page.status == 204 or page.headers["location"].startswith("/desk/"), typed
        return
    for element in html5lib.parse(page.body, namespaceHTMLElements=False).iter():
        names = [str(name).lower() for name in element.attrib]
        assert not [n for n in names if n.startswith("on") or n == "style"], typed
        assert element.tag not in ("object", "embed", "base", "math"), typed
        if element.tag == "script":
            is_data = element.get("type") == "application/ld+json"
            assert is_data or not element.text, typed
        for link in _LINKS:
            to = element.get(link) or ""
            assert _HARMLESS.match(to), (page.path, to, typed)


def sent(edith: Browser, token: str, path: str, text: str, names: tuple[str, ...]) -> Page:
    fields = {"_csrf": token, "_version": "1"} | dict.fromkeys(names, text)
    return edith.send("POST", path, form_of(fields).decode())


@pytest.mark.parametrize("form", FORMS)
def test_every_field_of_every_form_takes_anything_and_shows_it_as_text(
    edith: Browser, running: str, form: str
) -> None:
    token, path, refused = edith.get("/desk/today").token, form.replace("{story}", running), 0
    for text in TEXTS:
        answered = sent(edith, token, path, text, FORMS[form])
        assert_inert(answered, text)
        refused += answered.status >= 400
        if answered.status == 303:
            # Wherever it leads, what was kept of it stands there.
            assert_inert(edith.get(path.removesuffix("/remove")), text)
    assert refused > 2 or form in _TAKE_ALL


@pytest.mark.parametrize("page", QUERIES)
def test_every_parameter_of_every_page_takes_anything(
    edith: Browser, running: str, page: str
) -> None:
    path = page.replace("{story}", running)
    for text in sampled(4, MARKUP):
        for name in QUERIES[page]:
            assert_inert(edith.send("GET", f"{path}?{name}={quote(bytes_of(text))}"), text)


@pytest.mark.parametrize("with_policy", POLICIES.values(), ids=POLICIES)
def test_nothing_of_it_runs_in_a_browser(edith: Browser, running: str, with_policy: bool) -> None:
    token, pages = edith.get("/desk/today").token, list[Page]()
    for n, text in enumerate(sampled(2, MARKUP)):
        form = tuple(FORMS)[n % len(FORMS)]
        pages.append(sent(edith, token, form.replace("{story}", running), text, FORMS[form]))
    for path in ("/desk/profiles/wren", "/desk/profiles", "/desk/media", f"/desk/live/{running}"):
        pages.append(edith.get(path))
    shown = [page for page in pages if page.status not in (204, 303)]
    assert len(shown) > (50 if LONG else 20)
    with chromium.launched() as browser:
        context = browser.new_context()
        said: list[str] = []
        context.on("dialog", lambda dialog: _note(said, dialog))
        served: dict[str, Page] = {f"{chromium.ORIGIN}/{n}": p for n, p in enumerate(shown)}

        def answer(route: Route, request: Request) -> None:
            page = served.get(request.url)
            if page is None:
                route.fulfill(status=404, body="")
                return
            kept = {"content-type": page.headers["content-type"]}
            policy = {"content-security-policy": page.headers["content-security-policy"]}
            route.fulfill(body=page.body, headers=kept | (policy if with_policy else {}))

        context.route("**/*", answer)
        tab = context.new_page()
        for url, page in served.items():
            tab.goto(url)
            tab.evaluate(_TRY_ALL)
            assert (said, tab.url) == ([], url), page.path


def _note(said: list[str], dialog: Dialog) -> None:
    said.append(dialog.message)
    dialog.dismiss()


_TRY_ALL = """() => {
  for (const element of document.querySelectorAll('body *')) {
    for (const kind of ['mouseover', 'focus', 'load', 'error', 'toggle', 'begin', 'start']) {
      element.dispatchEvent(new Event(kind));
    }
    if (element.href && !/^https?:/.test(element.href)) {
      element.dispatchEvent(new MouseEvent('click'));
    }
  }
}"""


# Last, as some of these forms end all sessions.
_PLACES = {"kind": "tag", "slug": "storm", "number": "1", "version": "1", "step": "code"}
_NAMED = re.compile(r"""name="(\w+)"|\bfield\(\s*"(\w+)\"""")
_FIELDS = {
    name
    for path in sorted((TEMPLATES / "desk").glob("*.html"))
    for found in _NAMED.findall(path.read_text("utf-8"))
    for name in found
    if name
} - {"_csrf", "_key"}
"""Names of whatever stands on a page of the desk to be filled in, or is sent along."""


@pytest.mark.parametrize("route", sorted({r for k in KINDS for r in routes(k) if r[:4] == "POST"}))
def test_every_form_that_there_is_takes_anything_in_whatever_field_there_is(
    api: Crowd, running: str, monkeypatch: pytest.MonkeyPatch, route: str
) -> None:
    pool = MemoryUserPool(api.stack.clock, POOL)
    for name in ("desk_sign_in", "staff"):
        instead_of(name, lambda: pool, monkeypatch)
    _, _, pattern = route.partition(" ")
    path = re.sub(r"\{(\w+)\}", lambda place: _PLACES.get(place[1], running), pattern)
    # A form before this may have ended all sessions until then.
    api.stack.clock.now += timedelta(minutes=1)
    browser = Desk(api.stack).as_("edith")
    token = browser.get("/desk/today").token
    for number, text in enumerate(sampled(25, MARKUP)):
        page = sent(browser, token, path, text, tuple(sorted(_FIELDS)))
        assert number or page.status != 403, "it was let in"
        assert_inert(page, text)
