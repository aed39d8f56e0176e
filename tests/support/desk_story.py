"""A story at the desk as a test has it before it: its buttons, and how each is pressed."""

from typing import Any

from tests.support.desk import Browser, Page

EDITS = {"replace": "write", "restore": "revisions"}
"""Actions whose places are pages of their own."""
WORDS = {
    "review": "Hand in",
    "return": "Hand back",
    "publish": "Publish",
    "schedule": "Schedule",
    "unschedule": "Forget the hour",
    "embargo": "Embargo",
    "correct": "Correct",
    "unpublish": "Take off the site",
    "retract": "Retract",
    "assign": "Assign",
    "duplicate": "Duplicate",
    "delete": "Delete",
}
"""What stands on the button of each."""
BEGIN = {"publish_at__day": "2086-11-24", "publish_at__time": "06:00"}
END = {"unpublish_at__day": "2086-12-24", "unpublish_at__time": "06:00"}
_TYPED: dict[str, dict[str, str]] = {
    "retract": {"reason": "The documents were forged."},
    "correct": {"text": "It was a Tuesday."},
    "return": {"note": "Whose figures?"},
}


def story_at(made: Any) -> str:
    """The address of its page."""
    return f"/desk/stories/{made['id']}"


def offered(page: Page) -> set[str]:
    """What the story's page has a button or a link for, by the addresses that these lead to."""
    main = page.html.one("main")
    places = [one["href"] for one in main.all("a")]
    # What changed is a page for everybody; it is no deed where nobody can hand in.
    looks = [one["href"] for one in main.all("a") if one.text == "What changed"]
    forms = [one["action"] for one in main.all("form")]
    named = {place.removeprefix(page.path + "/") for place in (*places, *forms)}
    named -= {place.removeprefix(page.path + "/") for place in looks}
    return named & {*WORDS, *EDITS.values()}


def press(browser: Browser, at: str, name: str, *, public: bool = False, **typed: Any) -> Page:
    """The page that comes after the deed's button was pressed, with what it needs."""
    page = browser.get(at)
    if name not in ("publish", "unschedule", "duplicate", "assign"):
        page = browser.get(f"{at}/{name}")
    fields = _TYPED.get(name, {})
    if name == "schedule":
        fields = END if public else BEGIN
    return page.submit(WORDS[name], **(fields | typed))
