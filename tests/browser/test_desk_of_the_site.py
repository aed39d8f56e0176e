"""The site at the desk in a real browser: files that are dropped, stories that are dragged, entries
that are sent with two keys."""

import re

from playwright.sync_api import Page, Request, Route, expect

from tests.support.api import Api
from tests.support.chromium import once_true
from tests.support.desk_axe import wrong_in_any_look
from tests.support.desk_browser import DeskTab
from tests.support.pictures import Desk as PictureDesk
from tests.support.pictures import photograph

_DROP = """names => {
  const dropped = new DataTransfer();
  for (const name of names) {
    dropped.items.add(new File(["a photograph"], name, {type: "image/jpeg"}));
  }
  document.querySelector("h1").dispatchEvent(
    new DragEvent("drop", {dataTransfer: dropped, bubbles: true, cancelable: true}));
}"""


class Bucket:
    """Where the browser sends files: what comes is a photograph, or a document."""

    def __init__(self, api: Api, tab: DeskTab) -> None:
        self.pictures, self.sent, self.bodies = PictureDesk(api), 0, [photograph(700, 350)]
        self._api = api
        tab.context.route("https://*.amazonaws.com/**", self._answer)

    def _answer(self, route: Route, request: Request) -> None:
        open_to_all = {"access-control-allow-origin": "*"}
        if request.method == "POST":
            self._take()
            route.fulfill(status=204, headers=open_to_all)
        else:
            route.fulfill(body=photograph(32, 20), content_type="image/jpeg", headers=open_to_all)

    def _take(self) -> None:
        known = self._api("GET", "/api/v1/media", by="edith").json["items"]
        waiting = [one["id"] for one in known if one["status"] == "waiting"]
        self.pictures.send(waiting[-1], self.bodies[self.sent % len(self.bodies)])
        self.sent += 1


def test_many_files_are_dropped_and_each_says_how_far_it_is(edith: DeskTab, api: Api) -> None:
    bucket = Bucket(api, edith)
    page = edith.open("/desk/media")
    page.evaluate(_DROP, ["one.jpg", "two.jpg", "three.jpg", "four.jpg"])
    rows = page.locator("#sent li")
    expect(rows).to_have_count(4)
    expect(page.locator("#sent [data-said]")).to_have_text(["Ready."] * 4)
    assert bucket.sent == 4
    rows.first.get_by_label("What it shows").fill("A boat on a dry lake")
    rows.first.get_by_role("button", name="Save").click()
    expect(rows.first.get_by_text("Saved.")).to_be_visible()
    known = api("GET", "/api/v1/media", by="edith").json["items"]
    assert sorted(one["alt"] or "" for one in known) == ["", "", "", "A boat on a dry lake"]


def test_words_of_a_picture_that_are_not_kept_stay_where_they_were_typed(
    edith: DeskTab, api: Api
) -> None:
    Bucket(api, edith)
    page = edith.open("/desk/media")
    page.evaluate(_DROP, ["one.jpg"])
    row = page.locator("#sent li")
    typed, said = row.get_by_label("What it shows"), row.locator("[data-said]")
    expect(said).to_have_text("Ready.")
    typed.fill("A boat")
    page.route("**/desk/media/*", lambda route: route.abort(), times=1)
    row.get_by_role("button", name="Save").click()
    expect(said).to_have_text("It was not sent: no network. Please try again.")
    typed.evaluate("(field) => { field.value = 'x'.repeat(600); }")
    row.get_by_role("button", name="Save").click()
    expect(said).to_contain_text("must have at most 500 characters")
    typed.fill("A boat on a dry lake")
    row.get_by_role("button", name="Save").click()
    expect(row.get_by_text("Saved.")).to_be_visible()
    expect(said).to_have_text("")


