"""Where a benchmark goes at the desk: what stands in the places of paths, and what is typed."""

import re
from collections.abc import Mapping
from typing import Any, NamedTuple
from urllib.parse import urlencode, urljoin

from bench.archive import AUTHORS, SECTIONS
from bench.comment_life import PENDING
from tests.support.api import SUBJECTS, Api
from tests.support.desk import Browser, Desk, fields_of
from tests.support.lambdas import Stack
from tests.support.pictures import ALT
from tests.support.pictures import Desk as PictureDesk

SKIPPED = {
    "GET /desk/sign-in/{step}": "leads back to the sign-in",
    "GET /desk/shared/{token}": "is asked for with the secret of a link",
    "GET /desk/media/{id}/shown": "leads to the file of a picture that is made",
    "GET /desk/account/session": "is asked for by a module, and answers nothing but a state",
}
"""Pages that are not measured, and why."""


BOUNDED = {
    "GET /desk/stories/find": "opens the search index's files, up to a number",
    "GET /desk/stories/{id}/receipt": "reads back the pages of a change, up to a hundred at once",
}
"""What takes more or less with the archive, up to a bound, and why."""


class Form(NamedTuple):
    """The page that a form stands on, the words of its button, and what is typed into it."""

    page: str
    button: str
    typed: dict[str, str]


FORMS = {
    "POST a new draft": Form(
        "/desk/stories/new",
        "Save draft",
        {
            "title": "Bread",
            "body": "Bread is dear.",
            "section": SECTIONS[0],
            "byline_name": AUTHORS[0],
        },
    ),
    "POST a new text": Form(
        "/desk/stories/{id}/write", "Save: readers see it at once", {"body": "All is new."}
    ),
    "POST a remark": Form("/desk/stories/{id}", "Add the note", {"text": "Who says so?"}),
    "POST a link": Form(
        "/desk/stories/{id}/shares", "Make a link", {"label": "The lawyer", "days": "3"}
    ),
    "POST a preview of what is typed": Form(
        "/desk/stories/{id}/write", "Preview", {"body": "All is to be seen."}
    ),
    "POST a comment that is approved": Form("/desk/comments", "Approve ticked", {"id": PENDING[0]}),
}
"""Forms of which each is sent once."""


FIXED = {
    "version": "1",
    "number": "1",
    "kind": "tag",
    "slug": "reporter-number-1",
    "/desk/sections slug": "topic-1",
    "/desk/comments id": PENDING[0],
    "/desk/people id": SUBJECTS["ben"],
}
"""What stands in places of paths: by the place, or by the place in a room."""
MADE = ("story", "share", "id", "/desk/live id", "/desk/media id")
"""What is made first."""


def filled(pattern: str, values: Mapping[str, str]) -> str:
    """A path with something in each of its places. Raises KeyError where there is nothing."""
    room = "/".join(pattern.split("/")[:3])

    def at(found: re.Match[str]) -> str:
        return values.get(f"{room} {found[1]}") or values[found[1]]

    return re.sub(r"\{(\w+)\}", at, pattern)


def query_of(route: str) -> str:
    """What a page has to be asked with."""
    return {
        "GET /desk/stories/find": "?q=harbour",
        "GET /desk/comments/new": "?since=2026-11-28T00:00:00Z",
    }.get(route, "")


def values_of(stack: Stack, target: str) -> dict[str, str]:
    """What stands in the places of paths; whatever that needs is made first."""
    api = Api(stack)
    live = str(api.submit(title="Storm", live="running")["id"])
    entry = {"text": "The boats stay in."}
    api("POST", f"/api/v1/articles/{live}/live", by="edith", json_body=entry)
    media = PictureDesk(api).announce(alt=ALT)
    share = {"label": "The lawyer", "days": 3}
    made = api("POST", f"/api/v1/articles/{target}/shares", by="edith", json_body=share).json
    # Something is typed of it, and not saved.
    writing = Desk(stack).as_("edith").get(f"/desk/stories/{target}/write")
    writing.submit("Preview", body="All is typed.")
    values = (target, str(made["id"]), target, live, media)
    return FIXED | dict(zip(MADE, values, strict=True))


def sent(form: Form, browser: Browser, target: str) -> tuple[str, str]:
    """Where the form is sent to, and what: as it stands on its page, filled in."""
    path = form.page.replace("{id}", target)
    page = browser.get(path)
    element, button = page.form_of(form.button)
    pairs: list[tuple[str, Any]] = [p for p in fields_of(element) if p[0] not in form.typed]
    pairs += form.typed.items()
    if button.get("name"):
        pairs.append((button["name"], button.get("value")))
    action = urljoin(path, button.get("formaction") or element.get("action") or path)
    return action, urlencode(pairs)
