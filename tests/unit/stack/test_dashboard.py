"""One look: what the dashboard names is there, and nothing that it should show is missing."""

import json
import re
from collections.abc import Iterator
from typing import Any

import pytest

from operate.figures import curves_of
from tests.support.template import ROOT, template
from tests.support.template_resources import FUNCTIONS, of_type, resources
from tests.unit.stack.test_alarms import counted

PROPERTIES = template()["Resources"]["Dashboard"]["Properties"]
TEXT: str = PROPERTIES["DashboardBody"]
REFERENCES = re.findall(r"\$\{([\w.:]+)\}", TEXT)
WIDGETS = json.loads(re.sub(r"\$\{([\w.:]+)\}", r"<\1>", TEXT))["widgets"]
KNOWN = {
    "AWS/SQS": {
        "ApproximateAgeOfOldestMessage",
        "ApproximateNumberOfMessagesVisible",
        "NumberOfMessagesSent",
        "NumberOfMessagesDeleted",
    },
    "AWS/Lambda": {"IteratorAge", "Invocations", "Throttles", "Duration"},
    "AWS/ApiGateway": {"Count", "4xx", "5xx"},
    "AWS/CloudFront": {"Requests", "4xxErrorRate", "5xxErrorRate"},
    "AWS/DynamoDB": {
        "ReadThrottleEvents",
        "WriteThrottleEvents",
        "ConsumedReadCapacityUnits",
        "ConsumedWriteCapacityUnits",
    },
    "Broadsheet": {metric for _, metric in counted()},
}
"""What the services report for the dimensions that are asked for, as each one's guide lists it
('Available CloudWatch metrics for Amazon SQS', 'Types of metrics for Lambda functions', 'HTTP API
metrics', 'CloudFront metrics', 'DynamoDB metrics and dimensions')."""
DIMENSIONS: dict[str, list[tuple[str, ...]]] = {
    "AWS/SQS": [("QueueName",)],
    "AWS/Lambda": [("FunctionName",), ()],
    "AWS/ApiGateway": [("ApiId",)],
    "AWS/CloudFront": [("DistributionId", "Region")],
    "AWS/DynamoDB": [("TableName",)],
    "Broadsheet": [("service", "stack")],
}


def metrics(widget: dict[str, Any]) -> Iterator[tuple[str, str, tuple[str, ...], tuple[str, ...]]]:
    """Namespace, metric, names and values of its dimensions, of each curve."""
    for curve in curves_of({"widgets": [widget]}):
        namespace, name, _, dimensions = curve.metric
        yield namespace, name, dimensions[::2], dimensions[1::2]


SHOWN = [one for widget in WIDGETS for one in metrics(widget)]


@pytest.mark.parametrize("name", sorted(set(REFERENCES)))
def test_what_it_refers_to_is_in_the_template(name: str) -> None:
    assert name in ("AWS::Region", "AWS::StackName") or name.partition(".")[0] in resources()


def test_every_curve_is_of_a_metric_that_there_is() -> None:
    for namespace, metric, names, values in SHOWN:
        assert metric in KNOWN[namespace]
        assert names in DIMENSIONS[namespace]
        assert len(names) == len(values)


def test_every_curve_is_of_this_stack() -> None:
    for namespace, metric, names, values in SHOWN:
        own = [v for v in values if v.startswith("<")]
        is_account_wide = (namespace, names) == ("AWS/Lambda", ())
        assert own or namespace == "Broadsheet" or is_account_wide, (namespace, metric)


def test_it_is_in_its_own_region_and_the_edge_where_cloudfront_reports() -> None:
    for widget in WIDGETS:
        told = widget["properties"]
        is_edge = any(one[0] == "AWS/CloudFront" for one in metrics(widget))
        assert told["region"] == ("us-east-1" if is_edge else "<AWS::Region>")
        assert told["title"]
        assert widget["type"] in ("metric", "log")


def of(metric: str) -> set[str]:
    return {value.strip("<>") for _, name, _, values in SHOWN if name == metric for value in values}


def test_every_queue_is_shown() -> None:
    for name, queue in of_type("AWS::SQS::Queue").items():
        is_work = "RedrivePolicy" in queue
        wanted = (
            "ApproximateAgeOfOldestMessage" if is_work else "ApproximateNumberOfMessagesVisible"
        )
        assert f"{name}.QueueName" in of(wanted)


def test_what_each_function_costs_is_shown() -> None:
    assert of("Duration") == FUNCTIONS


def test_how_long_an_accepted_story_takes_is_one_series_looked_at_in_three_ways() -> None:
    (widget,) = [w for w in WIDGETS if "SecondsToVisible" in str(w)]
    assert len(set(metrics(widget))) == 1
    looked_at = [row[-1]["stat"] for row in widget["properties"]["metrics"]]
    assert looked_at == ["p50", "p95", "p99"]


def test_its_name_is_nobody_elses_in_the_account() -> None:
    assert PROPERTIES["DashboardName"] == "${AWS::StackName}-${AWS::Region}"


def test_comments_that_wait_are_asked_of_the_log_that_tells_of_them() -> None:
    (query,) = [w["properties"]["query"] for w in WIDGETS if w["type"] == "log"]
    assert query.startswith("SOURCE '<PublishDueLog>' | ")
    message = re.search(r"message = '([^']+)'", query)
    code = (ROOT / "functions/publish_due/app.py").read_text("utf-8")
    assert message
    assert f'"{message[1]}", extra={{"waiting": ' in code
