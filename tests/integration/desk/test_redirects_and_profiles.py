"""Redirects and profiles at the desk: without a script, by whoever may, and nobody else."""

import pytest

from tests.support.api import Api
from tests.support.desk import Desk, Page
from tests.support.document import Element

HOSTILE = "<img src=x onerror=alert(1)>\"'&{{ 7*7 }}"


def value_of(page: Page, name: str) -> str:
    (control,) = page.html.all("input", where=lambda element: element.get("name") == name)
    return control["value"]


def errors(page: Page) -> list[str]:
    found: list[Element] = page.html.all(where=lambda e: e.get("class") == "field-error")
    return [one.text for one in found]


def test_an_editor_adds_a_redirect_and_takes_it_away(desk: Desk, api: Api) -> None:
    page = desk.as_("edith").get("/desk/redirects")
    assert "No redirects yet" in page.text
    page = page.submit("Add", path="/old/page.php", target="/section/news/")
    assert (page.status, page.title) == (200, "Redirects")
    assert "/old/page.php leads to /section/news/." in page.text
    assert api("GET", "/api/v1/redirects", by="edith").json["items"][0]["by"] == "edith"
    gone = page.submit("It leads nowhere from now on")
    assert "/old/page.php leads nowhere now." in gone.text
    assert api("GET", "/api/v1/redirects", by="edith").json["items"] == []


def test_a_redirect_that_cannot_be_is_shown_again_with_what_was_typed(desk: Desk) -> None:
    page = desk.as_("edith").get("/desk/redirects")
    wrong = page.submit("Add", path="/section/x/", target="http://example.org/")
    assert wrong.status == 422
    assert errors(wrong) == [
        "is a place where pages of the site stand",
        "must be a path, or start with https://",
    ]
    assert value_of(wrong, "target") == "http://example.org/"
    again = wrong.submit("Add", path="/x", target="/x")
    assert "leads back to the path itself" in errors(again)[0]
    right = again.submit("Add", path="/x", target="/y")
    assert "/x/ leads to /y/." in right.text
    assert '/x: This is kept as "/x/".' in right.text, "what was changed is named"


def test_a_redirect_at_a_storys_address_is_a_conflict_in_words(desk: Desk, api: Api) -> None:
    path = api.submit(title="Harbour")["path"]
    page = desk.as_("edith").get("/desk/redirects").submit("Add", path=path, target="/y/")
    assert page.status in (409, 422)
    assert value_of(page, "path") == path


@pytest.mark.parametrize("where", ["/desk/redirects", "/desk/profiles", "/desk/profiles/ann"])
@pytest.mark.parametrize("user", ["ann", "olga"])
def test_whoever_is_no_editor_is_refused(desk: Desk, where: str, user: str) -> None:
    assert desk.as_(user).get(where).status == 403


def test_a_form_of_somebody_who_is_no_editor_does_nothing(desk: Desk, api: Api) -> None:
    ann = desk.as_("ann")
    token = ann.get("/desk/today").token
    for where in (
        "/desk/redirects",
        "/desk/redirects/remove",
        "/desk/profiles/ann",
        "/desk/profiles/ann/remove",
    ):
        sent = [("_csrf", token), ("path", "/a/"), ("target", "/b/"), ("name", "Ann")]
        assert ann.post(where, sent).status == 403, where
    assert api("GET", "/api/v1/redirects", by="edith").json["items"] == []
    assert api("GET", "/api/v1/profiles").json["items"] == []


def test_a_profile_is_begun_by_name_edited_and_removed(desk: Desk, api: Api) -> None:
    page = desk.as_("edith").get("/desk/profiles")
    assert "No profiles yet" in page.text
    page = page.submit("Open or begin a profile", name="Wren O’Walker")
    assert (page.title, value_of(page, "name")) == ("New profile", "Wren O’Walker")
    saved = page.submit(
        "Save",
        role="Correspondent",
        bio="Writes.\n\nMuch.",
        link_label=["Home", ""],
        link_url=["https://wren.example/", ""],
    )
    assert "Saved." in saved.text
    kept = api("GET", "/api/v1/profiles").json["items"][0]
    assert (kept["role"], kept["bio"], kept["version"]) == ("Correspondent", "Writes.\n\nMuch.", 1)
    assert kept["links"] == [{"label": "Home", "url": "https://wren.example/"}]
    changed = saved.submit("Save", role="Editor")
    assert "Saved." in changed.text
    assert api("GET", "/api/v1/profiles").json["items"][0]["role"] == "Editor"
    assert "is gone" in changed.submit("Remove it").text
    assert api("GET", "/api/v1/profiles").json["items"] == []


def test_every_wrong_field_of_a_profile_is_told_beside_it(desk: Desk) -> None:
    page = desk.as_("edith").get("/desk/profiles/wren")
    wrong = page.submit(
        "Save",
        name=" ",
        role="x" * 101,
        picture_media="none",
        link_label=["", "Home"],
        link_url=["", "javascript:alert(1)"],
    )
    assert wrong.status == 422
    assert len(errors(wrong)) == 4
    assert "javascript:alert(1)" in wrong.body
    assert value_of(wrong, "role") == "x" * 101


def test_too_many_links_are_told_and_all_of_them_stand_again(desk: Desk) -> None:
    page = desk.as_("edith").get("/desk/profiles/wren?name=Wren")
    many = page.submit("Save", link_label=["A"] * 30, link_url=["https://example.org/"] * 30)
    assert (many.status, "must have at most" in many.text) == (422, True)
    assert len(many.html.all("input", where=lambda e: e.get("name") == "link_url")) == 30


def test_the_second_of_two_editors_sees_both_profiles_and_decides(desk: Desk, api: Api) -> None:
    edith = desk.as_("edith")
    edith.get("/desk/profiles/wren").submit("Save", name="Wren", role="Reporter")
    mine, other = (edith.get("/desk/profiles/wren") for _ in range(2))
    other.submit("Save", role="Correspondent")
    told = mine.submit("Save", role="Editor")
    assert told.status == 412
    assert "Correspondent" in told.text
    assert value_of(told, "role") == "Editor"
    assert api("GET", "/api/v1/profiles").json["items"][0]["role"] == "Correspondent"
    assert "Saved." in told.submit("Save").text
    assert api("GET", "/api/v1/profiles").json["items"][0]["role"] == "Editor"


def test_two_who_begin_one_profile_are_told_of_each_other(desk: Desk) -> None:
    edith = desk.as_("edith")
    first, second = (edith.get("/desk/profiles/wren") for _ in range(2))
    first.submit("Save", name="Wren", role="Reporter")
    told = second.submit("Save", name="Wren", role="Editor")
    assert told.status == 428
    assert "Reporter" in told.text
    assert "Saved." in told.submit("Save").text


def test_what_is_hostile_is_text(desk: Desk) -> None:
    edith = desk.as_("edith")
    page = edith.get("/desk/profiles/wren").submit("Save", name=HOSTILE, role=HOSTILE, bio=HOSTILE)
    assert page.title == HOSTILE
    for shown in (page, edith.get("/desk/profiles")):
        assert "<img src=x" not in shown.body
    told = edith.get("/desk/redirects").submit("Add", path=HOSTILE, target="https://x.example/<b>")
    assert value_of(told, "path") == HOSTILE
    assert "<img src=x" not in told.body
