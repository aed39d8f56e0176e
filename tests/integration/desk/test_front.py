"""The front page at the desk: arranged by buttons, previewed, and saved when somebody says so."""

from typing import Any
from urllib.parse import parse_qsl, urlsplit

import pytest

from tests.support.api import Api
from tests.support.desk import Desk, Page
from tests.support.life import at_rest

FRONT = "/api/v1/front"
HOSTILE = "<img src=x onerror=alert(1)>\"'&{{ 7*7 }}"


@pytest.fixture
def stories(api: Api) -> list[str]:
    return [api.submit(title=title)["id"] for title in ("Oldest", "Middle", "Newest")]


def in_place(page: Page, place: str) -> list[str]:
    lists = page.html.all("ol", where=lambda e: e.get("data-place") == place)
    return [row["data-story"] for one in lists for row in one.all("li")]


def decided(api: Api) -> dict[str, Any]:
    told: dict[str, Any] = api("GET", FRONT, by="edith").json
    return told


def press(page: Page, do: str) -> Page:
    """The page after the button of the arrangement that does this was pressed."""
    buttons = page.html.all("button")
    (found,) = [b for b in buttons if b.get("value") == do]
    same = [b for b in buttons if b.text == found.text]
    return page.submit(found.text, number=same.index(found))


def preview_of(page: Page) -> Page:
    return page.browser.get(page.html.one("iframe")["src"])


def order_in(shown: Page, *titles: str) -> list[str]:
    # Stories stand first where the front page begins.
    return sorted(titles, key=lambda title: shown.body.index(f">{title}<"))


def test_nothing_is_decided_before_it_is_saved(desk: Desk, api: Api, stories: list[str]) -> None:
    oldest, middle, newest = stories
    page = desk.as_("edith").get("/desk/front")
    assert in_place(page, "newest") == [newest, middle, oldest]
    assert "as readers see it" in page.text
    page = press(page, f"lead {oldest}")
    page = press(page, f"pin {newest}")
    page = press(page, f"pin {middle}")
    page = press(page, f"up {middle}")
    assert in_place(page, "lead") == [oldest]
    assert in_place(page, "pinned") == [middle, newest]
    assert "Not on the site yet." in page.text
    assert (decided(api)["lead"], decided(api)["version"]) == (None, 1)
    saved = page.submit("Save the front page")
    assert "Saved." in saved.text
    assert decided(api)["lead"] == oldest
    assert decided(api)["pinned"] == [middle, newest]
    assert decided(api)["modified_by"] == "edith"


def test_the_preview_is_the_page_that_readers_will_have(
    desk: Desk, api: Api, stories: list[str]
) -> None:
    page = press(desk.as_("edith").get("/desk/front"), f"lead {stories[0]}")
    shown = preview_of(page)
    assert order_in(shown, "Oldest", "Middle", "Newest")[0] == "Oldest"
    assert "frame-ancestors 'self'" in shown.headers["content-security-policy"]
    assert "unsafe" not in shown.headers["content-security-policy"]
    page.submit("Save the front page")
    api.stack.drain()
    assert at_rest(api.stack.files()["index.html"].decode()) == shown.body


def test_a_layout_is_seen_before_it_is_saved_and_goes_along_with_what_is_moved(
    desk: Desk, api: Api, stories: list[str]
) -> None:
    page = desk.as_("edith").get("/desk/front").submit("Show it so", layout="calm")
    assert 'class="front-calm"' in preview_of(page).body
    assert decided(api)["layout"] == "graded"
    page = press(page, f"lead {stories[0]}")
    page.submit("Save the front page")
    assert (decided(api)["layout"], decided(api)["lead"]) == ("calm", stories[0])
    unknown = desk.as_("edith").get("/desk/front?version=1&layout=loud")
    assert 'class="front-calm"' not in preview_of(unknown).body


def test_a_hidden_story_is_in_no_preview_and_comes_back(
    desk: Desk, api: Api, stories: list[str]
) -> None:
    page = press(desk.as_("edith").get("/desk/front"), f"hide {stories[1]}")
    assert in_place(page, "hidden") == [stories[1]]
    assert ">Middle<" not in preview_of(page).body
    saved = page.submit("Save the front page")
    assert decided(api)["hidden"] == [stories[1]]
    press(saved, f"show {stories[1]}").submit("Save the front page")
    assert decided(api)["hidden"] == []


