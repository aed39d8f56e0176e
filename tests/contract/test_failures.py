"""What the functions may rely on when they cannot deal with a message."""

from datetime import UTC, datetime, timedelta
from typing import Any

import msgspec
import pytest
from botocore.exceptions import ClientError, EndpointConnectionError, ReadTimeoutError

from broadsheet.adapters.aws.failures import (
    TRIES,
    Received,
    SqsFailures,
    Unreadable,
    passes,
    reading,
)
from broadsheet.domain.shared.errors import InFlight
from broadsheet.domain.shared.sentence import for_programs
from broadsheet.usecases.shared.ports import ConditionFailed, Contended
from broadsheet.usecases.site.render_page import Unsettled

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
DAY = timedelta(days=1)


def refusal(code: str) -> ClientError:
    return ClientError({"Error": {"Code": code}}, "AnyCall")


class StubSqs:
    def __init__(self, code: str = "") -> None:
        self.code = code
        self.asked: list[tuple[str, int]] = []
        self.sent: list[dict[str, Any]] = []

    def change_message_visibility(
        self,
        QueueUrl: str,  # noqa: N803
        ReceiptHandle: str,  # noqa: N803
        VisibilityTimeout: int,  # noqa: N803
    ) -> None:
        assert QueueUrl == "queue"
        self.asked.append((ReceiptHandle, VisibilityTimeout))
        if self.code:
            raise refusal(self.code)

    def send_message(self, **asked: Any) -> None:
        if self.code:
            raise refusal(self.code)
        self.sent.append(asked)


def failures(sqs: Any, **options: Any) -> SqsFailures:
    return SqsFailures(sqs, "queue", "dead", **options)


def message(times: int = 1, sent: datetime = NOW, **attributes: str) -> dict[str, Any]:
    told = {
        "ApproximateReceiveCount": str(times),
        "SentTimestamp": str(round(sent.timestamp() * 1000)),
        **attributes,
    }
    return {"messageId": "m1", "receiptHandle": "r1", "body": "{}", "attributes": told}


THROTTLED = refusal("ThrottlingException")


@pytest.mark.parametrize(
    "error",
    [
        *(refusal(code) for code in ("ThrottlingException", "SlowDown", "InternalServerError")),
        *(refusal(code) for code in ("TransactionInProgressException", "AccessDeniedException")),
        EndpointConnectionError(endpoint_url="https://x"),
        ReadTimeoutError(endpoint_url="https://x"),
        *(ConnectionResetError(), TimeoutError()),
        *(Contended(), ConditionFailed([0]), InFlight(for_programs("x")), Unsettled("x")),
    ],
    ids=repr,
)
def test_what_passes_is_told_from_what_stays(error: Exception) -> None:
    assert passes(error)


@pytest.mark.parametrize(
    "error",
    [
        *(KeyError("x"), ValueError(), TypeError(), ZeroDivisionError(), Unreadable("x")),
        *(msgspec.ValidationError(), refusal("ValidationException")),
    ],
    ids=repr,
)
def test_what_stays_is_told_from_what_passes(error: Exception) -> None:
    assert not passes(error)


def test_what_cannot_be_read_is_put_aside_at_its_first_delivery() -> None:
    sqs = StubSqs()
    with pytest.raises(Unreadable) as error, reading():
        msgspec.json.decode(b"[")
    assert failures(sqs).puts_aside(message(), error.value, NOW)
    assert sqs.sent == [{"QueueUrl": "dead", "MessageBody": "{}"}]


def test_a_message_of_an_ordered_queue_keeps_its_group_and_is_put_aside_once() -> None:
    sqs = StubSqs()
    assert failures(sqs).puts_aside(message(MessageGroupId="page"), Unreadable("x"), NOW)
    (sent,) = sqs.sent
    assert (sent["MessageGroupId"], sent["MessageDeduplicationId"]) == ("page", "m1")


@pytest.mark.parametrize("times", [1, TRIES - 1, TRIES])
def test_what_stays_is_given_up_after_a_few_tries(times: int) -> None:
    sqs = StubSqs()
    assert failures(sqs).puts_aside(message(times), ValueError(), NOW) is (times == TRIES)
    assert len(sqs.sent) == (times == TRIES)


@pytest.mark.parametrize("times", [1, TRIES, 50])
def test_what_passes_is_never_given_up_while_it_is_worth_anything(times: int) -> None:
    sqs = StubSqs()
    assert not failures(sqs).puts_aside(message(times, NOW - 9 * DAY), THROTTLED, NOW)
    lasting = failures(sqs, longest=3600)
    assert not lasting.puts_aside(message(times, NOW - 2 * DAY), THROTTLED, NOW, 3 * DAY)
    assert sqs.sent == []


def test_what_would_come_too_late_at_the_next_try_is_put_aside_now() -> None:
    sqs = StubSqs()
    lasting = failures(sqs, longest=3600)
    late = message(50, NOW - 3 * DAY + timedelta(minutes=59))
    assert lasting.puts_aside(late, THROTTLED, NOW, 3 * DAY)
    early = message(50, NOW - 3 * DAY + timedelta(minutes=61))
    assert not lasting.puts_aside(early, THROTTLED, NOW, 3 * DAY)


def test_what_the_dead_letters_do_not_take_comes_again() -> None:
    assert not failures(StubSqs("AccessDenied")).puts_aside(message(), Unreadable("x"), NOW)


def test_what_failed_is_tried_again_soon_and_then_ever_later() -> None:
    sqs = StubSqs()
    failures(sqs).try_again_soon([Received(f"r{n}", n) for n in (1, 2, 3, 4, 5, 99)])
    assert [wait for _, wait in sqs.asked] == [2, 10, 50, 250, 360, 360]
    sqs = StubSqs()
    failures(sqs, longest=3600).try_again_soon([Received("r", n) for n in (5, 6, 99)])
    assert [wait for _, wait in sqs.asked] == [1250, 3600, 3600]


def test_a_message_that_nobody_holds_is_left_to_the_queue() -> None:
    sqs = StubSqs("ReceiptHandleIsInvalid")
    failures(sqs).try_again_soon([Received("r1", 1), Received("r2", 1)])
    assert [receipt for receipt, _ in sqs.asked] == ["r1", "r2"]


def test_what_cannot_be_hastened_at_the_end_of_a_batch_brings_nothing_back() -> None:
    sqs = StubSqs("AccessDenied")
    failures(sqs).hasten([Received("r1", 1)])
    assert [receipt for receipt, _ in sqs.asked] == ["r1"]


def test_any_other_refusal_is_told() -> None:
    with pytest.raises(ClientError):
        failures(StubSqs("AccessDenied")).try_again_soon([Received("r1", 1)])
