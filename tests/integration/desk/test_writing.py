"""A story is written without JavaScript: made, edited, refused with all its words, handed in."""

import json
import re
from typing import Any

import msgspec
import pytest

from broadsheet import bootstrap
from broadsheet.domain.articles.article import Article, article_key
from tests.support.api import Api
from tests.support.desk import Browser, Desk, Page
from tests.support.document import Element
from tests.support.lambdas import Stack

BODY = "One.\n\nTwo.\n\nThree."


def new_story(browser: Browser, press: str = "Save draft", **typed: Any) -> Page:
    """A story as somebody types it."""
    page = browser.get("/desk/stories/new")
    return page.submit(press, **{"title": "Harbour", "body": BODY, "section": "News"} | typed)


_SELECTOR = re.compile(r"(\w*)(?:#([\w-]+))?(?:\.([\w-]+))?(?:\[([\w-]+)(?:=([\w-]+))?\])?")


def every(page: Page, selector: str) -> list[Element]:
    """The elements of a tag, an id, a class and an attribute, as CSS writes them."""
    found = _SELECTOR.fullmatch(selector)
    assert found, selector
    tag, name, kind, attribute, value = found.groups()
    return [
        e
        for e in page.html
        if (not tag or e.tag == tag)
        and (not name or e.get("id") == name)
        and (not kind or kind in e.get("class", "").split())
        and (not attribute or (attribute in e and value in (None, e[attribute])))
    ]


def one(page: Page, selector: str) -> Element:
    (found,) = every(page, selector)
    return found


def id_of(page: Page) -> str:
    return page.path.split("/")[3]


def article(page: Page) -> dict[str, Any]:
    """The story of a page as it is saved."""
    found = bootstrap.reads().get(Article, article_key(id_of(page)))
    assert found is not None
    kept: dict[str, Any] = msgspec.to_builtins(found)
    content: dict[str, Any] = kept["content"]
    return content | {name: kept[name] for name in ("id", "status", "version")}


def typed_into(page: Page, name: str) -> str:
    found = one(page, f"#f-{name}")
    text: str = "".join(c for c in found.children if isinstance(c, str)).removeprefix("\n")
    return text if found.tag == "textarea" else found.get("value")


def test_a_reporters_first_story_is_a_draft_and_then_in_review(desk: Desk, api: Api) -> None:
    page = new_story(desk.as_("ann"))
    assert (page.status, article(page)["status"]) == (200, "draft")
    assert article(page)["body"] == BODY
    assert article(page)["byline"][0]["name"] == "ann"
    page = page.submit("Save and hand in", standfirst="Boats left at dawn.")
    told = article(page)
    assert (told["status"], told["standfirst"], told["version"]) == (
        "in_review",
        "Boats left at dawn.",
        3,
    )
    assert "you cannot save this story" in page.text.lower()
    assert "Save draft" not in page.buttons


def test_every_field_of_the_api_can_be_typed_and_is_there_again(desk: Desk, api: Api) -> None:
    edith = desk.as_("edith")
    other = new_story(edith, "Publish: readers see it at once", title="Another story")
    typed: dict[str, Any] = {
        "standfirst": "Below it.\nTwo lines.",
        "tags": ["Ports", "Weather, bad"],
        "byline_name": ["Ann Author", "Ben Writer"],
        "byline_role": ["Reporter", ""],
        "byline_bio": ["", "Writes.\n\nWell."],
        "byline_url": ["https://a.example/", ""],
        "byline_slug": ["", ""],
        "image_url": "https://a.example/x.jpg",
        "image_alt": "A boat",
        "image_caption": "Dawn",
        "image_credit": "A. Photo",
        "language": "ar",
        "slug": "the-harbour",
        "also_read": id_of(other),
        "breaking": "yes",
        "comments": "closed",
        "live": "running",
    }
    asked = new_story(edith, **typed)
    assert (asked.status, one(asked, "#f-title")["name"]) == (422, "title")
    assert asked.text.count("Make") == 3  # two tags, and the section's box
    page = asked.submit("Save draft", _new_tag=["Ports", "Weather, bad"])
    told = article(page)
    for name in ("standfirst", "language", "slug", "breaking", "comments", "live"):
        assert told[name] == (True if typed[name] == "yes" else typed[name])
    assert told["direction"] == "rtl"
    assert [tag["name"] for tag in told["tags"]] == typed["tags"]
    assert [(a["name"], a["role"], a["bio"]) for a in told["byline"]] == [
        ("Ann Author", "Reporter", None),
        ("Ben Writer", None, "Writes.\n\nWell."),
    ]
    assert told["lead_image"]["alt"] == "A boat"
    assert told["also_read"] == (id_of(other),)
    # Nothing is another by being opened and saved.
    again = page.submit("Save draft", title="Harbour!")
    after = article(again)
    assert {name for name in told if told[name] != after[name]} == {"title", "version"}
    assert one(page, "[data-story]")["dir"] == "rtl"


