"""Nothing typed is lost: reloaded, offline, signed out, in two tabs; saving touches nothing."""

import re
from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser as Chromium
from playwright.sync_api import Page, expect

from broadsheet import bootstrap
from broadsheet.domain.articles.article import Article, article_key
from broadsheet.domain.desk.working_copy import WorkingCopy
from broadsheet.domain.shared.principal import Principal, identity
from broadsheet.usecases.desk.working_copies import working_copies
from tests.support.api import SUBJECTS, Api
from tests.support.desk import Desk
from tests.support.desk_browser import DeskTab, desk_tab
from tests.support.lambdas import ISSUER, Stack
from tests.support.writing import id_of, new_story

NEW = "/desk/stories/new"
CENTIMETRE = 96 / 2.54
"""In pixels, as CSS has them."""


@pytest.fixture
def ann(browser: Chromium, desk: Desk) -> Iterator[DeskTab]:
    """The browser of a reporter who writes into the text area: the editor's file does not come."""
    with desk_tab(browser, desk.as_("ann")) as tab:
        tab.context.route("**/desk-editor*.js", lambda route: route.abort())
        yield tab
        assert tab.complaints == []


def body_of(page: Page) -> str:
    return page.locator("#f-body").input_value()


def kept(ann: DeskTab) -> list[WorkingCopy]:
    who = Principal(identity(ISSUER, SUBJECTS["ann"]), frozenset({"authors"}))
    return working_copies(bootstrap.services(), who)


def stored(page: Page) -> int:
    """Working copies in the browser's own storage."""
    count: int = page.evaluate(
        "Object.keys(localStorage).filter(k => k.startsWith('desk-copy:')).length"
    )
    return count


def story(made: dict[str, Any]) -> tuple[str, int, str]:
    """Its state, its version and its text as they are saved."""
    found = bootstrap.reads().get(Article, article_key(made["id"]))
    assert found is not None
    return found.status.value, found.version, found.content.body


def test_what_is_typed_is_kept_within_seconds_and_stands_there_after_a_reload(ann: DeskTab) -> None:
    page = ann.open(NEW)
    page.locator("#f-title").fill("Harbour")
    page.locator("#f-body").press_sequentially("The storm is over.")
    expect(page.locator("#kept")).to_have_text(re.compile(r"Kept \d s ago"))
    assert kept(ann)[0].fields["body"] == ("The storm is over.",)
    assert stored(page) == 0
    page.reload()
    assert body_of(page) == "The storm is over."
    expect(page.locator("#recovered")).to_be_visible()
    page.wait_for_timeout(1500)
    assert body_of(page) == "The storm is over.", "it was replaced after it was shown"


def test_what_is_typed_into_the_editor_is_kept_as_well(browser: Chromium, desk: Desk) -> None:
    with desk_tab(browser, desk.as_("ann")) as tab:
        page = tab.open(NEW)
        text = page.locator(".ProseMirror")
        text.press_sequentially("The storm is over.")
        expect(page.locator("#kept")).to_have_text(re.compile(r"Kept \d s ago"))
        page.reload()
        expect(text).to_have_text("The storm is over.")
        expect(page.locator("#recovered")).to_be_visible()
        assert tab.complaints == []


def test_saving_does_not_touch_what_is_being_typed(ann: DeskTab) -> None:
    page = ann.open(NEW)
    text = page.locator("#f-body")
    text.press_sequentially("word " * 20, delay=80)
    saves = [one for one in ann.asked if one.startswith("POST /desk/copies")]
    assert len(saves) >= 2, "nothing was saved while somebody typed"
    assert body_of(page) == "word " * 20
    assert text.evaluate("e => document.activeElement === e && e.selectionStart") == 100


