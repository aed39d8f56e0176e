"""Somebody hears of whatever goes wrong, and is told what to do: for all that there is."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from broadsheet.adapters.aws.system_figures import sentence_of
from broadsheet.adapters.jinja.catalogues import LOCALES
from tests.support.template import ROOT
from tests.support.template_resources import FUNCTIONS, functions, of_type, resources
from tools import messages

RUNBOOK = (ROOT / "docs/runbook.md").read_text("utf-8")
EDGE = (ROOT / "docs/examples/edge-alarm.yaml").read_text("utf-8")
ALARMS = of_type("AWS::CloudWatch::Alarm")
RINGS = "GreaterThanThreshold"


def calculated() -> dict[str, list[dict[str, Any]]]:
    """The metrics of each alarm that calculates."""
    return {
        name: [m["MetricStat"] for m in alarm["Metrics"] if "MetricStat" in m]
        for name, alarm in ALARMS.items()
        if "Metrics" in alarm
    }


def watched() -> Iterator[tuple[str, str, str, str]]:
    """Namespace, metric, whose, and the alarm on it."""
    for name, alarm in ALARMS.items():
        metrics = [one["Metric"] for one in calculated().get(name, [])] or [alarm]
        for metric in metrics:
            whose = str([d["Value"] for d in metric["Dimensions"]])
            yield metric["Namespace"], metric["MetricName"], whose, name


def alarm_on(namespace: str, metric: str, whose: str) -> dict[str, Any]:
    """The only one. Fails where nobody hears of it, or two do."""
    found = [n for ns, m, of, n in watched() if (ns, m) == (namespace, metric) and whose in of]
    assert len(found) == 1, f"{namespace} {metric} of {whose}: {found}"
    return dict(ALARMS[found[0]])


@pytest.mark.parametrize("name", sorted(FUNCTIONS))
@pytest.mark.parametrize("metric", ["Errors", "Throttles"])
def test_every_function_that_fails_or_is_throttled_is_heard_of(name: str, metric: str) -> None:
    alarm_on("AWS/Lambda", metric, f"'{name}'")


def test_an_alarm_that_calculates_rings_for_any_of_its_metrics_and_has_no_more_than_ten() -> None:
    # CloudWatch User Guide, 'Alarm data queries': ten metrics in an expression, of one period.
    for name, metrics in calculated().items():
        alarm = ALARMS[name]
        assert 0 < len(metrics) <= 10
        assert {metric["Period"] for metric in metrics} == {300}
        told = [m["Expression"] for m in alarm["Metrics"] if m.get("ReturnData", True)]
        assert told == ["SUM(FILL(METRICS(), 0))"]
        assert (alarm["ComparisonOperator"], alarm["Threshold"]) == (RINGS, 0)


def test_what_happens_in_another_stack_rings_no_alarm() -> None:
    for name, alarm in ALARMS.items():
        assert "SELECT" not in str(alarm.get("Metrics"))
        assert "SEARCH" not in str(alarm.get("Metrics"))
        if alarm.get("Namespace") == "Broadsheet":
            continue
        metrics = [one["Metric"] for one in calculated().get(name, [])] or [alarm]
        for metric in metrics:
            named = [d for d in metric["Dimensions"] if d["Name"] not in ("Operation", "Region")]
            assert named
            assert {type(d["Value"]) for d in named} == {dict}, "a name of this stack's own"


@pytest.mark.parametrize("queue", of_type("AWS::SQS::Queue"))
def test_every_queue_is_heard_of(queue: str) -> None:
    is_work = "RedrivePolicy" in of_type("AWS::SQS::Queue")[queue]
    metric = "ApproximateAgeOfOldestMessage" if is_work else "ApproximateNumberOfMessagesVisible"
    alarm = alarm_on("AWS/SQS", metric, f"['{queue}', 'QueueName']")
    assert (alarm["ComparisonOperator"], alarm["Statistic"]) == (RINGS, "Maximum")
    assert alarm["Threshold"] == 0 or is_work
    assert not is_work or alarm["Threshold"] <= 1800


def test_every_reader_of_a_stream_is_heard_of_when_it_falls_behind() -> None:
    readers = [
        name
        for name, function in functions().items()
        for event in function["Events"].values()
        if event["Type"] == "DynamoDB"
    ]
    assert readers
    for name in readers:
        alarm = alarm_on("AWS/Lambda", "IteratorAge", f"'{name}'")
        assert (alarm["ComparisonOperator"], alarm["Threshold"]) == (RINGS, 300_000)


def test_a_clock_that_is_not_called_is_heard_of_because_it_says_nothing() -> None:
    ticking = [
        name
        for name, function in functions().items()
        for event in function["Events"].values()
        if event["Type"] == "Schedule"
    ]
    assert ticking == ["PublishDue"]
    alarm = alarm_on("AWS/Lambda", "Invocations", "'PublishDue'")
    assert (alarm["ComparisonOperator"], alarm["Threshold"]) == ("LessThanThreshold", 1)
    assert (alarm["Statistic"], alarm["Period"], alarm["EvaluationPeriods"]) == ("Sum", 300, 1)
    assert alarm["TreatMissingData"] == "breaching"
    others = [a for a in ALARMS.values() if a != alarm]
    assert {a["TreatMissingData"] for a in others} == {"notBreaching"}


def test_the_table_is_heard_of_for_each_kind_of_call_that_is_made_of_it() -> None:
    # DynamoDB Developer Guide, 'Metrics and dimensions': throttle events are told for a table,
    # system errors for a table and an operation.
    adapter = ROOT / "layers/broadsheet/python/broadsheet/adapters/aws/dynamodb/table.py"
    called = set(re.findall(r"_client\.([a-z_]+)\(", adapter.read_text("utf-8")))
    made = {"".join(map(str.capitalize, name.split("_"))) for name in called} - {"GetPaginator"}
    metrics = [one["Metric"] for one in calculated()["TableTroublesAlarm"]]
    errors = [m for m in metrics if m["MetricName"] == "SystemErrors"]
    assert {d["Value"] for m in errors for d in m["Dimensions"] if d["Name"] == "Operation"} == made
    others = {m["MetricName"]: m["Dimensions"] for m in metrics if m not in errors}
    assert others.keys() == {"ReadThrottleEvents", "WriteThrottleEvents"}
    assert list(others.values()) == [[{"Name": "TableName", "Value": {"Ref": "Table"}}]] * 2


def test_errors_at_the_edge_are_heard_of_where_cloudfront_reports() -> None:
    # CloudFront Developer Guide: its metrics are in us-east-1, with Region=Global.
    alarm = resources()["EdgeErrorsAlarm"]
    assert alarm["Condition"] == "IsWhereTheEdgeReports"
    kept = ("Namespace", "MetricName", "Statistic", "Period", "EvaluationPeriods", "Threshold")
    for name in kept:
        assert re.search(rf"^ +{name}: {alarm['Properties'][name]}$", EDGE, re.MULTILINE), name
    assert "{Name: Region, Value: Global}" in EDGE


def test_what_every_alarm_says_on_the_desks_first_page_is_said_in_every_language() -> None:
    said = {sentence_of(alarm["AlarmDescription"]) for alarm in ALARMS.values()}
    assert len(said) == len(ALARMS)
    for path in LOCALES.glob("*.po"):
        known = {m.id for m in messages.read(path) if m.string and not m.fuzzy}
        assert said - known == set(), path.name


def test_every_alarm_tells_somebody_when_it_begins_and_when_it_ends() -> None:
    for name, alarm in ALARMS.items():
        assert alarm["AlarmActions"] == alarm["OKActions"] == [{"Ref": "AlarmTopic"}], name


def test_every_alarm_ends_in_its_line_of_the_runbook_and_every_line_has_its_alarm() -> None:
    headings = re.findall(r"^## (\w+Alarm)$", RUNBOOK, re.MULTILINE)
    assert sorted(headings) == sorted(ALARMS)
    for name, alarm in ALARMS.items():
        assert alarm["AlarmDescription"].endswith(f": docs/runbook.md#{name.lower()}")


@pytest.mark.parametrize("name", ALARMS)
def test_a_line_of_the_runbook_says_what_it_means_what_to_look_at_and_what_to_do(name: str) -> None:
    section = RUNBOOK.split(f"\n## {name}\n")[1].split("\n## ")[0]
    for part in ("**Means**", "**Look**", "**Do**"):
        assert section.count(part) == 1, part
    assert re.search(r"^    \S", section, re.MULTILINE), "no command"


def test_what_the_runbook_names_is_there() -> None:
    makefile = (ROOT / "Makefile").read_text("utf-8")
    for target in set(re.findall(r"make ([a-z-]+)", RUNBOOK)):
        assert re.search(rf"^{target}:", makefile, re.MULTILINE), target
    code = "".join(path.read_text("utf-8") for path in _sources())
    for message in set(re.findall(r"message = \"([^\"]+)\"", RUNBOOK)):
        assert f'"{message}"' in code, message
    for log in set(re.findall(r"/aws/lambda/broadsheet-([a-z_]+)", RUNBOOK)):
        assert (ROOT / "functions" / log).is_dir(), log


def _sources() -> Iterator[Path]:
    yield from (ROOT / "functions").rglob("*.py")
    yield from (ROOT / "layers/broadsheet").rglob("*.py")


def test_what_alarms_cost_is_said() -> None:
    # CloudWatch pricing: $0.10 a month for each metric of an alarm, ten are free.
    metrics = len(list(watched()))
    readme = (ROOT / "README.md").read_text("utf-8")
    assert f"{metrics} metrics, so ${(metrics - 10) / 10:.2f}" in readme


def counted() -> set[tuple[str, str]]:
    """Each function with each metric that its code can count: what CloudWatch charges for."""
    found = set()
    for path in _sources():
        text = path.read_text("utf-8")
        for node in ast.walk(ast.parse(text)) if "count(" in text else ():
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "count":
                assert path.parent.parent.name == "functions", f"{path}: counted for every function"
                assert isinstance(node.args[0], ast.Constant), f"{path}: a name that is made up"
                found.add((path.parent.name, str(node.args[0].value)))
    return found


def test_what_is_counted_is_looked_at_and_priced_and_no_more_is_counted() -> None:
    named = counted()
    assert named == {
        ("publish_due", "SecondsLate"),
        ("render_pages", "SecondsToVisible"),
        ("send_mails", "MailsFailed"),
    }
    readme = (ROOT / "README.md").read_text("utf-8")
    (row,) = re.findall(r"^\| (\w+) metrics of our own.*\$([\d.]+).*\|$", readme, re.MULTILINE)
    assert row == ("three", f"{0.30 * len(named):.2f}")
    body = str(resources()["Dashboard"])
    for function, metric in named:
        assert f'"Broadsheet", "{metric}", "service", "{function}"' in body
    alarms = {(ns, m) for ns, m, _, _ in watched() if ns == "Broadsheet"}
    assert {m for _, m in alarms} <= {m for _, m in named}
