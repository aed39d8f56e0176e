"""The editor of the desk: what is typed and pasted is Markdown, and what nobody touched stays."""

import json
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Literal

import pytest
from playwright.sync_api import Browser, Dialog, Locator, Page, Route, expect

from tests.hostile.hostile_lists import MARKUP
from tests.support.axe import found_on
from tests.support.editor_page import POLICY, served
from tests.support.long import sampled

CLIPBOARDS = Path(__file__).parents[1] / "data/clipboards"
TEXT = (
    "# Title\n\nOne *two* three[^1].\n\n| a | b |\n|---|---|\n| 1 | 2 |\n\n* x\n* y\n\n[^1]: Note\n"
)
Open = Callable[..., "Written"]


class Written:
    """A page on which somebody writes."""

    def __init__(self, page: Page, complaints: list[str]) -> None:
        self.page, self.complaints = page, complaints
        self.text = page.get_by_role("textbox", name="Text")
        self.bar = page.get_by_role("toolbar", name="Formatting")

    @property
    def markdown(self) -> str:
        """What would be sent."""
        return str(self.page.locator("#body").evaluate("area => area.value"))

    def button(self, name: str) -> Locator:
        """One of the toolbar's."""
        return self.bar.get_by_role("button", name=name, exact=True)

    def click(self, words: str, *, times: int = 1, exact: bool = False) -> None:
        """Into the middle of what has these words."""
        self.text.get_by_text(words, exact=exact).first.click(click_count=times)
        # The browser tells the editor later where the cursor is; nobody's keys are as fast.
        self.page.wait_for_timeout(400)

    def at_end(self) -> None:
        """The cursor behind all that is there."""
        self.text.click()
        self.page.keyboard.press("ControlOrMeta+End")

    def paste(self, kind: str, content: str, *, plain: str = "") -> None:
        """What a browser does when something of this kind is on the clipboard."""
        self.text.evaluate(
            """(dom, [kind, content, plain]) => {
                const data = new DataTransfer();
                data.setData(kind, content);
                if (plain) data.setData("text/plain", plain);
                const init = {clipboardData: data, bubbles: true, cancelable: true};
                dom.dispatchEvent(new ClipboardEvent("paste", init));
            }""",
            [kind, content, plain],
        )


@pytest.fixture
def write(browser: Browser) -> Iterator[Open]:
    """Opens the page with a text."""
    with ExitStack() as stack:

        def opened(text: str = "", direction: str = "ltr", **said: str) -> Written:
            address = stack.enter_context(served(text, direction, **said))
            context = browser.new_context()
            stack.callback(context.close)
            page, complaints = context.new_page(), list[str]()
            page.on("console", lambda said: complaints.append(said.text))
            page.on("pageerror", lambda error: complaints.append(str(error)))
            page.goto(address)
            made = Written(page, complaints)
            expect(made.text).to_be_visible()
            return made

        yield opened


def test_a_text_that_is_only_looked_at_stays_as_it_is(write: Open) -> None:
    written = write(TEXT)
    written.button("Markdown").click()
    expect(written.page.locator("textarea")).to_be_visible()
    written.button("Markdown").click()
    assert written.markdown == TEXT
    assert written.complaints == []


def test_whoever_types_before_the_editor_is_there_goes_on_typing(browser: Browser) -> None:
    with served("") as address, browser.new_context() as context:
        page, held = context.new_page(), list[Route]()

        def hold(route: Route) -> None:
            held.append(route)

        page.route("**/desk-editor.js", hold)
        page.goto(address, wait_until="commit")
        page.locator("textarea").click()
        page.keyboard.type("One")
        held[0].continue_()
        text = page.get_by_role("textbox", name="Text")
        expect(page.get_by_role("toolbar")).to_be_visible()
        expect(text).to_be_focused()
        page.keyboard.type(" **two**.")
        expect(text.locator("strong")).to_have_text("two")
        assert page.locator("#body").evaluate("area => area.value").strip() == "One **two**."


def test_an_edit_changes_its_paragraph_alone(write: Open) -> None:
    written = write(TEXT)
    written.click("three")
    written.page.keyboard.press("End")
    written.page.keyboard.type(" Four.")
    assert written.markdown == TEXT.replace("three[^1].", "three[^1]. Four.")


def test_a_heading_that_is_pasted_behind_words_stays_a_heading(write: Open) -> None:
    written = write("First words.\n")
    written.at_end()
    written.paste("text/html", "<h2>Head</h2><p>Below it.</p>")
    assert written.markdown == "First words.\n\n## Head\n\nBelow it.\n"


