"""The staff make links to a story for people without an account, list them and take them back."""

from datetime import timedelta
from typing import Any

import pytest

from tests.support.api import Api, Reply
from tests.support.lambdas import Stack
from tests.support.life import ARTICLES, act


def shares(api: Api, made: Any, by: str = "edith") -> Any:
    return api("GET", f"{ARTICLES}/{made['id']}/shares", by=by).json["items"]


def share(api: Api, made: Any, by: str = "edith", **sent: Any) -> Reply:
    key = sent.pop("key", "")
    headers = {"idempotency_key": key} if key else {}
    return api("POST", f"{ARTICLES}/{made['id']}/shares", by=by, json_body=sent, **headers)


def test_a_link_is_listed_without_what_opens_it(stack: Stack, api: Api) -> None:
    made = api.submit("ann", status="draft", title="Secret")
    told = share(api, made, by="ann", label="for the lawyer", days=7)
    assert told.status == 201
    assert told.json["url"].startswith("https://news.example.org/desk/shared/")
    (listed,) = shares(api, made, by="ann")
    assert (listed["id"], listed["label"]) == (told.json["id"], "for the lawyer")
    assert (listed["made_by"], listed["open"], listed["openings"]) == ("ann", True, 0)
    assert listed["until"] == told.json["until"]
    token = told.json["url"].rpartition("/")[2]
    assert token not in str(listed)
    assert token[-43:-1] not in str(stack.items()), "of the secret only the hash is kept"


@pytest.mark.parametrize(("sent", "days"), [({}, 3), ({"days": 1}, 1), ({"days": 30}, 30)])
def test_a_link_ends_after_three_days_unless_somebody_says_otherwise(
    stack: Stack, api: Api, sent: dict[str, Any], days: int
) -> None:
    made = api.submit("edith", status="draft")
    before = stack.clock.now
    share(api, made, **sent)
    (listed,) = shares(api, made)
    until = (before + timedelta(days=days)).strftime("%Y-%m-%dT%H:%M")
    assert listed["until"].startswith(until)


@pytest.mark.parametrize(
    ("sent", "pointer"),
    [
        ({"days": 0}, "/days"),
        ({"days": 31}, "/days"),
        ({"days": "3"}, "/days"),
        ({"label": "x" * 101}, "/label"),
        ({"for": "you"}, "/for"),
    ],
)
def test_what_a_link_cannot_be_is_named(api: Api, sent: dict[str, Any], pointer: str) -> None:
    made = api.submit("edith", status="draft")
    reply = share(api, made, **sent)
    assert (reply.status, reply.pointers) == (422, [pointer])
    assert shares(api, made) == []


def test_the_same_request_again_makes_no_second_link_and_does_not_tell_the_first_again(
    api: Api,
) -> None:
    made = api.submit("edith", status="draft")
    first, again = (share(api, made, key="link-0001") for _ in range(2))
    assert first.json["url"]
    assert again.json == {**first.json, "url": None}
    assert len(shares(api, made)) == 1


def test_a_link_that_was_taken_back_stays_so(api: Api) -> None:
    made = api.submit("edith", status="draft")
    told = share(api, made).json
    path = f"{ARTICLES}/{made['id']}/shares/{told['id']}/revoke"
    assert api("POST", path, by="edith").status == 204
    (first,) = shares(api, made)
    assert (first["open"], first["revoked_by"]) == (False, "edith")
    assert api("POST", path, by="edith").status == 204
    assert shares(api, made) == [first]


def test_only_who_may_see_the_story_deals_with_its_links(api: Api) -> None:
    made = api.submit("ann", status="draft", title="Secret")
    told = share(api, made, by="ann").json
    path = f"{ARTICLES}/{made['id']}/shares"
    assert share(api, made, by="ben").status == 404
    assert api("GET", path, by="ben").status == 404
    assert api("GET", f"{path}/{told['id']}/openings", by="ben").status == 404
    assert api("POST", f"{path}/{told['id']}/revoke", by="ben").status == 404
    (listed,) = shares(api, made, by="ann")
    assert listed["open"]


def test_a_link_of_another_story_is_not_found_under_this_one(api: Api) -> None:
    made, other = (api.submit("edith", status="draft", slug=s) for s in ("one", "two"))
    told = share(api, other).json
    path = f"{ARTICLES}/{made['id']}/shares/{told['id']}"
    assert api("POST", f"{path}/revoke", by="edith").status == 404
    assert api("GET", f"{path}/openings", by="edith").status == 404
    assert shares(api, other)[0]["open"]


def test_a_story_has_twenty_open_links_at_most(api: Api) -> None:
    made = api.submit("edith", status="draft")
    told = [share(api, made).status for _ in range(21)]
    assert told == [201] * 20 + [409]
    first = shares(api, made)[0]
    api("POST", f"{ARTICLES}/{made['id']}/shares/{first['id']}/revoke", by="edith")
    assert share(api, made).status == 201


def test_a_story_that_was_deleted_has_no_links(api: Api) -> None:
    made = api.submit("edith", status="draft")
    act(api, made, "delete", "edith")
    assert share(api, made).status == 404
