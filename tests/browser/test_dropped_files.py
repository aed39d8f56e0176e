"""Files that are dropped at the desk, where they belong and beside it."""

from playwright.sync_api import Browser as Chromium

from tests.support.desk import Desk
from tests.support.desk_browser import desk_tab
from tests.support.lambdas import Stack

DROP = """([where, type]) => {
  const dataTransfer = new DataTransfer();
  dataTransfer.items.add(new File(["words"], "notes", { type }));
  const said = { dataTransfer, bubbles: true, cancelable: true };
  return ["dragover", "drop"].map((name) => {
    const event = new DragEvent(name, said);
    document.querySelector(where).dispatchEvent(event);
    return event.defaultPrevented;
  });
}"""
"""Whether the browser was kept from opening the file in place of the page."""


def test_a_file_that_is_dropped_beside_its_place_leaves_what_is_typed(
    browser: Chromium, stack: Stack
) -> None:
    with desk_tab(browser, Desk(stack).as_("ann")) as tab:
        page = tab.open("/desk/stories/new?key=dropped-files")
        page.wait_for_function("!document.querySelector('#picture [data-scripted]').hidden")
        page.get_by_label("Headline").fill("Typed before")
        for where in ("#f-title", ".write-bar", ".write-side", ".desk-head"):
            for kind in ("text/plain", "image/jpeg"):
                assert page.evaluate(DROP, [where, kind]) == [True, True], where
        assert page.get_by_label("Headline").input_value() == "Typed before"
        assert not tab.complaints
