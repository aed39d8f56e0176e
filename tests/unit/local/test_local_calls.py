"""Calls of functions on this machine are counted by their logs, whoever called them."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from local.calls import Logged
from local.tail import Tail
from operate.calls import Calls

NAME = "s-publish_due"
AT = datetime(2026, 11, 24, 5, 0, tzinfo=UTC)


class Logs:
    """CloudWatch Logs of one function."""

    def __init__(self) -> None:
        self.stored: list[tuple[datetime, str]] = []

    def call(self, at: datetime, *said: str) -> None:
        lines = ("START RequestId: 1 Version: 1", *said, "END RequestId: 1", "REPORT RequestId: 1")
        self.stored += [(at, line) for line in lines]

    def filter_log_events(self, *, startTime: int, **_: Any) -> Any:  # noqa: N803
        stored = [(int(at.timestamp() * 1000), line) for at, line in self.stored]
        return {"events": [{"timestamp": at, "message": m} for at, m in stored if at >= startTime]}


def counted(logs: Logs) -> Logged:
    return Logged(Tail(logs, {"/aws/lambda/s-publish_due": "publish_due"}, AT.timestamp()), "s-")


def test_each_call_counts_once_by_when_it_was_and_none_that_was_before() -> None:
    logs = Logs()
    logs.call(AT - timedelta(minutes=1))
    logs.call(AT)
    count = counted(logs)
    assert count([NAME, "s-render_pages"]) == [Calls({AT: 1}, {}), Calls({}, {})]
    later = AT + timedelta(minutes=1)
    logs.call(later)
    assert [count([NAME]) for _ in range(3)] == [[Calls({AT: 1, later: 1}, {})]] * 3


@pytest.mark.parametrize(
    ("said", "failed"),
    [
        (("[ERROR] ClientError: An error occurred (AccessDenied)",), {AT: 1}),
        (("Traceback", "KeyError: 'a'", "During handling", "ValueError: b"), {AT: 1}),
        (("2026-11-24T05:00:00Z 1 Task timed out after 30.00 seconds",), {AT: 1}),
        (('{"level":"ERROR","message":"kept for later","exception":"ValueError: b"}',), {}),
        (("nothing to do",), {}),
    ],
)
def test_a_call_failed_if_it_ended_with_an_error_however_many_that_names(
    said: tuple[str, ...], failed: dict[datetime, int]
) -> None:
    logs = Logs()
    logs.call(AT, *said)
    assert counted(logs)([NAME]) == [Calls({AT: 1}, failed)]
