"""Tags and sections are renamed at the desk and by the API; the clock refiles their stories."""

from typing import Any

import pytest

from tests.support.api import Api
from tests.support.desk import Desk
from tests.support.lambdas import Stack


def tags(api: Api, story: Any) -> list[str]:
    return [tag["name"] for tag in api("GET", f"/api/v1/articles/{story['id']}").json["tags"]]


def rename(api: Api, path: str, to: str | None, by: str = "edith") -> Any:
    return api("POST", f"/api/v1/{path}/rename", by=by, json_body={"to": to})


def test_a_tag_is_renamed_by_the_api_and_its_old_page_leads_to_the_new_one(
    stack: Stack, api: Api
) -> None:
    story = api.submit(title="Tide", tags=["Harbour", "Sea"])
    stack.drain()
    assert "tag/harbour/index.html" in stack.files()
    begun = rename(api, "tags/harbour", "The port")
    assert begun.status == 202
    assert (begun.json["to_slug"], begun.json["about"]) == ("the-port", 1)
    (running,) = api("GET", "/api/v1/renamings", by="edith").json["items"]
    assert (running["refiled"], running["ended_at"]) == (0, None)
    stack.tick()
    stack.drain()
    (over,) = api("GET", "/api/v1/renamings", by="edith").json["items"]
    assert (over["refiled"], over["left"]) == (1, 0)
    assert over["ended_at"]
    assert tags(api, story) == ["The port", "Sea"]
    files = stack.files()
    assert b"Tide" in files["tag/the-port/index.html"]
    assert b'href="/tag/the-port/"' in files["tag/harbour/index.html"]
    assert b"Tide" not in files["tag/harbour/index.html"]
    page = files[story["path"].strip("/") + "/index.html"]
    assert b"/tag/the-port/" in page
    assert b"Harbour" not in page


def test_a_section_joins_another_one(stack: Stack, api: Api) -> None:
    api.submit(title="Kept", section="City", new_section=True)
    moved = api.submit(title="Moved", section="Townhall", new_section=True)
    assert rename(api, "sections/townhall", "city").json["to"] == "City"
    stack.tick()
    found = api("GET", f"/api/v1/articles/{moved['id']}").json["section"]
    assert found == {"name": "City", "slug": "city"}
    sent = api.submit(title="Later", section="Townhall")
    assert ("renamed", "Townhall") in [(note["reason"], note["what"]) for note in sent["notes"]]


@pytest.mark.parametrize(
    ("path", "to", "status"),
    [
        ("tags/harbour", "Harbour", 422),
        ("tags/harbour", "x" * 61, 422),
        ("tags/nothing", "Port", 404),
        ("sections/news", "Reports", 422),
        ("sections/news", None, 422),
    ],
)
def test_what_cannot_be_is_refused_in_words(api: Api, path: str, to: str, status: int) -> None:
    api.submit(title="Tide", tags=["Harbour"], section="News")
    assert rename(api, path, to).status == status


def test_one_at_a_time_and_editors_alone(api: Api) -> None:
    api.submit(title="Tide", tags=["Harbour"])
    assert rename(api, "tags/harbour", "Port", by="ann").status == 403
    assert api("GET", "/api/v1/renamings", by="ann").status == 403
    assert rename(api, "tags/harbour", "Port").status == 202
    assert rename(api, "tags/harbour", "Quay").status == 409


def test_an_editor_renames_a_tag_at_the_desk_and_sees_how_far_it_is(
    stack: Stack, desk: Desk, api: Api
) -> None:
    story = api.submit(title="Tide", tags=["Harbour"])
    page = desk.as_("edith").get("/desk/sections?kind=tag").follow("Rename")
    assert "About one story follows." in page.text
    assert "3 pages of the list go." in page.text
    wrong = page.submit("Rename", to="Harbour")
    assert (wrong.status, wrong.wrong) == (422, ["to"])
    assert "is its name already" in wrong.text
    listed = wrong.submit("Rename", to="The port")
    assert "Harbour becomes The port." in listed.text
    assert "0 of about 1 stories" in listed.text
    stack.tick()
    listed = listed.follow("Look again")
    assert "Being renamed" not in listed.text
    assert "What was renamed in the last thirty days" in listed.text
    assert tags(api, story) == ["The port"]


def test_a_merge_asks_first(stack: Stack, desk: Desk, api: Api) -> None:
    story = api.submit(title="Tide", tags=["Harbour"])
    api.submit(title="Quay", tags=["Port"])
    page = desk.as_("edith").get("/desk/sections/tag/harbour").submit("Rename", to="port")
    assert "about one story stands there already" in page.text
    stack.tick()
    assert tags(api, story) == ["Harbour"], "nothing is begun before it was said"
    page.submit("Merge them")
    stack.tick()
    assert tags(api, story) == ["Port"]


def test_a_tag_is_taken_away_and_a_section_is_not(stack: Stack, desk: Desk, api: Api) -> None:
    story = api.submit(title="Tide", tags=["Harbour"], section="Townhall", new_section=True)
    edith = desk.as_("edith")
    said = edith.get("/desk/sections/tag/harbour").submit("Take it off all its stories")
    assert "Harbour is taken off its stories." in said.text
    stack.tick()
    assert tags(api, story) == []
    assert "Take it off" not in edith.get("/desk/sections/section/townhall").text
    own = edith.get("/desk/sections/section/news")
    assert own.status in (404, 422)


@pytest.mark.parametrize("user", ["ann", "olga"])
def test_whoever_is_no_editor_is_refused(desk: Desk, api: Api, user: str) -> None:
    api.submit(title="Tide", tags=["Harbour"])
    assert desk.as_(user).get("/desk/sections/tag/harbour").status == 403


def test_what_cannot_be_done_at_its_hour_holds_up_no_renaming(
    stack: Stack, api: Api, monkeypatch: pytest.MonkeyPatch
) -> None:
    story = api.submit(title="Tide", tags=["Harbour"])
    assert rename(api, "tags/harbour", "Port").status == 202

    def stuck(*_: Any, **__: Any) -> int:
        raise RuntimeError("stuck")

    monkeypatch.setattr("functions.publish_due.app.publish_due", stuck)
    with pytest.raises(RuntimeError, match="stuck"):
        stack.tick()
    assert tags(api, story) == ["Port"]
