"""Two people have the same form open: whoever sends it second is shown what the first one did, also
where something was wrong with it first."""

from collections.abc import Iterator
from typing import Any

import pytest

from tests.support.desk import Page
from tests.support.desk_newsroom import Newsroom, newsroom

FORMS: dict[str, tuple[str, str, int, dict[str, Any], dict[str, Any], dict[str, Any]]] = {
    "profile": (
        "/desk/profiles/ann-author",
        *("Save", 0, {"bio": "Theirs."}, {"bio": "Mine.", "name": ""}, {"name": "Ann Author"}),
    ),
    "new profile": (
        "/desk/profiles/nora-new?name=Nora",
        *("Save", 0, {"bio": "Theirs."}, {"bio": "Mine.", "name": ""}, {"name": "Nora"}),
    ),
    "picture": (
        "/desk/media/{picture}",
        *("Save", 0, {"caption": "Theirs."}, {"caption": "Mine.", "credit": "x" * 300}),
        {"credit": "Ann"},
    ),
    "entry": (
        "/desk/live/{live}/1",
        *("Save", 1, {"text": "Theirs."}, {"text": "Mine.", "headline": "x" * 300}),
        {"headline": "Rain"},
    ),
    "hour": (
        "/desk/stories/{draft}/embargo",
        *("Embargo", 0, {"embargo__day": "2087-01-01", "embargo__time": "10:00"}),
        {"embargo__day": "2087-02-01", "embargo__time": ""},
        {"embargo__time": "10:00"},
    ),
    "correction": (
        "/desk/stories/{published}/correct",
        *("Correct", 0, {"text": "Theirs."}, {"text": "x" * 2000}, {"text": "Mine."}),
    ),
}
"""Where the form is, its button and which of that name, what the first one sends, and what the
second one: wrong, and put right."""


@pytest.fixture(scope="module")
def room() -> Iterator[Newsroom]:
    """A newsroom, in which Ann has a profile."""
    with newsroom() as made:
        page = made.browser("edith").get("/desk/profiles/ann-author?name=Ann+Author")
        assert page.status == 200
        page.submit("Save")
        yield made


@pytest.mark.parametrize("form", FORMS)
def test_a_form_that_was_put_right_is_still_of_the_version_that_it_began_with(
    room: Newsroom, form: str
) -> None:
    at, button, number, theirs, wrong, right = FORMS[form]
    edith, path = room.browser("edith"), at.format_map(room.ids)
    first, second = edith.get(path), edith.get(path)
    assert first.submit(button, number=number, **theirs).status == 200
    refused = second.submit(button, number=number, **wrong)
    assert refused.status == 422
    late = refused.submit(button, number=number, **right)
    assert late.status in (412, 428), "428: there was none yet, and so the page says no version"
    assert_both(late, theirs, wrong | right)
    assert late.submit(button, number=number).status == 200, "who has seen it may replace it"


def assert_both(page: Page, theirs: dict[str, Any], mine: dict[str, Any]) -> None:
    """What the second one typed stands in the fields, and the first one's change is shown."""
    fields = {e["name"]: e for e in page.html.all("input", "textarea") if e.get("name")}
    for name, value in mine.items():
        one = fields[name.replace("__", "/")]
        assert value in (one.get("value"), one.text)
    assert "Theirs." in page.text or "edith" in page.text, theirs