def test_what_is_wrong_is_said_at_its_field_and_everything_typed_is_there(desk: Desk) -> None:
    ann = desk.as_("ann")
    page = new_story(ann, title=" ", body="Much work.", slug="No Slug!", image_alt="Words alone")
    assert page.status == 422
    assert one(page, "#f-title")["aria-invalid"] == "true"
    assert one(page, "#f-slug")["aria-describedby"] == "f-slug-hint f-slug-wrong"
    assert "lower-case" in one(page, "#f-slug-wrong").text
    assert one(page, "#f-image_url-wrong").text
    assert typed_into(page, "body") == "Much work."
    assert typed_into(page, "slug") == "No Slug!"
    assert typed_into(page, "image_alt") == "Words alone"
    # And it is kept: at another machine it stands there again.
    begun = ann.get("/desk/stories/new")
    assert "Begun and not saved" in begun.text
    again = begun.follow("Much work.")
    assert typed_into(again, "slug") == "No Slug!"
    assert "did not save" in again.text


def test_a_section_that_is_not_there_is_an_editors_decision(desk: Desk, api: Api) -> None:
    refused = new_story(desk.as_("edith"), section=["", "Newz"])
    assert refused.status == 422
    assert "Did you mean News?" in one(refused, "#f-section-wrong").text
    page = refused.submit("Save draft", section=["", "Newz"], new_section="yes")
    assert article(page)["section"]["name"] == "Newz"
    assert not new_story(desk.as_("ann")).html.all("#f-section-other")


def test_a_near_miss_of_a_tag_is_offered_and_a_new_one_asked_about_once(
    desk: Desk, api: Api
) -> None:
    edith = desk.as_("edith")
    published = new_story(
        edith, "Publish: readers see it at once", tags=["Harbours", "", ""]
    ).submit("Publish: readers see it at once", _new_tag="Harbours")
    assert article(published)["status"] == "published"
    asked = new_story(edith, title="Second", tags=["Harbour", "", ""])
    assert "There are already: Harbours" in asked.text
    page = asked.submit("Save draft", _new_tag="Harbour")
    assert [tag["name"] for tag in article(page)["tags"]] == ["Harbour"]
    assert page.submit("Save draft", body="Other.").status == 200
    assert new_story(edith, title="Third", tags=["Harbours", "", ""]).status == 200


def test_more_tags_and_found_stories_leave_everything_typed(desk: Desk, stack: Stack) -> None:
    edith = desk.as_("edith")
    new_story(edith, "Publish: readers see it at once", title="Lighthouse keeper retires")
    stack.drain()
    page = edith.get("/desk/stories/new")
    page = page.submit("More tags", title="A title", body="Half a", tags=["One", "", ""])
    assert (page.status, typed_into(page, "title"), typed_into(page, "body")) == (
        200,
        "A title",
        "Half a",
    )
    assert len(every(page, "input[name=tags]")) == 20
    page = page.submit("Find", _find="lighthouse")
    assert "Lighthouse keeper retires" in page.text
    assert typed_into(page, "body") == "Half a"
    nothing = page.submit("Find", _find="nothing at all like it")
    assert "No published story" in nothing.text


