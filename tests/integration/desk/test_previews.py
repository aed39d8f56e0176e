"""A preview is the page that will stand there: the same bytes, before anybody publishes them."""

import re
from datetime import timedelta
from typing import Any

import pytest

from tests.support.api import Api, article
from tests.support.desk import Desk, Page
from tests.support.document import Element
from tests.support.lambdas import Stack
from tests.support.life import ARTICLES, act, at_rest, page

TIMES = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|\+00:00)")
AWAY = '<base target="_blank">\n'


def preview(desk: Desk, made: Any, what: str = "page", by: str = "edith", **asked: str) -> Page:
    query = "&".join(f"{name}={value}" for name, value in asked.items())
    path = f"/desk/stories/{made['id']}/preview/{what}"
    return desk.as_(by).get(f"{path}?{query}" if query else path)


def classed(html: Element, name: str) -> list[Element]:
    return html.all(where=lambda element: name in element.get("class").split())


def stands(stack: Stack, path: str) -> str:
    """What readers get there, but for its scripts."""
    return at_rest(stack.files()[page(path)].decode())


def without_times(html: str) -> str:
    """The page but for the moment of its publication: named difference, as that comes later."""
    return TIMES.sub("…", html)


RICH: dict[str, Any] = {
    "title": "Water at night",
    "standfirst": "It rose.",
    "body": "## Later\n\nA *word*.\n\n| a | b |\n|---|---|\n| 1 | 2 |\n\nA note.[^1]\n\n"
    "[^1]: Noted.",
    "tags": ["Lakes"],
    "drop_cap": True,
    "series": {"name": "Tides", "part": 2},
    "lead_image": {"url": "https://example.org/x.jpg", "alt": "A boat", "caption": "At sea"},
}


@pytest.mark.parametrize(
    "fields",
    [
        RICH,
        {**RICH, "language": "ar", "title": "ماء الليل"},
        {**RICH, "breaking": True, "comments": "closed"},
        {**RICH, "live": "running"},
        {**RICH, "unlisted": True},
        {**RICH, "body": "A film:\n\nhttps://youtu.be/abc"},
    ],
    ids=["rich", "right to left", "breaking", "live", "unlisted", "card"],
)
def test_the_page_that_stands_after_publishing_is_the_one_that_was_previewed(
    stack: Stack, api: Api, desk: Desk, fields: dict[str, Any]
) -> None:
    earlier = api.submit("edith", title="Earlier", slug="earlier")
    api.submit("edith", title="Before", section="World", slug="before")
    made = api.submit("edith", status="draft", also_read=[earlier["id"]], **fields)
    shown = preview(desk, made)
    assert shown.status == 200
    act(api, made, "publish", "edith")
    stack.drain()
    assert AWAY in shown.body, "links lead out of the frame: the other named difference"
    assert without_times(shown.body.replace(AWAY, "")) == without_times(stands(stack, made["path"]))


def test_what_stands_is_previewed_byte_for_byte(stack: Stack, api: Api, desk: Desk) -> None:
    made = api.submit("edith", **RICH)
    api.comment(made["id"])
    api.decide(api.pending()[0]["id"])
    stack.drain()
    shown = preview(desk, made).body.replace(AWAY, "")
    assert shown == stands(stack, made["path"])


def test_a_scheduled_story_and_one_that_was_taken_down_are_previewed_as_if_published(
    stack: Stack, api: Api, desk: Desk
) -> None:
    made = api.submit("edith", **RICH)
    stack.drain()
    before = stands(stack, made["path"])
    act(api, made, "unpublish", "edith")
    assert without_times(preview(desk, made).body.replace(AWAY, "")) == without_times(before)
    planned = api.submit("edith", status="draft", slug="planned", **RICH)
    act(api, planned, "schedule", "edith")
    assert "Water at night" in preview(desk, planned).body


def test_of_a_retracted_story_the_notice_is_shown(stack: Stack, api: Api, desk: Desk) -> None:
    made = api.submit("edith", **RICH)
    act(api, made, "retract", "edith")
    stack.drain()
    shown = preview(desk, made).body.replace(AWAY, "")
    assert shown == stands(stack, made["path"])
    assert "there is the notice" in preview(desk, made, "card").body


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_a_light_is_chosen_by_the_address_without_any_script(
    api: Api, desk: Desk, theme: str
) -> None:
    made = api.submit("edith", status="draft", **RICH)
    auto, lit = preview(desk, made, theme="auto"), preview(desk, made, theme=theme)
    assert f'<html data-theme="{theme}" lang=' in lit.body
    assert without_times(lit.body.replace(f' data-theme="{theme}"', "")) == without_times(auto.body)
    assert "data-theme" not in preview(desk, made, theme='"><script>').body


