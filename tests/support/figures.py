"""Figures of a stack on mocks: what CloudWatch would have been told by then."""

from datetime import timedelta

import boto3

from tests.support.lambdas import Stack

_STACK = "newsroom"


def failed(stack: Stack, function: str, times: int) -> None:
    """A function failed so often within the last minutes."""
    reported(stack, function, "Errors", times)


def reported(stack: Stack, function: str, metric: str, value: float) -> None:
    """Lambda says this of a function."""
    told = {
        "MetricName": metric,
        "Dimensions": [{"Name": "FunctionName", "Value": f"{_STACK}-{function}"}],
        "Value": value,
        "Timestamp": stack.clock.now - timedelta(minutes=2),
    }
    boto3.client("cloudwatch").put_metric_data(Namespace="AWS/Lambda", MetricData=[told])


def ringing(name: str, said: str) -> None:
    """An alarm of the stack rings."""
    watch = boto3.client("cloudwatch")
    called = f"{_STACK}-{name}-1"
    watch.put_metric_alarm(
        AlarmName=called,
        AlarmDescription=f"{said}: docs/runbook.md#{name.lower()}",
        Namespace="AWS/Lambda",
        MetricName="Invocations",
        EvaluationPeriods=1,
        ComparisonOperator="LessThanThreshold",
        Period=300,
        Statistic="Sum",
        Threshold=1,
    )
    watch.set_alarm_state(AlarmName=called, StateValue="ALARM", StateReason="told to")
