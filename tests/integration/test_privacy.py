"""I6: a commenter's e-mail and IP address reach no page, no read, no log line and no metric."""

import json
import re
from typing import Any

import pytest

from broadsheet.adapters.dynamodb.table import DynamoTable
from tests.support.api import Api
from tests.support.lambdas import Stack

EMAIL = "canary+o'pines@leak.example.org"
IPS = ("192.0.2.213", "2001:db8:0:7::d5")
TRACES = re.compile(r"canary|o'pines|leak\.example|192\.0\.2\.|2001:db8:0:7", re.IGNORECASE)


class Reader:
    """A commenter whose addresses must stay behind the table's door."""

    def __init__(self, stack: Stack) -> None:
        self.api = Api(stack)
        self.stack = stack
        self.answers: list[str] = []

    def __call__(self, method: str, path: str, **options: Any) -> Any:
        forwarded = f"{IPS[1]}, {IPS[0]}"
        reply = self.api(method, path, x_forwarded_for=forwarded, **options)
        self.answers.append(json.dumps([reply.headers, reply.body]))
        return reply


@pytest.fixture
def reader(stack: Stack) -> Reader:
    return Reader(stack)


def typed(**fields: str) -> dict[str, str]:
    return {"name": "Rea", "email": EMAIL, "body": "Well said."} | fields


def drive_every_path(reader: Reader) -> str:
    """Comments of every kind, and every decision about them; the article's id."""
    made = reader.api.submit()
    path = f"/api/v1/articles/{made['id']}/comments"
    for n, decision in enumerate(("approve", "reject", "spam", None)):
        reader("POST", path, form=typed(body=f"Comment {n}"))
        pending = reader.api.pending()
        if decision:
            reader("POST", f"/api/v1/moderation/comments/{pending[0]['id']}/{decision}", by="edith")
    reader("POST", path, json_body=typed(body="By JSON"), accept="application/json")
    reader("POST", path, json_body=typed(name=""), accept="application/json")
    reader("POST", path, json_body=typed() | {EMAIL: "x"}, content_type="text/plain")
    reader("POST", path, raw=f"email={EMAIL}&name=%FF".encode(), content_type="text/plain")
    reader.stack.drain()
    return str(made["id"])


def read_everything(reader: Reader, article_id: str) -> None:
    articles = "/api/v1/articles"
    for path in (articles, f"{articles}/{article_id}", f"{articles}/{article_id}/comments"):
        assert reader("GET", path).status == 200
    for state in ("pending", "approved", "rejected", "spam"):
        path = "/api/v1/moderation/comments"
        assert reader("GET", path, by="edith", query={"state": state}).json["items"]


def test_the_addresses_reach_no_page_read_log_or_metric(reader: Reader) -> None:
    article_id = drive_every_path(reader)
    read_everything(reader, article_id)
    assert any(EMAIL in json.dumps(item) for item in reader.stack.items())
    for key, body in reader.stack.files().items():
        assert not TRACES.search(key + body.decode()), key
    for answer in reader.answers:
        assert not TRACES.search(answer), answer
    output = reader.stack.output.getvalue()
    assert '"_aws"' in output
    assert "answered" in output
    assert not TRACES.search(output)


def test_the_sender_alone_gets_back_what_was_typed(reader: Reader) -> None:
    made = reader.api.submit()
    path = f"/api/v1/articles/{made['id']}/comments"
    assert "canary" in reader("POST", path, form=typed(name="")).body
    assert not TRACES.search(reader.stack.output.getvalue())


def test_the_address_stands_in_one_kind_of_record_only(reader: Reader) -> None:
    drive_every_path(reader)
    kinds = {i["type"]["S"] for i in reader.stack.items() if TRACES.search(json.dumps(i))}
    assert kinds == {"Comment"}
    assert not any(ip in json.dumps(reader.stack.items()) for ip in IPS)


def leaking(*_args: Any, **_options: Any) -> Any:
    raise RuntimeError(f"no luck with {EMAIL}, {IPS[0]}. Nor {IPS[1]}; Comment(email={EMAIL!r})")


@pytest.mark.parametrize("method", ["get", "commit"])
@pytest.mark.parametrize("accept", ["text/html", "application/json"])
def test_an_error_from_deep_inside_is_logged_without_them_and_tells_the_client_nothing(
    reader: Reader, monkeypatch: pytest.MonkeyPatch, method: str, accept: str
) -> None:
    made = reader.api.submit()
    monkeypatch.setattr(DynamoTable, method, leaking)
    path = f"/api/v1/articles/{made['id']}/comments"
    reply = reader("POST", path, form=typed(), accept=accept)
    assert (reply.status, reply.code) == (500, "internal")
    assert not re.search("luck|RuntimeError|Traceback", reply.body)
    assert not TRACES.search(reply.body)
    output = reader.stack.output.getvalue()
    assert "RuntimeError" in output
    assert "no luck with [e-mail]" in output
    assert not TRACES.search(output)


def test_moderation_that_fails_deep_inside_tells_nothing_either(
    reader: Reader, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = reader.api.submit()
    reader("POST", f"/api/v1/articles/{made['id']}/comments", form=typed())
    comment_id = reader.api.pending()[0]["id"]
    monkeypatch.setattr(DynamoTable, "commit", leaking)
    reply = reader("POST", f"/api/v1/moderation/comments/{comment_id}/approve", by="edith")
    assert (reply.status, reply.code) == (500, "internal")
    assert not TRACES.search(reader.stack.output.getvalue() + reply.body)


def test_a_change_that_cannot_be_routed_is_not_shown_in_the_log(
    reader: Reader, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = reader.api.submit()
    reader("POST", f"/api/v1/articles/{made['id']}/comments", form=typed())
    changes = reader.stack.stream()
    assert EMAIL in json.dumps(changes)
    for change in changes:
        change["dynamodb"]["NewImage"]["pk"] = {"N": "1"}
        change["dynamodb"]["NewImage"].pop("type")
    answer = reader.stack.invoke("route_changes", {"Records": changes})
    assert len(answer["batchItemFailures"]) == len(changes)
    assert not TRACES.search(reader.stack.output.getvalue())
