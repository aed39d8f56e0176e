"""What DynamoDB forgets by itself, once its time has passed, leaves the pages as they should be."""

import json
from collections import Counter
from typing import Any

import pytest

from broadsheet.domain.shared.errors import InFlight
from broadsheet.domain.shared.sentence import for_programs
from broadsheet.usecases.comments import moderate_comment
from tests.support.api import Api
from tests.support.lambdas import Stack

SENDERS = {"Ada": "ada@example.org", "Ben": "ben@example.org", "Cat": "cat@example.org"}


def forget(stack: Stack) -> Counter[str]:
    """What DynamoDB does within days of `expires_at`: which types of records it took."""
    cloud = stack.cloud
    ended = [item for item in stack.items() if "N" in item.get("expires_at", {})]
    for item in ended:
        key = {"pk": item["pk"], "sk": item["sk"]}
        cloud.dynamodb.delete_item(TableName=cloud.table, Key=key)
    return Counter(item["type"]["S"] for item in ended)


@pytest.fixture
def article(api: Api) -> Any:
    """With a comment of Ada's, Ben's answer to it, and another of Cat's."""
    made = api.submit()
    for name, parent in (("Ada", ""), ("Ben", "1"), ("Cat", "")):
        body = f"{name} says so"
        api.comment(made["id"], name=name, email=SENDERS[name], body=body, parent=parent)
        api.decide(api.pending()[0]["id"])
        api.stack.drain()
    return made


def id_of(api: Api, article: Any, number: str) -> str:
    found = api("GET", f"/api/v1/articles/{article['id']}/comments").json["items"]
    return str(next(item["id"] for item in found if item["number"] == number))


def page(stack: Stack, article: Any) -> str:
    return stack.files()[f"{article['path'].strip('/')}/index.html"].decode()


@pytest.mark.parametrize("decision", ["reject", "spam", "delete"])
def test_the_pages_stay_as_they_are_when_what_they_hide_is_forgotten(
    api: Api, article: Any, decision: str
) -> None:
    api.decide(id_of(api, article, "1"), decision, json_body={"reason": "Ada says too much"})
    api.stack.drain()
    hidden = api.stack.files()
    assert "Ada says so" not in page(api.stack, article)
    assert "Ben says so" in page(api.stack, article)
    gone = forget(api.stack)
    assert {"Comment", "SaidBy", "ModerationEntry", "TrailEntry", "Sender"} <= set(gone)
    assert gone["ModerationEntry"] == 2
    api.stack.drain()
    assert api.stack.files() == hidden
    kept = json.dumps(api.stack.items())
    assert not any(said in kept for said in ('"Ada"', "Ada says"))


def test_who_comes_after_gets_a_number_of_their_own(api: Api, article: Any) -> None:
    api.decide(id_of(api, article, "2"), "delete")
    api.stack.drain()
    forget(api.stack)
    api.stack.drain()
    api.comment(article["id"], name="Dan", email="dan@example.org", body="Dan says so")
    api.decide(api.pending()[0]["id"])
    api.stack.drain()
    now = page(api.stack, article)
    assert "Dan says so" in now
    assert "Cat says so" not in now
    assert id_of(api, article, "3")


def test_one_that_was_forgotten_before_the_page_had_followed_leaves_it_all_the_same(
    api: Api, article: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    def busy(*_asked: Any) -> Any:
        raise InFlight(for_programs("not now"))

    with monkeypatch.context() as patched:
        patched.setattr(moderate_comment, "place_comments", busy)
        api.decide(id_of(api, article, "1"), "delete")
    assert forget(api.stack)["Comment"] == 1
    assert "Ada says so" in page(api.stack, article)
    api.stack.drain()
    now = page(api.stack, article)
    assert "Ada says so" not in now
    assert "Ben says so" in now
    assert "Cat says so" in now
    (count,) = [i for i in api.stack.items() if i["type"]["S"] == "CommentCount"]
    assert count["visible"]["N"] == "2"
