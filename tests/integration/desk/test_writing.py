"""A story is written without JavaScript: made, edited, refused with all its words, handed in."""

from typing import Any

import msgspec
import pytest

from broadsheet import bootstrap
from broadsheet.domain.articles.article import Article, article_key
from broadsheet.domain.shared.errors import NotFound
from broadsheet.domain.shared.sentence import sentence
from functions.desk import writing
from tests.support.api import Api
from tests.support.desk import Desk, Page
from tests.support.lambdas import Stack
from tests.support.writing import (
    BODY,
    article,
    every,
    id_of,
    keep,
    new_story,
    one,
    typed_into,
    written_on,
)


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
    assert "Handed in." in page.text
    page = written_on(page)
    assert "you cannot save this story" in page.text.lower()
    assert "Save draft" not in page.buttons


def test_of_an_address_that_is_typed_at_the_desk_its_provider_is_to_be_asked(
    desk: Desk, stack: Stack
) -> None:
    new_story(desk.as_("ann"), body="A film of it:\n\nhttps://youtu.be/abc")
    stack.drain()
    (asked,) = stack.messages(stack.cloud.embed_queue_url)
    assert "https://youtu.be/abc" in asked["body"]


def test_what_an_editor_said_stands_above_what_is_rewritten(desk: Desk, api: Api) -> None:
    page = new_story(desk.as_("ann"), "Save and hand in")
    story = id_of(page)
    returned = f"/api/v1/articles/{story}/return"
    api("POST", returned, by="edith", json_body={"note": "Who says so?"})
    page = desk.as_("ann").get(f"/desk/stories/{story}/write")
    assert "Who says so?" in page.text
    assert "Returned by edith" in page.text
    page.submit("Save and hand in")
    assert "Who says so?" not in desk.as_("ann").get(f"/desk/stories/{story}/write").text


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
        "drop_cap": "yes",
        "series_name": "Tides",
        "series_part": "3",
    }
    asked = new_story(edith, **typed)
    assert (asked.status, one(asked, "#f-title")["name"]) == (422, "title")
    assert asked.text.count("Make") == 3  # two tags, and the section's box
    page = asked.submit("Save draft", _new_tag=["Ports", "Weather, bad"])
    told = article(page)
    for name in ("standfirst", "language", "slug", "breaking", "comments", "live", "drop_cap"):
        assert told[name] == (True if typed[name] == "yes" else typed[name])
    assert told["direction"] == "rtl"
    assert msgspec.to_builtins(told["series"]) == {"name": "Tides", "part": 3}
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


def test_a_near_miss_of_a_name_is_offered(desk: Desk) -> None:
    edith = desk.as_("edith")
    publish = "Publish: readers see it at once"
    new_story(edith, publish, byline_name=["Amina Yusuf", ""])
    page = new_story(edith, title="Second", byline_name=["Amina Yussuf", ""])
    assert "Or was it: Amina Yusuf" in page.text
    page = page.submit("Save draft", byline_name=["Amina Yusuf", ""])
    assert "Or was it" not in page.text
    assert article(page)["byline"][0]["slug"] == "amina-yusuf"


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
    assert page.path.endswith("/receipt")
    assert "Published." in page.text
    page = written_on(page).submit("Save: readers see it at once", body="Corrected.")
    assert article(page)["status"] == "published"
    where = f"/api/v1/articles/{article(page)['id']}"
    api("POST", f"{where}/unpublish", by="edith")
    page = edith.get(page.path)
    assert "Save: readers do not see it" in page.buttons
    page = page.submit("Save: readers do not see it", body="More.")
    assert article(page)["status"] == "unpublished"


def test_a_button_pressed_twice_does_it_once_and_is_answered_twice(desk: Desk) -> None:
    page = new_story(desk.as_("edith"))
    pressed: dict[str, dict[str, Any]] = {
        "Save and hand in": {"body": "More."},
        "Save: it stays in review": {},
    }
    for words, more in pressed.items():
        first, second = page.submit(words, **more), page.submit(words, **more)
        assert (first.status, second.status) == (200, 200)
        assert article(first) == article(second)
        page = written_on(second)
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
    page = written_on(new_story(edith, "Publish: readers see it at once"))
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


def embargo_of(page: Page) -> Any:
    """Of the story of a page, as it is saved."""
    found = bootstrap.reads().get(Article, article_key(id_of(page)))
    assert found
    return msgspec.to_builtins(found.embargo)


EMBARGO: dict[str, Any] = {"embargo__day": "2027-03-29", "embargo__time": "06:00"}


def test_an_embargo_is_typed_with_the_story_and_nobody_publishes_it_before(
    desk: Desk, api: Api
) -> None:
    edith = desk.as_("edith")
    page = new_story(edith, **EMBARGO)
    assert page.value("embargo/zone") == "Europe/Berlin"
    assert page.status == 200, page.text
    told = embargo_of(page)
    assert (told["local"], told["zone"]) == ("2027-03-29T06:00", "Europe/Berlin")
    refused = page.submit("Publish: readers see it at once", title="Harbours")
    assert (refused.status, "under embargo until" in refused.text) == (409, True)
    assert "Saved, and no more than that" in refused.text
    assert (typed_into(refused, "title"), article(page)["title"]) == ("Harbours", "Harbours")
    later = refused.submit("Save draft", embargo__zone="Africa/Nairobi")
    assert later.status == 200, later.text
    told = embargo_of(page)
    assert told["at"] == "2027-03-29T03:00:00Z"
    asked = edith.get(f"/desk/stories/{id_of(page)}/schedule")
    assert "Embargo until 2027-03-29 06:00 Africa/Nairobi" in asked.text
    ended = later.submit("Save draft", embargo__day="", embargo__time="")
    assert embargo_of(ended) is None


