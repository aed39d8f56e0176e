"""A story's page at the desk: what changed, versions, hours, notes, and what came in between."""

import re
from typing import Any

import pytest

from tests.hostile.hostile_lists import MARKUP, TEXTS
from tests.support.api import Api, article
from tests.support.desk import Desk, Page, fields_of
from tests.support.desk_story import press, story_at
from tests.support.life import ARTICLES, as_staff, stored
from tests.support.long import sampled
from tests.support.staff_tokens import publish_keys


@pytest.fixture(autouse=True)
def _keys(monkeypatch: pytest.MonkeyPatch) -> None:
    publish_keys(monkeypatch)


@pytest.fixture
def draft(api: Api) -> Any:
    return api.submit("ann", title="Harbour closed", body="The harbour closed on Monday.")


def edit(api: Api, made: Any, by: str = "ann", **fields: Any) -> None:
    sent = article(**({"title": "Harbour closed"} | fields))
    path = f"{ARTICLES}/{made['id']}"
    assert api("PUT", path, by=by, json_body=sent, if_match="*").status == 200


def marked(page: Page, tag: str) -> list[str]:
    return [one.text for one in page.html.one("main").all(tag)]


# ---------------------------------------------------------------- what changed since last time


def test_who_reviews_sees_what_changed_since_it_was_handed_back(
    desk: Desk, api: Api, draft: Any
) -> None:
    ann, edith = desk.as_("ann"), desk.as_("edith")
    at = story_at(draft)
    assert "all of it is new" in ann.get(f"{at}/review").text
    press(ann, at, "review")
    back = press(edith, at, "return", note="Was it Monday?")
    assert "Handed back." in back.text
    waits = ann.get(f"{at}/review")
    assert "Was it Monday?" in waits.text
    assert "They say the same." in waits.text
    edit(api, draft, body="The harbour closed on Tuesday.")
    press(ann, at, "review", note="Tuesday it was.")
    page = edith.get(f"{at}/review")
    assert (marked(page, "del"), marked(page, "ins")) == (["Monday"], ["Tuesday"])
    assert "handed back, edith" in page.text
    assert "Tuesday it was." in page.text
    assert "Published." in page.submit("Publish").text


def test_an_editors_own_edit_during_review_is_among_what_changed(
    desk: Desk, api: Api, draft: Any
) -> None:
    at = story_at(draft)
    press(desk.as_("ann"), at, "review")
    press(desk.as_("edith"), at, "return")
    edit(api, draft, body="The harbour closed on Tuesday.")
    press(desk.as_("ann"), at, "review")
    edit(api, draft, by="edith", body="The harbour shut on Tuesday.")
    page = desk.as_("edith").get(f"{at}/review")
    assert marked(page, "ins") == ["shut", "Tuesday"]


# ---------------------------------------------------------------- somebody was quicker


def test_who_was_second_is_told_who_changed_what_and_has_the_same_button_again(
    desk: Desk, api: Api, draft: Any
) -> None:
    edith, at = desk.as_("edith"), story_at(draft)
    page = edith.get(at)
    edit(api, draft, title="Harbour open again", body="It opened.")
    conflict = page.submit("Publish")
    assert conflict.status == 412
    assert "Nothing was done yet" in conflict.text
    assert "ann: edited – Headline, Text" in conflict.text
    assert "open again" in marked(conflict, "ins")
    assert api("GET", f"{ARTICLES}/{draft['id']}").status == 404
    assert "Published." in conflict.submit("Publish").text


def test_what_was_typed_is_still_there_after_a_conflict(desk: Desk, api: Api) -> None:
    made = api.submit(title="Harbour closed")
    edith, at = desk.as_("edith"), story_at(made)
    asked = edith.get(f"{at}/correct")
    edit(api, made, by="edith", body="It opened.")
    conflict = asked.submit("Correct", text="It was <i>Tuesday</i>.")
    assert conflict.status == 412
    assert "It was <i>Tuesday</i>." in conflict.text
    assert "stands under the story" in conflict.submit("Correct").text
    assert as_staff(api, made)["corrections"][0]["text"] == "It was <i>Tuesday</i>."