@pytest.mark.parametrize("what", ["page", "card"])
def test_a_framed_page_runs_nothing_sends_nothing_and_is_kept_by_nobody(
    api: Api, desk: Desk, what: str
) -> None:
    made = api.submit("edith", status="draft", **RICH)
    headers = preview(desk, made, what).headers
    policy = dict(
        part.strip().partition(" ")[::2] for part in headers["content-security-policy"].split(";")
    )
    assert policy["default-src"] == "'none'"
    assert "script-src" not in policy
    assert (policy["frame-ancestors"], policy["form-action"]) == ("'self'", "'none'")
    assert policy["sandbox"].split() == [
        "allow-same-origin",
        "allow-popups",
        "allow-popups-to-escape-sandbox",
    ]
    assert headers["cache-control"] == "no-store"
    assert "noindex" in headers["x-robots-tag"]


def test_the_frame_is_chosen_by_links(api: Api, desk: Desk) -> None:
    made = api.submit("edith", status="draft", **RICH)
    base = f"/desk/stories/{made['id']}/preview"
    first = desk.as_("edith").get(base)
    assert first.html.one("iframe")["src"] == f"{base}/page?theme=auto"
    dark = first.follow("Phone").follow("Dark")
    assert dark.html.one("iframe")["src"] == f"{base}/page?theme=dark"
    assert classed(dark.html, "preview-phone")
    cards = dark.follow("Cards")
    assert cards.html.one("iframe")["src"] == f"{base}/card?theme=dark"
    assert "frame-ancestors 'none'" in first.headers["content-security-policy"]
    assert first.browser.get(f"{base}?width=huge").status == 400


def test_the_cards_are_what_the_site_and_others_show_of_it(
    stack: Stack, api: Api, desk: Desk
) -> None:
    made = api.submit("edith", status="draft", **RICH)
    shown = preview(desk, made, "card")
    html = shown.html
    assert {a["href"] for a in html.all("a") if a.text == RICH["title"]} == {made["path"]}
    (social,) = classed(html, "preview-social")
    act(api, made, "publish", "edith")
    stack.drain()
    head = stands(stack, made["path"])
    for name in ("og:image", "og:title", "og:description"):
        said = re.search(f'<meta property="{name}" content="([^"]*)"', head)
        assert said
        assert said[1] in shown.body
    assert social.one("img")["src"] == RICH["lead_image"]["url"]
    assert f"https://news.example.org{made['path']}" in classed(html, "preview-search")[0].text


def test_only_who_may_see_the_story_may_preview_it(api: Api, desk: Desk) -> None:
    made = api.submit("ann", status="draft", **RICH)
    for path in ("", "/page", "/card"):
        address = f"/desk/stories/{made['id']}/preview{path}"
        assert desk.as_("ann").get(address).status == 200
        assert desk.as_("ben").get(address).status == 404
        assert desk.nobody().send("GET", address).headers["location"].startswith("/desk/sign-in")
    act(api, made, "delete", "edith")
    assert preview(desk, made, by="ann").status == 404


def test_a_preview_writes_nothing(stack: Stack, api: Api, desk: Desk) -> None:
    made = api.submit("edith", status="draft", **RICH)
    preview(desk, made)
    before = stack.items()
    for what in ("page", "card"):
        preview(desk, made, what)
    kinds = {item["type"]["S"] for item in stack.items() if item not in before}
    assert kinds <= {"DeskSession"}
    stack.drain()
    assert stack.files() == {}


def test_an_edit_that_would_move_the_story_is_previewed_at_its_next_address(
    api: Api, desk: Desk
) -> None:
    made = api.submit("edith", status="draft", slug="here", **RICH)
    sent = article(status=None, slug="there", **RICH)
    del sent["status"]
    api("PUT", f"{ARTICLES}/{made['id']}", by="edith", json_body=sent, if_match="*")
    assert "/there/" in preview(desk, made).body


def test_a_draft_of_last_month_is_previewed_at_the_address_that_it_would_get(
    stack: Stack, api: Api, desk: Desk
) -> None:
    made = api.submit("edith", status="draft", slug="here", **RICH)
    assert made["path"] == "/2026/11/here/"
    stack.clock.now += timedelta(days=10)
    shown = preview(desk, made)
    act(api, made, "publish", "edith")
    stack.drain()
    there = stands(stack, "/2026/12/here/")
    assert without_times(shown.body.replace(AWAY, "")) == without_times(there)


def typed_preview(page: Page, what: str = "page", theme: str = "auto") -> Page:
    """What is in the frame of a preview of what somebody typed."""
    return page.browser.get(f"{page.html.one('iframe')['src'].partition('?')[0]}?theme={theme}")


TYPED: dict[str, Any] = {
    "title": RICH["title"],
    "standfirst": RICH["standfirst"],
    "body": RICH["body"],
    "section": "News",
    "image_url": RICH["lead_image"]["url"],
    "image_alt": "A boat",
}