def test_a_file_that_is_refused_says_why_beside_the_others(edith: DeskTab, api: Api) -> None:
    bucket = Bucket(api, edith)
    bucket.bodies = [b"%PDF-1.4"]
    page = edith.open("/desk/media")
    page.evaluate(_DROP, ["report.jpg"])
    said = page.locator("#sent .field-error")
    expect(said).to_have_text("It is a document, not a picture: export the page as JPEG or PNG.")


def test_an_editors_field_is_given_the_markdown_of_a_file(edith: DeskTab, api: Api) -> None:
    Bucket(api, edith)
    page = edith.open("/desk/media")
    markdown = page.evaluate("""() => new Promise((insert, fail) => {
      const file = new File(["x"], "boat.jpg", {type: "image/jpeg"});
      const detail = {file, insert, fail: (words) => fail(new Error(words))};
      const asks = new CustomEvent("desk:picture", {detail});
      document.querySelector("#files").dispatchEvent(asks);
    })""")
    known = api("GET", "/api/v1/media", by="edith").json["items"]
    assert markdown == f"![](media:{known[0]['id']})"


def placed(page: Page, place: str) -> list[str]:
    rows = page.locator(f'[data-place="{place}"] > [data-story]')
    return [str(one.get_attribute("data-story")) for one in rows.all()]


def test_a_front_page_is_arranged_by_dragging_and_saved(edith: DeskTab, api: Api) -> None:
    ids = [api.submit(title=f"Story {n}")["id"] for n in range(4)]
    page = edith.open("/desk/front")
    not_yet = page.get_by_text("Not on the site yet.")

    def drag(story: str, place: str) -> None:
        with page.expect_response(lambda answer: "/desk/front?" in answer.url):
            page.locator(f'[data-story="{story}"]').drag_to(page.locator(f'[data-place="{place}"]'))
        expect(page.locator(f'[data-place="{place}"] [data-story="{story}"]')).to_be_visible()

    drag(ids[0], "lead")
    expect(not_yet).to_be_visible()
    drag(ids[1], "pinned")
    drag(ids[2], "lead")
    assert placed(page, "lead") == [ids[2]]
    assert placed(page, "pinned") == [ids[0], ids[1]]
    frame = page.frame_locator("iframe")
    expect(frame.locator("article h2").first).to_have_text("Story 2")
    assert api("GET", "/api/v1/front", by="edith").json["version"] == 1
    page.get_by_role("button", name="Save the front page").click()
    expect(page.get_by_role("status")).to_contain_text("Saved.")
    front = api("GET", "/api/v1/front", by="edith").json
    assert (front["lead"], front["pinned"]) == (ids[2], [ids[0], ids[1]])


def test_buttons_of_the_front_page_keep_the_focus(edith: DeskTab, api: Api) -> None:
    ids = [api.submit(title=f"Story {n}")["id"] for n in range(3)]
    page = edith.open("/desk/front")
    for story in ids:
        page.get_by_role("button", name=f"Pin: Story {ids.index(story)}").press("Enter")
        expect(page.locator(f'[data-place="pinned"] [data-story="{story}"]')).to_be_visible()
    page.get_by_role("button", name="Up: Story 2").press("Enter")
    expect(page.locator('[data-place="pinned"] > li:nth-child(2)')).to_contain_text("Story 2")
    focused = "document.activeElement.getAttribute('aria-label')"
    assert page.evaluate(focused) == "Up: Story 2"


def test_entries_are_sent_with_two_keys_and_nothing_touches_what_is_typed(
    edith: DeskTab, api: Api
) -> None:
    story = api.submit(title="Storm", live="running")["id"]
    live = f"/api/v1/articles/{story}/live"
    page = edith.open(f"/desk/live/{story}")
    text = page.locator("#f-text")
    expect(text).to_be_focused()
    page.keyboard.type("Rain.")
    page.keyboard.press("Control+Enter")
    page.keyboard.press("Control+Enter")
    expect(text).to_have_value("")
    expect(text).to_be_focused()
    expect(page.locator("#entries li")).to_have_count(1)
    page.keyboard.type("While I am ty")
    api("POST", live, by="edith", json_body={"text": "From a colleague."})
    expect(page.locator("#entries li")).to_have_count(2)
    page.keyboard.type("ping")
    expect(text).to_have_value("While I am typing")
    assert len(api("GET", live).json["items"]) == 2


