"""People at the desk in a real browser: with a mouse, with the keyboard alone, and counted."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Literal

from playwright.sync_api import Browser, FileChooser, Locator, Page

from tests.support.newspaper import Newspaper

Role = Literal[
    "button", "checkbox", "combobox", "link", "radio", "searchbox", "textbox", "toolbar", "tab"
]
_IS_FOCUSED = "one => one === document.activeElement"
_FARTHEST = 400
"""Presses of Tab after which nobody goes on."""


class AtDesk:
    """Somebody with a mouse. `steps` are clicks, choices, and texts that were typed; `asked` is how
    often the browser has asked the desk for something."""

    def __init__(self, page: Page, newspaper: Newspaper, *, scripts: bool = True) -> None:
        self.page, self.newspaper, self.scripts = page, newspaper, scripts
        self.counts_anew()
        self.complaints: list[str] = []
        # From the start: asked for with the key that opens it, it may come before anybody listens.
        page.on("filechooser", lambda _asked: None)
        page.on("request", lambda request: self._counted(request.url))
        page.on("pageerror", lambda error: self.complaints.append(str(error)))
        page.on("console", lambda said: self._complained(said.text))

    def counts_anew(self) -> None:
        """From here on."""
        self.steps, self.asked, self.begun = 0, 0, time.monotonic()

    def _counted(self, url: str) -> None:
        self.asked += "/desk/" in url

    def _complained(self, text: str) -> None:
        if "Content Security Policy" in text:
            self.complaints.append(text)

    @property
    def main(self) -> Locator:
        """What the page is about."""
        return self.page.get_by_role("main")

    def comes(self, path: str = "/desk/") -> None:
        """By the address; what is there now is what is waited for."""
        self.page.goto(self.newspaper.stack.site_url + path)

    def sees(self, words: str) -> None:
        """These words stand on the page, at once or soon."""
        self.main.get_by_text(words).first.wait_for()

    def named(self, role: Role, name: str) -> Locator:
        """What has this role and this name."""
        return self.main.get_by_role(role, name=name, exact=True).first

    def press(self, role: Role, name: str) -> None:
        """A button, a link, a tick."""
        self.at(self.named(role, name))

    def goes(self, name: str) -> None:
        """By the head of the desk."""
        links = self.page.get_by_role("banner").get_by_role("link", name=name, exact=True)
        self.at(links)

    def opens(self, words: str) -> None:
        """What is folded away."""
        self.at(self.main.locator("summary").get_by_text(words, exact=True))

    def at(self, what: Locator) -> None:
        """A click on it."""
        self.steps += 1
        what.click()

    def lands(self, what: Locator) -> None:
        """Where something is written."""
        self.at(what)

    def types(self, name: str, words: str, role: Role = "textbox") -> None:
        """Into a field, in place of what is there."""
        self.steps += 1
        self.named(role, name).fill(words)

    def fills(self, field: Locator, value: str) -> None:
        """A line, or a day or a time as 2086-11-11 or 07:30."""
        self.steps += 1
        field.fill(value)

    def chooses(self, name: str, option: str) -> None:
        """Of a list."""
        self.steps += 1
        self.named("combobox", name).select_option(option)

    def picks(self, opener: Locator, file: Path) -> None:
        """A file, by what asks for it."""
        with self.page.expect_file_chooser() as asked:
            self.at(opener)
        self._given(asked.value, file)

    def _given(self, chooser: FileChooser, file: Path) -> None:
        self.steps += 1
        chooser.set_files(file)

    def told(self, what: str) -> str:
        """How many steps that took, and how long."""
        seconds = time.monotonic() - self.begun
        return f"{what}: {self.steps} steps, {self.asked} requests, {seconds:.1f} s"


class ByKeys(AtDesk):
    """The same without a mouse. `steps` are keys, but those of a text, which count as one."""

    def at(self, what: Locator) -> None:
        """Tab until it has the focus; then the key that presses such a thing."""
        kind = what.get_attribute("type")
        if kind == "radio":
            self._goes_on_to(what)
        else:
            self.reaches(what)
            self.key("Space" if kind == "checkbox" else "Enter")

    def _goes_on_to(self, what: Locator) -> None:
        """One of several: Tab leads to that which is chosen, arrows to the others."""
        group = f"input[type=radio][name={what.get_attribute('name')}]:checked"
        self.reaches(self.main.locator(group))
        for _ in range(_FARTHEST):
            if what.is_checked():
                return
            self.key("ArrowDown")
        raise AssertionError(f"arrows do not lead to {what}")

    def lands(self, what: Locator) -> None:
        """Where something is written."""
        self.reaches(what)

    def reaches(self, what: Locator) -> None:
        """With Tab, from wherever the focus is; past the head by the link that is there for it."""
        what.wait_for()
        if self.page.evaluate("document.activeElement === document.body"):
            self.key("Tab")
            if what.evaluate("one => !!one.closest('main')"):
                self.key("Enter")
        for _ in range(_FARTHEST):
            if what.evaluate(_IS_FOCUSED):
                return
            self.key("Tab")
        raise AssertionError(f"Tab does not lead to {what}")

    def tools(self, name: str, file: Path) -> None:
        """A button of the editor's toolbar that asks for a file, from within the text."""
        self.key("Alt+F10")
        tool = self.page.get_by_role("toolbar").get_by_role("button", name=name, exact=True)
        for _ in range(_FARTHEST):
            if tool.evaluate(_IS_FOCUSED):
                break
            self.key("ArrowRight")
        else:
            raise AssertionError(f"arrows do not lead to {name}")
        with self.page.expect_file_chooser() as asked:
            self.key("Enter")
        self._given(asked.value, file)

    def key(self, name: str) -> None:
        """One key."""
        self.steps += 1
        self.page.keyboard.press(name)

    def writes(self, words: str) -> None:
        """Where the focus is."""
        self.steps += 1
        self.page.keyboard.insert_text(words)

    def types(self, name: str, words: str, role: Role = "textbox") -> None:
        """Into a field, in place of what is there."""
        self.reaches(self.named(role, name))
        self.key("ControlOrMeta+a")
        self.writes(words)

    def fills(self, field: Locator, value: str) -> None:
        """A line; of a day or a time in the morning its figures."""
        self.reaches(field)
        if field.get_attribute("type") == "text":
            self.writes(value)
            return
        self.steps += 1
        # Which of day and month comes first is the machine's: a test takes a day that is both.
        figures = "".join(reversed(value.split("-"))).replace(":", "")
        self.page.keyboard.type(figures if "-" in value else f"{figures}AM")

    def chooses(self, name: str, option: str) -> None:
        """Of a list, by how the words begin."""
        self.reaches(self.named("combobox", name))
        self.steps += 1
        self.page.keyboard.type(option)


@contextmanager
def sitting(
    chromium: Browser, newspaper: Newspaper, hands: type[AtDesk] = AtDesk, *, scripts: bool = True
) -> Iterator[AtDesk]:
    """Somebody before a browser of their own, who is not signed in."""
    context = chromium.new_context(
        locale="en-GB",
        viewport={"width": 1280, "height": 900},
        reduced_motion="reduce",
        java_script_enabled=scripts,
    )
    yield hands(context.new_page(), newspaper, scripts=scripts)
    context.close()