def test_what_cannot_be_done_any_more_has_no_button_and_keeps_the_words(
    desk: Desk, api: Api
) -> None:
    made = api.submit(title="Harbour closed")
    edith, at = desk.as_("edith"), story_at(made)
    asked = edith.get(f"{at}/correct")
    press(desk.as_("edith"), at, "unpublish")
    conflict = asked.submit("Correct", text="It was Tuesday.")
    assert conflict.status == 412
    assert "cannot be done any more" in conflict.text
    assert "It was Tuesday." in conflict.text
    assert "Correct" not in conflict.buttons


def test_an_assignment_meanwhile_holds_nobody_up(desk: Desk, api: Api, draft: Any) -> None:
    edith, at = desk.as_("edith"), story_at(draft)
    page = edith.get(at)
    ann = page.html.all("option")[2]["value"]
    edith.get(at).submit("Assign", id=ann)
    assert "Published." in page.submit("Publish").text


def test_a_button_that_is_pressed_twice_is_one_deed(desk: Desk, api: Api, draft: Any) -> None:
    page = desk.as_("edith").get(story_at(draft))
    first, second = page.submit("Duplicate"), page.submit("Duplicate")
    assert first.path == second.path
    assert len(stored(api, "Article")) == 2


# ---------------------------------------------------------------- hours


def test_an_hour_that_does_not_exist_is_explained_with_a_choice(
    desk: Desk, api: Api, draft: Any
) -> None:
    edith, at = desk.as_("edith"), story_at(draft)
    night: dict[str, Any] = {"publish_at__day": "2027-03-28", "publish_at__time": "02:30"}
    page = edith.get(f"{at}/schedule").submit("Schedule", note="At dawn", **night)
    assert page.status == 422
    assert "does not exist in Europe/Berlin, as clocks are put forward" in page.text
    typed = {one["name"]: one.get("value") for one in page.html.all("input")}
    assert (typed["publish_at/day"], typed["publish_at/time"]) == ("2027-03-28", "02:30")
    assert "At dawn" in page.text
    assert "Take 2027-03-28 01:30" in page.buttons
    assert "Scheduled." in page.submit("Take 2027-03-28 03:30").text
    assert as_staff(api, draft)["publish_at"]["at"] == "2027-03-28T01:30:00.000Z"


@pytest.mark.parametrize(("nth", "at"), [(0, "00:30"), (1, "01:30")])
def test_an_hour_that_is_there_twice_is_chosen(
    desk: Desk, api: Api, draft: Any, nth: int, at: str
) -> None:
    edith = desk.as_("edith")
    night: dict[str, Any] = {"publish_at__day": "2027-10-31", "publish_at__time": "02:30"}
    page = edith.get(f"{story_at(draft)}/schedule").submit("Schedule", **night)
    assert "is twice in Europe/Berlin" in page.text
    choices = [words for words in page.buttons if words.startswith("Take ")]
    assert choices == ["Take 2027-10-31 02:30+02:00", "Take 2027-10-31 02:30+01:00"]
    page = page.submit(choices[nth])
    assert "Scheduled." in page.text
    assert f"2027-10-31 02:30 Europe/Berlin {choices[nth][-6:]}" in page.text
    assert as_staff(api, draft)["publish_at"]["at"] == f"2027-10-31T{at}:00.000Z"


def test_an_hour_to_the_second_stays_so_while_an_end_is_added(
    desk: Desk, api: Api, draft: Any
) -> None:
    hour = {"publish_at": {"local": "2027-10-31T02:30:15+01:00"}}
    path = f"/api/v1/articles/{draft['id']}/schedule"
    assert api("POST", path, by="edith", json_body=hour).status == 200
    end: dict[str, Any] = {"unpublish_at__day": "2027-12-31", "unpublish_at__time": "06:00"}
    page = desk.as_("edith").get(f"{story_at(draft)}/schedule").submit("Schedule", **end)
    assert "Scheduled." in page.submit("Take 2027-10-31 02:30:15+01:00").text
    assert as_staff(api, draft)["publish_at"]["at"] == "2027-10-31T01:30:15.000Z"