def test_without_a_network_the_browser_keeps_it_and_the_desk_has_it_after(ann: DeskTab) -> None:
    page = ann.open(NEW)
    ann.is_cut = True
    page.locator("#f-body").press_sequentially("Written in a tunnel.")
    expect(page.locator("#kept")).to_have_text("Kept in this browser: no network")
    assert stored(page) == 1
    assert kept(ann) == []
    page.get_by_role("button", name="Save draft").click()
    expect(page.locator("#kept")).to_have_text("Kept in this browser: no network")
    assert body_of(page) == "Written in a tunnel."
    ann.is_cut = False
    expect(page.locator("#kept")).to_have_text(re.compile("Kept .* s ago"), timeout=15_000)
    assert kept(ann)[0].fields["body"] == ("Written in a tunnel.",)
    assert stored(page) == 0


def test_a_browser_that_dies_offline_offers_its_words_again(ann: DeskTab) -> None:
    page = ann.open(NEW)
    where = page.url
    ann.is_cut = True
    page.locator("#f-body").press_sequentially("Before the crash.")
    page.wait_for_timeout(600)
    ann.page = ann.tab()
    page.close(run_before_unload=False)
    ann.is_cut = False
    page = ann.page
    page.goto(where)
    assert body_of(page) == ""
    page.get_by_role("button", name="Take them up").click()
    expect(page.locator("#recovered")).to_be_visible()
    assert body_of(page) == "Before the crash."
    assert stored(page) == 0


def test_words_of_this_browser_and_of_another_are_laid_side_by_side(
    ann: DeskTab, desk: Desk
) -> None:
    page = ann.open(NEW)
    where = page.url
    ann.is_cut = True
    page.locator("#f-body").press_sequentially("In the train.")
    page.wait_for_timeout(600)
    page.close()
    ann.is_cut = False
    ann.page = ann.tab()
    other = ann.tab()
    other.goto(where)
    other.locator("#f-body").press_sequentially("At the office.")
    expect(other.locator("#kept")).to_have_text(re.compile("Kept .* s ago"))
    other.close()
    page = ann.page
    page.goto(where)
    assert body_of(page) == "At the office."
    page.get_by_role("button", name="Take them up").click()
    expect(page.get_by_role("heading", name="Two versions")).to_be_visible()
    page.get_by_label("Both, one after the other").check()
    page.get_by_role("button", name="Go on writing with what I chose").click()
    assert body_of(page) == "At the office.\n\nIn the train."


def test_signed_out_in_the_middle_one_signs_in_in_another_tab_and_goes_on(
    ann: DeskTab, desk: Desk
) -> None:
    page = ann.open(NEW)
    page.locator("#f-title").fill("Harbour")
    page.locator("#f-section").select_option("News")
    ann.person.cookies.clear()
    page.locator("#f-body").press_sequentially("After the session.")
    expect(
        page.get_by_role("link", name="Sign in again in a new tab, then go on here.")
    ).to_be_visible()
    assert stored(page) == 1
    page.get_by_role("button", name="Save draft").click()
    page.wait_for_timeout(500)
    assert body_of(page) == "After the session."
    ann.person.cookies.update(desk.as_("ann").cookies)
    expect(page.locator("#kept")).to_have_text(re.compile("Kept .* s ago"), timeout=15_000)
    page.get_by_role("button", name="Save draft").click()
    expect(page.get_by_text("Saved. It is a draft.")).to_be_visible()
    assert body_of(page) == "After the session."
    assert stored(page) == 0


def test_an_answer_that_is_lost_loses_no_words(ann: DeskTab) -> None:
    page = ann.open(NEW)
    ann.lost = True
    page.locator("#f-body").press_sequentially("Arrived all the same.")
    expect(page.locator("#kept")).to_have_text("Kept in this browser: no network")
    ann.lost = False
    page.reload()
    assert body_of(page) == "Arrived all the same."
    page.wait_for_timeout(500)
    assert page.get_by_role("button", name="Take them up").count() == 0
    assert stored(page) == 0