def test_an_entry_whose_answer_was_lost_comes_back_and_is_sent_once(
    edith: DeskTab, api: Api
) -> None:
    story = api.submit(title="Storm", live="running")["id"]
    page = edith.open(f"/desk/live/{story}")
    text = page.locator("#f-text")
    edith.lost = True
    text.fill("Rain.")
    page.keyboard.press("Control+Enter")
    expect(page.locator("#send-said")).to_contain_text("Not sent: no network")
    expect(text).to_have_value("Rain.")
    edith.lost = False
    page.keyboard.press("Control+Enter")
    expect(page.locator("#send-said")).to_have_text("Sent.")
    assert len(api("GET", f"/api/v1/articles/{story}/live").json["items"]) == 1


def choose(page: Page, words: str, alt: str | None = None) -> None:
    """The picture that these words find, in the dialog that is open."""
    dialog = page.get_by_role("dialog", name="Choose a picture")
    search = dialog.get_by_role("searchbox")
    expect(search).to_be_focused()
    search.fill(words)
    search.press("Enter")
    one = dialog.get_by_role("radio")
    expect(one).to_have_count(1)
    one.check()
    if alt is not None:
        dialog.get_by_label("What it shows").fill(alt)
    dialog.get_by_role("button", name="Put it in").press("Enter")
    expect(dialog).to_have_count(0)


def test_a_picture_that_is_there_is_chosen_into_a_story_where_the_cursor_is(
    edith: DeskTab, api: Api, axe: str
) -> None:
    bucket = Bucket(api, edith)
    boat, pier = (bucket.pictures.picture(alt=alt) for alt in ("A boat", "A pier [old]"))
    page = edith.open("/desk/stories/new")
    text = page.locator(".ProseMirror")
    text.press_sequentially("One.\nTwo.")
    text.press("ArrowUp")
    page.get_by_role("button", name="One of our pictures", exact=True).click()
    dialog = page.get_by_role("dialog")
    expect(dialog.get_by_role("radio")).to_have_count(2)
    expect(dialog.locator("bdi").first).to_have_text("A pier [old]")
    assert wrong_in_any_look(page, axe) == []
    choose(page, "boat")
    expect(text.locator(".editor-picture img")).to_have_js_property("naturalWidth", 32)
    body = page.locator("#f-body")
    assert body.input_value().split() == ["One.", "![A", f"boat](media:{boat})", "Two."]
    page.get_by_role("button", name="Markdown").click()
    body.press("Control+End")
    page.get_by_role("button", name="Put one of our pictures into the text").click()
    choose(page, "pier", "Piers [new]")
    line = re.escape(f"![Piers \\[new\\]](media:{pier})")
    expect(body).to_have_value(re.compile(rf"Two\.\n\n{line}\s*$"))
    page.get_by_text("Picture above the story").click()
    page.locator("#f-image_caption").fill("Of another one")
    page.get_by_role("button", name="Choose one of our pictures").click()
    choose(page, "pier")
    expect(page.locator("#f-image_media")).to_have_value(pier)
    expect(page.locator("#f-image_alt")).to_have_value("A pier [old]")
    expect(page.locator("#f-image_caption")).to_have_value("")
    expect(page.locator("#picture img")).to_have_attribute("src", f"/desk/media/{pier}/shown")
    assert wrong_in_any_look(page, axe) == []
    page.get_by_role("button", name="Choose one of our pictures").click()
    page.keyboard.press("Escape")
    expect(page.get_by_role("button", name="Choose one of our pictures")).to_be_focused()


_PASTE = """text => {
  const data = new DataTransfer();
  data.items.add(new File(["a photograph"], "boat.jpg", {type: "image/jpeg"}));
  const init = {clipboardData: data, bubbles: true, cancelable: true};
  text.dispatchEvent(new ClipboardEvent("paste", init));
}"""