def test_a_hour_that_was_chosen_stays_while_another_is_put_right(
    desk: Desk, api: Api, draft: Any
) -> None:
    edith = desk.as_("edith")
    nights: dict[str, Any] = {
        "publish_at__day": "2027-10-31",
        "publish_at__time": "02:30",
        "unpublish_at__day": "2028-03-26",
        "unpublish_at__time": "02:30",
    }
    page = edith.get(f"{story_at(draft)}/schedule").submit("Schedule", **nights)
    page = page.submit("Take 2027-10-31 02:30+01:00")
    assert page.status == 422
    assert "Scheduled." in page.submit("Take 2028-03-26 03:30").text
    hours = as_staff(api, draft)
    assert hours["publish_at"]["at"] == "2027-10-31T01:30:00.000Z"
    assert hours["unpublish_at"]["at"] == "2028-03-26T01:30:00.000Z"


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ({"publish_at__day": "2027-03-29"}, "needs a day and a time"),
        ({"publish_at__day": "2020-03-29", "publish_at__time": "06:00"}, "must be in the future"),
        ({}, "is required"),
        (
            {
                "publish_at__day": "2027-03-29",
                "publish_at__time": "06:00",
                "publish_at__zone": "Europe/Atlantis",
            },
            "must be a name of the tz database",
        ),
        (
            {
                "publish_at__day": "2027-03-29",
                "publish_at__time": "06:00",
                "unpublish_at__day": "2027-03-28",
                "unpublish_at__time": "06:00",
            },
            "must be after it is published",
        ),
    ],
)
def test_a_wrong_hour_is_named_beside_its_fields(
    desk: Desk, draft: Any, typed: dict[str, Any], words: str
) -> None:
    page = desk.as_("edith").get(f"{story_at(draft)}/schedule").submit("Schedule", **typed)
    assert page.status == 422
    assert words in page.text
    shown = {one["name"]: one.get("value") for one in page.html.all("input")}
    assert {k: shown[k.replace("__", "/")] for k in typed} == typed


def test_all_that_is_wrong_with_a_schedule_is_named_at_once(desk: Desk, draft: Any) -> None:
    typed: dict[str, Any] = {
        "publish_at__day": "2027-03-29",
        "publish_at__time": "06:00",
        "publish_at__zone": "Europe/Atlantis",
        "unpublish_at__day": "2027-03-30",
        "note": "x" * 1001,
    }
    page = desk.as_("edith").get(f"{story_at(draft)}/schedule").submit("Schedule", **typed)
    ends = ["unpublish_at/day", "unpublish_at/time"]
    assert (page.status, page.wrong) == (422, ["publish_at/zone", *ends, "note"])


def test_what_is_wrong_with_no_field_of_the_form_is_said_above_it(desk: Desk, draft: Any) -> None:
    edith, at = desk.as_("edith"), story_at(draft)
    press(edith, at, "publish")
    page = edith.get(f"{at}/schedule")
    form, _ = page.form_of("Schedule")
    hour = [("publish_at/day", "2027-03-29"), ("publish_at/time", "06:00")]
    refused = edith.post(f"{at}/schedule", [*fields_of(form), *hour])
    assert refused.status == 422
    assert "cannot be: it is published already" in refused.text


def test_spaces_around_a_typed_hour_are_nobodys_meaning(desk: Desk, api: Api, draft: Any) -> None:
    typed: dict[str, Any] = {"publish_at__day": "2027-03-29 ", "publish_at__time": " 06:00"}
    page = desk.as_("edith").get(f"{story_at(draft)}/schedule").submit("Schedule", **typed)
    assert "Scheduled." in page.text
    assert as_staff(api, draft)["publish_at"]["local"] == "2027-03-29T06:00"


