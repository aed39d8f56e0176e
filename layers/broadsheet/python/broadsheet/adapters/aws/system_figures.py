"""How the system does: what CloudWatch and the queues of dead letters report, within a second.

All is asked at once, beside what the page reads of the table. What has not come when the page is
ready is unknown there: a newsroom waits for its stories, and not for figures.
"""

from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor, wait
from datetime import datetime, timedelta
from typing import Any, NamedTuple, TypeVar

from botocore.exceptions import BotoCoreError, ClientError

from broadsheet.adapters.aws.metrics import age_of_queue, age_of_stream, of_function, query_of
from broadsheet.usecases.desk.system import (
    LOOKED_AT,
    Failing,
    GivenUp,
    System,
    Unknown,
    Waiting,
    Why,
)

PATIENCE = 0.8
"""Seconds that are waited for answers, once everything else is there."""
LOST_AFTER = {"connect_timeout": 1, "read_timeout": 1, "retries": {"max_attempts": 0}}
"""Of the clients: an answer that comes later is read by nobody."""
FUNCTIONS = (
    *("edit_publication", "manage_media", "read_newsroom", "desk", "manage_staff"),
    *("submit_comment", "moderate_comments", "manage_subscriptions", "privacy_requests"),
    *("publish_due", "route_changes", "place_comments", "send_mails", "process_media"),
    *("render_pages", "fetch_embeds", "read_api"),
)
_STREAMS = {"change": "route_changes", "comment": "place_comments"}
_MOST_ALARMS = 100
_MINUTES = timedelta(minutes=15)
"""SQS and Lambda report each minute, some minutes late; what is older says nothing of now."""
_PERIOD = 300
T = TypeVar("T")


class _Reported(NamedTuple):
    """What one call of CloudWatch told, or did not."""

    failing: Sequence[Failing] | Unknown
    waiting: Sequence[Waiting] | Unknown


def sentence_of(description: str) -> str:
    """What an alarm says, without where an operator reads what to do: a message of catalogues."""
    return description.partition(": docs/")[0]


class SystemFigures:
    """Implements `Looks` for the stack of this name.

    `dead` and `queues` are addresses of queues by what is in them: of what nobody could deal with,
    and of work.
    """

    def __init__(
        self, watch: Any, sqs: Any, stack: str, dead: Mapping[str, str], queues: Mapping[str, str]
    ) -> None:
        self._watch, self._sqs, self._stack = watch, sqs, stack
        self._dead, self._queues = dead, queues
        self._together = ThreadPoolExecutor(len(dead) + 2, thread_name_prefix="figures")

    def __call__(self, at: datetime) -> Callable[[], System]:
        """See `Looks`."""
        begin = self._together.submit
        dead = {what: begin(self._number, url) for what, url in self._dead.items()}
        figures, alarms = begin(self._figures, at), begin(self._alarms)
        begun: list[Future[Any]] = [*dead.values(), figures, alarms]

        def told() -> System:
            wait(begun, timeout=PATIENCE)
            reported, rings = _told(figures), _told(alarms)
            if isinstance(reported, Unknown):
                reported = _Reported(reported, reported)
            return System(
                given_up=_given_up(dead),
                failing=reported.failing,
                waiting=reported.waiting,
                alarms=rings,
            )

        return told

    def _number(self, url: str) -> int:
        """SQS counts roughly while messages come and go (GetQueueAttributes)."""
        answer = self._sqs.get_queue_attributes(
            QueueUrl=url, AttributeNames=["ApproximateNumberOfMessages"]
        )
        return int(answer["Attributes"]["ApproximateNumberOfMessages"])

    def _alarms(self) -> list[str]:
        """What each says that rings."""
        answer = self._watch.describe_alarms(
            AlarmNamePrefix=f"{self._stack}-", StateValue="ALARM", MaxRecords=_MOST_ALARMS
        )
        return [
            sentence_of(one.get("AlarmDescription") or one["AlarmName"])
            for one in answer["MetricAlarms"]
        ]

    def _figures(self, at: datetime) -> "_Reported":
        """Of one call: how often each function failed, and how old is what waits."""
        errors = {name: of_function(self._of(name), "Errors") for name in FUNCTIONS}
        ages = {what: age_of_queue(url) for what, url in self._queues.items()}
        ages |= {what: age_of_stream(self._of(name)) for what, name in _STREAMS.items()}
        whole = round(LOOKED_AT.total_seconds())
        asked = [query_of(f"errors_{name}", one, whole) for name, one in errors.items()]
        asked += [query_of(f"age_{what}", one, _PERIOD) for what, one in ages.items()]
        answer = self._watch.get_metric_data(
            StartTime=at - LOOKED_AT,
            EndTime=at + timedelta(minutes=1),
            MetricDataQueries=asked,
        )
        found = {one["Id"]: one for one in answer["MetricDataResults"]}
        failed = [Failing(name, round(sum(found[f"errors_{name}"]["Values"]))) for name in errors]
        waited = [Waiting(what, _newest(found[f"age_{what}"], at, what)) for what in ages]
        waited.sort(key=lambda one: -one.seconds)
        return _Reported(
            [one for one in failed if one.number], [one for one in waited if one.seconds]
        )

    def _of(self, function: str) -> str:
        return f"{self._stack}-{function}"


def _newest(result: Mapping[str, Any], at: datetime, what: str) -> float:
    """The newest first, as CloudWatch gives them; of streams in milliseconds."""
    values = [
        v for t, v in zip(result["Timestamps"], result["Values"], strict=True) if t >= at - _MINUTES
    ]
    seconds = float(values[0]) if values else 0.0
    return seconds / 1000 if what in _STREAMS else seconds


def _given_up(dead: Mapping[str, "Future[int]"]) -> list[GivenUp] | Unknown:
    counted = list[GivenUp]()
    for what, answer in dead.items():
        number = _told(answer)
        if isinstance(number, Unknown):
            return number
        counted.append(GivenUp(what, number))
    return [one for one in counted if one.number]


def _told(answer: "Future[T]") -> T | Unknown:
    """What came, or why nothing did."""
    if not answer.done():
        answer.cancel()
        return Unknown(Why.LATE)
    try:
        return answer.result()
    except ClientError as error:
        return Unknown(Why.REFUSED, error.response["Error"]["Code"])
    except BotoCoreError:
        return Unknown(Why.AWAY)
