"""What CloudWatch is asked for: a metric of a function or a queue, as they report it."""

from typing import Any, NamedTuple


class Metric(NamedTuple):
    """Which one. `dimensions` are names and values in turn."""

    namespace: str
    name: str
    stat: str
    dimensions: tuple[str, ...]


def query_of(called: str, metric: Metric, period: int) -> dict[str, Any]:
    """The query for it (GetMetricData), whose answer is `called` so; `period` is in seconds."""
    names, values = metric.dimensions[::2], metric.dimensions[1::2]
    dimensions = [{"Name": n, "Value": v} for n, v in zip(names, values, strict=True)]
    what = {"Namespace": metric.namespace, "MetricName": metric.name, "Dimensions": dimensions}
    return {"Id": called, "MetricStat": {"Metric": what, "Period": period, "Stat": metric.stat}}


def of_function(name: str, metric: str, stat: str = "Sum") -> Metric:
    """What Lambda reports of a function."""
    return Metric("AWS/Lambda", metric, stat, ("FunctionName", name))


def age_of_queue(url: str) -> Metric:
    """How old the oldest message of a queue is, in seconds."""
    name = url.rpartition("/")[2]
    return Metric("AWS/SQS", "ApproximateAgeOfOldestMessage", "Maximum", ("QueueName", name))


def age_of_stream(function: str) -> Metric:
    """How old the newest record was that a function read of its stream, in milliseconds."""
    return of_function(function, "IteratorAge", "Maximum")
