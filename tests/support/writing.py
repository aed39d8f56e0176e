"""Stories as somebody types them at the desk, and what is saved of them."""

import json
import re
from typing import Any

import msgspec

from broadsheet import bootstrap
from broadsheet.domain.articles.article import Article, article_key
from tests.support.desk import Browser, Page
from tests.support.document import Element

BODY = "One.\n\nTwo.\n\nThree."


def new_story(browser: Browser, press: str = "Save draft", **typed: Any) -> Page:
    """A story as somebody types it."""
    page = browser.get("/desk/stories/new")
    return page.submit(press, **{"title": "Harbour", "body": BODY, "section": "News"} | typed)


def written_on(page: Page) -> Page:
    """The page on which the story of a page is written: whoever was done with it is led on."""
    return page.browser.get(f"/desk/stories/{id_of(page)}/write")


_SELECTOR = re.compile(r"(\w*)(?:#([\w-]+))?(?:\.([\w-]+))?(?:\[([\w-]+)(?:=([\w-]+))?\])?")


def every(page: Page, selector: str) -> list[Element]:
    """The elements of a tag, an id, a class and an attribute, as CSS writes them."""
    found = _SELECTOR.fullmatch(selector)
    assert found, selector
    tag, name, kind, attribute, value = found.groups()
    return [
        e
        for e in page.html
        if (not tag or e.tag == tag)
        and (not name or e.get("id") == name)
        and (not kind or kind in e.get("class", "").split())
        and (not attribute or (attribute in e and value in (None, e[attribute])))
    ]


def one(page: Page, selector: str) -> Element:
    """The only one of them."""
    (found,) = every(page, selector)
    return found


def id_of(page: Page) -> str:
    """Of the story whose page it is."""
    return page.path.split("/")[3]


def article(page: Page) -> dict[str, Any]:
    """The story of a page as it is saved."""
    found = bootstrap.reads().get(Article, article_key(id_of(page)))
    assert found is not None
    kept: dict[str, Any] = msgspec.to_builtins(found)
    content: dict[str, Any] = kept["content"]
    return content | {name: kept[name] for name in ("id", "status", "version")}


def typed_into(page: Page, name: str) -> str:
    """What stands in the field."""
    found = one(page, f"#f-{name}")
    text: str = "".join(c for c in found.children if isinstance(c, str)).removeprefix("\n")
    return text if found.tag == "textarea" else found.get("value")


def story_of(page: Page) -> str:
    """What the page calls its story."""
    return one(page, "input[name=_story]")["value"]


def keep(page: Page, sequence: int, body: str) -> Any:
    """What the page's module sends every few seconds, and is told."""
    screen = one(page, "input[name=_screen]")["value"]
    seen = one(page, "input[name=_seen]")["value"]
    based_on = one(page, "input[name=_based_on]")["value"]
    token = page.token
    pairs = [("_screen", screen), ("_sequence", str(sequence)), ("_seen", seen), ("body", body)]
    pairs.append(("_based_on", based_on))
    path = f"/desk/copies/{story_of(page)}"
    answer = page.browser.post(path, pairs, accept="application/json", x_desk_csrf=token)
    assert answer.status == 200, answer.body
    return json.loads(answer.body)
