"""The figures of a stack's dashboard, for a terminal: what its own body asks CloudWatch for."""

import json
from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any, NamedTuple

from broadsheet.adapters.aws.metrics import Metric, age_of_queue, query_of
from operate.stack import Stack

_EDGE = "AWS/CloudFront"
_MINUTES = 15
"""Of a queue's age: SQS reports each minute, some minutes late."""


class Curve(NamedTuple):
    """One of a widget's metrics."""

    title: str
    label: str
    metric: Metric


def figures(stack: Stack, watch: Any, edge: Any, since: datetime, at: datetime) -> Iterator[str]:
    """A line for each widget, with what each of its metrics was within that time.

    Sums are summed, of other statistics it is the highest; what was not reported is left out.
    `watch` and `edge` are clients of CloudWatch: of the stack's own region, and of CloudFront's.
    """
    curves = list(curves_of(_body(stack, watch)))
    told = _values(watch, [c for c in curves if c.metric.namespace != _EDGE], since, at)
    told |= _values(edge, [c for c in curves if c.metric.namespace == _EDGE], since, at)
    for title in dict.fromkeys(curve.title for curve in curves):
        of_it = [curve for curve in curves if curve.title == title and curve in told]
        found = [f"{c.label.removeprefix(f'{stack.name}-')} {_short(told[c])}" for c in of_it]
        yield f"{title}: {', '.join(found) or 'nothing reported'}"


def age_of(watch: Any, at: datetime, queue_url: str) -> float | None:
    """How old the oldest message of a queue is, as SQS last reported."""
    query = query_of("age", age_of_queue(queue_url), 60)
    since = at - timedelta(minutes=_MINUTES)
    answer = watch.get_metric_data(StartTime=since, EndTime=at, MetricDataQueries=[query])
    # The newest first, as CloudWatch gives them.
    values = answer["MetricDataResults"][0]["Values"]
    return float(values[0]) if values else None


def curves_of(body: Any) -> Iterator[Curve]:
    """The metrics of a dashboard's body, its short forms written out.

    CloudWatch API Reference, 'Dashboard body structure and syntax': `.` is what stands above, `...`
    all that stands above but what follows.
    """
    for widget in body["widgets"]:
        told = widget["properties"]
        above: list[str] = []
        for row in told.get("metrics", []):
            options = row[-1] if isinstance(row[-1], dict) else {}
            given = [part for part in row if isinstance(part, str)]
            if given[0] == "...":
                given = [*above[: len(above) - len(given) + 1], *given[1:]]
            above = [above[n] if part == "." else part for n, part in enumerate(given)]
            namespace, metric, *dimensions = above
            stat = options.get("stat", told.get("stat", "Average"))
            own = dimensions[1] if len(dimensions) > 1 else ""
            label = options.get("label") or f"{own} {metric} {stat}".strip()
            yield Curve(told["title"], label, Metric(namespace, metric, stat, tuple(dimensions)))


def _body(stack: Stack, watch: Any) -> Any:
    found = stack.clients("cloudformation").describe_stack_resource(
        StackName=stack.name, LogicalResourceId="Dashboard"
    )
    name = found["StackResourceDetail"]["PhysicalResourceId"]
    return json.loads(watch.get_dashboard(DashboardName=name)["DashboardBody"])


def _values(watch: Any, curves: list[Curve], since: datetime, at: datetime) -> dict[Curve, float]:
    if not curves:
        return {}
    period = max(60, round((at - since).total_seconds() / 60) * 60)
    asked = [query_of(f"m{n}", curve.metric, period) for n, curve in enumerate(curves)]
    answer = watch.get_metric_data(StartTime=since, EndTime=at, MetricDataQueries=asked)
    found = {result["Id"]: result["Values"] for result in answer["MetricDataResults"]}
    values = {curve: found.get(f"m{n}", []) for n, curve in enumerate(curves)}
    return {c: sum(v) if c.metric.stat == "Sum" else max(v) for c, v in values.items() if v}


def _short(value: float) -> str:
    return f"{value:,.0f}" if value >= 100 or value == int(value) else f"{value:.2f}"
