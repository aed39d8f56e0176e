"""Sections, tags and the site's own settings at the desk: read by editors."""

import pytest

from tests.support.api import Api
from tests.support.desk import Desk, Page

HOSTILE = "<img src=x onerror=alert(1)>\"'&{{ 7*7 }}"


def rows(page: Page) -> list[list[str]]:
    found = [tr.all("td") for tr in page.html.one("main").all("tr")]
    return [[td.text for td in tds[:3]] for tds in found if tds]


def test_sections_and_tags_stand_with_the_stories_that_they_were_given(
    desk: Desk, api: Api
) -> None:
    edith = desk.as_("edith")
    assert "Nothing is published yet" in edith.get("/desk/sections").text
    for title in ("One", "Two"):
        api.submit(title=title, section="Sport", tags=["Rowing"])
    api.submit(title="Three", section="Harbour", tags=[])
    api.submit("ann", status="draft", section="World", tags=["Secret"])
    page = edith.get("/desk/sections")
    assert rows(page) == [
        ["Harbour", "/section/harbour/", "1"],
        ["Sport The site’s own", "/section/sport/", "2"],
    ]
    assert rows(page.follow("Tags")) == [["Rowing", "/tag/rowing/", "2"]]


def test_a_long_list_goes_on(desk: Desk, api: Api) -> None:
    for n in range(4):
        tags = [f"Tag {n:02}-{m:02}" for m in range(10)]
        api.submit(title=f"Story {n}", tags=tags)
    page = desk.as_("edith").get("/desk/sections?kind=tag")
    seen = [name for name, *_ in rows(page)]
    seen += [name for name, *_ in rows(page.follow("More"))]
    assert seen == [f"Tag {n:02}-{m:02}" for n in range(4) for m in range(10)]


def test_the_site_page_leads_to_all_that_editors_decide_and_shows_the_file(desk: Desk) -> None:
    page = desk.as_("edith").get("/desk/site")
    assert "The Example" in page.text
    assert "News, World, Sport" in page.text
    assert "site.toml" in page.text
    for path in page.links.values():
        assert page.browser.get(path).status == 200, path


@pytest.mark.parametrize("user", ["ann", "olga"])
def test_only_editors_read_them(desk: Desk, user: str) -> None:
    for where in ("/desk/site", "/desk/sections"):
        assert desk.as_(user).get(where).status == 403


def test_a_hostile_name_is_text(desk: Desk, api: Api) -> None:
    api.submit(title="One", tags=[HOSTILE], section=HOSTILE)
    for kind in ("tag", "section"):
        page = desk.as_("edith").get(f"/desk/sections?kind={kind}")
        assert HOSTILE in page.text
        assert "<img src=x" not in page.body
