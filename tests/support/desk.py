"""The desk as a browser without JavaScript sees it: pages, links, and forms that are sent."""

from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qsl, urlencode, urljoin, urlsplit

from broadsheet.adapters.http.desk.request import COOKIE
from broadsheet.domain.shared.principal import Principal, identity
from broadsheet.usecases.desk.sessions import begin_session
from tests.support.api import FORM, GROUPS, SUBJECTS
from tests.support.document import Element, document
from tests.support.functions import function_at_desk
from tests.support.lambdas import ISSUER, SITE_URL, Event, Stack, event

_REDIRECTS = 5
_HEADERS = {"origin": SITE_URL, "sec-fetch-site": "same-origin"}


@dataclass
class Page:
    """What the browser shows, or what a module was told."""

    browser: "Browser"
    path: str
    status: int
    headers: dict[str, str]
    body: str

    @property
    def html(self) -> Element:
        """The page."""
        return document(self.body)

    @property
    def text(self) -> str:
        """What can be read in its main part."""
        return self.html.one("main").text

    @property
    def title(self) -> str:
        """Its headline."""
        return self.html.one("h1").text

    @property
    def token(self) -> str:
        """What its modules send to prove that they are of this session."""
        return next(m["content"] for m in self.html.all("meta") if m.get("name") == "desk-csrf")

    @property
    def links(self) -> dict[str, str]:
        """Where the links of its main part lead, by their words."""
        return {a.text: a["href"] for a in self.html.one("main").all("a")}

    @property
    def wrong(self) -> list[str]:
        """The names of the fields that something is said to be wrong with."""
        controls = self.html.all("input", "select", "textarea")
        return [one["name"] for one in controls if one.get("aria-invalid") == "true"]

    def value(self, name: str) -> str:
        """What stands in the field of this name."""
        fields = self.html.all("input", where=lambda e: e.get("name") == name)
        return fields[0].get("value")

    def follow(self, words: str) -> "Page":
        """The page that the link with these words leads to."""
        return self.browser.get(urljoin(self.path, self.links[words]))

    @property
    def buttons(self) -> list[str]:
        """The words of every button of its main part."""
        return [button.text for button in self.html.one("main").all("button")]

    def form_of(self, words: str, *, number: int = 0) -> tuple[Element, Element]:
        """The form in which the button with these words stands, and the button.

        `number` is which, where there are several with these words.
        """
        found = [button for button in self.html.all("button") if button.text == words]
        assert len(found) > number, f"{words!r} is none of {self.buttons}"
        button = found[number]
        form = next(above for above in button.ancestors() if above.tag == "form")
        return form, button

    def submit(self, words: str, /, *, number: int = 0, **typed: Any) -> "Page":
        """The page that comes after the button with these words was pressed, once the form was
        filled in with `typed` (`__` in a name is `/`; a list for several values; None takes a
        field away).
        """
        form, button = self.form_of(words, number=number)
        filled = {name.replace("__", "/"): value for name, value in typed.items()}
        unknown = set(filled) - {e.get("name") for e in form.all("input", "select", "textarea")}
        assert not unknown, f"the form has no {unknown}"
        pairs = [(name, value) for name, value in fields_of(form) if name not in filled]
        for name, value in filled.items():
            pairs += [(name, str(v)) for v in (value if isinstance(value, list) else [value])]
        pairs = [(name, value) for name, value in pairs if value != "None"]
        if button.get("name"):
            pairs.append((button["name"], button.get("value")))
        action = urljoin(self.path, button.get("formaction") or form.get("action") or self.path)
        if form.get("method", "get").lower() == "get":
            return self.browser.get(f"{action.partition('?')[0]}?{urlencode(pairs)}")
        return self.browser.post(action, pairs)