def test_another_zone_is_kept_as_it_was_meant(desk: Desk, api: Api, draft: Any) -> None:
    typed: dict[str, Any] = {
        "publish_at__day": "2027-03-29",
        "publish_at__time": "06:00",
        "publish_at__zone": "America/New_York",
    }
    page = desk.as_("edith").get(f"{story_at(draft)}/schedule").submit("Schedule", **typed)
    assert "2027-03-29 06:00 America/New_York" in page.text
    assert as_staff(api, draft)["publish_at"]["at"] == "2027-03-29T10:00:00.000Z"


def test_an_embargo_is_set_kept_to_and_lifted(desk: Desk, draft: Any) -> None:
    edith, at = desk.as_("edith"), story_at(draft)
    typed: dict[str, Any] = {"embargo__day": "2027-03-29", "embargo__time": "06:00"}
    assert "Embargo until 2027-03-29 06:00" in press(edith, at, "embargo", **typed).text
    refused = edith.get(at).submit("Publish")
    assert (refused.status, "under embargo until" in refused.text) == (409, True)
    early: dict[str, Any] = {"publish_at__day": "2027-03-28", "publish_at__time": "06:00"}
    page = edith.get(f"{at}/schedule").submit("Schedule", **early)
    assert "must not be before the embargo ends" in page.text
    lifted = press(edith, at, "embargo", embargo__day="", embargo__time="")
    assert "Embargo until" not in lifted.text
    assert "Published." in edith.get(at).submit("Publish").text


# ---------------------------------------------------------------- versions


def test_versions_stand_side_by_side_with_the_words_that_differ_marked(
    desk: Desk, api: Api, draft: Any
) -> None:
    edit(api, draft, title="Harbour open", body="The harbour opened on Monday.", tags=["Ports"])
    edith, at = desk.as_("edith"), story_at(draft)
    page = edith.get(f"{at}/revisions").submit("Side by side")
    assert marked(page, "del") == ["closed", "closed", "harbour-closed"]
    assert marked(page, "ins") == ["open", "opened", "Ports", "harbour-open"]
    assert "Version 2: edited, ann" in page.text
    other_way = edith.get(f"{at}/revisions?older=2&newer=1")
    assert marked(other_way, "ins") == marked(page, "ins")


def test_a_version_is_brought_back_after_a_look_at_what_would_change(
    desk: Desk, api: Api, draft: Any
) -> None:
    edit(api, draft, title="Harbour open", body="The harbour opened on Monday.")
    ann, at = desk.as_("ann"), story_at(draft)
    compared = ann.get(f"{at}/revisions/2")
    asked = compared.follow("Bring version 1 back")
    assert marked(asked, "ins") == ["closed", "closed", "harbour-closed"]
    done = asked.submit("Bring it back")
    assert "says again what it said in version 1" in done.text
    assert as_staff(api, draft)["title"] == "Harbour closed"
    again = asked.submit("Bring it back")
    assert again.title == "Harbour closed"
    assert as_staff(api, draft)["version"] == 3


def test_who_brings_back_on_an_old_page_is_told_what_came_since(
    desk: Desk, api: Api, draft: Any
) -> None:
    edit(api, draft, title="Harbour open", body="x")
    asked = desk.as_("ann").get(f"{story_at(draft)}/revisions/1/restore")
    edit(api, draft, title="Harbour half open", body="y")
    conflict = asked.submit("Bring it back")
    assert (conflict.status, "Somebody was quicker" in conflict.text) == (412, True)
    assert as_staff(api, draft)["title"] == "Harbour half open"
    conflict.submit("Bring it back")
    assert as_staff(api, draft)["title"] == "Harbour closed"


