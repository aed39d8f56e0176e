"""The local cloud in less time says what it said before, and hands transactions over whole."""

import sys
import threading
from collections.abc import Iterator

import pytest
from ministack.services import dynamodb, lambda_svc  # type: ignore[import-untyped]

from local import hastened

CONDITION = "pk = :pk AND sk BETWEEN :first AND :last"
VALUES = {":pk": {"S": "LISTING"}, ":first": {"S": "b"}, ":last": {"S": "d"}}


@pytest.fixture
def before(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """What is changed is as it was, before and after."""
    interval = sys.getswitchinterval()
    for name in ("_condition_syntax_error", "_tokenize", "_transact_write_items"):
        monkeypatch.setattr(dynamodb, name, getattr(dynamodb, name))
    monkeypatch.setattr(dynamodb, "stream_records_since", dynamodb.stream_records_since)
    gap = "_ESM_IDLE_WAKE_GAP_SECONDS"
    monkeypatch.setattr(lambda_svc, gap, getattr(lambda_svc, gap))
    yield
    sys.setswitchinterval(interval)


def found(sort_key: str) -> bool:
    item = {"pk": {"S": "LISTING"}, "sk": {"S": sort_key}}
    is_found: bool = dynamodb._evaluate_condition(CONDITION, item, VALUES, {})
    return is_found


@pytest.mark.usefixtures("before")
def test_a_condition_that_is_known_already_finds_what_it_found() -> None:
    tokens, wrong = dynamodb._tokenize(CONDITION), dynamodb._condition_syntax_error("pk = =", "X")
    hastened.hasten()
    for _ in range(2):
        assert [key for key in "abcde" if found(key)] == ["b", "c", "d"]
        assert dynamodb._condition_syntax_error("pk = =", "X") == wrong
        mine = dynamodb._tokenize(CONDITION)
        assert mine == tokens
        mine.clear()  # nobody else's


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