def test_two_tabs_know_of_each_other_and_neither_overwrites(ann: DeskTab) -> None:
    page = ann.open(NEW)
    other = ann.tab()
    other.goto(page.url)
    expect(page.get_by_text("open in another tab")).to_be_visible()
    page.locator("#f-body").press_sequentially("First tab.")
    expect(page.locator("#kept")).to_have_text(re.compile("Kept .* s ago"))
    other.locator("#f-body").press_sequentially("Second tab.")
    compare = other.get_by_role("button", name="Compare with the other page")
    expect(compare).to_be_visible()
    assert kept(ann)[0].fields["body"] == ("First tab.",)
    compare.click()
    other.get_by_label("Both, one after the other").check()
    other.get_by_role("button", name="Go on writing with what I chose").click()
    assert body_of(other) == "First tab.\n\nSecond tab."


def test_whoever_leaves_the_page_of_a_published_story_leaves_it_published(
    browser: Chromium, desk: Desk, api: Api
) -> None:
    made = api.submit(title="Harbour", body="As it stands.")
    with desk_tab(browser, desk.as_("edith")) as edith:
        edith.context.route("**/desk-editor*.js", lambda route: route.abort())
        page = edith.open(f"/desk/stories/{made['id']}/write")
        page.locator("#f-body").press_sequentially("Half a thought. ")
        expect(page.locator("#kept")).to_have_text(re.compile("Kept .* s ago"))
        edith.open("/desk/today")
    assert story(made) == ("published", 1, "As it stands.")


def test_an_old_screen_that_wakes_up_overwrites_nothing_and_offers_the_comparison(
    ann: DeskTab, desk: Desk, api: Api
) -> None:
    made = api.submit("ann", title="Harbour", body="As it was.")
    write = f"/desk/stories/{made['id']}/write"
    page = ann.open(write)
    desk.as_("edith").get(write).submit("Save draft", body="As it was finished.")
    page.locator("#f-body").press_sequentially("Out of the past. ")
    page.get_by_role("button", name="Save draft").click()
    expect(page.get_by_role("heading", name="Two versions")).to_be_visible()
    assert story(made) == ("draft", 2, "As it was finished.")


def test_lengths_and_direction_follow_while_one_types_and_a_story_is_linked(
    ann: DeskTab, desk: Desk, stack: Stack
) -> None:
    edith = desk.as_("edith")
    form = edith.get(NEW)
    form.submit(
        "Publish: readers see it at once", title="A [lighthouse]", body="B.", section="News"
    )
    stack.drain()
    page = ann.open(NEW)
    page.locator("#f-body").press_sequentially("One two three")
    expect(page.locator("bdi[data-words]")).to_have_text("3")
    page.locator("#f-title").fill("x" * 61)
    cut = page.locator("[data-measures=title] .cut")
    expect(cut).to_have_count(1)
    page.get_by_text("Language, address and the rest").click()
    page.locator("#f-language").fill("ar")
    page.locator("#f-language").blur()
    expect(page.locator("[data-story]")).to_have_attribute("dir", "rtl")
    page.get_by_text("Other stories").click()
    page.locator("#f-find").fill("lighthouse")
    page.locator("#f-find").press("Enter")
    page.get_by_role("button", name="Link in the text").click()
    assert re.fullmatch(
        r"One two three\[A \\\[lighthouse\\\]\]\(/2026/11/a-lighthouse/\)", body_of(page)
    )


COVERED = """() => {
  const bars = [...document.querySelectorAll(".write-bar, .editor-bar, .desk-head")];
  const covered = [];
  const inside = "#write :is(input, textarea, select, button, summary, a, [contenteditable])";
  for (const one of document.querySelectorAll(inside)) {
    if (!one.checkVisibility() || bars.some((bar) => bar.contains(one))) continue;
    one.focus();
    const { top, bottom, left, right } = one.getBoundingClientRect();
    for (const bar of bars) {
      const over = bar.getBoundingClientRect();
      const beside = left >= over.right || right <= over.left;
      const apart = top >= over.bottom || Math.min(bottom, top + 20) <= over.top;
      if (!beside && !apart) covered.push(`${one.outerHTML.slice(0, 80)} by ${bar.className}`);
    }
  }
  return covered;
}"""
"""What has the focus, and whose first line stands under something that stays in place."""