@pytest.mark.parametrize(
    "fields", [{}, {"language": "ar", "title": "ماء الليل"}, {"breaking": "yes", "live": "running"}]
)
def test_what_is_typed_and_not_saved_is_previewed_as_it_stands_once_it_is_published(
    stack: Stack, desk: Desk, fields: dict[str, str]
) -> None:
    page = desk.as_("edith").get("/desk/stories/new")
    shown = page.submit("Preview", **TYPED | fields)
    assert (shown.status, shown.title) == (200, (TYPED | fields)["title"])
    framed = typed_preview(shown).body.replace(AWAY, "")
    done = shown.follow("Back to writing").submit("Publish: readers see it at once")
    (article_id,) = {item["id"]["S"] for item in stack.items() if item["type"]["S"] == "Article"}
    assert article_id in done.path
    stack.drain()
    (stands,) = [
        at_rest(body.decode())
        for name, body in stack.files().items()
        if name.startswith("2026/") and b"NewsArticle" in body and "comments" not in name
    ]
    made = re.search("/api/v1/articles/([0-9a-f-]{36})/comments", framed)
    assert made
    assert without_times(framed.replace(made[1], article_id)) == without_times(stands)


def test_an_edit_of_what_readers_have_is_previewed_and_they_have_what_they_had(
    stack: Stack, api: Api, desk: Desk
) -> None:
    made = api.submit("edith", **RICH)
    stack.drain()
    before = stack.files()[page(made["path"])].decode()
    browser = desk.as_("edith")
    writing = browser.get(f"/desk/stories/{made['id']}/write")
    shown = writing.submit("Preview", body="All of it is *new*.", slug="elsewhere")
    framed = typed_preview(shown)
    assert "<em>new</em>" in framed.body
    assert "/2026/11/elsewhere/" in framed.body
    assert "<em>new</em>" not in preview(desk, made).body, "what is saved is another preview"
    stack.drain()
    assert stack.files()[page(made["path"])].decode() == before
    again = shown.follow("Back to writing").submit("Save: readers see it at once")
    stack.drain()
    assert again.status == 200
    there = stands(stack, "/2026/11/elsewhere/")
    assert without_times(framed.body.replace(AWAY, "")) == without_times(there)


def test_what_is_not_filled_in_yet_is_named_and_the_rest_is_shown(desk: Desk) -> None:
    page = desk.as_("ann").get("/desk/stories/new")
    shown = page.submit("Preview", body="Half a *story*.", byline_name="")
    assert "Not filled in yet: Headline, Section, Byline." in shown.text
    assert "Half a <em>story</em>." in typed_preview(shown).body
    assert shown.follow("Cards").html.one("iframe")["src"].endswith("/card?theme=auto")


def test_what_could_not_be_saved_is_not_shown_and_every_reason_is_told(desk: Desk) -> None:
    page = desk.as_("ann").get("/desk/stories/new")
    shown = page.submit("Preview", title="T", body="B", section="News", slug="No!", language="xx1")
    assert not shown.html.all("iframe")
    assert "Words of its address: must be lower-case ASCII letters" in shown.text
    assert "Language: must be a language tag" in shown.text
    again = shown.follow("Back to writing")
    assert [e["value"] for e in again.html.all("input") if e.get("name") == "slug"] == ["No!"]


def test_nobody_else_sees_what_is_typed(api: Api, desk: Desk) -> None:
    made = api.submit("ann", status="draft", **RICH)
    writing = desk.as_("ann").get(f"/desk/stories/{made['id']}/write")
    shown = writing.submit("Preview", title="A secret")
    where = shown.html.one("iframe")["src"].partition("/preview")[0] + "/preview"
    for user in ("edith", "ben", "olga"):
        looked = desk.as_(user)
        assert "A secret" not in looked.get(where).body
        for what in ("page", "card"):
            assert looked.get(f"{where}/{what}").status == 404
    assert desk.as_("edith").post(where, [("_csrf", "x")]).status == 403


def test_words_of_another_page_are_not_replaced_by_looking(desk: Desk) -> None:
    ann = desk.as_("ann")
    first = ann.get("/desk/stories/new")
    second = ann.get(first.path)
    second.submit("Preview", title="From the second")
    asked = first.submit("Preview", title="From the first")
    assert asked.title == "Two versions"
    assert "From the second" in asked.text


def test_a_page_that_somebody_went_back_to_is_previewed_as_it_is_now(desk: Desk) -> None:
    page = desk.as_("ann").get("/desk/stories/new")
    page.submit("Preview", title="First try")
    assert page.submit("Preview", title="Second try").title == "Second try"


def test_words_that_are_too_long_to_be_kept_are_on_the_page_all_the_same(desk: Desk) -> None:
    page = desk.as_("ann").get("/desk/stories/new")
    asked = page.submit("Preview", title="T", body="x" * 300_000)
    assert asked.status == 413
    assert "x" * 300_000 in asked.body
