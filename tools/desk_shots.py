"""The pictures of the desk in `docs/images`: the morning of an editor and an author."""

from typing import TYPE_CHECKING, Any, NamedTuple

from client import running
from client.api import Api

if TYPE_CHECKING:
    from playwright.sync_api import Browser, BrowserContext

AUTHOR, EDITOR = "amina", "editor"
SIGN_IN = "/desk/sign-in"
_MORNING = {
    "returned": (
        "The harbour counts its seals again",
        "Forty more than last year, and not all of the fishers are glad of it.",
        "They lie on the third pier from six in the morning.\n\n> Nobody had asked them.\n\n"
        "**Forty** more were counted than a year ago.",
    ),
    "review": (
        "Night ferry to run through the winter",
        "The council pays for a trial of four months, and for hot soup on board.",
        "The ferry leaves at **23.40** from the fish market.\n\n## What it costs\n\n"
        "- four months: 310,000\n- soup: nobody knows yet\n\nIt runs until March.",
    ),
    "scheduled": (
        "What the harbour museum found in its own cellar",
        "A hundred glass plates, and on one of them the first tram.",
        "The cellar had not been opened since 1958.\n\nNobody had the key.",
    ),
}
"""What is in the newsroom while the pictures are taken: headline, standfirst, text."""


class DeskShot(NamedTuple):
    """A page of the desk, who looks at it, and what of it has to be there first."""

    name: str
    path: str
    user: str = EDITOR
    awaited: str = "#main"
    is_narrow: bool = False


def desk_shots(site: str) -> list[DeskShot]:
    """Which there are, on a newspaper that has such a morning after this."""
    author, editor = (Api(site, running.read().token(user)) for user in (AUTHOR, EDITOR))
    returned, review, scheduled = (_written(author, name) for name in _MORNING)
    _once(author, review, 1, "review")
    _once(author, returned, 1, "review")
    _once(editor, returned, 2, "return", note="Who counted them, and how?")
    _once(author, scheduled, 1, "review")
    _once(editor, scheduled, 2, "schedule", publish_at={"local": "2086-11-24T06:00"})
    return [
        DeskShot("desk-sign-in", SIGN_IN, user=""),
        DeskShot("desk-today", "/desk/"),
        DeskShot("desk-write", f"/desk/stories/{returned}/write", AUTHOR, ".ProseMirror"),
        DeskShot("desk-story", f"/desk/stories/{review}"),
        DeskShot("desk-preview", f"/desk/stories/{review}/preview"),
        DeskShot("desk-comments", "/desk/comments"),
        DeskShot("desk-story-narrow", f"/desk/stories/{review}", is_narrow=True),
        DeskShot("desk-comments-narrow", "/desk/comments", is_narrow=True),
    ]


def signed_in(browser: "Browser", site: str, user: str, **look: Any) -> "BrowserContext":
    """A browser in which a user of this machine's newspaper signed in by one click, if any."""
    context = browser.new_context(**look)
    if user:
        page = context.new_page()
        page.goto(site + SIGN_IN)
        page.locator(f"button[value={user}]").click()
        page.locator(".desk-who, #main h1").first.wait_for()
        page.close()
    return context


def _written(api: Api, name: str) -> str:
    """A story's id; sent again it is the same one."""
    title, standfirst, body = _MORNING[name]
    sent = {
        "title": title, "standfirst": standfirst, "body": body, "section": "News",
        "byline": [{"name": "Amina Otieno"}],
    }  # fmt: skip
    made = api.send("POST", "/articles", sent, {"Idempotency-Key": f"desk-shots-{name}"})
    story: str = made.expect(201).json["id"]
    return story


def _once(api: Api, story: str, version: int, deed: str, **sent: Any) -> None:
    """Done to that version; 403 and 412 say that it was done for pictures before."""
    headers = {"If-Match": f'"{version}"'}
    api.send("POST", f"/articles/{story}/{deed}", sent or None, headers).expect(200, 403, 412)
