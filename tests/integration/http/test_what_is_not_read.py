"""What an operation would not read is refused, and all that is wrong with a question is named."""

import re
from urllib.parse import urlencode

import pytest

from broadsheet.adapters.http.operation import JSON, Operation
from broadsheet.adapters.http.operations import OPERATIONS
from tests.support.api import Api, Reply
from tests.support.lambdas import event
from tests.support.staff_tokens import publish_keys, token

WRITES = [o for o in OPERATIONS if o.method != "GET" and o.takes == (JSON,)]
"""Without the forms of readers: what stands behind an address is not their doing."""
WRONG = {
    "/api/v1/articles": {"limit": "0", "month": "2026-13", "section": "a", "tag": "b", "no": "1"},
    "/api/v1/articles ": {"limit": "0", "status": "gone", "mine": "x", "since": "soon", "no": "1"},
    "/api/v1/search": {"q": "", "limit": "0", "since": "soon", "until": "later", "no": "1"},
    "/api/v1/media": {"limit": "0", "unused": "x", "no": "1"},
    "/api/v1/moderation/comments": {
        "limit": "0",
        "state": "x",
        "signal": "y",
        "no": "1",
        "said": "",
        "sender": "!",
        "headline": "?",
    },
    "/api/v1/profiles": {"limit": "0", "no": "1"},
}


def call(api: Api, operation: Operation, article_id: str, **how: object) -> Reply:
    path = operation.path.replace("{id}", article_id)
    path = re.sub(r"\{\w+\}", "1", path)
    return api(operation.method, path, by="edith", if_match="*", **how)  # type: ignore[arg-type]


def test_no_write_is_done_with_a_parameter_that_it_does_not_know(api: Api) -> None:
    story = api.submit()["id"]
    for operation in WRITES:
        sent: dict[str, object] = {"json_body": {}} if operation.body else {}
        reply = call(api, operation, story, query={"dry_run": "true"}, **sent)
        assert (reply.status, reply.pointers) == (400, ["?dry_run"]), (operation, reply.body)
    assert api("GET", f"/api/v1/articles/{story}").json["version"] == 1


def test_a_body_is_refused_where_none_is_read(api: Api) -> None:
    story = api.submit()["id"]
    for operation in (o for o in WRITES if not o.body):
        reply = call(api, operation, story, json_body={"title": "Another"})
        assert (reply.status, reply.code) == (400, "malformed"), (operation, reply.body)
        assert reply.json["errors"][0]["code"] == "no_body"
    assert api("GET", f"/api/v1/articles/{story}").json["version"] == 1


@pytest.mark.parametrize("path", ["/api/v1/articles", "/api/v1/search", "/api/v1/tags"])
def test_of_a_parameter_that_is_there_twice_neither_is_taken(api: Api, path: str) -> None:
    query = {"q": "rain"} if path.endswith("search") else {}
    sent = event("read_api__articles") | {
        "routeKey": f"GET {path}",
        "rawPath": path,
        "rawQueryString": urlencode([*query.items(), ("limit", "2"), ("limit", "3")]),
        "queryStringParameters": query | {"limit": "2,3"},
    }
    reply = api.send(sent)
    assert "twice" in [error["code"] for error in reply.json["errors"]]
    assert set(reply.pointers) == {"?limit"}


def test_an_empty_object_is_no_body_that_would_be_lost(api: Api) -> None:
    path = f"/api/v1/articles/{api.submit()['id']}"
    assert api("POST", f"{path}/duplicate", by="edith", json_body={}).status == 201
    assert api("DELETE", path, by="edith", raw=b" {}\n", if_match="*").status == 204


@pytest.mark.parametrize("path", WRONG)
def test_all_that_is_wrong_with_a_question_is_named_at_once(
    api: Api, monkeypatch: pytest.MonkeyPatch, path: str
) -> None:
    publish_keys(monkeypatch)
    bearer = f"Bearer {token('edith')}"
    reply = api("GET", path.strip(), by="edith", query=WRONG[path], authorization=bearer)
    assert reply.code == "malformed"
    assert sorted(reply.pointers) == sorted(f"?{name}" for name in WRONG[path])
