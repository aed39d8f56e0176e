"""What an operator must see: what fails, what waits, what is late."""

from collections.abc import Callable, Iterator
from datetime import datetime
from typing import Any

import msgspec

from broadsheet.adapters.aws.dynamodb.table import DynamoTable
from broadsheet.adapters.clock import now as system_clock
from broadsheet.domain.articles.due import DUE_PK
from broadsheet.domain.shared.record import stamp
from broadsheet.usecases.comments.count_waiting import count_waiting
from client.errors import CommandError
from operate.calls import Calls, Count, Reported
from operate.stack import Stack, waiting

CLOCK = "publish_due"
_LATE_SECONDS = 120.0
"""The clock looks every minute, and may miss one look."""
_STILL_SECONDS = 180.0
_WAITING_SECONDS = 120.0
"""Longer than a message waits for a function that works."""

_OURS = ("AWS::Lambda::Function", "AWS::DynamoDB::Table", "AWS::SQS::Queue")
"""What every stack of ours has."""

Clients = Callable[[str], Any]
Age = Callable[[str], float | None]
"""How old the oldest message of a queue is, by its address, where that is known."""


class Function(msgspec.Struct, kw_only=True):
    """A function's invocations since somebody began to count."""

    name: str
    failed: int
    since: datetime | None = None
    last: datetime | None = None
    is_failing: bool = False
    """Whether some failed when it was last called: within a minute of that, on AWS."""


class Queue(msgspec.Struct, kw_only=True):
    """A queue: of work, or of what nobody could do."""

    name: str
    waiting: int
    is_dead: bool
    oldest: float | None = None


class Late(msgspec.Struct, kw_only=True):
    """What should have happened."""

    action: str
    article_id: str
    seconds: float


class Health(msgspec.Struct, kw_only=True):
    """A stack at one moment."""

    functions: list[Function]
    queues: list[Queue]
    late: list[Late]
    to_moderate: int
    """Comments that wait for an editor; a hundred are as many as are counted."""
    ticked: float | None
    """Seconds since the clock was last called; nothing where it was not."""
    running: float
    """Seconds since somebody began to count."""
    readers: dict[str, str]
    """What each reader of a stream or a queue says of its last batch, where that is not well."""


class Gauges:
    """Looks at one stack, with anybody's clients who may read it."""

    def __init__(
        self,
        clients: Clients,
        stack: str,
        since: datetime,
        age: Age,
        clock: Callable[[], datetime] = system_clock,
        count: Count | None = None,
    ) -> None:
        """`count` counts calls of functions since then; without it CloudWatch has.

        Raises CommandError for a stack that is not there, or is none of ours.
        """
        self._count = count or Reported(clients("cloudwatch"), since, clock)
        self._clients, self._stack = clients, stack
        self._since, self._age, self._clock = since, age, clock
        self._resources = dict[str, list[tuple[str, str]]]()
        for one in Stack(stack, clients).resources():
            what = one["LogicalResourceId"], one.get("PhysicalResourceId", "")
            self._resources.setdefault(one["ResourceType"], []).append(what)
        if not all(self._resources.get(kind) for kind in _OURS):
            raise CommandError(f"{stack!r} is no stack of Broadsheet's")

    def read(self) -> Health:
        """How it stands now."""
        now = self._clock()
        calls = {self._short(name): told for name, told in self._calls().items()}
        ticks = calls[CLOCK].made if CLOCK in calls else {}
        pages = self._clients("lambda").get_paginator("list_event_source_mappings").paginate()
        sources = (one for page in pages for one in page["EventSourceMappings"])
        ours = [s for s in sources if self._name_of(s["FunctionArn"]) != ""]
        return Health(
            functions=[_function(*one) for one in calls.items()],
            queues=list(self._queues({s["EventSourceArn"].rpartition(":")[2] for s in ours})),
            late=list(self._late(now)),
            to_moderate=self._to_moderate(),
            ticked=max(0.0, (now - max(ticks)).total_seconds()) if ticks else None,
            running=(now - self._since).total_seconds(),
            readers={
                self._name_of(s["FunctionArn"]): s["LastProcessingResult"]
                for s in ours
                if not _is_well(s.get("LastProcessingResult", ""))
            },
        )

    def _name_of(self, arn: str) -> str:
        name = arn.rsplit(":function:", maxsplit=1)[-1].split(":", maxsplit=1)[0]
        return self._short(name) if name.startswith(f"{self._stack}-") else ""

    def _calls(self) -> dict[str, Calls]:
        names = [name for _, name in self._resources["AWS::Lambda::Function"]]
        return dict(zip(names, self._count(names), strict=True))

    def _short(self, name: str) -> str:
        return name.removeprefix(f"{self._stack}-")

    def _queues(self, read: set[str]) -> Iterator[Queue]:
        for name, url in self._resources["AWS::SQS::Queue"]:
            here = waiting(self._clients("sqs"), url)
            is_dead = url.rpartition("/")[2] not in read
            oldest = self._age(url) if here else None
            yield Queue(name=name, waiting=here, is_dead=is_dead, oldest=oldest)

    def _to_moderate(self) -> int:
        return count_waiting(DynamoTable(self._clients("dynamodb"), self._table))

    @property
    def _table(self) -> str:
        ((_, table),) = self._resources["AWS::DynamoDB::Table"]
        return table

    def _late(self, now: datetime) -> Iterator[Late]:
        found = self._clients("dynamodb").query(
            TableName=self._table,
            KeyConditionExpression="pk = :pk AND sk <= :now",
            ExpressionAttributeValues={":pk": {"S": DUE_PK}, ":now": {"S": f"{stamp(now)}~"}},
            ConsistentRead=True,
            Limit=100,
        )
        for item in found["Items"]:
            at, article_id, action = item["sk"]["S"].split("#")
            seconds = (now - datetime.fromisoformat(at)).total_seconds()
            yield Late(action=action, article_id=article_id, seconds=seconds)