def test_what_cannot_be_shown_is_edited_as_it_is_written(write: Open) -> None:
    written = write("One.\n\n<div>\n*a*\n</div>\n\nTwo.\n")
    written.click("One.")
    for key in ("ArrowDown", "ArrowDown", "End"):
        written.page.keyboard.press(key)
    written.page.keyboard.type(" b")
    assert written.markdown == "One.\n\n<div>\n*a* b\n</div>\n\nTwo.\n"


def test_a_table_is_made_and_filled_without_knowing_how_it_is_written(write: Open) -> None:
    written = write("Before\n\nAfter\n")
    keys = written.page.keyboard
    written.click("Before")
    expect(written.button("Row below")).to_be_hidden()
    written.button("Table").click()
    for words in ("Day", "Hour", "Monday", "9 | 10", "Tuesday"):
        keys.type(words)
        keys.press("Tab")
    keys.type("*late*")
    written.button("Row below").click()
    keys.press("Shift+Tab")
    keys.type("Friday")
    assert written.markdown == (
        "Before\n\n| Day | Hour |\n| --- | --- |\n| Monday | 9 \\| 10 |\n"
        "| Tuesday | *late* |\n| Friday |  |\n\nAfter\n"
    )
    written.button("Remove the column").click()
    written.button("Remove the row").click()
    assert "| Hour |\n| --- |\n| 9 \\| 10 |\n| *late* |\n\nAfter" in written.markdown


def test_the_tab_key_leads_out_of_a_table(write: Open) -> None:
    written = write("| a | b |\n| --- | --- |\n| 1 | 2 |\n")
    written.click("1", exact=True)
    written.page.keyboard.press("Tab")
    expect(written.text).to_be_focused()
    written.page.keyboard.press("Tab")
    expect(written.text).not_to_be_focused()
    assert written.markdown == "| a | b |\n| --- | --- |\n| 1 | 2 |\n"


def test_a_table_that_was_written_by_hand_keeps_its_form_until_it_is_edited(write: Open) -> None:
    written = write("x\n\n|a|b|\n|:-|-:|\n|1|`2`|\n")
    written.click("x")
    written.page.keyboard.type("y")
    assert written.markdown.endswith("\n\n|a|b|\n|:-|-:|\n|1|`2`|\n")
    written.click("1", exact=True)
    written.page.keyboard.press("End")
    written.page.keyboard.type("0")
    assert written.markdown.endswith("\n\n| a | b |\n| :-- | --: |\n| 10 | `2` |\n")


def test_a_story_is_written_with_the_keyboard_alone(write: Open) -> None:
    written = write()
    keys = written.page.keyboard
    written.text.focus()
    keys.type("## The ferry")
    keys.press("Enter")
    keys.type("It runs ")
    keys.press("ControlOrMeta+b")
    keys.type("every night")
    keys.press("ControlOrMeta+b")
    keys.type(" and *late*.")
    keys.press("Enter")
    keys.type("- One")
    keys.press("Enter")
    keys.type("Two")
    keys.press("Enter")
    keys.press("Enter")
    keys.type("> Said the captain")
    assert written.markdown.split("\n\n") == [
        "## The ferry",
        "It runs **every night** and *late*.",
        "* One\n* Two",
        "> Said the captain\n",
    ]


def test_undo_gives_back_what_was_typed(write: Open) -> None:
    written = write()
    written.text.focus()
    written.page.keyboard.type("## ")
    expect(written.text.locator("h2")).to_have_count(1)
    written.page.keyboard.press("ControlOrMeta+z")
    expect(written.text.locator("h2")).to_have_count(0)
    # As text, and not as the heading that nobody wanted.
    assert written.markdown.rstrip() == "\\##"


def test_the_toolbar_is_one_stop_and_arrows_go_through_it(write: Open) -> None:
    written = write("word\n")
    written.text.click()
    written.page.keyboard.press("ControlOrMeta+a")
    written.page.keyboard.press("Alt+F10")
    expect(written.button("Bold")).to_be_focused()
    written.page.keyboard.press("ArrowRight")
    expect(written.button("Italic")).to_be_focused()
    written.page.keyboard.press("Enter")
    assert written.markdown == "*word*\n"
    written.page.keyboard.press("ControlOrMeta+a")
    expect(written.button("Italic")).to_have_attribute("aria-pressed", "true")


