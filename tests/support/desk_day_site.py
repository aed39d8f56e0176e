"""What an editorial day has beside its story: lists, the front page, colleagues, comments."""

from tests.support.desk_day import story
from tests.support.desk_hands import AtDesk


def renames_the_tag(one: AtDesk, tag: str, to: str) -> None:
    """Its stories follow with the next tick of the clock."""
    to_the_tags(one)
    one.press("link", f"Rename {tag}")
    one.types("New name", to)
    one.press("button", "Rename")
    one.sees(f"becomes {to}.")


def to_the_tags(one: AtDesk) -> None:
    """Where lists are looked after."""
    one.goes("Site")
    one.press("link", "Sections and tags")
    one.press("link", "Tags")


def the_tag_is_renamed(one: AtDesk, to: str) -> None:
    """It stands in the list, and what became of it below."""
    to_the_tags(one)
    one.named("link", f"Rename {to}").wait_for()
    one.opens("What was renamed in the last thirty days")
    one.sees(to)


def drags_it_to_the_lead(one: AtDesk, title: str) -> None:
    """Of the front page, with the mouse."""
    one.goes("Front page")
    row = one.main.locator("[data-place=newest] [data-story]").filter(has_text=title)
    one.steps += 1
    row.get_by_text(title).drag_to(one.main.locator("[data-place=lead]"))
    saves_the_front_page(one)


def makes_it_the_lead(one: AtDesk, title: str) -> None:
    """Of the front page, by its button."""
    one.goes("Front page")
    one.press("button", f"Lead: {title}")
    saves_the_front_page(one)


def saves_the_front_page(one: AtDesk) -> None:
    """What was moved is on the site then, and not before."""
    one.sees("Not on the site yet.")
    one.press("button", "Save the front page")
    one.sees("This is the front page as readers see it.")


def invites(one: AtDesk, user: str) -> None:
    """A colleague, who gets a password once."""
    one.goes("People")
    one.press("link", "Invite somebody")
    one.types("User name", user)
    one.press("button", "Invite")
    one.sees(f"For {user}.")


def to_its_comments(one: AtDesk, title: str) -> None:
    """Those that wait under the story, from its page."""
    story(one, "Today", title)
    one.press("link", "Comments")
    one.main.locator(".comment-item").first.wait_for()


def decides_by_keys(one: AtDesk, keys: str) -> None:
    """One key for each comment, and `u` takes the last decision back; all of it is sent."""
    for key in keys:
        one.main.locator(".comment-item:focus").wait_for()
        one.steps += 1
        one.page.keyboard.press(key)


def decides_by_ticks(one: AtDesk, button: str, names: list[str]) -> None:
    """By a tick for each, and one button."""
    assert one.named("checkbox", "Tick all").count() == 0, "only scripts do that"
    for name in names:
        one.press("checkbox", f"Comment of {name}")
    one.press("button", button)
    one.named("button", "Undo this decision").wait_for()


def takes_it_back(one: AtDesk) -> None:
    """What was decided last."""
    one.press("button", "Undo this decision")
    one.sees("1 comment put back as it was.")


def nothing_waits(one: AtDesk) -> None:
    """Under this story any more, once everything has gone out."""
    here = one.page.url
    one.newspaper.until(
        lambda: "Nothing waits." in one.page.context.request.get(here).text(), "all is decided"
    )
