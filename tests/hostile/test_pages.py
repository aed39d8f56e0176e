"""What hostile comments look like on the pages: text. Nothing of them runs, with our CSP or not."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import html5lib  # type: ignore[import-untyped]
import pytest
from playwright.sync_api import Dialog, Request, Route

from broadsheet.adapters.html.allowed import COMMENT_TAGS
from broadsheet.adapters.html.comment_safe import sanitised_comment
from broadsheet.adapters.html.markup import CommonMark
from broadsheet.adapters.jinja.renderer import JinjaRenderer
from broadsheet.usecases.site.page_views import views_by
from broadsheet.usecases.site.rebuild import enqueue, every_page, standing_pages
from broadsheet.usecases.site.render_page import PageRendering, render_page
from operate.template import of_the_site
from tests.builders import make_site
from tests.fakes.site import MemoryFiles, MemoryQueue
from tests.fakes.table import MemoryTable
from tests.hostile.hostile_lists import MARKUP, TEXTS, Crowd
from tests.support import chromium
from tests.support.comment_html import elements_of, tree_of

TEMPLATE = Path(__file__).parents[2] / "template.yaml"
ORIGIN = chromium.ORIGIN
LONGEST_NAME = 80
VALID = {"email": "a@b.example", "parent": ""}
PARTS = 16
"""Comments that all of it is in."""


@pytest.mark.parametrize("text", TEXTS)
def test_a_comment_has_what_is_allowed_and_sanitising_it_again_changes_nothing(text: str) -> None:
    html = CommonMark().comment(text[:5000])
    assert sanitised_comment(html) == html
    assert elements_of(html) <= COMMENT_TAGS
    for element in tree_of(html).iter():
        assert set(element.attrib) <= {"href", "rel"}
        if element.tag == "a":
            assert re.match("https?://", element.get("href", ""), re.IGNORECASE)
            assert element.get("rel") == "nofollow ugc noopener"


@pytest.fixture(scope="module")
def pages(api: Crowd, table: MemoryTable, story: dict[str, str]) -> dict[str, bytes]:
    """All files of a site where hostile comments were approved, and what a wrong form gets."""
    path = f"/api/v1/articles/{story['id']}/comments"
    typed = [text.replace("\x01", "") for text in MARKUP]
    for n in range(PARTS):
        name = typed[n * 3][:LONGEST_NAME].replace("\n", " ").replace("\t", " ")
        body = "\n\n".join(typed[n::PARTS])
        fields = {"name": name, "email": f"m{n}@b.example", "body": body}
        reply = api("POST", path, json_body=fields, accept="application/json")
        assert reply.status == 201, reply.body
        assert api.decide(reply.json["id"]).status == 200
    form = {"name": typed[7], "email": typed[11], "body": "".join(typed)[:5000], "parent": "x"}
    refused = api("POST", path, form=form, accept="text/html")
    assert refused.status == 422
    shown = api("POST", path, form=form | VALID | {"preview": "1"}, accept="text/html")
    assert shown.status == 200
    answers = {"refused.html": refused.body.encode(), "preview.html": shown.body.encode()}
    return rendered(table) | answers


def rendered(table: MemoryTable) -> dict[str, bytes]:
    """Every page of the site."""
    site, files, queue = make_site(), MemoryFiles(), MemoryQueue()
    renderer = JinjaRenderer(site)
    views = views_by(site.sections, renderer.fixed_files())
    press = PageRendering(table=table, views=views, renderer=renderer, files=files)
    standing = standing_pages(site.sections, renderer.fixed_files())
    for _ in enqueue(queue, every_page(table, table, files, standing), "all"):
        pass
    for request in queue.drain():
        render_page(press, request.page)
    return files.files


def html_of(pages: dict[str, bytes]) -> Iterator[tuple[str, Any]]:
    for name, body in pages.items():
        if name.endswith(".html"):
            yield name, html5lib.parse(body.decode(), namespaceHTMLElements=False)


def test_no_page_has_an_element_or_attribute_that_a_reader_typed(pages: dict[str, bytes]) -> None:
    seen = 0
    for name, document in html_of(pages):
        for element in document.iter():
            assert not [a for a in element.attrib if str(a).lower().startswith("on")], name
            if element.tag == "script":
                own = re.fullmatch(r"/assets/[^/]+", element.get("src", ""))
                assert own or element.get("type") == "application/ld+json"
            address = (element.get("href") or "") + (element.get("action") or "")
            assert not re.match(r"\s*(?:javascript|vbscript|data):", address, re.IGNORECASE), name
            if "comment-body" in (element.get("class") or "").split():
                seen += 1
                assert {e.tag for e in element.iter()} - {"div"} <= COMMENT_TAGS
                assert {a for e in element.iter() if e is not element for a in e.attrib} <= {
                    "href",
                    "rel",
                }
    assert seen >= PARTS


def policy() -> str:
    """The Content-Security-Policy of `template.yaml`."""
    found = re.search(r"default-src 'none';.*?base-uri 'none'", TEMPLATE.read_text(), re.DOTALL)
    assert found
    policy = " ".join(found[0].split())
    for name, value in of_the_site().items():
        policy = policy.replace(f"${{{name}}}", value)
    assert "$" not in policy
    return policy


@pytest.mark.parametrize("headers", [{"content-security-policy": policy()}, {}], ids=["csp", "no"])
def test_nothing_of_it_runs_in_a_browser(pages: dict[str, bytes], headers: dict[str, str]) -> None:
    names = [n for n, body in pages.items() if n.endswith(".html") and b"alert(1)" in body]
    assert len(names) >= 3

    def answer(route: Route, request: Request) -> None:
        name = request.url.removeprefix(f"{ORIGIN}/")
        kind = "text/html; charset=utf-8" if name.endswith(".html") else None
        if name in pages:
            route.fulfill(body=pages[name], content_type=kind, headers=headers)
        else:
            route.fulfill(status=404, body="")

    with chromium.launched() as browser:
        context = browser.new_context()
        context.route("**/*", answer)
        dialogs: list[str] = []
        asked: list[str] = []
        context.on("request", lambda request: asked.append(request.url))
        context.on("dialog", lambda dialog: _note(dialogs, dialog))
        for name in names:
            page = context.new_page()
            page.goto(f"{ORIGIN}/{name}")
            # What waits for a pointer, the focus or a press, gets it.
            page.evaluate(_TRY_ALL)
            assert dialogs == [], name
            assert page.url.startswith(ORIGIN)
            page.close()
        # A story may be sent by mail: that is the reader's own program.
        ours = (f"{ORIGIN}/", "mailto:?body=https://news.example/")
        assert [url for url in asked if not url.startswith(ours)] == []


def _note(dialogs: list[str], dialog: Dialog) -> None:
    dialogs.append(dialog.message)
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
