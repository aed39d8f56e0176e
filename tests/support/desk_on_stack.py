"""The desk of the running stack, as a browser without JavaScript sees it."""

import urllib.error
import urllib.request
from typing import Any
from urllib.parse import urlsplit

from local.people import known_passwords
from tests.support.api import FORM
from tests.support.desk import Browser, Page
from tests.support.newspaper import SECONDS, Newspaper


class _NoRedirects(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *_args: Any) -> None:
        """Where an answer leads is for the browser to see."""


_OPENER = urllib.request.build_opener(_NoRedirects, urllib.request.ProxyHandler({}))


class BrowserOnStack(Browser):
    """One person's. Localhost counts as secure, so `Secure` cookies are kept and sent."""

    def __init__(self, newspaper: Newspaper) -> None:
        self.site_url, self.cookies = newspaper.stack.site_url, {}

    def __repr__(self) -> str:
        return f"BrowserOnStack({self.site_url})"

    def send(self, method: str, path: str, body: str | None = None, **headers: str) -> Page:
        """One request and its answer, which is not followed."""
        kept = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        sent = {"Cookie": kept, "Sec-Fetch-Site": "same-origin"}
        if body is not None:
            sent |= {"Content-Type": FORM, "Origin": self.site_url}
        sent |= {name.replace("_", "-"): value for name, value in headers.items()}
        url = self.site_url + path.removeprefix(self.site_url)
        wanted = urllib.request.Request(
            url, data=body.encode() if body is not None else None, method=method, headers=sent
        )
        try:
            answer = _OPENER.open(wanted, timeout=SECONDS)
        except urllib.error.HTTPError as error:
            answer = error
        with answer:
            told, text = answer.headers, answer.read().decode()
        for cookie in told.get_all("Set-Cookie", ()):
            self._keep(cookie)
        found = {name.lower(): value for name, value in told.items()}
        assert found["x-content-type-options"] == "nosniff"
        return Page(self, urlsplit(url).path, answer.status or 0, found, text)


def signed_in(newspaper: Newspaper, user: str) -> BrowserOnStack:
    """The browser of somebody who has just signed in."""
    password = known_passwords(newspaper.stack.home)[user]
    page = BrowserOnStack(newspaper).get("/desk/").submit("Sign in", user=user, password=password)
    assert page.status == 200, page.text
    assert isinstance(page.browser, BrowserOnStack)
    return page.browser
