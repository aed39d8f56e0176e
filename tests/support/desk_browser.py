"""The desk in a real browser, answered by the functions in this process: a network to be cut."""

from collections.abc import Iterator
from contextlib import contextmanager
from html import escape
from urllib.parse import urlsplit

from playwright.sync_api import Browser as Chromium
from playwright.sync_api import BrowserContext, Page, Request, Route

from broadsheet import bootstrap
from broadsheet.adapters.jinja.assets import assets
from tests.support.desk import Browser
from tests.support.lambdas import SITE_URL

_TYPES = {"css": "text/css", "js": "text/javascript", "svg": "image/svg+xml"}
_PASSED_ON = (
    "accept",
    "accept-language",
    "content-type",
    "origin",
    "sec-fetch-site",
    "x-desk-csrf",
)


class DeskTab:
    """A tab of whoever signed in as `person`.

    `is_cut` is whether the network is away, `lost` whether answers are: what was sent has arrived;
    and with `fails` the function dies before it does anything. While it `is_slow`, nothing that is
    sent arrives.
    """

    def __init__(self, context: BrowserContext, person: Browser) -> None:
        self.context, self.person = context, person
        self.is_cut = self.lost = self.fails = self.is_slow = False
        self._on_its_way: list[tuple[Route, Request]] = []
        self.asked: list[str] = []
        self.complaints: list[str] = []
        self._files = {f"/{a.file}": a.body for a in assets(bootstrap.site()).values()}
        context.route("**/*", self._answer)
        self.page = self.tab()

    def tab(self) -> Page:
        """Another tab of the same browser."""
        page = self.context.new_page()
        page.on("pageerror", lambda error: self.complaints.append(str(error)))
        page.on("console", lambda said: self._complained(said.text))
        return page

    def open(self, path: str) -> Page:
        """The page at a path of the desk."""
        self.page.goto(SITE_URL + path)
        self.page.locator("#main").wait_for()
        return self.page

    def arrives(self) -> None:
        """What was on its way, and all that follows."""
        self.is_slow = False
        for route, request in self._on_its_way:
            self._answer(route, request)

    def _complained(self, text: str) -> None:
        if "Content Security Policy" in text:
            self.complaints.append(text)

    def _answer(self, route: Route, request: Request) -> None:
        where = urlsplit(request.url)
        if where.path in self._files:
            kind = _TYPES.get(where.path.rpartition(".")[2], "application/octet-stream")
            route.fulfill(body=self._files[where.path], content_type=kind)
        elif not where.path.startswith("/desk"):
            route.fulfill(status=404, body="")
        elif self.is_cut:
            route.abort("internetdisconnected")
        elif self.is_slow and request.method == "POST":
            self._on_its_way.append((route, request))
        else:
            self._passed(route, request, f"{where.path}?{where.query}".rstrip("?"))

    def _passed(self, route: Route, request: Request, path: str) -> None:
        self.asked.append(f"{request.method} {where_of(path)}")
        if self.fails:
            route.fulfill(status=502, body="")
            return
        sent = {n.replace("-", "_"): v for n, v in request.headers.items() if n in _PASSED_ON}
        answered = self.person.send(request.method, path, request.post_data, **sent)
        if self.lost:
            route.abort("connectionreset")
        elif answered.status == 303:
            # A redirect that is answered here is followed without asking here again.
            where = escape(answered.headers["location"])
            route.fulfill(
                body=f'<meta http-equiv="refresh" content="0;url={where}">',
                content_type="text/html",
            )
        else:
            route.fulfill(status=answered.status, headers=answered.headers, body=answered.body)


def where_of(path: str) -> str:
    """A path without what is asked of it."""
    return path.partition("?")[0]


@contextmanager
def desk_tab(chromium: Chromium, person: Browser, locale: str = "en-GB") -> Iterator[DeskTab]:
    """A browser of theirs, with storage of its own."""
    context = chromium.new_context(
        locale=locale, viewport={"width": 1200, "height": 900}, reduced_motion="reduce"
    )
    context.set_default_timeout(120_000)
    yield DeskTab(context, person)
    context.close()