def covered_on_a_telephone(page: Page) -> list[str]:
    page.set_viewport_size({"width": 360, "height": 640})
    page.evaluate("for (const one of document.querySelectorAll('details')) one.open = true")
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    found: list[str] = page.evaluate(COVERED)
    return found


def test_on_a_telephone_nothing_covers_what_is_typed_or_has_the_focus(ann: DeskTab) -> None:
    page = ann.open(NEW)
    assert covered_on_a_telephone(page) == []
    body = page.locator("#f-body")
    body.fill("\n".join(f"Line {n}." for n in range(60)))
    body.press_sequentially(" The last.")
    bar, box = page.locator(".write-bar").bounding_box(), body.bounding_box()
    assert bar
    assert box
    assert bar["y"] >= box["y"] + box["height"]


def test_nor_does_the_editors_own_bar(browser: Chromium, desk: Desk) -> None:
    with desk_tab(browser, desk.as_("ann")) as tab:
        page = tab.open(NEW)
        expect(page.locator(".editor-bar")).to_be_visible()
        assert covered_on_a_telephone(page) == []
        assert page.locator(".editor-bar").evaluate("bar => bar.offsetHeight") < 64
        # A bar that were in the way would be named.
        page.locator(".write-bar").evaluate(
            "bar => { bar.style.cssText = 'position: fixed; inset: 0'; }"
        )
        assert covered_on_a_telephone(page) != []


def test_what_is_typed_is_previewed_with_one_button_and_gone_on_with(ann: DeskTab) -> None:
    page = ann.open(NEW)
    page.locator("#f-title").fill("Harbour")
    page.locator("#f-body").fill("The *storm* is over.")
    page.get_by_role("button", name="Preview").click()
    frame = page.frame_locator("iframe")
    expect(frame.locator("em")).to_have_text("storm")
    page.get_by_role("link", name="Back to writing").click()
    assert body_of(page) == "The *storm* is over."
    page.locator("#f-body").press_sequentially(" Really.")
    expect(page.locator("#kept")).to_have_text(re.compile(r"Kept \d s ago"))
    assert "Really." in kept(ann)[0].fields["body"][0]


ON_PAPER = """() => {
  const style = (one) => getComputedStyle(document.querySelector(one));
  const shown = (one) => [...document.querySelectorAll(one)].some((e) => e.checkVisibility());
  const text = style(".proof-body p"), sheet = style(".proof");
  return {
    spacing: parseFloat(text.lineHeight) / parseFloat(text.fontSize),
    margins: [parseFloat(sheet.paddingLeft), parseFloat(sheet.paddingRight)],
    chrome: shown(".desk-head, .desk-foot, .on-screen, button, .button"),
    head: shown(".proof h1") && shown(".proof .meta"),
  };
}"""


@pytest.mark.parametrize(("language", "margin"), [("en", 1), ("ar", 0)])
def test_on_paper_there_is_room_to_correct_and_nothing_of_the_desk(
    browser: Chromium, desk: Desk, language: str, margin: int
) -> None:
    made = new_story(desk.as_("ann"), language=language)
    with desk_tab(browser, desk.as_("ann")) as tab:
        page = tab.open(f"/desk/stories/{id_of(made)}/print")
        page.emulate_media(media="print")
        sheet = page.evaluate(ON_PAPER)
        assert sheet["spacing"] >= 2
        assert sheet["margins"][margin] >= 5 * CENTIMETRE
        assert sheet["margins"][1 - margin] == 0
        assert (sheet["chrome"], sheet["head"]) == (False, True)
