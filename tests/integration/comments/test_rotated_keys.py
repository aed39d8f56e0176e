"""`make rotate-keys` while readers comment: through the functions, warm and cold."""

import re
from typing import Any

import pytest

from broadsheet import bootstrap
from operate.rotate_keys import LEARNED, rotate
from tests.support.api import Api, Reply
from tests.support.lambdas import forget_warm_starts, instead_of
from tests.support.moto_stack import moto_stack

EMAIL = "rea@example.org"
_ISSUED = re.compile(r'name="issued" value="([^"]+)"')


@pytest.fixture
def story(api: Api) -> str:
    """With a visible comment that can be answered, and somebody who may ask what is held."""
    made = str(api.submit()["id"])
    api.known(made, email="first@example.org")
    api.stack.drain()
    assert privacy(api, "export")["comments"] == []
    return made


def rotated(api: Api) -> None:
    said: list[str] = []
    rotate(moto_stack(api.stack.cloud), said.append, api.stack.clock)
    assert "a new key is made" in said[0]


def privacy(api: Api, what: str) -> Any:
    answer = api("POST", f"/api/v1/privacy/{what}", by="edith", json_body={"email": EMAIL})
    assert answer.status == 200
    return answer.json


def bodies(api: Api) -> list[str]:
    return sorted(comment["body"] for comment in api.pending())


def test_a_comment_that_is_sent_again_across_a_rotation_is_one_and_both_are_found(
    api: Api, story: str
) -> None:
    first = api.comment(story, email=EMAIL, body="Before it.")
    rotated(api)
    by_a_warm_copy = api.comment(story, email=EMAIL, body="Before it.")
    forget_warm_starts()
    by_a_cold_one = api.comment(story, email=EMAIL, body="Before it.")
    assert [r.status for r in (first, by_a_warm_copy, by_a_cold_one)] == [303] * 3
    api.comment(story, email=EMAIL, body="After it.")
    assert bodies(api) == ["After it.", "Before it."]
    held = privacy(api, "export")
    assert [one["body"] for one in held["comments"]] == ["Before it.", "After it."]
    assert (privacy(api, "erase")["erased"], privacy(api, "export")["comments"]) == (2, [])
    assert bodies(api) == []


def test_who_answers_readers_knows_of_the_newest_key_at_once(
    api: Api, story: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    api.comment(story, email=EMAIL, body="Before it.")
    warm = bootstrap.keys()
    rotated(api)
    forget_warm_starts()
    api.comment(story, email=EMAIL, body="After it.")
    said = [item for item in api.stack.items() if item["type"]["S"] == "SaidBy"]
    assert len({item["sender"]["S"] for item in said}) == 3, "one was under the new key"
    with monkeypatch.context() as patched:
        instead_of("keys", lambda: warm, patched)
        assert len(privacy(api, "export")["comments"]) == 2


def reply_form(api: Api, story: str, **fields: str) -> Reply:
    """The form of an answer; with fields, shown again as it was sent."""
    if fields:
        return api.comment(story, email=EMAIL, body="Seen first.", preview="yes", **fields)
    return api("GET", f"/api/v1/articles/{story}/comments/1/reply")


def test_a_form_that_was_opened_before_is_taken_after_it(api: Api, story: str) -> None:
    found = _ISSUED.search(reply_form(api, story).body)
    assert found is not None
    rotated(api)
    forget_warm_starts()
    issued = found[1]
    assert f'value="{issued}"' in reply_form(api, story, issued=issued).body
    sent = api.comment(story, email=EMAIL, body="At once.", parent="1", issued=issued)
    assert sent.status == 303
    (kept,) = (comment for comment in api.pending() if comment["body"] == "At once.")
    assert "fast" in [signal["name"] for signal in kept["signals"]]


def test_a_reader_who_was_known_is_known_and_goes_on_to_be(api: Api, story: str) -> None:
    cookies = api.known(story, email=EMAIL)
    for body in ("One.", "Two."):
        rotated(api)
        forget_warm_starts()
        api.stack.clock.now += LEARNED
        cookies = api.comment(story, cookies, email=EMAIL, body=body).cookies
        assert body not in bodies(api), "it waits for no editor"
