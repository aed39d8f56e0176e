"""What nobody expected: logged whole, and told to nobody."""

import json
from collections.abc import Sequence
from typing import Any

import msgspec
import pytest

from broadsheet.adapters.aws.dynamodb.table import DynamoTable
from broadsheet.adapters.aws.failures import Received, SqsFailures
from broadsheet.adapters.aws.sqs_render_queue import page_requests
from broadsheet.adapters.jinja.renderer import JinjaRenderer
from broadsheet.domain.site.pages import AnyPage
from tests.support.api import Api, article

ARTICLES = "/api/v1/articles"
ID = "01a20460-10cb-74f7-893e-a9a6fbc4d7de"
CALLS: list[tuple[str, str, dict[str, Any]]] = [
    ("POST", ARTICLES, {"by": "ann", "json_body": article(), "idempotency_key": "k"}),
    ("PUT", f"{ARTICLES}/{ID}", {"by": "ann", "json_body": article(), "if_match": '"1"'}),
    ("DELETE", f"{ARTICLES}/{ID}", {"by": "ann", "if_match": '"1"'}),
    ("POST", f"{ARTICLES}/{ID}/publish", {"by": "edith"}),
    ("POST", f"{ARTICLES}/{ID}/unpublish", {"by": "edith"}),
    ("POST", f"{ARTICLES}/{ID}/comments", {"form": {"name": "R", "email": "r@b.co", "body": "x"}}),
    ("GET", "/api/v1/moderation/comments", {"by": "edith"}),
    ("POST", f"/api/v1/moderation/comments/{ID}/approve", {"by": "edith"}),
    ("GET", ARTICLES, {}),
    ("GET", f"{ARTICLES}/{ID}", {}),
    ("GET", f"{ARTICLES}/{ID}/comments", {}),
    ("GET", "/api/v1/sections", {}),
    ("GET", "/api/v1/tags", {}),
]


def broken(*_args: Any, **_options: Any) -> Any:
    raise RuntimeError("table arn:aws:dynamodb:secret-internals")


@pytest.mark.parametrize(("method", "path", "options"), CALLS)
def test_an_unexpected_error_shows_no_internals_and_is_logged(
    api: Api, monkeypatch: pytest.MonkeyPatch, method: str, path: str, options: dict[str, Any]
) -> None:
    for name in ("get", "query", "commit", "get_many"):
        monkeypatch.setattr(DynamoTable, name, broken)
    reply = api(method, path, **options)
    assert (reply.status, reply.code) == (500, "internal")
    assert "secret" not in reply.body
    assert reply.headers["cache-control"] == "no-store"
    lines = [json.loads(line) for line in api.stack.output.getvalue().splitlines()]
    logged = next(line for line in lines if line.get("level") == "ERROR")
    assert "secret-internals" in logged["exception"]
    assert logged["correlation_id"] == "Ub3k2hXpDoEEMzQ="
    assert reply.json["instance"].endswith(logged["correlation_id"])
    assert any(line.get("status", 0) >= 500 for line in lines)


def test_every_answer_is_logged_with_its_route(api: Api) -> None:
    api("GET", f"{ARTICLES}/{ID}")
    lines = [json.loads(line) for line in api.stack.output.getvalue().splitlines()]
    answered = next(line for line in lines if line.get("message") == "answered")
    assert (answered["route"], answered["status"]) == ("GET /api/v1/articles/{id}", 404)
    assert answered["service"] == "read_api"


@pytest.fixture
def batch(api: Api, monkeypatch: pytest.MonkeyPatch) -> list[Any]:
    """Messages of a story's pages, of which the first cannot be rendered."""
    api("POST", ARTICLES, by="edith", json_body=article(status="published"))
    api.stack.route()
    messages: list[Any] = api.stack.messages()
    unlucky = json.loads(messages[0]["body"])["page"]

    real = JinjaRenderer.render

    def fails_for_one(renderer: JinjaRenderer, page: AnyPage, view: Any) -> Any:
        return broken() if msgspec.to_builtins(page) == unlucky else real(renderer, page, view)

    monkeypatch.setattr(JinjaRenderer, "render", fails_for_one)
    return messages


def test_a_page_that_fails_is_logged_and_tried_again_soon_and_the_others_are_rendered(
    api: Api, batch: list[Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    stack = api.stack
    asked: list[Sequence[Received]] = []
    monkeypatch.setattr(SqsFailures, "try_again_soon", lambda _self, all_: asked.append(all_))
    answer = stack.invoke("render_pages", {"Records": batch})
    failed = [item["itemIdentifier"] for item in answer["batchItemFailures"]]
    assert failed == [batch[0]["messageId"]]
    assert asked == [[Received(batch[0]["receiptHandle"], 1)]]
    lines = [json.loads(line) for line in stack.output.getvalue().splitlines()]
    (logged,) = [line for line in lines if line.get("level") == "ERROR"]
    assert "secret-internals" in logged["exception"]
    pages = sum(len(page_requests(message["body"])) for message in batch)
    assert sum(line.get("message") == "page rendered" for line in lines) == pages - 1


def test_messages_that_cannot_be_hastened_bring_no_rendered_page_back(
    api: Api, batch: list[Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    stack = api.stack
    monkeypatch.setattr(SqsFailures, "try_again_soon", broken)
    answer = stack.invoke("render_pages", {"Records": batch})
    failed = [item["itemIdentifier"] for item in answer["batchItemFailures"]]
    assert failed == [batch[0]["messageId"]]
