"""A story's life on the running stack, by the desk's forms alone, under the desk's own role."""

from tests.support.desk import Page
from tests.support.desk_on_stack import signed_in
from tests.support.desk_story import press, story_at
from tests.support.newspaper import Newspaper, article

TITLE, SENTENCE = "The heron of the weir", "It stands there every morning."
CORRECTION, REASON = "It is an egret.", "There is no bird."


def done(page: Page, words: str) -> Page:
    assert page.status == 200, page.text
    assert words in page.text
    return page


def test_from_review_to_retraction_by_forms(newspaper: Newspaper) -> None:
    author, editor = signed_in(newspaper, "amina"), signed_in(newspaper, "editor")
    draft = article(TITLE, status="draft", body=SENTENCE)
    made = newspaper.author.send("POST", "/articles", draft).expect(201).json
    at = story_at(made)
    done(author.get(at).submit("Add the note", text="See https://example.org/heron"), "heron")
    done(press(author, at, "review", note="Seen today."), "Handed in.")
    done(press(editor, at, "return", note="By whom?"), "Handed back.")
    done(author.get(at), "By whom?")
    done(press(author, at, "review", note="By me."), "Handed in.")
    done(editor.get(f"{at}/review"), "They say the same.")
    done(press(editor, at, "schedule"), "Scheduled.")
    done(editor.get("/desk/schedule?week=2086-W47"), TITLE)
    done(press(editor, at, "unschedule"), "The hour is forgotten.")
    done(press(editor, at, "publish"), "Published.")
    path = newspaper.editor.send("GET", f"/articles/{made['id']}").expect(200).json["path"]
    newspaper.until(lambda: SENTENCE in newspaper.get(path).text, "it is published")
    done(press(editor, at, "correct", text=CORRECTION), "stands under the story")
    newspaper.until(lambda: CORRECTION in newspaper.get(path).text, "it is corrected")
    done(press(editor, at, "unpublish"), "Taken off the site.")
    newspaper.until(lambda: newspaper.get(path).status == 404, "it is off the site")
    done(editor.get(f"{at}/revisions/1/restore").submit("Bring it back"), "says again")
    done(press(editor, at, "retract", reason=REASON), "Retracted")
    newspaper.until(lambda: REASON in newspaper.get(path).text, "the notice stands")
    assert SENTENCE not in newspaper.get(path).text


def test_a_copy_is_given_to_a_colleague_and_thrown_away(newspaper: Newspaper) -> None:
    editor = signed_in(newspaper, "editor")
    draft = article("The ferry of the weir", status="draft")
    made = newspaper.author.send("POST", "/articles", draft).expect(201).json
    at = story_at(made)
    amina = editor.get(at).html.all("option", where=lambda e: e.text == "amina")[0]["value"]
    done(editor.get(at).submit("Assign", id=amina), "Assigned.")
    done(signed_in(newspaper, "amina").get("/desk/stories?whose=assigned"), "ferry of the weir")
    copy = done(press(editor, at, "duplicate"), "This is the copy")
    # Who has nothing to do with it so far is asked of the user pool.
    done(editor.get(copy.path).submit("Assign", name="amina"), "Assigned.")
    done(press(editor, copy.path, "delete"), "Deleted.")
    assert editor.get(copy.path).status == 404


def test_what_is_typed_is_previewed_before_it_is_saved_and_held_by_its_embargo(
    newspaper: Newspaper,
) -> None:
    editor = signed_in(newspaper, "editor")
    page = editor.get("/desk/stories/new")
    (select,) = page.html.all("select", where=lambda e: e.get("name") == "section")
    section = select.all("option")[-1].text
    shown = page.submit(
        "Preview",
        title="The otter of the weir",
        body="It *swims*.",
        section=section,
        embargo__day="2086-03-01",
        embargo__time="06:00",
    )
    framed = editor.get(shown.html.one("iframe")["src"])
    assert (framed.status, "<em>swims</em>" in framed.body) == (200, True)
    back = done(shown.follow("Back to writing"), "did not save")
    refused = back.submit("Publish: readers see it at once")
    assert (refused.status, "under embargo until" in refused.text) == (409, True), refused.text
