"""What somebody does at the desk who has never seen it."""

import base64
import json
from typing import Any

from broadsheet.adapters.http.desk.answers import SAID
from tests.support.api import Api
from tests.support.desk import Browser, Desk


def words_of_a_story(**more: str) -> dict[str, Any]:
    return {"title": "The bridge", "body": "It opens.", "section": "News", **more}


def test_what_was_done_is_said_in_the_language_of_who_did_it(desk: Desk) -> None:
    edith = desk.as_("edith")
    edith.cookies[SAID] = packed("Front page", {})
    page = edith.get("/desk/today", accept_language="sw")
    (said,) = page.html.all("p", where=lambda e: e.get("role") == "status")
    assert said.text not in ("", "Front page")


def packed(text: str, values: dict[str, str]) -> str:
    told = json.dumps([{"text": text, "values": values}]).encode()
    return base64.urlsafe_b64encode(told).decode().rstrip("=")


def said_by(browser: Browser, cookie: str) -> str:
    browser.cookies[SAID] = cookie
    (said,) = browser.get("/desk/today").html.all("p", where=lambda e: e.get("role") == "status")
    return said.text


def test_values_stand_in_the_sentence_and_nothing_else_does(desk: Desk) -> None:
    edith = desk.as_("edith")
    assert said_by(edith, packed("{path} leads nowhere now.", {"path": "/a"})) == (
        "/a leads nowhere now."
    )
    for text in ("{x.__class__}", "{path:>99999999}", "{", "{}", "{other}"):
        assert said_by(edith, packed(text, {"path": "/a"})) == text


def test_a_cookie_that_nobody_made_here_says_nothing(desk: Desk) -> None:
    edith = desk.as_("edith")
    for cookie in ("zzz", packed("", {}), base64.urlsafe_b64encode(b"[1]").decode(), "bnVsbA"):
        edith.cookies[SAID] = cookie
        page = edith.get("/desk/today")
        assert page.status == 200
        assert not page.html.all("p", where=lambda e: e.get("role") == "status")


def test_whoever_hands_a_story_in_is_at_the_story_and_at_no_page_that_cannot_be_saved(
    desk: Desk,
) -> None:
    page = desk.as_("ann").get("/desk/stories/new")
    filed = page.submit("Save and hand in", **words_of_a_story())
    assert "Handed in." in filed.text
    assert not filed.path.endswith("/write")
    assert "You cannot save this story" not in filed.text


def test_an_hour_is_forgotten_where_there_is_one(desk: Desk, api: Api) -> None:
    edith = desk.as_("edith")
    made = api.submit()
    assert "Forget the hour" not in edith.get(f"/desk/stories/{made['id']}").text


def test_what_is_wrong_is_said_in_words_of_a_newsroom(desk: Desk) -> None:
    page = desk.as_("ann").get("/desk/stories/new").submit("Save draft")
    assert page.status == 422
    assert "Not saved: Look at what is marked." in page.text
    assert "of the request" not in page.text


def test_a_picture_above_the_story_has_a_place_to_be_chosen_at(desk: Desk) -> None:
    page = desk.as_("ann").get("/desk/stories/new")
    (chosen,) = page.html.all("input", where=lambda e: e.get("type") == "file")
    assert "name" not in chosen, "the form has no files in it: they go straight to their place"
