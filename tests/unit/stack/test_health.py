"""What an operator is told is what is not well, and what to do about it."""

from datetime import UTC, datetime, timedelta
from typing import Any, NamedTuple

import pytest

from operate.health import Function, Gauges, Health, Late, Queue, problems, span
from operate.status import lines, verdict

NOW = datetime(2026, 11, 24, 5, 0, tzinfo=UTC)


def health(**what: Any) -> Health:
    """A stack that is well, but for `what`."""
    well: dict[str, Any] = {
        "functions": [Function(name="read_api", failed=0)],
        "queues": [
            Queue(name="RenderQueue", waiting=3, is_dead=False, oldest=1.0),
            Queue(name="RenderDeadLetters", waiting=0, is_dead=True),
        ],
        "late": [Late(action="publish", article_id="a", seconds=59.0)],
        "to_moderate": 3,
        "ticked": 61.0,
        "running": 3600.0,
        "readers": {},
    }
    return Health(**(well | what))


def told(found: Health) -> str:
    return "\n".join([*lines(found, {}), *verdict(list(problems(found)))])


def test_all_is_well() -> None:
    assert list(problems(health())) == []
    assert "All is well." in told(health())


FAILED = Function(name="publish_due", failed=3, since=NOW, last=NOW, is_failing=True)


@pytest.mark.parametrize(
    ("what", "words"),
    [
        ({"functions": [FAILED]}, "publish_due fails: 3 times since"),
        ({"queues": [Queue(name="Dead", waiting=1, is_dead=True)]}, "Dead: 1 given up"),
        (
            {"queues": [Queue(name="Mail", waiting=2, is_dead=False, oldest=600.0)]},
            "Mail: 2 waiting, the oldest for 10 min",
        ),
        (
            {"late": [Late(action="publish", article_id="a", seconds=600.0)]},
            "late, the first by 10",
        ),
        ({"ticked": 200.0}, "the clock has not ticked for 3 min"),
        ({"ticked": None}, "the clock has not ticked for 60 min"),
        ({"readers": {"route_changes": "FAILED"}}, "route_changes stands still"),
    ],
)
def test_what_is_not_well_is_said_with_what_to_do(what: dict[str, Any], words: str) -> None:
    (problem,) = problems(health(**what))
    assert words in problem.words
    assert problem.advice in told(health(**what))


def test_a_stack_that_has_just_started_has_not_missed_a_minute() -> None:
    assert list(problems(health(ticked=None, running=70.0))) == []


def test_a_function_that_works_again_is_well_and_still_counted() -> None:
    mended = Function(name="publish_due", failed=3, since=NOW, last=NOW)
    assert list(problems(health(functions=[mended]))) == []
    assert "publish_due: 3 times since" in told(health(functions=[mended]))


class Pages(NamedTuple):
    """What a paginator gives."""

    all: list[Any]

    def paginate(self, **_: Any) -> list[Any]:
        return self.all


def resources() -> list[Any]:
    queue = "https://sqs/0/s-Work"
    named = [("AWS::Lambda::Function", "s-publish_due"), ("AWS::SQS::Queue", queue)]
    named.append(("AWS::DynamoDB::Table", "s-Table"))
    return [
        {
            "StackResourceSummaries": [
                {"ResourceType": kind, "LogicalResourceId": "X", "PhysicalResourceId": name}
            ]
        }
        for kind, name in named
    ]


def sources() -> list[Any]:
    arn = "arn:aws:lambda:eu-west-1:0:function:"
    ours = {"FunctionArn": f"{arn}s-publish_due", "EventSourceArn": "arn:aws:sqs:e:0:s-Work"}
    other = {"FunctionArn": f"{arn}t-other", "EventSourceArn": "arn", "LastProcessingResult": "X"}
    return [{"EventSourceMappings": [ours]}, {"EventSourceMappings": [other]}]


class Aws:
    """Answers as AWS does, in pages, for a stack of one function, one queue and one table."""

    def __init__(self) -> None:
        self.errors: list[datetime] = []
        self.calls: list[datetime] = []

    def __call__(self, _service: str) -> "Aws":
        return self

    def get_paginator(self, name: str) -> "Pages":
        return Pages(resources() if name == "list_stack_resources" else sources())

    def get_metric_data(self, MetricDataQueries: list[Any], **_: Any) -> Any:  # noqa: N803
        told = {"Invocations": self.calls, "Errors": self.errors}
        found = [
            (q["Id"], told[q["MetricStat"]["Metric"]["MetricName"]]) for q in MetricDataQueries
        ]
        return {
            "MetricDataResults": [
                {"Id": name, "Timestamps": at, "Values": [2.0] * len(at)} for name, at in found
            ]
        }

    def get_queue_attributes(self, **_: Any) -> Any:
        counts = ("ApproximateNumberOfMessages", "ApproximateNumberOfMessagesNotVisible")
        return {"Attributes": dict.fromkeys(counts, "1")}

    def query(self, **asked: Any) -> Any:
        if ":now" not in asked["ExpressionAttributeValues"]:
            return {"Items": []}
        return {"Items": [{"sk": {"S": f"{(NOW - timedelta(hours=3)).isoformat()}#a1#publish"}}]}


@pytest.mark.parametrize(("worked_since", "is_failing"), [(False, True), (True, False)])
def test_a_stack_is_read_with_plain_clients(worked_since: bool, is_failing: bool) -> None:
    aws = Aws()
    aws.errors = [NOW - timedelta(minutes=2), NOW - timedelta(minutes=1)]
    aws.calls = [*aws.errors, *([NOW] if worked_since else [])]
    read = Gauges(aws, "s", NOW - timedelta(hours=1), lambda _url: 5.0, lambda: NOW).read()
    (function,) = read.functions
    assert (function.name, function.failed, function.is_failing) == ("publish_due", 4, is_failing)
    assert read.queues == [Queue(name="X", waiting=2, is_dead=False, oldest=5.0)]
    assert read.readers == {}
    (late,) = read.late
    assert (late.action, late.article_id, span(late.seconds)) == ("publish", "a1", "3 h")
