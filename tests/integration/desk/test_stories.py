"""Stories of every state at the desk: tabs, search, and what is whose."""

import gzip

import pytest

from broadsheet import bootstrap
from broadsheet.adapters.jinja.assets import assets
from broadsheet.domain.shared.principal import identity
from tests.support.api import SUBJECTS, Api
from tests.support.desk import Desk, Page
from tests.support.document import Element
from tests.support.lambdas import ISSUER

ARTICLES = "/api/v1/articles"


def of_class(within: Element, name: str) -> list[Element]:
    return within.all(where=lambda element: name in element.get("class").split())


def titles(page: Page) -> list[str]:
    return [row.text for row in of_class(page.html.one("main"), "row-title")]


def typed_in(page: Page, field: str) -> str:
    (control,) = page.html.all("input", where=lambda element: element.get("name") == field)
    return control["value"]


@pytest.fixture(autouse=True)
def stories(api: Api) -> None:
    api.submit("ann", status="draft", title="Ferry to Kos", standfirst="From the old harbour.")
    api.submit("ben", status="draft", title="Tram", section="World")
    back = api.submit("ann", status="in_review", title="Bread")
    api("POST", f"{ARTICLES}/{back['id']}/return", by="edith", json_body={"note": "Who says so?"})
    api.submit("ann", status="in_review", title="Rain")
    api.submit("edith", title="Snow")


def test_an_author_finds_their_own_stories_by_state_and_no_others(desk: Desk) -> None:
    ann = desk.as_("ann")
    page = ann.get("/desk/stories")
    assert (page.status, page.title) == (200, "My stories")
    assert titles(page) == ["Rain", "Bread", "Ferry to Kos"]
    assert titles(page.follow("Drafts")) == ["Bread", "Ferry to Kos"]
    assert titles(page.follow("In review")) == ["Rain"]
    assert titles(page.follow("Published")) == []
    assert titles(ann.get("/desk/stories?whose=all")) == ["Rain", "Bread", "Ferry to Kos"]
    assert "Everybody’s" not in page.links
    assert "Tram" not in page.body


def test_what_was_returned_stands_with_the_editors_note(desk: Desk) -> None:
    page = desk.as_("ann").get("/desk/stories").follow("Returned")
    assert titles(page) == ["Bread"]
    assert "Who says so?" in page.text
    assert "Returned by edith" in page.text


def test_an_editor_finds_everybodys_too(desk: Desk) -> None:
    page = desk.as_("edith").get("/desk/stories")
    assert titles(page) == ["Snow"]
    page = page.follow("Everybody’s")
    assert page.title == "Everybody’s stories"
    assert titles(page) == ["Snow", "Rain", "Bread", "Tram", "Ferry to Kos"]
    assert titles(page.follow("Drafts")) == ["Bread", "Tram", "Ferry to Kos"]
    assert page.follow("Drafts").title == "Everybody’s stories"


def test_every_row_leads_to_its_story_and_says_its_state_and_who_changed_it(
    desk: Desk, api: Api
) -> None:
    made = api.submit("ann", status="draft", title="Newest")
    page = desk.as_("edith").get("/desk/stories?whose=all")
    assert page.links["Newest"] == f"/desk/stories/{made['id']}"
    row = of_class(page.html, "desk-row")[0]
    assert [chip.text for chip in of_class(row, "chip")] == ["Draft"]
    assert "ann" in row.text
    assert row.all("time")[0]["datetime"].endswith("Z")


def test_search_is_a_form_that_keeps_the_tab_and_what_was_typed(desk: Desk) -> None:
    page = desk.as_("edith").get("/desk/stories?whose=all&status=draft")
    found = page.submit("Search", q="harb")
    assert titles(found) == ["Ferry to Kos"]
    assert found.title == "Everybody’s stories"
    assert titles(found.submit("Search", q="", section="world")) == ["Tram"]
    assert titles(found.submit("Search", q="", author="Ann Author")) == [
        "Bread",
        "Tram",
        "Ferry to Kos",
    ]
    nothing = found.submit("Search", q="zeppelin")
    assert titles(nothing) == []
    assert "Nothing was found" in nothing.text