def test_a_link_is_made_changed_and_taken_away(write: Open) -> None:
    written = write("The times are here.\n")
    page = written.page
    written.click("times")
    page.keyboard.press("ControlOrMeta+a")
    written.button("Link").click()
    page.get_by_label("Address").fill("https://ferry.example/")
    page.keyboard.press("Enter")
    expect(written.text.get_by_role("link")).to_have_count(1)
    assert written.markdown == "[The times are here.](https://ferry.example/)\n"
    written.click("The times")
    page.keyboard.press("ControlOrMeta+k")
    page.get_by_role("button", name="Remove").click()
    expect(written.text.get_by_role("link")).to_have_count(0)
    assert written.markdown == "The times are here.\n"


PUT_IN = {
    "Pull quote": ":::pullquote\nx\n:::",
    "Box of facts": ":::facts x\n- \n- \n:::",
    "Box with a note": ":::note\nx\n:::",
    "Box with a warning": ":::warning\nx\n:::",
    "Gallery of pictures": ":::gallery\n![x](media:)\n![](media:)\n:::",
    "Wide picture": ":::wide\n![x](media:)\n:::",
    "Film with captions": ':::video\n![x](media:)\n\n[English](media: "en")\n:::',
    "Transcript": ":::transcript\nx\n:::",
    "Table with a caption": ":::table x\n|  | 2025",
    "Chart of a table": ":::chart bar x\n|  | 2025",
    "Formula": "```math\nx\n```",
    "Code in a language": "```python\nx\n```",
}


def test_a_block_is_put_in_by_its_name_and_its_words_are_typed_over(write: Open) -> None:
    story = write("One.\n")
    for name, written in PUT_IN.items():
        story.at_end()
        story.button("Set apart: boxes, galleries, charts…").click()
        choice = story.page.get_by_role("dialog")
        expect(choice.get_by_role("listitem")).to_have_count(len(PUT_IN))
        choice.get_by_role("button", name=name, exact=True).click()
        expect(story.text).to_contain_text("…")
        expect(story.text).to_be_focused()
        story.page.keyboard.type("x")
        assert written in story.markdown, name
    story.button("Set apart: boxes, galleries, charts…").click()
    story.page.keyboard.press("Escape")
    expect(story.page.get_by_role("dialog")).to_have_count(0)
    assert story.markdown.count(":::pullquote") == 1
    assert story.complaints == []


def test_a_footnote_has_its_number_and_its_text_at_the_end(write: Open) -> None:
    written = write("One.\n\nTwo[^1].\n\n[^1]: A note\n")
    written.click("One.")
    written.page.keyboard.press("End")
    written.button("Footnote").click()
    written.page.keyboard.type("Another")
    assert written.markdown == "One.[^2]\n\nTwo[^1].\n\n[^1]: A note\n\n[^2]: Another\n"


PASTED = {
    "google-docs": "# The ferry\n\nIt runs **every night** and is *quiet* at "
    "[ferry.example](https://ferry.example/times).\n\n* One\n  * Deeper\n* Two\n",
    "word": "# The ferry\n\n## By night\n\nIt runs **every night** and is *quiet*.\n\n"
    "* One\n  * Deeper\n* Two\n\n1. First\n\n[Times](https://ferry.example/)\n\n"
    "| Day | Hour |\n| --- | --- |\n| Monday | 9 \\| 10 |\n",
    "google-docs-report": "## What it **costs**\n\n***Both.*** ~~Struck~~\\\nNew line\n\n"
    "1. First\n   1. Under it\n      * Deepest\n2. **Second**\n\n"
    "| Year | Price |\n| --- | --- |\n| 2025 | **84** euro |\n",
    "word-online": "## By night\n\nIt runs **every night**.\n\n* One\n  * Deeper\n* Two\n",
    "word-styles": "## By **night**\n\nIt runs ***late*** ~~never~~.\n\n"
    "1. First\n   1. Under it\n      * Deepest\n2. Second\n\n"
    "| **Hours** |  |\n| --- | --- |\n| Monday | *late* |\n",
    "word-pictures": "# The ferry\n\nBefore the picture.\n\nBetween the pictures.\n\n"
    "**It runs every night,** said the captain, **and late**.\n\n* One\n* Two\n",
    "libreoffice": "# The ferry\n\nIt runs **every night** and is *quiet*, ~~never~~ late.\n\n"
    "1. One\n   * Deeper\n2. Two\n\nPlain\n",
    "web-page": "## The ferry\n\nIt runs **every night** and is *quiet*. Bad "
    "[Good](https://ferry.example/?utm=1)\n\n![A boat](https://ferry.example/boat.jpg)\n\n"
    "> Said the captain\n\n```\nlet a = 1;\n```\n",
}


