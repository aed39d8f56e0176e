"""How often functions were called, and how often that failed, as CloudWatch tells it."""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any, NamedTuple

from broadsheet.adapters.aws.metrics import of_function, query_of

_MINUTE = timedelta(minutes=1)


class Calls(NamedTuple):
    """Of one function: how many there were, by when."""

    made: Mapping[datetime, float]
    failed: Mapping[datetime, float]


Count = Callable[[Sequence[str]], list[Calls]]
"""Those of each of these functions since somebody began to count, without moments of none."""


class Reported:
    """By what Lambda reports to CloudWatch, a figure a minute."""

    def __init__(self, watch: Any, since: datetime, clock: Callable[[], datetime]) -> None:
        """`watch` is a client of CloudWatch."""
        self._watch, self._since, self._clock = watch, since, clock

    def __call__(self, names: Sequence[str]) -> list[Calls]:
        """A `Count`."""
        asked = [
            query_of(f"{metric.lower()}{number}", of_function(name, metric), 60)
            for number, name in enumerate(names)
            for metric in ("Invocations", "Errors")
        ]
        answer = self._watch.get_metric_data(
            StartTime=self._since, EndTime=self._clock() + _MINUTE, MetricDataQueries=asked
        )
        told = {r["Id"]: _minutes(r) for r in answer["MetricDataResults"]}
        return [
            Calls(told[f"invocations{number}"], told[f"errors{number}"])
            for number in range(len(names))
        ]


def _minutes(result: Mapping[str, Any]) -> dict[datetime, float]:
    pairs = zip(result["Timestamps"], result["Values"], strict=True)
    return {at: value for at, value in pairs if value}
