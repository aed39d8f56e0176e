"""An editorial day at the desk, step by step, for whoever has scripts, has none, or has no mouse.

All is done by what the pages offer, by role; what readers get is looked at on the site.
"""

from pathlib import Path

from playwright.sync_api import Locator

from tests.support.chromium import once_true
from tests.support.desk_hands import AtDesk

CLIPBOARD = Path(__file__).parents[1] / "data/clipboards/google-docs-report.html"
SECOND = "It stood there at six."
ALT = "A boat on a dry lake"
HAND_IN, PUBLISH = "Save and hand in", "Publish: readers see it at once"


def first(title: str) -> str:
    """A sentence that no other story has: after a retraction it is looked for everywhere."""
    return f"{title} stands there **every** morning."


def signs_in(one: AtDesk, who: str) -> None:
    """By one click, as on every machine of one's own."""
    one.comes()
    one.press("button", who)
    one.named("link", "Your drafts").wait_for()


def begins(one: AtDesk, title: str) -> None:
    """A new story, with all but its text."""
    one.goes("New story")
    one.types("Headline", title)
    one.types("Standfirst", "What was seen at the weir.")
    one.chooses("Section", "News")


def gives_it_a_tag(one: AtDesk, tag: str) -> None:
    """That no story has yet."""
    one.types("Tag 1", tag, "combobox")


def hands_in_with_a_new_tag(one: AtDesk, tag: str) -> None:
    """That there is to be such a tag is a decision."""
    one.press("button", HAND_IN)
    one.press("checkbox", f"Make {tag} a new tag")
    hands_in(one)


def writes_with_the_editor(one: AtDesk, title: str) -> None:
    """The first sentence, as whoever knows Markdown types it, and a new paragraph."""
    goes_to_the_text(one)
    one.page.keyboard.type(first(title))
    one.page.keyboard.press("Enter")
    one.steps += 1


def goes_to_the_text(one: AtDesk) -> None:
    """Once the editor has taken the place of the text area."""
    one.main.get_by_role("toolbar").wait_for()
    one.lands(one.named("textbox", "Story"))


def pastes(one: AtDesk) -> None:
    """What Google Docs has on the clipboard, where the cursor is."""
    data = {"html": CLIPBOARD.read_text("utf-8")}
    one.steps += 1
    one.named("textbox", "Story").evaluate(
        """(text, {html}) => {
            const data = new DataTransfer();
            data.setData("text/html", html);
            const init = {clipboardData: data, bubbles: true, cancelable: true};
            text.dispatchEvent(new ClipboardEvent("paste", init));
        }""",
        data,
    )
    one.main.locator(".editor-text table").wait_for()


def drops(one: AtDesk, picture: Path) -> None:
    """A picture into the text, from the desktop."""
    one.steps += 1
    one.named("textbox", "Story").evaluate(
        """(text, {bytes, name}) => {
            const data = new DataTransfer();
            data.items.add(new File([new Uint8Array(bytes)], name, {type: "image/jpeg"}));
            const {left, bottom} = text.getBoundingClientRect();
            const at = {clientX: left + 40, clientY: bottom - 10};
            const init = {dataTransfer: data, bubbles: true, cancelable: true, ...at};
            text.dispatchEvent(new DragEvent("drop", init));
        }""",
        {"bytes": list(picture.read_bytes()), "name": picture.name},
    )


def says_what_it_shows(one: AtDesk) -> None:
    """In place, where the editor asks for it; the picture itself is seen."""
    asks = "What the picture shows, for those who cannot see it"
    one.press("button", asks)
    dialog = one.page.get_by_role("dialog")
    one.fills(dialog.get_by_role("textbox", name=asks), ALT)
    one.at(dialog.get_by_role("button", name="Apply"))
    one.named("button", ALT).wait_for()
    once_true(one.page, "() => document.querySelector('.editor-picture img').naturalWidth > 0")


def adds_a_picture(one: AtDesk, picture: Path) -> str:
    """By plain forms: the line of it for a story's text."""
    one.goes("Pictures")
    one.press("link", "Add a picture")
    one.types("What it shows, for those who cannot see it", ALT)
    one.press("button", "Go on to the file")
    one.picks(one.main.get_by_label("File"), picture)
    one.press("button", "Send")
    line = one.named("textbox", "For the text of a story")
    until_shown(one, "Look again", line)
    return line.input_value()


