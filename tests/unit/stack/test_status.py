"""`make status STACK=`: the same screen of a stack on AWS, with the figures of its dashboard."""

import re
import sys
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from operate import status as screen
from operate.stack import Stack
from operate.status import status
from tests.unit.stack.test_dashboard import TEXT

NOW = datetime(2026, 11, 24, 5, 0, tzinfo=UTC)
QUEUES = {"RenderQueue": "s-RenderQueue-1.fifo", "MailDeadLetters": "s-MailDeadLetters-1"}


class Watch:
    """CloudWatch of a region: reports what it is given, and keeps what it was asked."""

    def __init__(self, values: dict[tuple[str, str], list[float]]) -> None:
        self.values = values
        self.asked: list[dict[str, Any]] = []

    def get_dashboard(self, DashboardName: str) -> Any:  # noqa: N803
        assert DashboardName == "s-eu-west-1"
        return {"DashboardBody": re.sub(r"\$\{([\w.:]+)\}", r"s-\1", TEXT)}

    def get_metric_data(self, MetricDataQueries: list[Any], **_: Any) -> Any:  # noqa: N803
        results = []
        for query in MetricDataQueries:
            told = query["MetricStat"]
            self.asked.append(told["Metric"])
            values = self.values.get((told["Metric"]["MetricName"], told["Stat"]), [])
            at = [NOW - timedelta(minutes=n) for n in range(len(values))]
            results.append({"Id": query["Id"], "Timestamps": at, "Values": values})
        return {"MetricDataResults": results}


class Account:
    """Everything else, of a stack with one function that ticks."""

    def __init__(self, dead: int) -> None:
        self.dead = dead
        self.watch = Watch(
            {
                ("SecondsToVisible", "p50"): [1.25],
                ("SecondsToVisible", "p99"): [7.0],
                ("NumberOfMessagesDeleted", "Sum"): [1200.0],
                ("Invocations", "Sum"): [1.0],
                ("ApproximateAgeOfOldestMessage", "Maximum"): [3.0, 900.0],
            }
        )

    def __call__(self, service: str) -> Any:
        return self.watch if service == "cloudwatch" else self

    def get_paginator(self, name: str) -> Any:
        resources = [("AWS::Lambda::Function", "PublishDue", "s-publish_due")]
        resources += [("AWS::SQS::Queue", n, f"https://sqs/0/{q}") for n, q in QUEUES.items()]
        resources += [("AWS::DynamoDB::Table", "Table", "s-Table")]
        names = ("ResourceType", "LogicalResourceId", "PhysicalResourceId")
        arns = {
            "FunctionArn": "arn:aws:lambda:eu-west-1:0:function:s-render_pages:live",
            "EventSourceArn": f"arn:aws:sqs:eu-west-1:0:{QUEUES['RenderQueue']}",
        }
        page = {
            "list_stack_resources": {
                "StackResourceSummaries": [dict(zip(names, r, strict=True)) for r in resources]
            },
            "list_event_source_mappings": {"EventSourceMappings": [arns]},
        }[name]
        return Pages(page)

    def get_queue_attributes(self, QueueUrl: str, **_: Any) -> Any:  # noqa: N803
        number = self.dead if "Dead" in QueueUrl else 2
        told = {"ApproximateNumberOfMessages": str(number)}
        return {"Attributes": told | {"ApproximateNumberOfMessagesNotVisible": "0"}}

    def query(self, **asked: Any) -> Any:
        assert asked["ConsistentRead"]
        return {"Items": []}

    def describe_stack_resource(self, **_: Any) -> Any:
        return {"StackResourceDetail": {"PhysicalResourceId": "s-eu-west-1"}}


class Pages:
    def __init__(self, page: Any) -> None:
        self._page = page

    def paginate(self, **_: Any) -> list[Any]:
        return [self._page]


def seen(dead: int = 0) -> tuple[str, bool, Account, Watch]:
    account, edge = Account(dead), Watch({("Requests", "Sum"): [5000.0]})
    told, is_well = status(Stack("s", account), edge, NOW)
    return "\n".join(told), is_well, account, edge


def test_a_stack_that_is_well_is_said_to_be_with_the_dashboards_figures() -> None:
    told, is_well, account, edge = seen()
    assert is_well
    assert "All is well." in told
    assert "Accepted to visible, seconds: render_pages SecondsToVisible p50 1.25" in told
    assert "p99 7" in told
    assert "NumberOfMessagesDeleted Sum 1,200" in told
    assert "RenderQueue 2 (oldest 3 s)" in told
    assert {m["Namespace"] for m in edge.asked} == {"AWS/CloudFront"}
    assert "AWS/CloudFront" not in {m["Namespace"] for m in account.watch.asked}
    assert "5,000" in told
    titles = re.findall(r'"type": "metric".*?"title": "([^"]+)"', TEXT)
    assert len(titles) >= 9
    assert all(f"{title}: " in told for title in titles)


def test_what_is_not_well_is_said_with_what_to_do() -> None:
    told, is_well, _, _ = seen(dead=4)
    assert not is_well
    assert "MailDeadLetters: 4 given up" in told
    assert "make redrive" in told


@pytest.mark.parametrize(("dead", "code"), [(0, 0), (1, 1)])
def test_the_exit_code_says_whether_all_is_well(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], dead: int, code: int
) -> None:
    account, edge = Account(dead), Watch({})
    monkeypatch.setattr(sys, "argv", ["status", "--stack", "s"])
    monkeypatch.setattr(screen, "stack_of", lambda name: Stack(name, account))
    monkeypatch.setattr(screen, "clients_of", lambda settings: lambda _name: edge)
    monkeypatch.setattr(screen, "now", lambda: NOW)
    assert screen.main() == code
    assert ("All is well." in capsys.readouterr().out) is (code == 0)
