"""What alarms and the dashboard ask for is told, and nothing else is counted."""

import json
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from botocore.exceptions import ClientError

from broadsheet.usecases.mail.send_notice import NoticeOutcome
from functions.publish_due.app import COUNTED
from tests.support.api import Api
from tests.support.lambdas import Stack, event


def lines(stack: Stack) -> Iterator[dict[str, Any]]:
    """What the functions said since the last look."""
    said = stack.output.getvalue()
    stack.output.seek(0)
    stack.output.truncate()
    for line in said.splitlines():
        yield json.loads(line)


def metrics(told: list[dict[str, Any]]) -> dict[str, Any]:
    """Of the lines that CloudWatch makes metrics of."""
    return {
        f"{line['service']} {metric['Name']}": line[metric["Name"]]
        for line in told
        if "_aws" in line
        for directive in line["_aws"]["CloudWatchMetrics"]
        for metric in directive["Metrics"]
    }


def test_the_clock_tells_how_many_comments_wait_each_fifth_minute_and_not_oftener(
    stack: Stack, api: Api
) -> None:
    made = api.submit()
    for n in range(3):
        api.comment(made["id"], email=f"r{n}@example.org", body=f"Comment number {n}")
    stack.clock.now = stack.clock.now.replace(minute=COUNTED)
    list(lines(stack))
    waiting = []
    for _ in range(COUNTED):
        stack.tick()
        told = list(lines(stack))
        waiting += [line["waiting"] for line in told if line.get("message") == "comments waiting"]
        assert metrics(told) == {}
        stack.clock.now += timedelta(minutes=1)
    assert waiting == [3]


def test_the_clock_tells_by_how_much_what_it_finds_is_late(stack: Stack, api: Api) -> None:
    api.submit(title="Flood", breaking=True)
    stack.clock.now += timedelta(days=3)
    list(lines(stack))
    stack.tick()
    told = metrics(list(lines(stack)))
    assert set(told) == {"publish_due SecondsLate"}
    assert max(told["publish_due SecondsLate"]) > timedelta(hours=12).total_seconds()
    stack.tick()
    assert metrics(list(lines(stack))) == {}


def test_a_page_tells_how_long_a_reader_waited_for_it(stack: Stack, api: Api) -> None:
    api.submit()
    list(lines(stack))
    stack.drain()
    assert set(metrics(list(lines(stack)))) == {"render_pages SecondsToVisible"}


@pytest.mark.parametrize("outcome", ["throttled", "unreadable", NoticeOutcome.LAPSED, "sent"])
def test_mails_that_fail_are_told_and_those_that_are_sent_are_not(
    stack: Stack, monkeypatch: pytest.MonkeyPatch, outcome: str
) -> None:
    def sends(*_: Any) -> tuple[NoticeOutcome, str]:
        if outcome == "throttled":
            told: Any = {"Error": {"Code": "TooManyRequestsException"}}
            raise ClientError(told, "SendEmail")
        return NoticeOutcome(outcome), ""

    monkeypatch.setattr("functions.send_mails.app.send_notice", sends)
    case = "unreadable" if outcome == "unreadable" else "confirm"
    batch = event(f"send_mails__{case}")
    answer = stack.invoke("send_mails", batch)
    told = list(lines(stack))
    failed = {} if outcome == "sent" else {"send_mails MailsFailed": [1.0]}
    assert metrics(told) == failed
    assert bool(answer["batchItemFailures"]) == (outcome == "throttled")
    if outcome == NoticeOutcome.LAPSED:
        assert any(line.get("message") == "mail not sent in its time" for line in told)