def test_an_entry_with_a_picture_is_pasted_described_and_sent_by_keys(
    edith: DeskTab, api: Api, axe: str
) -> None:
    Bucket(api, edith)
    story = api.submit(title="Storm", live="running")["id"]
    live = f"/api/v1/articles/{story}/live"
    page = edith.open(f"/desk/live/{story}")
    text, alt = page.locator("#f-text"), page.locator("#asks [data-alt]")
    page.keyboard.type("Rain.")
    text.evaluate(_PASTE)
    page.keyboard.type(" More rain.")
    expect(alt).to_be_visible()
    expect(text).to_be_focused()
    page.keyboard.press("Control+Enter")
    expect(alt).to_be_focused()
    assert api("GET", live).json["items"] == [], "it did not go without its picture"
    assert wrong_in_any_look(page, axe) == []
    page.keyboard.type("A wet [boat]")
    page.keyboard.press("Control+Enter")
    expect(page.locator("#entries li")).to_have_count(1)
    (entry,) = api("GET", live).json["items"]
    assert entry["html"].startswith("<p>Rain. More rain.</p>")
    assert 'alt="A wet [boat]"' in entry["html"]
    expect(text).to_be_focused()
    expect(text).to_have_value("")
    page.get_by_role("button", name="One of our pictures").click()
    choose(page, "", "Chosen")
    expect(text).to_have_value(re.compile(r"^!\[Chosen\]\(media:[0-9a-f-]+\)$"))
    text.evaluate(_PASTE)
    page.get_by_role("button", name="Take away").click()
    expect(page.locator("#asks > *")).to_have_count(0)


def test_what_matters_most_in_a_picture_is_where_it_is_clicked(
    edith: DeskTab, api: Api, axe: str
) -> None:
    media_id = Bucket(api, edith).pictures.picture(alt="A boat")
    page = edith.open(f"/desk/media/{media_id}")
    picture = page.get_by_role("img", name="A boat")
    expect(picture).to_have_js_property("naturalWidth", 32)
    box = picture.bounding_box()
    assert box
    picture.click(position={"x": box["width"] * 0.25, "y": box["height"] * 0.75})
    expect(page.get_by_role("radio", name="A point of its own")).to_be_checked()
    at = "e => [e.style.left, e.style.top]"
    dot = page.locator(".focus-dot").evaluate(at)
    assert wrong_in_any_look(page, axe) == []
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_role("status")).to_contain_text("Saved.")
    known = api("GET", f"/api/v1/media/{media_id}", by="edith").json
    assert [f"{known['focus'][axis]}%" for axis in ("x", "y")] == dot
    # The picture has few pixels, and a mouse is on one of them.
    assert (abs(known["focus"]["x"] - 25) < 5, abs(known["focus"]["y"] - 75) < 5) == (True, True)
    expect(page.locator(".focus-dot")).to_be_visible()
    page.get_by_role("radio", name="Top left").check()
    assert page.locator(".focus-dot").evaluate(at) == ["17%", "17%"]


def test_what_was_chosen_before_the_answer_came_stays_chosen(edith: DeskTab, api: Api) -> None:
    Bucket(api, edith).pictures.picture(alt="A boat")
    page = edith.open(f"/desk/live/{api.submit(title='Storm', live='running')['id']}")
    page.get_by_role("button", name="One of our pictures").click()
    one = page.get_by_role("dialog").get_by_role("radio")
    expect(one).to_have_count(1)
    before = one.element_handle()

    def answered_late(route: Route) -> None:
        one.check()
        route.fallback()

    page.route("**/choose?words=boat", answered_late)
    page.get_by_role("searchbox").fill("boat")
    once_true(page, "(before) => !before.isConnected", before)
    expect(one).to_be_checked()
    page.get_by_role("button", name="Put it in").click()
    expect(page.locator("#f-text")).to_have_value(re.compile(r"^!\[A boat\]"))