def test_any_published_story_is_pinned_by_its_address(
    desk: Desk, api: Api, stories: list[str]
) -> None:
    path = api("GET", f"/api/v1/articles/{stories[0]}").json["path"]
    page = desk.as_("edith").get("/desk/front")
    pinned = page.submit("Pin it", story=f"https://news.example.org{path}")
    assert in_place(pinned, "pinned") == [stories[0]]
    wrong = pinned.submit("Make it the lead", story="/nothing/")
    assert wrong.status == 422
    assert "is no story's address or id" in wrong.text
    assert in_place(wrong, "pinned") == [stories[0]], "what was arranged is still there"


def test_what_can_not_be_pinned_is_told_and_nothing_is_lost(desk: Desk, api: Api) -> None:
    ids = [api.submit(title=f"Story {n}")["id"] for n in range(12)]
    page = desk.as_("edith").get("/desk/front")
    for one in ids[:10]:
        page = press(page, f"pin {one}")
    over = press(page, f"pin {ids[10]}")
    assert over.status == 422
    assert in_place(over, "pinned") == ids[:10]
    assert "Saved." in over.submit("Save the front page").text
    draft = api.submit("ann", status="draft")["id"]
    other = press(desk.as_("edith").get("/desk/front"), f"free {ids[0]}")
    typed = other.submit("Pin it", story=draft)
    refused = typed.submit("Save the front page")
    assert refused.status == 422
    assert in_place(refused, "pinned") == [*ids[1:10], draft]


def test_the_second_of_two_editors_sees_what_the_first_decided(
    desk: Desk, api: Api, stories: list[str]
) -> None:
    edith = desk.as_("edith")
    mine = press(edith.get("/desk/front"), f"lead {stories[0]}")
    press(edith.get("/desk/front"), f"lead {stories[2]}").submit("Save the front page")
    told = mine.submit("Save the front page")
    assert told.status == 412
    assert "Decided meanwhile by edith" in told.text
    assert in_place(told, "lead") == [stories[0]]
    assert decided(api)["lead"] == stories[2]
    # Whoever goes on arranging is still told, and decides.
    on = press(told, f"pin {stories[1]}")
    assert "Decided meanwhile by edith" in on.text
    assert "Saved." in on.submit("Save the front page").text
    assert (decided(api)["lead"], decided(api)["pinned"]) == (stories[0], [stories[1]])


def test_a_story_that_is_published_no_more_keeps_its_place(
    desk: Desk, api: Api, stories: list[str]
) -> None:
    page = press(desk.as_("edith").get("/desk/front"), f"pin {stories[0]}")
    page.submit("Save the front page")
    api("POST", f"/api/v1/articles/{stories[0]}/unpublish", by="edith")
    page = desk.as_("edith").get("/desk/front")
    assert "A story that is not published now" in page.text
    assert in_place(page, "pinned") == [stories[0]]


@pytest.mark.parametrize("user", ["ann", "olga"])
def test_only_editors_arrange_the_front_page(desk: Desk, api: Api, user: str) -> None:
    browser = desk.as_(user)
    for where in ("/desk/front", "/desk/front/preview"):
        assert browser.get(where).status == 403
    token = browser.get("/desk/today").token
    assert browser.post("/desk/front", [("_csrf", token), ("_version", "1")]).status == 403
    assert decided(api)["version"] == 1


def test_what_is_hostile_is_text_and_no_id_is_nothing(desk: Desk, api: Api) -> None:
    story = api.submit(title=HOSTILE, section="News")["id"]
    edith = desk.as_("edith")
    page = press(edith.get("/desk/front"), f"pin {story}")
    assert HOSTILE in page.text
    assert "<img src=x" not in page.body
    assert "<img src=x" not in preview_of(page).body
    for name in ("lead", "pinned", "hidden", "story", "do", "version"):
        page = edith.get(f"/desk/front?version=1&{name}=%22%3E%3Cscript%3Ealert(1)%3C/script%3E")
        assert page.status in (200, 422), name
        assert "<script>alert" not in page.body
    address = page.html.one("iframe")["src"]
    assert dict(parse_qsl(urlsplit(address).query)) == {"layout": "graded"}