def until_shown(one: AtDesk, link: str, what: Locator) -> None:
    """What comes by itself; without scripts one presses the link until it is there."""
    if not one.scripts:
        either = one.named("link", link).or_(what).first
        either.wait_for()
        while not what.count():
            one.press("link", link)
            either.wait_for()
    what.first.wait_for()


def story(one: AtDesk, lists: str, title: str) -> None:
    """A story's page, from one of the lists."""
    one.goes(lists)
    one.press("link", title)
    one.named("button", "Add the note").wait_for()


def hands_back(one: AtDesk, title: str, note: str) -> None:
    """After reading what there is."""
    story(one, "Review", title)
    one.press("link", "What changed")
    one.sees("Nobody has decided about this story yet")
    one.types("Note", note)
    one.press("button", "Hand back")
    one.sees("Handed back.")


def goes_back_to_it(one: AtDesk, title: str, note: str) -> None:
    """What was handed back is where one begins; the note stands there."""
    one.goes("Today")
    one.sees(note)
    one.press("link", title)
    one.sees("Handed back")
    one.press("link", "Write")
    one.named("textbox", "Headline").wait_for()


def hands_in(one: AtDesk) -> None:
    """As it is on the page."""
    one.press("button", HAND_IN)
    one.sees("Handed in.")


def looks_at_what_changed(one: AtDesk, title: str) -> None:
    """The words that differ from what was handed back."""
    story(one, "Review", title)
    one.press("link", "What changed")
    one.main.locator("ins").get_by_text(SECOND.rsplit(maxsplit=1)[-1]).first.wait_for()


def gives_it_an_hour(one: AtDesk, title: str) -> None:
    """It stands in its week; then the hour is forgotten."""
    one.press("link", "Schedule")
    hours = one.main.get_by_role("group", name="Comes out")
    one.fills(hours.get_by_label("Day"), "2086-11-11")
    one.fills(hours.get_by_label("Time", exact=True), "07:30")
    one.press("button", "Schedule")
    one.sees("Scheduled.")
    one.goes("Today")
    one.press("link", title)
    one.press("button", "Forget the hour")
    one.sees("The hour is forgotten.")


def publishes(one: AtDesk) -> None:
    """And is shown what became of it."""
    one.press("button", "Publish")
    is_read_back(one, "Live on")


def is_read_back(one: AtDesk, words: str) -> None:
    """The receipt says so: it comes next, and by itself where there are scripts."""
    until_shown(one, "Look again", one.main.get_by_text(words))


def corrects(one: AtDesk, title: str) -> None:
    """A correction stands under the story; the receipt follows."""
    to_the_story(one, title)
    one.press("link", "Correct")
    one.types("What was wrong, and what is right", "It is an egret.")
    one.press("button", "Correct")
    is_read_back(one, "Live on")


def to_the_story(one: AtDesk, title: str) -> None:
    """From its receipt, or another page of it."""
    one.press("link", "Back to the story")
    one.named("button", "Add the note").wait_for()


def brings_back(one: AtDesk, title: str) -> None:
    """The first version, after looking at both side by side; what was said since is kept."""
    to_the_story(one, title)
    one.press("link", "All versions")
    one.press("radio", "Older: version 1")
    one.press("button", "Side by side")
    one.press("link", "Bring version 1 back")
    one.press("button", "Bring it back")
    one.sees("The story says again what it said in version 1.")


def reports_live(one: AtDesk, title: str, words: str) -> None:
    """The story runs from now on, and has its first entry."""
    one.press("link", "Write")
    one.opens("Language, address and the rest")
    one.chooses("Running story", "Running")
    one.press("button", "Save: readers see it at once")
    one.sees("Saved. Readers see it within seconds.")
    one.press("link", "To the story")
    one.press("link", "Report live")
    one.types("What happens now", words)
    one.press("button", "Send")
    one.main.locator("#entries").get_by_text(words).wait_for()


def duplicates(one: AtDesk, title: str) -> None:
    """The copy is a draft, and is thrown away."""
    story(one, "Today", title)
    one.press("button", "Duplicate")
    one.sees("This is the copy: a draft of yours.")
    one.press("link", "Delete")
    one.press("button", "Delete")
    one.sees("Deleted.")


def retracts(one: AtDesk, title: str, reason: str) -> None:
    """With the proof that nothing is left."""
    story(one, "Today", title)
    one.press("link", "Retract")
    one.types("Why it must not have been", reason)
    one.press("button", "Retract")
    is_read_back(one, "Gone from")
    one.sees("Proof that nothing is left")
    assert one.main.get_by_text("Has it still").count() == 0
