"""Steps to those pages of the desk that are no address: what forms are answered."""

from collections.abc import Callable
from typing import Any, NamedTuple
from urllib.parse import urljoin

from broadsheet.domain.desk.session import IDLE
from tests.support.desk import Page, fields_of
from tests.support.desk_newsroom import PASSWORD, Newsroom, Tongue
from tests.support.writing import BODY, keep, new_story

Steps = Callable[[Newsroom, Tongue], Page]


class Way(NamedTuple):
    """How a page is reached: an address with the names of ids in it, or steps."""

    route: str
    by: str
    at: str | Steps


def sent(page: Page, action: str = "", **typed: Any) -> Page:
    """The page that answers the form that goes there (by the end of its address)."""
    forms = [f for f in page.html.one("main").all("form") if f.get("action").endswith(action)]
    # What a dialog asks is sent nowhere.
    forms = [f for f in forms if f.get("method") != "dialog"]
    forms = [f for f in forms if f.get("method") == "post"] if action else forms
    filled = {name.replace("__", "/"): value for name, value in typed.items()}
    pairs = [(name, value) for name, value in fields_of(forms[0]) if name not in filled]
    for name, value in filled.items():
        pairs += [(name, one) for one in (value if isinstance(value, list) else [value])]
    return page.browser.post(urljoin(page.path, forms[0]["action"]), pairs)


def answered(at: str, action: str = "", **typed: Any) -> Steps:
    """What answers a form of a page."""

    def steps(room: Newsroom, browser: Tongue) -> Page:
        return sent(browser.get(at.format_map(room.ids)), action, **typed)

    return steps


def signing_in(user: str, **typed: str) -> Steps:
    """A sign-in as far as what follows the password, or the page after a wrong answer there."""

    def steps(room: Newsroom, browser: Tongue) -> Page:
        page = room.signing_in(user, browser.language)
        return sent(page, **typed) if typed else page

    return steps


def set_up(room: Newsroom, browser: Tongue) -> Page:
    """Who has no authenticator, and must."""
    room.pool.everybody_needs_an_authenticator = True
    try:
        return room.signing_in("edith", browser.language)
    finally:
        room.pool.everybody_needs_an_authenticator = False


def own_authenticator(room: Newsroom, browser: Tongue) -> Page:
    """Another one for one's own account."""
    page = room.signing_in("edith", browser.language).browser.get("/desk/account")
    return sent(page, "/authenticator", password=PASSWORD)


def ended(room: Newsroom, browser: Tongue) -> Page:
    """A form that is sent an hour late."""
    page = room.signing_in("edith", browser.language).browser.get("/desk/people/invite")
    before = room.stack.clock.now
    room.stack.clock.now += IDLE
    try:
        return sent(page, user="wanda", email="", role="editors")
    finally:
        room.stack.clock.now = before


def again(room: Newsroom, browser: Tongue) -> Page:
    """The same, once somebody signed in on the page that answers it."""
    return sent(ended(room, browser), user="edith", password=PASSWORD)


def invited(room: Newsroom, browser: Tongue) -> Page:
    """An account with a temporary password."""
    page = browser.get("/desk/people/invite")
    return sent(page, user=f"wanda-{browser.language}", email="", role="authors")


def from_elsewhere(room: Newsroom, browser: Tongue) -> Page:
    """A link on another site."""
    return browser.get("/desk/sign-in?next=/desk/people", sec_fetch_site="cross-site")


def meanwhile(name: str) -> Steps:
    """A button that somebody presses after somebody else changed the story."""

    def steps(room: Newsroom, browser: Tongue) -> Page:
        story = new_story(room.browser("edith"), title="Quick story").path.removesuffix("/write")
        page = browser.get(f"{story}/{name}")
        other = room.browser("edith").get(f"{story}/write")
        other.submit("Save draft", body="Somebody else's words.")
        return sent(page, f"/{name}")

    return steps


def both_saved(room: Newsroom, browser: Tongue) -> Page:
    """Saving what somebody else saved meanwhile."""
    story = new_story(room.browser("edith"), title="Story of two", body=BODY).path
    page = browser.get(story)
    room.browser("edith").get(story).submit("Save draft", body="One.\n\nZwei.\n\nThree.")
    return sent(page, "/write", body="One.\n\nDeux.\n\nThree.", standfirst="Mine.")


def other_page(room: Newsroom, browser: Tongue) -> Page:
    """What is in the fields beside what another page of the same person has."""
    story = new_story(room.browser("ann"), title="Story of two pages").path
    page = browser.get(story)
    keep(browser.get(story), 1, "One.\n\nOther.")
    action = f"/desk/copies/{story.split('/')[3]}/compare"
    forms = [f for f in page.html.one("main").all("form") if f.get("action").endswith("/write")]
    return browser.post(action, fields_of(forms[0]))


def previewed(**typed: Any) -> Steps:
    """What somebody typed of a new story, as it would stand."""

    def steps(room: Newsroom, browser: Tongue) -> Page:
        page = browser.get("/desk/stories/new")
        (shown,) = [b for b in page.html.all("button") if b.get("formaction").endswith("/preview")]
        return page.submit(shown.text, **typed)

    return steps


def restored_late(room: Newsroom, browser: Tongue) -> Page:
    """Bringing back an older version of what somebody else changed meanwhile."""
    story = new_story(room.browser("edith"), title="Older story").path
    room.browser("edith").get(story).submit("Save draft", body="Newer.")
    page = browser.get(f"{story.removesuffix('/write')}/revisions/1/restore")
    room.browser("edith").get(story).submit("Save draft", body="Newest.")
    return sent(page, "/restore")


def signed_out(room: Newsroom, browser: Tongue) -> Page:
    """After the button in the head of each page."""
    form = browser.get("/desk/account").html.one("header").one("form")
    return browser.post("/desk/sign-out", fields_of(form))


def old_profile(room: Newsroom, browser: Tongue) -> Page:
    """Saving a profile that somebody else saved meanwhile."""
    page = browser.get("/desk/profiles/wren")
    room.browser("edith").get("/desk/profiles/wren").submit("Save", role=f"Of {browser.language}")
    return sent(page, "/profiles/wren", role="Editor")
