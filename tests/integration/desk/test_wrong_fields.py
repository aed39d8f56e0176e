"""What is wrong with any field of any form of the desk is said in its reader's language.

The forms are those of the pages themselves, and what is wrong with them are whole kinds of
wrongness: every field of a form at once. What no catalogue has is marked as English by whatever
says it on a page; for a module it has no letter of the reader's language.
"""

import json
import re
from collections.abc import Iterator
from typing import NamedTuple
from urllib.parse import urljoin

from tests.support.desk import Page, fields_of
from tests.support.desk_newsroom import Newsroom, Tongue, newsroom
from tests.support.desk_pages import PAGES

LANGUAGE = "ar"
WRONG: dict[str, str] = {
    "nothing": "",
    "too much": "long " * 1000,
    "nonsense": "http://[x 99:99 \\ #a\x07b",
}
_ENGLISH = re.compile(r'<span lang="en" dir="ltr">(.*?)</span>', re.DOTALL)
_ARABIC = re.compile("[\u0600-\u06ff]")
_TOLD = ("detail", "title", "said", "problem")
_ALONE = re.compile(r"[0-9a-f]{8}-[0-9a-f-]{27}|[0-9]+")
_LAST = ("/people/", "/delete", "sign-out", "everywhere")


class Sent(NamedTuple):
    """A form of a page, with the button that sends it."""

    by: str
    action: str
    own: tuple[tuple[str, str], ...]
    typed: tuple[str, ...]

    @property
    def kind(self) -> tuple[object, ...]:
        """The same for all stories, comments and pictures that have this form."""
        buttons = [pair for pair in self.own if not pair[0].startswith("_")]
        return _ALONE.sub("", self.action), self.typed, _ALONE.sub("", repr(buttons))


def forms_of(by: str, page: Page) -> Iterator[Sent]:
    """The forms of a page that change something here, once for each of their buttons."""
    for form in page.html.one("main").all("form"):
        action = urljoin(page.path, form.get("action") or page.path)
        if form.get("method") != "post" or not action.startswith("/desk"):
            continue
        typed = {
            one["name"]
            for one in form.all("input", "select", "textarea")
            if one.get("name") and one.get("type") not in ("hidden", "checkbox", "radio")
        }
        own = tuple((n, v) for n, v in fields_of(form) if n not in typed)
        for button in form.all("button"):
            to = urljoin(page.path, button.get("formaction") or action)
            pressed = ((button["name"], button.get("value")),) if button.get("name") else ()
            yield Sent(by, to, own + pressed, tuple(sorted(typed)))


def every_form(room: Newsroom) -> list[Sent]:
    """Of all pages that there are, each kind of form once; those that end something come last."""
    found: dict[tuple[object, ...], Sent] = {}
    for way in PAGES.values():
        browser = room.browser(way.by, LANGUAGE)
        at = way.at
        page = browser.get(at.format_map(room.ids)) if isinstance(at, str) else at(room, browser)
        if 'class="at-desk"' in page.body:
            for form in forms_of(way.by, page):
                found.setdefault(form.kind, form)
    return sorted(found.values(), key=lambda form: any(one in form.action for one in _LAST))


def untranslated(page: Page) -> list[str]:
    """What an answer says in English."""
    if page.headers.get("content-type", "").startswith("text/html"):
        return [text for text in _ENGLISH.findall(page.body) if text.strip()]
    if "json" not in page.headers.get("content-type", ""):
        return []
    return [text for text in _said(json.loads(page.body)) if not _ARABIC.search(text)]


def _said(of: object) -> Iterator[str]:
    if isinstance(of, list):
        for one in of:
            yield from _said(one)
    if isinstance(of, dict):
        yield from (of[name] for name in _TOLD if isinstance(of.get(name), str) and of[name])
        yield from _said(of.get("errors"))


def marked_without_words(page: Page) -> list[str]:
    """The fields that are marked as wrong, and led by nothing to what is wrong with them (WCAG
    2.2, 3.3.1)."""
    if not page.headers.get("content-type", "").startswith("text/html"):
        return []
    said = {one.get("id"): one.text.strip() for one in page.html.all("p")}
    return [
        one["name"]
        for one in page.html.all("input", "select", "textarea")
        if one.get("aria-invalid") == "true"
        and not any(said.get(named) for named in one.get("aria-describedby").split())
    ]


class Hand:
    """Whoever sends them all: signed in once as each."""

    def __init__(self, room: Newsroom) -> None:
        self._room = room
        self._browsers: dict[str, tuple[Tongue, str]] = {}

    def sends(self, form: Sent, value: str, **headers: str) -> Page:
        """What the form is answered with one thing in all its fields."""
        browser, token = self._browsers.get(form.by) or self._signed_in(form.by)
        pairs = [("_csrf", token), *(pair for pair in form.own if pair[0] != "_csrf")]
        page = browser.post(form.action, [*pairs, *((n, value) for n in form.typed)], **headers)
        if "sign-out" in form.action:
            del self._browsers[form.by]
        return page

    def _signed_in(self, by: str) -> tuple[Tongue, str]:
        browser = self._room.browser(by, LANGUAGE)
        token = "" if by == "nobody" else _token(browser.get("/desk/account"))
        self._browsers[by] = browser, token
        return browser, token


def _token(page: Page) -> str:
    """Nothing for somebody whom one of the forms has signed out for good."""
    found = [m["content"] for m in page.html.all("meta") if m.get("name") == "desk-csrf"]
    return found[0] if found else ""


def test_whatever_is_wrong_with_a_form_is_said_in_its_readers_language() -> None:
    with newsroom() as room:
        left, statuses, unsaid = dict[str, str](), list[int](), set[str]()
        forms, hand = every_form(room), Hand(room)
        for form in forms:
            pages = {wrong: hand.sends(form, value) for wrong, value in WRONG.items()}
            pages["module"] = hand.sends(form, WRONG["nonsense"], accept="application/json")
            for wrong, page in pages.items():
                statuses.append(page.status)
                unsaid |= {f"{name} of {form.action}" for name in marked_without_words(page)}
                for text in untranslated(page):
                    left.setdefault(text, f"{form.action} with {wrong}")
    assert left == {}
    assert unsaid == set()
    assert not [status for status in statuses if status >= 500]
    assert len(forms) > 40
    assert sum(400 <= status < 500 for status in statuses) > len(forms)