@dataclass
class Browser:
    """One person's, with its cookies."""

    stack: Stack
    cookies: dict[str, str] = field(default_factory=dict)

    def get(self, path: str, **headers: str) -> Page:
        """The page at an address, wherever it leads."""
        return self._load("GET", path, None, headers)

    def post(self, path: str, pairs: list[tuple[str, str]], **headers: str) -> Page:
        """The page that answers a form, wherever it leads; `headers` replace what a page of the
        desk sends along (empty: not sent)."""
        return self._load("POST", path, urlencode(pairs), headers)

    def send(self, method: str, path: str, body: str | None = None, **headers: str) -> Page:
        """One request and its answer, which is not followed."""
        sent = self._event(method, path, body, headers)
        answered = self.stack.invoke(function_at_desk(sent["rawPath"]), sent)
        for cookie in answered.get("cookies", ()):
            self._keep(cookie)
        headers_, body_ = answered["headers"], answered["body"]
        assert headers_["x-content-type-options"] == "nosniff"
        return Page(self, path, answered["statusCode"], headers_, body_)

    def _load(self, method: str, path: str, body: str | None, headers: dict[str, str]) -> Page:
        page = self.send(method, path, body, **headers)
        for _ in range(_REDIRECTS):
            if page.status != 303:
                return page
            page = self.send("GET", urljoin(path, page.headers["location"]))
        raise AssertionError("it leads in circles")

    def _keep(self, cookie: str) -> None:
        pair, *attributes = (part.strip() for part in cookie.split(";"))
        name, _, value = pair.partition("=")
        assert {"Path=/", "Secure", "HttpOnly", "SameSite=Strict"} <= set(attributes), cookie
        self.cookies.pop(name, None)
        if "Max-Age=0" not in attributes:
            self.cookies[name] = value

    def _event(self, method: str, path: str, body: str | None, headers: dict[str, str]) -> Event:
        address = urlsplit(path)
        sent = event("desk__today_without_a_session")
        sent["routeKey"] = f"{method} /desk/{{proxy+}}"
        # CloudFront's function leads `/desk/` on.
        sent["rawPath"] = "/desk/today" if address.path == "/desk/" else address.path
        sent["rawQueryString"] = address.query
        if address.query:
            sent["queryStringParameters"] = dict(parse_qsl(address.query, keep_blank_values=True))
        sent["pathParameters"] = {"proxy": sent["rawPath"].removeprefix("/desk/")}
        sent["requestContext"]["http"].update(method=method, path=sent["rawPath"])
        sent["cookies"] = [f"{name}={value}" for name, value in self.cookies.items()]
        if body is not None:
            sent["headers"] |= {"content-type": FORM, **_HEADERS}
            sent["body"] = body
        more = {name.replace("_", "-"): value for name, value in headers.items()}
        sent["headers"] = {n: v for n, v in (sent["headers"] | more).items() if v}
        return sent


class Desk:
    """The desk of a stack."""

    def __init__(self, stack: Stack) -> None:
        self.stack = stack

    def as_(self, user: str) -> Browser:
        """The browser of somebody who has just signed in: `ann`, `ben`, `edith` or `olga`."""
        from broadsheet import bootstrap  # noqa: PLC0415 - made when a test has its stack

        groups = frozenset({GROUPS[user].strip("[]")})
        who = Principal(identity(ISSUER, SUBJECTS[user]), groups, called=user)
        services = bootstrap.services()
        until = services.clock().replace(year=2099)
        begun = begin_session(services, f"signed in {user}", who, roles_until=until)
        return Browser(self.stack, {COOKIE: begun.secret})

    def nobody(self) -> Browser:
        """A browser that nobody signed in with."""
        return Browser(self.stack)


def fields_of(form: Element) -> list[tuple[str, str]]:
    """What a browser would send of the form as it stands, but for its buttons."""
    pairs: list[tuple[str, str]] = []
    for one in form.all("input", "select", "textarea"):
        name, kind = one.get("name"), one.get("type", "text")
        if not name or "disabled" in one or kind in ("submit", "button", "reset", "file"):
            continue
        if one.tag == "select":
            options = one.all("option")
            chosen = [o for o in options if "selected" in o] or options[:1]
            pairs += [(name, o.get("value", o.text)) for o in chosen]
        elif one.tag == "textarea":
            pairs.append((name, _text_of(one)))
        elif kind not in ("checkbox", "radio") or "checked" in one:
            pairs.append((name, one.get("value", "on" if kind in ("checkbox", "radio") else "")))
    return pairs


def _text_of(area: Element) -> str:
    """As it stands in the page, but for the line end after the start tag (HTML, 13.1.2.5)."""
    return "".join(c for c in area.children if isinstance(c, str)).removeprefix("\n")