def test_what_cannot_be_brought_back_has_no_link_to_do_so(desk: Desk, api: Api, draft: Any) -> None:
    at = story_at(draft)
    edit(api, draft, body="x")
    press(desk.as_("ann"), at, "review")
    page = desk.as_("ann").get(f"{at}/revisions/2")
    assert not [words for words in page.links if "back" in words]
    assert desk.as_("ann").get(f"{at}/revisions/1/restore").buttons == []


@pytest.mark.parametrize("path", ["9", "0", "x", "1/restore/x", "999999999"])
def test_a_version_that_is_none_is_no_page(desk: Desk, draft: Any, path: str) -> None:
    assert desk.as_("ann").get(f"{story_at(draft)}/revisions/{path}").status == 404


@pytest.mark.parametrize("query", ["with=x", "with=0", "other=1"])
def test_a_version_that_is_none_to_compare_with_is_said(desk: Desk, draft: Any, query: str) -> None:
    assert desk.as_("ann").get(f"{story_at(draft)}/revisions/1?{query}").status == 400


def test_a_long_trail_goes_on(desk: Desk, api: Api, draft: Any) -> None:
    for number in range(21):
        edit(api, draft, body=f"The harbour, {number}.")
    page = desk.as_("ann").get(f"{story_at(draft)}/revisions")
    assert len(page.html.all("input", where=lambda e: e.get("name") == "older")) == 20
    rest = page.follow("More")
    assert len(rest.html.all("input", where=lambda e: e.get("name") == "older")) == 2


# ---------------------------------------------------------------- duplicates and notes


def test_a_duplicate_is_a_draft_of_ones_own_with_a_page_of_its_own(desk: Desk, api: Api) -> None:
    made = api.submit(title="Harbour closed")
    page = press(desk.as_("edith"), story_at(made), "duplicate")
    assert "This is the copy" in page.text
    assert page.title == "Harbour closed"
    assert "begun as a copy" in page.text
    assert "Draft" in page.text


def test_colleagues_talk_on_the_storys_page(desk: Desk, draft: Any) -> None:
    ann, edith, at = desk.as_("ann"), desk.as_("edith"), story_at(draft)
    said = "See https://example.org/a_(b)?c=1&d=2. Two\n\nlines, <b>plain</b>."
    page = ann.get(at).submit("Add the note", text=said)
    (link,) = [a for a in page.html.one("main").all("a") if a["href"].startswith("https")]
    assert link["href"] == link.text == "https://example.org/a_(b)?c=1&d=2"
    assert "lines, <b>plain</b>." in page.text
    assert "Take the note away" in edith.get(at).buttons
    assert "Nobody has said" in ann.get(at).submit("Take the note away").text


def test_anothers_note_has_no_button_to_take_it_away(desk: Desk, draft: Any) -> None:
    ann, edith, at = desk.as_("ann"), desk.as_("edith"), story_at(draft)
    page = edith.get(at).submit("Add the note", text="Who has the figures?")
    away = page.html.all("form", where=lambda e: e["action"].endswith("/remove"))[0]["action"]
    assert "Take the note away" not in ann.get(at).buttons
    token = ann.get(at).form_of("Add the note")[0].all("input")[0]["value"]
    assert ann.post(away, [("_csrf", token)]).status == 403
    assert "Who has the figures?" in ann.get(at).text


@pytest.mark.parametrize("text", ["", "  \n ", "x" * 2001])
def test_a_note_that_cannot_be_is_said_with_what_was_typed(
    desk: Desk, draft: Any, text: str
) -> None:
    page = desk.as_("ann").get(story_at(draft)).submit("Add the note", text=text)
    assert page.status == 422
    assert page.html.all("p", where=lambda e: e.get("class") == "field-error")
    assert text.strip() in page.text


def test_older_notes_are_a_page_further(desk: Desk, api: Api, draft: Any) -> None:
    for number in range(21):
        said = {"text": f"Note {number}."}
        api("POST", f"{ARTICLES}/{draft['id']}/remarks", by="ann", json_body=said)
    page = desk.as_("ann").get(story_at(draft))
    assert "Note 20." in page.text
    assert "Note 0." not in page.text
    assert "Note 0." in page.follow("Older notes").text