@pytest.mark.parametrize("name", PASTED)
def test_what_other_programs_copy_keeps_its_sense_and_leaves_its_rubbish(
    write: Open, name: str
) -> None:
    written = write()
    written.text.focus()
    written.paste("text/html", (CLIPBOARDS / f"{name}.html").read_text("utf-8"))
    got = written.markdown.replace("\xa0", " ")
    lines = [line.rstrip() for line in got.strip().splitlines()]
    assert [line for line in lines if line] == [
        line for line in PASTED[name].strip().splitlines() if line
    ]
    assert not [said for said in written.complaints if "NAME_NOT_RESOLVED" not in said]
    told = written.page.get_by_role("alert").all_text_contents()
    assert [said[:27] for said in told] == ["Pictures did not come along"] * (
        name == "word-pictures"
    )


def test_markdown_that_is_pasted_is_markdown(write: Open) -> None:
    written = write()
    written.text.focus()
    written.paste("text/plain", "## A\n\nOne **two**.\n\n| a | b |\n|---|---|\n| 1 | 2 |\n")
    expect(written.text.locator("h2")).to_have_text("A")
    assert "| a | b |\n| --- | --- |\n| 1 | 2 |" in written.markdown


@pytest.mark.parametrize("policy", [POLICY, ""], ids=["policy", "no policy"])
def test_nothing_that_is_pasted_runs(write: Open, policy: str) -> None:
    written = write(policy=policy)
    page, dialogs = written.page, list[str]()

    def asked(dialog: Dialog) -> None:
        dialogs.append(dialog.message)
        dialog.dismiss()

    page.on("dialog", asked)
    written.text.focus()
    texts = [text.encode("utf-8", "replace").decode() for text in MARKUP if len(text) < 20_000]
    assert len(texts) > 100
    for text in sampled(2, texts):
        written.paste("text/html", text)
        written.paste("text/plain", text)
        page.keyboard.press("ControlOrMeta+a")
    written.paste("text/html", "".join(texts[:60]))
    assert dialogs == []
    assert [said for said in written.complaints if "Failed to load" not in said] == []
    assert page.evaluate(_RUNNABLE) == []
    expect(page).to_have_title("The editor")


_RUNNABLE = """() => [...document.querySelectorAll(".editor-text, .editor-text *")].filter((one) =>
    one.matches("script, iframe, object, embed, form, svg, style, link, meta, base")
    || [...one.attributes].some(({name, value}) =>
        name.startsWith("on") || /^\\s*(javascript|data|vbscript):/i.test(value)))
    .map((one) => one.outerHTML.slice(0, 200))"""


def test_pasted_as_plain_text_it_is_plain(write: Open) -> None:
    written = write()
    written.text.focus()
    written.page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    written.page.evaluate("""() => navigator.clipboard.write([new ClipboardItem({
        "text/html": new Blob(["<b>Bold</b> words"], {type: "text/html"}),
        "text/plain": new Blob(["*Bold* words"], {type: "text/plain"})})])""")
    written.page.keyboard.press("ControlOrMeta+Shift+v")
    expect(written.text).to_have_text("*Bold* words")
    assert written.markdown == "\\*Bold\\* words\n"
    written.page.keyboard.press("ControlOrMeta+a")
    written.page.keyboard.press("ControlOrMeta+v")
    expect(written.text.locator("strong")).to_have_text("Bold")
    assert written.markdown == "**Bold** words\n"


def test_an_address_that_is_pasted_is_a_link(write: Open) -> None:
    written = write("See the times.\n")
    written.at_end()
    written.page.keyboard.press("Enter")
    written.paste("text/plain", "https://ferry.example/?a=1&b=2\n")
    assert written.markdown == "See the times.\n\n<https://ferry.example/?a=1&b=2>\n"
    written.click("See the times", times=3)
    written.paste("text/plain", "https://ferry.example/times")
    assert written.markdown.startswith("[See the times.](https://ferry.example/times)\n\n<")


def test_a_story_that_the_page_found_is_linked_where_the_cursor_is(write: Open) -> None:
    written = write("Read of it.\n")
    written.click("Read")
    for key in ("Home", *["ArrowRight"] * 4, "Space"):
        written.page.keyboard.press(key)
    prevented = written.page.evaluate("""() => !document.querySelector("textarea").dispatchEvent(
        new CustomEvent("desk:link", {detail: {title: "Ferry [2]", path: "/2026/11/ferry/"},
        cancelable: true, bubbles: true}))""")
    assert prevented
    assert written.markdown == "Read [Ferry \\[2\\]](/2026/11/ferry/) of it.\n"
    expect(written.text).to_be_focused()