def _function(name: str, calls: Calls) -> Function:
    failed = calls.failed
    return Function(
        name=name,
        failed=round(sum(failed.values())),
        since=min(failed, default=None),
        last=max(failed, default=None),
        is_failing=bool(failed) and max(failed) >= max(calls.made, default=max(failed)),
    )


def _is_well(result: str) -> bool:
    return not result or result.startswith(("OK", "No records processed"))


class Problem(msgspec.Struct, frozen=True):
    """Something that is not as it should be: what tells it from others, what, and what to do."""

    key: str
    words: str
    advice: str


def problems(health: Health) -> Iterator[Problem]:
    """What is not as it should be."""
    yield from _of_functions(health)
    yield from _of_the_clock(health)
    for queue in health.queues:
        if queue.is_dead and queue.waiting:
            words = f"{queue.name}: {queue.waiting} given up"
            yield Problem(queue.name, words, "mend the cause, then make redrive")
        elif queue.waiting and (queue.oldest or 0) > _WAITING_SECONDS:
            words = f"{queue.name}: {queue.waiting} waiting, the oldest for {span(queue.oldest)}"
            yield Problem(queue.name, words, "look at the log of the function that reads it")


def _of_functions(health: Health) -> Iterator[Problem]:
    for one in health.functions:
        if one.is_failing:
            words = f"{one.name} fails: {times(one.failed)} since {clock(one.since)}"
            yield Problem(one.name, words, "its last error says why; what waits is tried again")
    for name, result in health.readers.items():
        words = f"{name} stands still: its last batch {result}"
        yield Problem(f"{name} reads", words, "its last error says why; it tries again by itself")


def _of_the_clock(health: Health) -> Iterator[Problem]:
    late = [one for one in health.late if one.seconds > _LATE_SECONDS]
    if late:
        first = max(late, key=lambda one: one.seconds)
        words = f"{len(late)} due items late, the first by {span(first.seconds)}: {first.action}"
        yield Problem("due", f"{words} of {first.article_id}", f"{CLOCK} should do them: see above")
    still = health.running if health.ticked is None else health.ticked
    if still > _STILL_SECONDS:
        words = f"the clock has not ticked for {span(still)}"
        yield Problem("clock", words, "start anew: nothing happens at its hour until it ticks")


def span(seconds: float | None) -> str:
    """A length of time, in the unit that fits."""
    seconds = seconds or 0.0
    for size, unit in ((86_400, "d"), (3_600, "h"), (60, "min")):
        if seconds >= 2 * size:
            return f"{seconds / size:.0f} {unit}"
    return f"{seconds:.0f} s"


def clock(at: datetime | None) -> str:
    """An hour, as the wall of whoever looks shows it."""
    return f"{at.astimezone():%H:%M}" if at else "?"


def times(number: int) -> str:
    """How often."""
    return "once" if number == 1 else f"{number} times"
