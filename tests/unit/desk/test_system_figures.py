"""The figures of the system on the first page: bounded, and waited for no longer than a moment."""

import threading
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from botocore.exceptions import ClientError, EndpointConnectionError

from broadsheet.adapters.aws import system_figures
from broadsheet.adapters.aws.system_figures import FUNCTIONS, SystemFigures
from broadsheet.usecases.desk.system import Failing, GivenUp, System, Unknown, Waiting, Why
from tests.support.rights import policy

NOW = datetime(2026, 11, 24, 5, 0, tzinfo=UTC)
DEAD = {"page": "https://sqs/1/dead-pages", "mail": "https://sqs/1/dead-mails"}
WORK = {"page": "https://sqs/1/pages", "mail": "https://sqs/1/mails"}
REFUSED = ClientError({"Error": {"Code": "AccessDenied", "Message": "no"}}, "GetMetricData")
AWAY = EndpointConnectionError(endpoint_url="https://monitoring")


class Cloud:
    """CloudWatch and SQS at once: what they report, and what they were asked."""

    def __init__(self, values: Mapping[tuple[str, str], list[float]]) -> None:
        self.values, self.asked = values, list[dict[str, Any]]()
        self.dead = dict.fromkeys(DEAD.values(), 0)
        self.alarms: list[dict[str, str]] = []
        self.wrong: Exception | None = None
        self.held: threading.Event | None = None

    def get_metric_data(self, **asked: Any) -> Any:
        self.asked.append(asked)
        if self.held:
            self.held.wait(60)
        if self.wrong:
            raise self.wrong
        results = []
        for query in asked["MetricDataQueries"]:
            metric = query["MetricStat"]["Metric"]
            (of,) = metric["Dimensions"]
            values = self.values.get((metric["MetricName"], of["Value"]), [])
            at = [NOW - timedelta(minutes=20 * n) for n in range(len(values))]
            results.append({"Id": query["Id"], "Timestamps": at, "Values": values})
        return {"MetricDataResults": results}

    def describe_alarms(self, **asked: Any) -> Any:
        assert asked == {"AlarmNamePrefix": "paper-", "StateValue": "ALARM", "MaxRecords": 100}
        return {"MetricAlarms": self.alarms}

    def get_queue_attributes(self, QueueUrl: str, AttributeNames: list[str]) -> Any:  # noqa: N803
        return {"Attributes": {AttributeNames[0]: str(self.dead[QueueUrl])}}


def looked(cloud: Cloud) -> System:
    """What a page would show."""
    return SystemFigures(cloud, cloud, "paper", DEAD, WORK)(NOW)()


@pytest.fixture(autouse=True)
def patience(monkeypatch: pytest.MonkeyPatch) -> None:
    """As much of it as this machine needs."""
    monkeypatch.setattr(system_figures, "PATIENCE", 60)


def test_what_fails_waits_and_rings_is_told_of_one_call_for_all_metrics() -> None:
    cloud = Cloud(
        {
            ("Errors", "paper-render_pages"): [2.0, 1.0],
            ("Errors", "paper-desk"): [0.0],
            ("ApproximateAgeOfOldestMessage", "mails"): [90.0, 900.0],
            ("IteratorAge", "paper-route_changes"): [120_500.0],
        }
    )
    cloud.alarms = [{"AlarmName": "paper-A-1", "AlarmDescription": "It rings: docs/runbook.md#a"}]
    cloud.dead[DEAD["mail"]] = 3
    assert looked(cloud) == System(
        given_up=[GivenUp("mail", 3)],
        failing=[Failing("render_pages", 3)],
        waiting=[Waiting("change", 120.5), Waiting("mail", 90.0)],
        alarms=["It rings"],
    )
    (asked,) = cloud.asked
    assert len(asked["MetricDataQueries"]) == len(FUNCTIONS) + len(WORK) + 2


def test_what_was_reported_long_ago_says_nothing_of_now() -> None:
    class Old(Cloud):
        def get_metric_data(self, **asked: Any) -> Any:
            told = super().get_metric_data(**asked)
            for one in told["MetricDataResults"]:
                one["Timestamps"] = [at - timedelta(hours=1) for at in one["Timestamps"]]
            return told

    assert looked(Old({("ApproximateAgeOfOldestMessage", "mails"): [90.0]})).waiting == []


@pytest.mark.parametrize(
    ("wrong", "why"),
    [(REFUSED, Unknown(Why.REFUSED, "AccessDenied")), (AWAY, Unknown(Why.AWAY))],
)
def test_what_cannot_be_told_is_unknown_with_the_reason_and_the_rest_is_told(
    wrong: Exception, why: Unknown
) -> None:
    cloud = Cloud({})
    cloud.wrong = wrong
    told = looked(cloud)
    assert (told.failing, told.waiting) == (why, why)
    assert (told.given_up, told.alarms) == ([], [])


def test_nobody_waits_for_an_answer_that_does_not_come(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(system_figures, "PATIENCE", 0.05)
    cloud = Cloud({})
    cloud.held = threading.Event()
    try:
        told = looked(cloud)
        assert told.failing == Unknown(Why.LATE)
        assert not cloud.held.is_set(), "the page is there before the answer is"
    finally:
        cloud.held.set()


def test_every_function_of_the_stack_is_looked_at() -> None:
    assert set(FUNCTIONS) == set(policy.logical_ids())