def test_saving_changes_neither_words_nor_place(write: Open) -> None:
    written = write("One two three\n")
    written.at_end()
    written.page.keyboard.press("ArrowLeft")
    # What a module of the page does all the time: it reads, and says something elsewhere.
    written.page.evaluate("""() => { const area = document.querySelector("textarea");
        new FormData(area.form); document.querySelector("h1").textContent = "Kept"; }""")
    written.page.keyboard.type("!")
    assert written.markdown == "One two thre!e\n"
    written.page.evaluate("""() => document.querySelector("textarea").dispatchEvent(
        new CustomEvent("desk:replace", {detail: {value: "Another *one*\\n"}}))""")
    expect(written.text.locator("em")).to_have_text("one")
    assert written.markdown == "Another *one*\n"


def test_its_words_are_those_of_the_page_and_what_is_said_of_the_field_holds(write: Open) -> None:
    words = json.dumps({"toolbar": "Mise en forme", "strong": "Gras"})
    said = {"data_words": words, "aria_invalid": "true", "aria_describedby": "hint"}
    written = write("x\n", **said)
    bar = written.page.get_by_role("toolbar", name="Mise en forme")
    expect(bar.get_by_role("button", name="Gras", exact=True)).to_be_visible()
    expect(written.text).to_have_attribute("aria-invalid", "true")
    expect(written.text).to_have_accessible_description("A hint Alt and F10 lead to the toolbar.")
    written.page.get_by_text("Text", exact=True).click()
    expect(written.text).to_be_focused()


def test_a_story_from_right_to_left_is_written_so(write: Open) -> None:
    written = write("OPEC مرحبا\n", "rtl")
    assert written.text.evaluate("dom => getComputedStyle(dom).direction") == "rtl"
    written.at_end()
    written.page.keyboard.type(" بالعالم")
    assert written.markdown == "OPEC مرحبا بالعالم\n"
    written.page.keyboard.press("Alt+F10")
    expect(written.button("Bold")).to_be_focused()
    written.page.keyboard.press("ArrowLeft")
    expect(written.button("Italic")).to_be_focused()


def test_a_picture_is_handed_over_and_its_words_are_asked_for(write: Open) -> None:
    written = write("One.\n\nTwo.\n")
    page = written.page
    page.evaluate("""() => document.addEventListener("desk:picture", (event) => {
        event.preventDefault();
        event.detail.insert(`![](media:${event.detail.file.name.slice(0, -4)})`);
    })""")
    written.click("One.")
    file = {"name": "boat.png", "mimeType": "image/png", "buffer": b"\x89PNG"}
    with page.expect_file_chooser() as chooser:
        written.button("Picture").click()
    chooser.value.set_files(file)  # type: ignore[arg-type]
    page.get_by_role("button", name="What the picture shows").click()
    page.get_by_label("What the picture shows").fill("A boat")
    page.keyboard.press("Enter")
    expect(page.get_by_role("button", name="A boat")).to_be_visible()
    assert written.markdown == "One.\n\n![A boat](media:boat)\n\nTwo.\n"


def test_a_page_that_sends_no_pictures_says_so(write: Open) -> None:
    written = write("One.\n")
    file = {"name": "boat.png", "mimeType": "image/png", "buffer": b"\x89PNG"}
    with written.page.expect_file_chooser() as chooser:
        written.button("Picture").click()
    chooser.value.set_files(file)  # type: ignore[arg-type]
    expect(written.page.get_by_role("alert")).to_have_text("Pictures cannot be sent from here.")


@pytest.mark.parametrize(
    ("direction", "scheme", "width"), [("ltr", "light", 360), ("rtl", "dark", 1280)]
)
def test_axe_finds_no_violation_and_the_policy_no_breach(
    write: Open, axe: str, direction: str, scheme: Literal["light", "dark"], width: int
) -> None:
    written = write(f"{TEXT}\n<p>x</p>\n\n![](/boat.svg)\n\n---\n\n~~no~~ `a`\n", direction)
    written.page.context.add_init_script(axe)
    written.page.emulate_media(color_scheme=scheme)
    written.page.set_viewport_size({"width": width, "height": 800})
    written.page.reload()
    written.click("1", exact=True)
    for is_choosing in (False, True):
        if is_choosing:
            written.button("Set apart: boxes, galleries, charts…").click()
        assert found_on(written.page).lines == []
    wide = written.page.evaluate("() => document.documentElement.scrollWidth - innerWidth")
    assert wide <= 0
    assert [said for said in written.complaints if "404" not in said] == []
