"""Whatever is typed into a field of the moderators' desk is answered, and is text on its pages."""

from collections.abc import Callable

import pytest

from tests.hostile.hostile_lists import MARKUP, TEXTS, Crowd, form_of
from tests.support.desk import Browser, Page
from tests.support.document import Element

QUEUE = "/desk/comments"
FIELDS: dict[str, Callable[[str, str], dict[str, str]]] = {
    "decide": lambda text, one: {"do": f"reject:{one}", "reason": text},
    "{id}/edit": lambda text, _: {"body": text, "reason": text},
    "{id}/ban": lambda text, _: {"of": "sender", "days": "1", "reason": text},
    "words": lambda text, _: {"words": text, "blocked": text, "_version": "1"},
}
"""What is typed into each form."""


@pytest.fixture
def one(api: Crowd, story: dict[str, str], request: pytest.FixtureRequest) -> str:
    """A comment that waits."""
    email = f"{abs(hash(request.node.name))}@b.example"
    sent = {"name": "Rea", "email": email, "body": f"Said {email}"}
    path = f"/api/v1/articles/{story['id']}/comments"
    return str(api("POST", path, form=sent, accept="application/json").json["id"])


def is_inert(page: Page) -> bool:
    """Whether nothing on it runs but our own files."""
    return all(_is_inert(element) for element in page.html)


def _is_inert(element: Element) -> bool:
    own = element.tag != "script" or element.get("src").startswith("/assets/")
    addresses = (element.get("href"), element.get("src"), element.get("action"))
    safe = not any(a.strip().lower().startswith(("javascript:", "data:")) for a in addresses)
    plain = not any(name.startswith("on") or name == "style" for name in element.attributes)
    return own and safe and plain and element.tag not in ("iframe", "object", "embed", "base")


def sent(edith: Browser, path: str, fields: dict[str, str]) -> Page:
    """A form as whoever has no scruples sends it."""
    start = edith.get("/desk/today")
    token = start.token
    return edith.send("POST", path, form_of({"_csrf": token, **fields}).decode())


@pytest.mark.parametrize("form", FIELDS)
def test_whatever_is_typed_is_answered_and_runs_nowhere(
    edith: Browser, one: str, form: str
) -> None:
    for text in TEXTS:
        path = f"{QUEUE}/{form.format(id=one)}"
        answered = sent(edith, path, FIELDS[form](text, one))
        assert answered.status in {303, 400, 403, 404, 409, 412, 422}, text
        if answered.status != 303:
            assert is_inert(answered), text
    for path in ("", "?queue=rejected", f"/{one}", f"/{one}/context", "/bans", "/words"):
        page = edith.get(QUEUE + path)
        assert page.status == 200
        assert is_inert(page), path


def test_what_readers_typed_runs_nowhere_at_the_desk(
    api: Crowd, edith: Browser, story: dict[str, str]
) -> None:
    path = f"/api/v1/articles/{story['id']}/comments"
    for number, text in enumerate(MARKUP):
        typed = {"name": text[:60], "email": f"markup{number}@b.example", "body": text}
        api("POST", path, raw=form_of(typed), content_type="application/x-www-form-urlencoded")
    address = f"{QUEUE}?queue=pending"
    for _ in range(40):
        page = edith.get(address)
        assert page.status == 200
        assert is_inert(page), page.path
        if "More" not in page.links:
            break
        address = page.links["More"]


@pytest.mark.parametrize("name", ["queue", "story", "signal", "cursor", "done"])
def test_whatever_stands_in_an_address_is_answered(edith: Browser, name: str) -> None:
    for text in TEXTS:
        page = edith.send("GET", f"{QUEUE}?{form_of({name: text[:500]}).decode()}")
        assert page.status in {200, 400, 404}, text
        assert is_inert(page), text