def test_a_wrong_search_is_shown_again_with_what_is_wrong_beside_it(desk: Desk) -> None:
    page = desk.as_("ann").get("/desk/stories?q=%21%21&since=yesterday&author=Ann")
    assert page.status == 422
    assert "must be a day like 2026-11-28" in page.text
    assert (typed_in(page, "author"), typed_in(page, "since")) == ("Ann", "yesterday")
    page = desk.as_("ann").get("/desk/stories?q=%21%21")
    assert (page.status, typed_in(page, "q")) == (422, "!!")
    assert "must have a word to search for" in page.text
    assert desk.as_("ann").get("/desk/stories?colour=red").status == 400
    assert desk.as_("ann").get("/desk/stories?status=deleted").status == 422
    turned = desk.as_("ann").get("/desk/stories?since=2026-11-02&until=2026-11-01")
    assert (turned.status, turned.wrong, turned.value("until")) == (422, ["until"], "2026-11-01")


def test_a_long_list_goes_on_and_each_story_is_there_once(desk: Desk, api: Api) -> None:
    for n in range(40):
        api.submit("ben", status="draft", title=f"Story {n}")
    page = desk.as_("ben").get("/desk/stories?status=draft")
    seen = titles(page)
    assert len(seen) == 30
    seen += titles(page.follow("More"))
    assert seen == [f"Story {n}" for n in reversed(range(40))] + ["Tram"]
    found = desk.as_("ben").get("/desk/stories?q=story&status=draft")
    assert titles(found)[:2] == ["Story 39", "Story 38"]


def test_editors_see_what_waits_for_them_and_authors_do_not(desk: Desk) -> None:
    page = desk.as_("edith").get("/desk/review")
    assert (page.title, titles(page)) == ("Review", ["Rain"])
    assert desk.as_("ann").get("/desk/review").status == 403
    assert desk.as_("olga").get("/desk/stories").status == 403


@pytest.mark.parametrize(
    "address",
    ["/desk/stories", "/desk/stories?status=returned", "/desk/stories?status=scheduled"],
)
def test_an_empty_list_teaches_what_would_be_there(desk: Desk, address: str) -> None:
    page = desk.as_("ben").get(f"{address}{'&' if '?' in address else '?'}until=1999-01-01")
    assert "Nothing was found" in page.text
    page = desk.as_("edith").get("/desk/stories?status=scheduled")
    assert "Nothing is scheduled" in page.text


def test_a_hostile_title_is_text_in_every_list(desk: Desk, api: Api) -> None:
    hostile = "<img src=x onerror=alert(1)>\"'&{{ 7*7 }}"
    api.submit("edith", status="in_review", title=hostile, section="<b>x")
    for address in ("/desk/stories?whose=all", "/desk/review", "/desk/stories?whose=all&q=alert"):
        page = desk.as_("edith").get(address)
        assert hostile in titles(page), address
        assert "<img" not in page.body
        assert "<b>x" not in page.body
    page = desk.as_("edith").get("/desk/stories?q=%22%3E%3Cscript%3Ealert(1)%3C/script%3E")
    assert "<script>alert" not in page.body


def test_a_list_loads_less_than_twenty_kilobytes_of_style_and_script(desk: Desk) -> None:
    page = desk.as_("edith").get("/desk/stories")
    named = [e.get("src") or e.get("href") for e in page.html.all("script", "link")]
    shipped = {f"/{asset.file}": asset.body for asset in assets(bootstrap.site()).values()}
    loaded = [shipped[name] for name in named if name.endswith((".js", ".css"))]
    assert len(loaded) == 3
    assert sum(len(gzip.compress(body)) for body in loaded) < 20_000


def test_what_is_assigned_to_somebody_stands_in_their_list(desk: Desk, api: Api) -> None:
    made = api.submit("ben", status="draft", title="A matter of trust")
    to = {"id": identity(ISSUER, SUBJECTS["edith"])}
    assert api("POST", f"{ARTICLES}/{made['id']}/assign", by="edith", json_body=to).status == 200
    page = desk.as_("edith").get("/desk/stories")
    assert titles(page) == ["A matter of trust", "Snow"]
    assert titles(page.follow("Assigned to me")) == ["A matter of trust"]
    assert "Assigned to edith" in desk.as_("ben").get("/desk/stories").text
    assert "A matter of trust" not in desk.as_("ann").get("/desk/stories").body
