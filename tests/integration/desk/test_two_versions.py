"""Two versions of a story: of two people, or of two pages of one; nothing of either is lost."""

import json
from typing import Any

import pytest

from tests.support.api import Api
from tests.support.desk import Desk, Page
from tests.support.writing import (
    BODY,
    article,
    every,
    id_of,
    keep,
    new_story,
    one,
    story_of,
    typed_into,
)


def test_an_old_page_of_a_new_story_makes_no_second_one(desk: Desk, api: Api) -> None:
    ann = desk.as_("ann")
    page = ann.get("/desk/stories/new")
    first = page.submit("Save draft", title="Harbour", body=BODY, section="News")
    old = page.submit("Save draft", title="Harbour", body="One.\n\nZwei.\n\nThree.", section="News")
    assert (old.status, old.title) == (412, "Two versions")
    merged = old.submit("Save what I chose")
    assert id_of(merged) == id_of(first)
    assert article(merged)["body"] == "One.\n\nZwei.\n\nThree."
    assert article(first)["version"] == 2


def choosing(version: str) -> dict[str, Any]:
    """The choice for the second passage of the body."""
    return {"choice-body-1": version}


def conflict(desk: Desk) -> tuple[Page, Page]:
    """Ann's page after Edith saved another version of her draft; and Edith's."""
    mine = new_story(desk.as_("ann"))
    theirs = desk.as_("edith").get(mine.path)
    theirs = theirs.submit("Save draft", body="One.\n\nZwei.\n\nThree.", standfirst="Edith's.")
    mine = mine.submit("Save draft", body="One.\n\nDeux.\n\nThree.\n\nFour.")
    return mine, theirs


def test_two_versions_stand_side_by_side_with_a_choice_per_passage(desk: Desk, api: Api) -> None:
    page, _ = conflict(desk)
    assert page.status == 412
    assert [ins.text for ins in every(page, "ins")] == ["Deux", "Four."]
    assert [gone.text for gone in every(page, "del")] == ["Edith's.", "Zwei"]
    ticked = {e["name"]: e["value"] for e in every(page, "input[type=radio]") if "checked" in e}
    del ticked["theme"]
    assert ticked == {"choice-standfirst-0": "theirs", "choice-body-3": "mine"}
    undecided = page.submit("Save what I chose")
    assert undecided.status == 422
    assert "Choose one" in one(undecided, "#p-body-1").text
    saved = undecided.submit("Save what I chose", **choosing("both"))
    told = article(saved)
    assert told["body"] == "One.\n\nZwei.\n\nDeux.\n\nThree.\n\nFour."
    assert (told["standfirst"], told["version"]) == ("Edith's.", 3)


def test_what_was_chosen_can_be_gone_on_with(desk: Desk, api: Api) -> None:
    page, _ = conflict(desk)
    going_on = page.submit("Go on writing with what I chose", **choosing("mine"))
    assert typed_into(going_on, "body") == "One.\n\nDeux.\n\nThree.\n\nFour."
    assert typed_into(going_on, "standfirst") == "Edith's."
    assert article(going_on)["version"] == 2
    saved = going_on.submit("Save draft")
    assert (saved.status, article(saved)["version"]) == (200, 3)


def test_somebody_who_saves_while_one_chooses_is_not_passed_over(desk: Desk, api: Api) -> None:
    page, theirs = conflict(desk)
    theirs.submit("Save draft", standfirst="Edith's second.")
    again = page.submit("Save what I chose", **choosing("mine"))
    assert again.status == 412
    assert "Edith's second." in again.text
    saved = again.submit("Save what I chose", **choosing("mine"))
    assert article(saved)["standfirst"] == "Edith's second."