def test_the_buttons_say_which_state_results(desk: Desk, api: Api) -> None:
    edith = desk.as_("edith")
    page = new_story(edith)
    assert {"Save draft", "Save and hand in", "Publish: readers see it at once"} <= set(
        page.buttons
    )
    page = page.submit("Publish: readers see it at once")
    assert (article(page)["status"], article(page)["version"]) == ("published", 2)
    page = page.submit("Save: readers see it at once", body="Corrected.")
    assert article(page)["status"] == "published"
    where = f"/api/v1/articles/{article(page)['id']}"
    api("POST", f"{where}/unpublish", by="edith")
    page = edith.get(page.path)
    assert "Save: readers do not see it" in page.buttons
    page = page.submit("Save: readers do not see it", body="More.")
    assert article(page)["status"] == "unpublished"


def test_a_button_pressed_twice_does_it_once_and_is_answered_twice(desk: Desk) -> None:
    page = new_story(desk.as_("edith"))
    steps: list[tuple[str, dict[str, Any]]] = [
        ("Save and hand in", {"body": "More."}),
        ("Save: it stays in review", {}),
    ]
    for words, more in steps:
        first, second = page.submit(words, **more), page.submit(words, **more)
        assert (first.status, second.status) == (200, 200)
        assert article(first) == article(second)
        page = second
    publish = "Publish: readers see it at once"
    first, second = page.submit(publish), page.submit(publish)
    assert (second.status, article(first)["status"]) == (200, "published")
    assert article(first)["version"] == 4


def test_what_is_too_long_is_on_the_page_and_kept(desk: Desk) -> None:
    body = "A sentence of a very long story. " * 4_000
    page = new_story(desk.as_("ann"), body=body)
    assert page.status == 413
    assert typed_into(page, "body") == body
    again = page.browser.get(page.browser.get("/desk/stories/new").links["Harbour"])
    assert typed_into(again, "body") == body


def test_opening_and_leaving_changes_nothing(desk: Desk, api: Api) -> None:
    edith = desk.as_("edith")
    page = new_story(edith, "Publish: readers see it at once")
    before = article(page)
    for _ in range(2):
        edith.get(page.path)
    page.submit("Save: readers see it at once")
    assert article(page) == before


def test_what_is_not_kept_as_it_was_typed_is_named(desk: Desk) -> None:
    body = "<iframe src='https://evil.example'></iframe>\n\nText <font color=red>red</font>."
    page = new_story(desk.as_("ann"), body=body)
    assert page.status == 200
    assert "Not everything is kept as it was typed" in page.text
    assert "https://evil.example" in page.text
    assert "Not everything" not in page.browser.get(page.path.partition("?")[0]).text


def test_a_form_that_is_sent_twice_is_one_story(desk: Desk, stack: Stack) -> None:
    ann = desk.as_("ann")
    page = ann.get("/desk/stories/new")
    typed: dict[str, Any] = {"title": "Harbour", "body": BODY, "section": "News"}
    first, second = page.submit("Save draft", **typed), page.submit("Save draft", **typed)
    assert id_of(first) == id_of(second)


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
    token = one(ben.get("/desk/stories/new"), "meta[name=desk-csrf]")["content"]
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


def story_of(page: Page) -> str:
    return one(page, "input[name=_story]")["value"]


def keep(page: Page, sequence: int, body: str) -> Any:
    """What the page's module sends every few seconds, and is told."""
    screen = one(page, "input[name=_screen]")["value"]
    seen = one(page, "input[name=_seen]")["value"]
    token = one(page, "meta[name=desk-csrf]")["content"]
    pairs = [("_screen", screen), ("_sequence", str(sequence)), ("_seen", seen), ("body", body)]
    path = f"/desk/copies/{story_of(page)}"
    answer = page.browser.post(path, pairs, accept="application/json", x_desk_csrf=token)
    assert answer.status == 200, answer.body
    return json.loads(answer.body)
