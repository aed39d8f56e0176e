"""Hostile text in every field of the page on which stories are written: shown, kept, never run."""

from typing import Any
from urllib.parse import quote

import pytest

from broadsheet.domain.desk.typed import BYLINE, IMAGE, NAMES
from tests.hostile.hostile_lists import TEXTS, bytes_of
from tests.support.desk import Browser, Page
from tests.support.document import document
from tests.support.long import LONG, sampled

LINKS = ("href", "src", "action", "formaction")
FIELDS = (*NAMES, "_find", "_new_tag", "_seen")
SHOWN = ("title", "standfirst", "body", "slug", "language", *IMAGE, *BYLINE[:4])


def sent(browser: Browser, path: str, page: Page, **fields: str) -> Page:
    ours = {e["name"]: e["value"] for e in page.html.all("input") if e.get("type") == "hidden"}
    names = ("_csrf", "_key", "_story", "_screen", "_based_on")
    told = {name: ours[name] for name in names} | fields
    body = "&".join(f"{name}={quote(bytes_of(text))}" for name, text in told.items())
    return browser.send("POST", path, body)


def assert_inert(page: Page) -> None:
    """Nothing that was typed is more than text."""
    assert page.status < 500
    if page.status == 303:
        assert page.headers["location"].startswith("/desk/stories/")
        return
    html = document(page.body)
    for element in html:
        assert not any(name.startswith("on") or name == "style" for name in element.attributes)
        for link in LINKS:
            to = element.get(link, "/")
            assert to == "#main" or to[:2].rstrip("abcdefghijklmnopqrstuvwxyz") == "/", to
    scripts = html.all("script")
    assert all(script["src"].startswith("/assets/") and not script.text for script in scripts)
    assert not html.all("iframe", "object", "embed", "base", "svg", "math", "style")


def typed_into(page: Page, name: str) -> list[str]:
    found = [e for e in page.html.all("input", "textarea") if e.get("name") == name]
    return [
        "".join(c for c in e.children if isinstance(c, str)).removeprefix("\n")
        if e.tag == "textarea"
        else e["value"]
        for e in found
    ]


@pytest.mark.parametrize("start", range(4))
def test_every_field_takes_anything_and_shows_it_as_it_was_typed(
    edith: Browser, start: int
) -> None:
    shown = 0
    for text in sampled(2, TEXTS[start::4]):
        page = edith.get("/desk/stories/new")
        answered = sent(edith, "/desk/stories/new", page, **dict.fromkeys(FIELDS[:-1], text))
        assert_inert(answered)
        if answered.status != 422 or "\r" in text:
            continue
        for name in SHOWN:
            if text.strip():
                assert typed_into(answered, name)[0] == text, name
                shown += 1
        # And again from the copy that was kept of it, and beside another.
        assert_inert(edith.get(page.path))
        both = sent(edith, f"/desk/copies/{story_of(page)}/compare", page, body="Other.")
        assert_inert(both)
    assert shown > (200 if LONG else 50)


def test_a_module_is_answered_whatever_it_sends(edith: Browser) -> None:
    page = edith.get("/desk/stories/new")
    for text in TEXTS:
        fields: dict[str, Any] = dict.fromkeys(("_screen", "_sequence", "_seen", "_based_on"), text)
        told = sent(edith, f"/desk/copies/{story_of(page)}", page, **fields)
        assert told.status < 500
        found = edith.send("GET", f"/desk/stories/find?q={quote(bytes_of(text))}&kind=tag")
        assert found.status < 500
        assert_inert(edith.send("GET", f"/desk/stories/new?key={quote(bytes_of(text))}"))


def story_of(page: Page) -> str:
    return next(e["value"] for e in page.html.all("input") if e.get("name") == "_story")
