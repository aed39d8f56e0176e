"""Chromium, as tests start it, and pages that they watch."""

import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from urllib.parse import urlsplit

from playwright.sync_api import Browser, BrowserContext, Page, Request, Route, sync_playwright

from tools import chromium as here

QUIET = ("--disable-quic", "--disable-background-networking", "--disable-component-update")
PATIENCE_MS = 120_000
"""A busy machine is slow; a thing that does not come at all fails all the same."""
ORIGIN = "https://news.example"
"""Where `serve` pretends that files stand."""
_PICTURE = (
    b'<svg xmlns="http://www.w3.org/2000/svg" width="1600" height="900" viewBox="0 0 16 9">'
    b'<path fill="#357" d="M0 0h16v9H0z"/></svg>'
)
_TYPES = {
    "html": "text/html; charset=utf-8",
    "css": "text/css",
    "js": "text/javascript",
    "svg": "image/svg+xml",
    "json": "application/json",
    "webmanifest": "application/manifest+json",
}


def path() -> str:
    """Where Chromium is. Fails with the command that installs it."""
    found = here.path()
    assert found, here.MISSING
    return found


@contextmanager
def launched() -> Iterator[Browser]:
    """A browser without a window."""
    with sync_playwright() as playwright:
        # As root, Chromium does not start with its sandbox.
        args = [*QUIET, *(["--no-sandbox"] if os.geteuid() == 0 else [])]
        browser = playwright.chromium.launch(executable_path=path(), args=args, timeout=PATIENCE_MS)
        browser.on("context", lambda context: context.set_default_timeout(PATIENCE_MS))
        yield browser
        browser.close()


_ONCE_TRUE = """async (arg) => {
  const isTrue = %s;
  for (const end = Date.now() + %d; !(await isTrue(arg));) {
    if (Date.now() > end) throw new Error("it did not become true: " + isTrue);
    await new Promise((done) => setTimeout(done, 20));
  }
}"""


def once_true(page: Page, condition: str, arg: object = None) -> None:
    """Wait until a function of JavaScript, which may be async, says so. `evaluate` waits for ever,
    and `Page.wait_for_function` evaluates strings in the page, which our Content-Security-Policy
    forbids from its second look on."""
    page.evaluate(_ONCE_TRUE % (condition, PATIENCE_MS), arg)


def serve(context: BrowserContext, files: Mapping[str, bytes], without: str = "") -> None:
    """Answer all that the context asks out of `files`, without those that end as is said.

    Pictures of stories are there, and large. What is nowhere is a 404.
    """

    def answer(route: Route, request: Request) -> None:
        where = urlsplit(request.url).path[1:]
        ending = where.rpartition(".")[2]
        if without and where.endswith(without):
            route.abort()
        elif where in files:
            kind = _TYPES.get(ending, "application/octet-stream")
            route.fulfill(body=files[where], content_type=kind)
        elif ending in {"jpg", "png", "webp", "avif"}:
            route.fulfill(body=_PICTURE, content_type="image/svg+xml")
        else:
            route.fulfill(status=404, body="")

    context.route("**/*", answer)


class Watched:
    """A page, and whatever it complained about."""

    def __init__(self, context: BrowserContext) -> None:
        self.page: Page = context.new_page()
        self.complaints: list[str] = []
        self.asked: list[str] = []
        self.failed: list[str] = []
        self.page.on("request", lambda request: self.asked.append(request.url))
        self.page.on("requestfailed", self._note_failure)
        self.page.on("console", lambda message: self.complaints.append(message.text))
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))
        self.page.on("dialog", lambda dialog: self.complaints.append(dialog.message))

    def _note_failure(self, request: Request) -> None:
        # Given up by the browser itself: the page was left, or shows another picture by now.
        if request.failure != "net::ERR_ABORTED":
            self.failed.append(f"{request.failure} {request.url}")
