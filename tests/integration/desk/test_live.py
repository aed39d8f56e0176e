"""The console of a running story: entries are sent, changed and taken out, once each."""

import json
import re
from typing import Any

import pytest

from tests.support.api import Api
from tests.support.desk import Desk, Page
from tests.support.pictures import ALT
from tests.support.pictures import Desk as PictureDesk

HOSTILE = "<img src=x onerror=alert(1)>\"'&{{ 7*7 }}"


@pytest.fixture
def story(api: Api) -> str:
    return str(api.submit("edith", title="The storm", live="running")["id"])


def entries(api: Api, story: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = api("GET", f"/api/v1/articles/{story}/live").json["items"]
    return found


def text_of(page: Page) -> str:
    (area,) = page.html.all("textarea")
    return area.text


def test_an_entry_is_sent_changed_and_taken_out_by_plain_forms(
    desk: Desk, api: Api, story: str
) -> None:
    page = desk.as_("edith").get(f"/desk/live/{story}")
    assert (page.title, "Nothing was sent yet" in page.text) == ("The storm", True)
    (area,) = page.html.all("textarea")
    assert "autofocus" in area
    page = page.submit("Send", text="The **first boats** are back.", headline="Boats", is_key="yes")
    assert "Sent." in page.text
    assert (
        entries(api, story)[0]["html"].strip()
        == "<p>The <strong>first boats</strong> are back.</p>"
    )
    assert entries(api, story)[0]["is_key"]
    assert "Key moment" in page.text
    changed = page.follow("Change").submit("Save", text="All boats are back.", is_key=None)
    assert "Changed." in changed.text
    assert "All boats" in entries(api, story)[0]["html"]
    assert not entries(api, story)[0]["is_key"]
    gone = changed.follow("Change").submit("Take this entry out")
    assert "Taken out." in gone.text
    assert entries(api, story) == []


def test_what_is_sent_twice_from_one_page_is_one_entry(desk: Desk, api: Api, story: str) -> None:
    page = desk.as_("edith").get(f"/desk/live/{story}")
    for _ in range(3):
        assert "Sent." in page.submit("Send", text="Once.").text
    assert len(entries(api, story)) == 1
    page.submit("Send", text="Another.")
    assert len(entries(api, story)) == 2


def test_what_is_wrong_is_told_beside_what_was_typed(desk: Desk, api: Api, story: str) -> None:
    page = desk.as_("edith").get(f"/desk/live/{story}")
    wrong = page.submit("Send", text="It is over.", is_key="yes")
    assert wrong.status == 422
    assert "a key entry needs a headline" in wrong.text
    assert text_of(wrong) == "It is over."
    long = page.submit("Send", text="x" * 20_000)
    assert long.status == 413
    assert "may have 16,384 bytes" in long.text
    assert len(text_of(long)) == 20_000
    assert entries(api, story) == []
    assert "Sent." in wrong.submit("Send", headline="The end").text


def test_what_markdown_loses_is_named(desk: Desk, story: str) -> None:
    page = desk.as_("edith").get(f"/desk/live/{story}")
    told = page.submit("Send", text="One. <script>alert(1)</script>")
    assert "script" in told.html.all("p", where=lambda e: e.get("class") == "notice")[0].text


def test_the_second_of_two_who_change_an_entry_sees_both(desk: Desk, api: Api, story: str) -> None:
    edith = desk.as_("edith")
    edith.get(f"/desk/live/{story}").submit("Send", text="Rain.")
    mine, other = (edith.get(f"/desk/live/{story}/1") for _ in range(2))
    other.submit("Save", text="Snow.")
    told = mine.submit("Save", text="Hail.")
    assert told.status == 412
    assert "Snow." in told.text
    assert text_of(told) == "Hail."
    assert "Snow" in entries(api, story)[0]["html"]
    assert "Changed." in told.submit("Save").text
    assert "Hail" in entries(api, story)[0]["html"]


def test_what_was_typed_into_an_entry_that_somebody_took_out_is_not_lost(
    desk: Desk, story: str
) -> None:
    edith = desk.as_("edith")
    edith.get(f"/desk/live/{story}").submit("Send", text="Rain.")
    mine, other = (edith.get(f"/desk/live/{story}/1") for _ in range(2))
    other.submit("Take this entry out")
    told = mine.submit("Save", text="Better words.")
    assert told.status == 404
    assert "Better words." in told.text
    assert "not there any more" in mine.submit("Take this entry out").text
    assert edith.get(f"/desk/live/{story}/1").status == 404
    assert edith.get(f"/desk/live/{story}/nothing").status == 404


def test_a_module_sends_and_asks_for_what_is_new(desk: Desk, api: Api, story: str) -> None:
    edith = desk.as_("edith")
    token = edith.get(f"/desk/live/{story}").token
    sent = [("_key", "0123456789"), ("text", "Rain.")]
    json_ = "application/json"
    for _ in range(2):
        told = edith.post(f"/desk/live/{story}", sent, accept=json_, x_desk_csrf=token)
        assert json.loads(told.body) == {"number": 1, "said": "Sent."}
    assert len(entries(api, story)) == 1
    refused = edith.post(f"/desk/live/{story}", [("text", "")], accept=json_, x_desk_csrf=token)
    assert json.loads(refused.body)["errors"][0]["pointer"] == "/text"
    news = edith.get(f"/desk/live/{story}/entries?changes=0")
    assert "Rain." in news.body
    assert "<main" not in news.body
    (changes,) = re.findall('data-changes="([0-9]+)"', news.body)
    assert edith.get(f"/desk/live/{story}/entries?changes={changes}").status == 204


def test_older_entries_are_further_on_and_each_is_there_once(
    desk: Desk, api: Api, story: str
) -> None:
    for n in range(1, 31):
        body = {"text": f"Entry {n}."}
        api("POST", f"/api/v1/articles/{story}/live", by="edith", json_body=body)
    page = desk.as_("edith").get(f"/desk/live/{story}")
    numbers = re.findall('id="live-([0-9]+)"', page.body)
    older = page.browser.get(f"/desk/live/{story}{page.links['More']}")
    numbers += re.findall('id="live-([0-9]+)"', older.body)
    assert numbers == [str(n) for n in range(30, 0, -1)]


def test_a_story_that_does_not_run_says_so(desk: Desk, api: Api) -> None:
    edith = desk.as_("edith")
    still = api.submit("edith", title="Still")["id"]
    assert edith.get(f"/desk/live/{still}").status == 404
    ended = api.submit("edith", title="Ended", live="ended")["id"]
    page = edith.get(f"/desk/live/{ended}")
    assert "has ended" in page.text
    assert "Send" not in page.buttons
    token = page.token
    refused = edith.post(f"/desk/live/{ended}", [("_csrf", token), ("text", "More.")])
    assert refused.status == 409


@pytest.mark.parametrize("user", ["ann", "olga"])
def test_only_editors_report(desk: Desk, api: Api, story: str, user: str) -> None:
    desk.as_("edith").get(f"/desk/live/{story}").submit("Send", text="Rain.")
    browser = desk.as_(user)
    for where in (f"/desk/live/{story}", f"/desk/live/{story}/entries", f"/desk/live/{story}/1"):
        assert browser.get(where).status == 403, where
    token = browser.get("/desk/today").token
    for where in ("", "/1", "/1/remove"):
        sent = [("_csrf", token), ("text", "Mine."), ("_version", "1")]
        assert browser.post(f"/desk/live/{story}{where}", sent).status == 403, where
    assert [one["version"] for one in entries(api, story)] == [1]


def test_what_is_hostile_is_text(desk: Desk, story: str) -> None:
    edith = desk.as_("edith")
    page = edith.get(f"/desk/live/{story}").submit(
        "Send", text=HOSTILE, headline=HOSTILE, byline=HOSTILE
    )
    for shown in (page, edith.get(f"/desk/live/{story}/1")):
        assert "onerror=alert(1)>" not in shown.body
        assert "<img src=x" not in shown.body


def test_an_entry_has_a_picture_by_plain_forms_and_nothing_typed_is_lost(
    desk: Desk, api: Api, story: str
) -> None:
    pictures = PictureDesk(api)
    boat, pier = pictures.picture(alt=ALT), pictures.picture()
    typed: Any = {"text": "The boats\nare <back>.", "headline": "Boats", "is_key": "yes"}
    edith = desk.as_("edith")
    chooser = edith.get(f"/desk/live/{story}").submit("One of our pictures", **typed)
    assert (chooser.title, "Nothing is sent yet" in chooser.text) == ("Choose a picture", True)
    found = chooser.submit("Search", _words="boat")
    assert found.body.count("picture-card") == 1
    page = found.submit("Put it into the text", _alt="A boat [dry]")
    line = f"![A boat \\[dry\\]](media:{boat})"
    (area,) = page.html.all("textarea")
    assert "".join(map(str, area.children)).strip() == f"The boats\nare <back>.\n\n{line}"
    assert page.value("headline") == "Boats"
    assert entries(api, story) == []
    page = page.submit("Send")
    (entry,) = entries(api, story)
    assert (entry["headline"], entry["is_key"]) == ("Boats", True)
    assert 'alt="A boat [dry]"' in entry["html"]
    change = page.follow("Change")
    back = change.submit("One of our pictures", text="Others.").submit("Back without a picture")
    assert text_of(back) == "Others."
    second = back.submit("One of our pictures").submit("Put it into the text")
    wordless = second.submit("Save")
    assert (wordless.status, wordless.wrong) == (422, ["text"])
    assert f"![](media:{pier})" in text_of(wordless)
    assert "needs words for those who cannot see it" in wordless.text
    assert "Changed." in wordless.submit("Save", text=f"![Mud](media:{pier})").text
    waiting = pictures.announce()
    late = chooser.submit("Put it into the text", _picture=waiting)
    assert (late.status, "not ready" in late.text) == (409, True)
    assert late.submit("Back without a picture").value("headline") == "Boats"
    assert chooser.submit("Search", _words="!!").status == 400
