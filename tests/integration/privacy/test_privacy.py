"""I6: a reader's addresses reach no page, read, log or metric, and are kept hashed or sealed."""

import json
import re
from typing import Any

import pytest

from broadsheet.adapters.aws.dynamodb.table import DynamoTable
from tests.support.lambdas import Stack
from tests.support.private_reader import (
    EMAIL,
    IPS,
    TRACES,
    WORDS,
    Reader,
    drive_every_path,
    everything_public,
    shown,
    typed,
)


@pytest.fixture
def reader(stack: Stack) -> Reader:
    return Reader(stack)


def read_everything(reader: Reader, article_id: str) -> None:
    articles = "/api/v1/articles"
    for path in (articles, f"{articles}/{article_id}", f"{articles}/{article_id}/comments"):
        assert reader("GET", path).status == 200
    for state in ("pending", "approved", "rejected", "spam"):
        path = "/api/v1/moderation/comments"
        assert reader("GET", path, by="edith", query={"state": state}).json["items"]
    comment_id = shown(reader)[0]
    assert reader("GET", f"/api/v1/moderation/comments/{comment_id}/trail", by="edith").json


def test_the_addresses_reach_no_page_read_log_or_metric_and_are_hidden_in_the_table(
    reader: Reader,
) -> None:
    article_id = drive_every_path(reader)
    read_everything(reader, article_id)
    for where, text in everything_public(reader).items():
        assert not TRACES.search(text), where
    # A form that is wrong gives back to its sender, and to nobody else, what was typed.
    mine = [answer for answer in reader.answers if "<form" not in answer]
    assert len(mine) > 20
    for answer in mine:
        assert not TRACES.search(answer), answer
    assert not TRACES.search(reader.table())
    output = reader.stack.output.getvalue()
    assert '"_aws"' in output
    assert "answered" in output


def test_the_sender_alone_gets_back_what_was_typed(reader: Reader) -> None:
    made = reader.api.submit()
    path = f"/api/v1/articles/{made['id']}/comments"
    assert "canary" in reader("POST", path, form=typed(name="")).body
    assert not TRACES.search(reader.stack.output.getvalue())


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


def test_the_stream_tells_of_no_address_and_a_change_that_cannot_be_routed_is_not_logged(
    reader: Reader,
) -> None:
    made = reader.api.submit()
    reader("POST", f"/api/v1/articles/{made['id']}/comments", form=typed(notify="yes"))
    changes = reader.stack.stream()
    assert not TRACES.search(json.dumps(changes))
    for change in changes:
        change["dynamodb"]["NewImage"]["pk"] = {"N": "1"}
        change["dynamodb"]["NewImage"].pop("type")
    answer = reader.stack.invoke("route_changes", {"Records": changes})
    assert answer == {"batchItemFailures": []}
    cloud = reader.stack.cloud
    letters = cloud.sqs.receive_message(QueueUrl=cloud.dead_letters_url, MaxNumberOfMessages=10)[
        "Messages"
    ]
    assert not WORDS.search(json.dumps(letters))
    assert not TRACES.search(json.dumps(letters))
    assert not WORDS.search(reader.stack.output.getvalue())
