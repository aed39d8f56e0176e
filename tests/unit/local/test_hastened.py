"""The local cloud in less time says what it said before, and hands transactions over whole."""

import sys
import threading
from collections.abc import Iterator
from unittest import mock

import pytest
from ministack.services import (  # type: ignore[import-untyped]
    cloudfront,
    dynamodb,
    lambda_svc,
)

from broadsheet.adapters.aws.dynamodb.table import DynamoTable
from broadsheet.domain.articles.listing import Entry
from broadsheet.usecases.shared.ports import Span
from local import hastened

CONDITION = hastened.SPAN
OTHER = "sk BETWEEN :first AND :last"
VALUES = {":pk": {"S": "LISTING"}, ":first": {"S": "b"}, ":last": {"S": "d"}}

CHANGED = (
    *("_condition_syntax_error", "_tokenize", "_evaluate_condition"),
    *("_transact_write_items", "stream_records_since"),
)


@pytest.fixture
def before(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """What is changed is as it was, before and after."""
    interval = sys.getswitchinterval()
    for name in CHANGED:
        monkeypatch.setattr(dynamodb, name, getattr(dynamodb, name))
    parsed = "parse_distribution_dataplane_config"
    monkeypatch.setattr(cloudfront, parsed, getattr(cloudfront, parsed))
    gap = "_ESM_IDLE_WAKE_GAP_SECONDS"
    monkeypatch.setattr(lambda_svc, gap, getattr(lambda_svc, gap))
    yield
    sys.setswitchinterval(interval)


def found(sort_key: str, condition: str = CONDITION, pk: str = "LISTING") -> bool:
    item = {"pk": {"S": pk}, "sk": {"S": sort_key}}
    slot = "KeyConditionExpression"
    is_found: bool = dynamodb._evaluate_condition(condition, item, VALUES, {}, slot=slot)
    return is_found


@pytest.mark.usefixtures("before")
def test_a_condition_that_is_known_already_finds_what_it_found() -> None:
    keys = ("a", "b", "b~", "c", "\ud7ff", "\U0001f600", "d", "d~", "e")
    before = [key for key in keys if found(key)]
    tokens, wrong = dynamodb._tokenize(CONDITION), dynamodb._condition_syntax_error("pk = =", "X")
    hastened.hasten()
    for _ in range(2):
        assert [key for key in keys if found(key)] == before == ["b", "b~", "c", "d"]
        assert [key for key in keys if found(key, OTHER)] == before
        assert not found("c", pk="LINKED")
        assert dynamodb._condition_syntax_error("pk = =", "X") == wrong
        mine = dynamodb._tokenize(CONDITION)
        assert mine == tokens
        mine.clear()  # nobody else's


def test_queries_of_ours_are_those_that_are_answered_at_a_glance() -> None:
    client = mock.Mock()
    client.query.return_value = {"Items": [], "Count": 0, "ScannedCount": 0}
    DynamoTable(client, "newsroom").query(Entry, Span("LISTING#site"), limit=1)
    asked = client.query.call_args.kwargs
    assert asked["KeyConditionExpression"] == hastened.SPAN


@pytest.mark.usefixtures("before")
def test_a_distribution_that_was_changed_does_what_it_was_changed_to() -> None:
    hastened.hasten()
    for root in ("index.html", "front.html", "index.html"):
        xml = f"<Config><DefaultRootObject>{root}</DefaultRootObject></Config>"
        found = cloudfront.parse_distribution_dataplane_config({"config_xml": xml})
        assert found["default_root_object"] == root


@pytest.mark.usefixtures("before")
def test_nobody_reads_the_stream_in_the_middle_of_a_transaction(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    begun, goes_on = threading.Event(), threading.Event()
    seen: list[str] = []

    def transaction() -> None:
        begun.set()
        goes_on.wait(30)
        seen.append("written")

    monkeypatch.setattr(dynamodb, "_transact_write_items", transaction)
    monkeypatch.setattr(dynamodb, "stream_records_since", lambda: seen.append("read"))
    hastened.hasten()
    writer = threading.Thread(target=dynamodb._transact_write_items)
    reader = threading.Thread(target=dynamodb.stream_records_since)
    writer.start()
    assert begun.wait(30)
    reader.start()
    reader.join(0.05)
    goes_on.set()
    for one in (writer, reader):
        one.join(30)
    assert seen == ["written", "read"]