def test_an_hour_that_is_not_there_is_explained_and_those_near_it_are_offered(
    desk: Desk, api: Api
) -> None:
    asked = new_story(desk.as_("ann"), embargo__day="2027-03-28", embargo__time="02:30")
    assert asked.status == 422
    assert "does not exist in Europe/Berlin" in one(asked, "#f-embargo-wrong").text
    page = asked.submit("Take 2027-03-28 03:30")
    told = embargo_of(page)
    assert (page.status, told["at"]) == (200, "2027-03-28T01:30:00Z")


def test_an_hour_that_is_there_twice_is_chosen_once_and_stays_which_it_is(
    desk: Desk, api: Api
) -> None:
    asked = new_story(desk.as_("ann"), embargo__day="2026-10-25", embargo__time="02:30")
    assert asked.status == 422
    page = asked.submit("Take 2026-10-25 02:30+01:00")
    again = page.submit("Save draft", title="Another headline")
    assert (again.status, article(page)["title"]) == (200, "Another headline")
    assert embargo_of(page)["at"] == "2026-10-25T01:30:00Z"


def test_half_an_hour_and_whatever_else_is_wrong_are_said_at_once(desk: Desk) -> None:
    asked = new_story(desk.as_("ann"), slug="No!", embargo__day="2027-03-29", embargo__time="")
    assert asked.status == 422
    assert "needs a day and a time" in one(asked, "#f-embargo-wrong").text
    assert one(asked, "#f-slug-wrong").text
    asked = new_story(desk.as_("ann"), embargo__time="06:00", embargo__zone="Nowhere")
    assert "needs a day and a time" in one(asked, "#f-embargo-wrong").text


def test_a_page_without_the_field_leaves_an_embargo_as_it_is(desk: Desk, api: Api) -> None:
    page = new_story(desk.as_("ann"), **EMBARGO)
    older: Any = {f"embargo__{name}": None for name in ("shown", "day", "time", "zone")}
    page.submit("Save draft", title="Saved", **older)
    assert (article(page)["title"], embargo_of(page)["local"]) == ("Saved", "2027-03-29T06:00")


def test_an_embargo_that_somebody_set_meanwhile_is_asked_about(desk: Desk, api: Api) -> None:
    page = new_story(desk.as_("ann"))
    at = f"/desk/stories/{id_of(page)}"
    desk.as_("edith").get(f"{at}/embargo").submit("Embargo", **EMBARGO)
    asked = page.submit("Save draft", title="Mine")
    assert "Embargo until" in asked.text
    assert "day: 2027-03-29" in asked.text
    chosen: Any = {"choice-title-0": "mine"}
    refused = asked.submit("Save what I chose", **chosen)
    assert refused.status == 422, "nobody knows who of both changed it"
    chosen["choice-embargo-0"] = "theirs"
    done = refused.submit("Save what I chose", **chosen)
    assert (article(done)["title"], embargo_of(done)["local"]) == ("Mine", "2027-03-29T06:00")


def test_what_readers_have_has_no_field_for_an_embargo(desk: Desk) -> None:
    page = new_story(desk.as_("edith"), "Publish: readers see it at once")
    assert not every(written_on(page), "#embargo")


def test_words_of_a_story_that_is_gone_are_there_for_their_writer_alone(
    desk: Desk, api: Api
) -> None:
    ann = desk.as_("ann")
    page = new_story(ann)
    at = f"/desk/copies/{id_of(page)}"
    assert keep(page, 1, "A whole morning's work.")["outcome"] == "kept"
    assert ann.get(at).path.endswith("/write"), "it can be written"
    api("DELETE", f"/api/v1/articles/{id_of(page)}", by="edith", if_match="*")
    for where in (at, f"{at}/preview", f"/desk/stories/{id_of(page)}/write"):
        shown = ann.get(where)
        assert shown.title == "Your words", where
        assert typed_into_readonly(shown, "body") == "A whole morning's work."
        assert "A whole morning" not in desk.as_("edith").get(where).body
        assert "A whole morning" not in desk.as_("ben").get(where).body
    dropped = ann.get(at).submit("Drop it")
    assert "What was not saved is dropped." in dropped.text
    assert ann.get(at).status == 404


def test_saving_what_was_deleted_meanwhile_keeps_the_words(desk: Desk, api: Api) -> None:
    ann = desk.as_("ann")
    page = new_story(ann)
    api("DELETE", f"/api/v1/articles/{id_of(page)}", by="edith", if_match="*")
    lost = page.submit("Save draft", body="Too late, but all of it.")
    assert (lost.status, lost.title) == (404, "Your words")
    assert typed_into_readonly(lost, "body") == "Too late, but all of it."
    assert "Too late" in ann.get(f"/desk/copies/{id_of(page)}").body


def test_saving_what_is_deleted_while_it_is_saved_keeps_the_words(
    desk: Desk, api: Api, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = new_story(desk.as_("ann"))

    def overtaken(*_args: Any) -> None:
        api("DELETE", f"/api/v1/articles/{id_of(page)}", by="edith", if_match="*")
        raise NotFound(sentence("There is no such article."))

    monkeypatch.setattr(writing, "save_story", overtaken)
    lost = page.submit("Save draft", body="Too late, but all of it.")
    assert (lost.status, lost.title) == (404, "Your words")
    assert typed_into_readonly(lost, "body") == "Too late, but all of it."


def typed_into_readonly(page: Page, group: str) -> str:
    """What a field shows that nobody can change."""
    found = one(page, f"#w-{group}")
    assert "readonly" in found
    return found.text