def test_the_copy_of_a_refused_save_waits_until_its_writer_decides(desk: Desk) -> None:
    page, _ = conflict(desk)
    ann = page.browser
    where = one(page, "form.compare")["action"].removesuffix("/merge")
    for _ in range(2):
        opened = ann.get(where)
        assert typed_into(opened, "body") == "One.\n\nDeux.\n\nThree.\n\nFour."
        assert "did not save" in opened.text
    compared = opened.follow("Compare with what is saved")
    assert (compared.status, compared.title) == (200, "Two versions")
    dropped = opened.submit("Drop it")
    assert "is dropped" in dropped.text
    assert typed_into(dropped, "body") == "One.\n\nZwei.\n\nThree."


def test_whoever_may_not_save_any_more_keeps_the_words(desk: Desk, api: Api) -> None:
    page = new_story(desk.as_("ann"))
    api("POST", f"/api/v1/articles/{id_of(page)}/publish", by="edith")
    refused = page.submit("Save draft", body="Written meanwhile.")
    assert refused.status in (403, 412)
    again = page.browser.get(page.path)
    assert typed_into(again, "body") == "Written meanwhile."
    assert article(again)["body"] == BODY


def test_who_else_is_at_the_story_is_named(desk: Desk) -> None:
    page = new_story(desk.as_("ann"))
    seen = desk.as_("edith").get(page.path)
    assert one(seen, "#writers-names").text == "ann"
    assert "hidden" not in one(seen, "#writers")


@pytest.mark.parametrize("path", ["/desk/stories/{}/write", "/desk/stories/{}/write/compare"])
def test_nobody_reads_or_changes_another_authors_draft(desk: Desk, path: str) -> None:
    page = new_story(desk.as_("edith"))
    ben = desk.as_("ben")
    assert ben.get(path.format(id_of(page))).status == 404
    saved = page.form_of("Save draft")[0]["action"]
    token = ben.get("/desk/stories/new").token
    typed = [("_csrf", token), ("_screen", "s"), ("body", "Ben's"), ("_version", "1")]
    assert ben.post(saved, typed).status == 404
    assert ben.post(f"{saved}/here", typed, accept="application/json").status == 404


def test_a_module_keeps_what_is_typed_and_is_answered_none_of_it(desk: Desk) -> None:
    ann = desk.as_("ann")
    page = ann.get("/desk/stories/new")
    kept = keep(page, 1, "One")
    assert (kept["outcome"], kept["sequence"]) == ("kept", 1)
    assert "One" not in str(kept)
    assert keep(page, 3, "One two three")["outcome"] == "kept"
    assert keep(page, 2, "One two")["outcome"] == "behind"
    again = ann.get(page.path)
    assert typed_into(again, "body") == "One two three"
    # The page before comes back to life.
    assert keep(again, 1, "One two three four")["outcome"] == "kept"
    assert keep(page, 4, "One two three, old")["outcome"] == "elsewhere"
    told = ann.send("GET", f"/desk/copies/{story_of(page)}", accept="application/json")
    screens = [one(each, "input[name=_screen]")["value"] for each in (page, again)]
    assert json.loads(told.body)["covers"] == dict(zip(screens, (3, 1), strict=True))


def test_two_pages_of_one_person_are_laid_side_by_side(desk: Desk, api: Api) -> None:
    ann = desk.as_("ann")
    at_home = ann.get("/desk/stories/new")
    at_work = ann.get(at_home.path)
    keep(at_home, 1, "Common.\n\nAt home.")
    assert keep(at_work, 1, "Common.\n\nAt work.")["outcome"] == "elsewhere"
    both = at_work.submit("Compare with the other page", body="Common.\n\nAt work.")
    assert [e.text for e in every(both, ".words")][:2] == ["At home .", "At work ."]
    going_on = both.submit("Go on writing with what I chose", **choosing("both"))
    assert typed_into(going_on, "body") == "Common.\n\nAt home.\n\nAt work."
    saved = going_on.submit("Save draft", title="Both", section="News")
    assert article(saved)["body"] == "Common.\n\nAt home.\n\nAt work."
    assert typed_into(saved, "body") == "Common.\n\nAt home.\n\nAt work."