# ---------------------------------------------------------------- what was typed never runs


def held(page: Page) -> None:
    """Nothing that was typed is an element, an attribute that runs, or a place that runs."""
    own = {"script", "link", "meta"}
    for one in page.html:
        assert one.tag not in ("iframe", "object", "embed", "style", "svg", "math", "base"), one
        assert not any(name.startswith("on") or name == "style" for name in one.attributes), one
        for name in ("href", "src", "action", "formaction"):
            assert re.match(r"(/|https?://|#|$)", one.get(name)), one
        assert one.tag not in own or not one.within("main"), one


@pytest.mark.parametrize("part", sampled(4, range(4)))
def test_titles_notes_and_reasons_are_text_on_every_page(desk: Desk, api: Api, part: int) -> None:
    edith, ann = desk.as_("edith"), desk.as_("ann")
    for text in MARKUP[part::16]:
        made = api("POST", ARTICLES, by="ann", json_body=article(title=text[:300], body=text))
        if made.status != 201:
            continue
        at = story_at(made.json)
        ann.get(at).submit("Add the note", text=text[:2000])
        press(ann, at, "review", note=text[:1000])
        pages = [edith.get(at), edith.get(f"{at}/review"), edith.get(f"{at}/revisions")]
        pages += [edith.get(f"{at}/revisions/2"), edith.get(f"{at}/revisions/1/restore")]
        pages += [edith.get(at).submit("Publish"), press(edith, at, "correct", text=text[:1000])]
        pages += [edith.get(f"{at}/retract").submit("Retract", reason=text * 500)]
        pages += [press(edith, at, "retract", reason=text[:1000])]
        for page in pages:
            held(page)


@pytest.mark.parametrize("part", range(4))
def test_whatever_is_typed_is_answered_with_a_page(desk: Desk, draft: Any, part: int) -> None:
    edith, at = desk.as_("edith"), story_at(draft)
    page, schedule = edith.get(at), edith.get(f"{at}/schedule")
    for text in [one for one in TEXTS if "\ud800" not in one][part::24]:
        try:
            text.encode()
        except UnicodeEncodeError:
            continue
        answers = [page.submit("Add the note", text=text)]
        answers += [schedule.submit("Schedule", publish_at__day=text, publish_at__time=text)]
        zone: dict[str, Any] = {"publish_at__day": "2027-03-28", "publish_at__time": "06:00"}
        answers += [schedule.submit("Schedule", publish_at__zone=text, note=text * 30, **zone)]
        for answer in answers:
            assert answer.status in (200, 412, 422), text
            held(answer)


def test_a_story_is_printed_with_what_it_is_and_none_of_the_desk(desk: Desk, api: Api) -> None:
    fields = {"title": "Ferries", "standfirst": "They came.", "body": "One *boat*.\n\nTwo."}
    made = api.submit("ann", status="draft", **fields)
    page = desk.as_("ann").get(f"/desk/stories/{made['id']}").follow("On paper")
    (sheet,) = page.html.all("article")
    for words in ("Ferries", "Ann Author", "Version 1", "24 November 2026", "They came.", "Two."):
        assert words in sheet.text, words
    assert sheet.one("em").text == "boat"
    assert not sheet.all("button", "a", "form")
    assert desk.as_("ben").get(page.path).status == 404


def test_what_markdown_adds_to_a_printed_story_is_in_its_language(desk: Desk, api: Api) -> None:
    fields = {"title": "Fähre", "language": "de", "body": "Ein Boot.[^1]\n\n[^1]: Es sank."}
    made = api.submit("ann", status="draft", **fields)
    sheet = desk.as_("ann").get(f"/desk/stories/{made['id']}/print").body
    assert "Back to reference" not in sheet
