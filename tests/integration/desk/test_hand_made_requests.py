"""What no page of the desk sends: numbers, ids and moments that are none, in whatever field."""

from collections.abc import Iterator
from urllib.parse import quote

import pytest

from tests.support.desk_newsroom import Newsroom, newsroom

NUMBERS = ("9" * 5000, "0" * 5000, "-1", "1e3", "٣" * 40, "1.5")
"""Python reads none of more than 4,300 digits."""
_TYPED = {"_screen": "one", "title": "The bridge", "_sequence": "1", "_based_on": "1"}
FORMS: dict[str, tuple[str, dict[str, str], str]] = {
    "days of a link": ("/desk/stories/{draft}/shares", {"label": "lawyer"}, "days"),
    "days of a ban": ("/desk/comments/{comment}/ban", {"of": "sender"}, "days"),
    "order of what is typed": ("/desk/copies/{draft}", _TYPED, "_sequence"),
    "version that is kept": ("/desk/copies/{draft}", _TYPED, "_based_on"),
    "version that is saved": ("/desk/stories/{draft}/write", _TYPED, "_based_on"),
    "part of a series": ("/desk/stories/{draft}/write", _TYPED, "series_part"),
    "version of a picture": ("/desk/media/remove", {}, "picture"),
}
IDS = ("z" * 3000, "ü", "a b", "../x", "\0")


@pytest.fixture(scope="module")
def room() -> Iterator[Newsroom]:
    """A newsroom."""
    with newsroom() as made:
        yield made


@pytest.mark.parametrize("form", FORMS)
def test_a_number_that_is_none_is_no_fault_of_ours(room: Newsroom, form: str) -> None:
    edith, (path, fields, name) = room.browser("edith"), FORMS[form]
    token = edith.get("/desk/account").token
    for number in NUMBERS:
        said = f"{room.ids['unused']} {number}" if name == "picture" else number
        pairs = [("_csrf", token), *(fields | {name: said}).items()]
        page = edith.post(path.format_map(room.ids), pairs)
        is_said = "Removed: 0" in page.text if name == "picture" else page.status in (400, 422)
        assert is_said, (page.status, number[:9])


@pytest.mark.parametrize("number", NUMBERS)
def test_a_front_page_of_no_version_is_arranged_as_the_newest(room: Newsroom, number: str) -> None:
    page = room.browser("edith").get(f"/desk/front?version={quote(number)}")
    assert (page.status, page.title) == (200, "Front page")


@pytest.mark.parametrize("page", ["/desk/comments?story=", "/desk/comments/new?story="])
@pytest.mark.parametrize("sent", IDS)
def test_comments_of_no_story_are_named_as_such(room: Newsroom, page: str, sent: str) -> None:
    answered = room.browser("edith").get(f"{page}{quote(sent)}&queue=none")
    assert answered.status == 400
    assert {"?story", "?queue"} <= set(answered.text.split())


@pytest.mark.parametrize("sent", IDS)
def test_the_api_names_an_article_that_cannot_be_one(room: Newsroom, sent: str) -> None:
    asked = {"article": sent, "state": "none"}
    answered = room.api("GET", "/api/v1/moderation/comments", by="edith", query=asked)
    assert answered.status == 400
    assert {e["pointer"] for e in answered.json["errors"]} == {"?article", "?state"}


@pytest.mark.parametrize("sent", ["0001-01-01", "0001-01-01T00:00:00+14:00", "9999-12-31", "x"])
def test_a_moment_that_is_none_is_named(room: Newsroom, sent: str) -> None:
    answered = room.browser("edith").get(f"/desk/comments/new?since={quote(sent)}")
    assert (answered.status, "?since" in answered.text) == (400, True)
