"""Faults between botocore and the cloud: after a request is signed, or once its answer is made.

So botocore's own retries see them, too. Beside, what moto does not do: DynamoDB makes a transaction
once for each `ClientRequestToken` (API reference, TransactWriteItems: for ten minutes).
"""

import functools
import json
import sys
import threading
import traceback
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import PurePath
from typing import Any

import botocore.endpoint
import pytest
from botocore.awsrequest import AWSResponse
from botocore.exceptions import ConnectionClosedError, ReadTimeoutError
from moto.core.botocore_stubber import BotocoreStubber, MockRawResponse

from broadsheet.adapters.aws.clients import LOST_AFTER
from tests.faults.killing import Killed
from tests.faults.refusals import BROKEN, IN_PROGRESS, PARTLY, TIME_OUT, Fault, Often, When, answer
from tests.support.template import template

_SERVICES = {"dynamo-db": "dynamodb"}


@dataclass(frozen=True)
class Call:
    """A call that a function made, whatever botocore's tries."""

    operation: str
    on_condition: bool
    site: str
    """The lines of ours that lead to it."""


@dataclass(frozen=True)
class Point:
    """The call of this number, and what happens to it."""

    at: int
    fault: Fault
    often: Often


@dataclass
class Injector:
    """Counts the calls while a function is at work; at one of them there is a fault."""

    calls: list[Call] = field(default_factory=list)
    injected: int = 0
    waited: float = 0
    """Seconds that botocore would have waited: for answers, and between its tries."""
    mails: list[bytes] = field(default_factory=list)
    """Whatever SES took, whether or not anybody heard of it."""
    _point: Point | None = None
    _function: str = ""
    _began: float = 0
    _current: str = ""
    _seen: dict[str, int] = field(default_factory=dict)
    _made: dict[str, Any] = field(default_factory=dict)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def watch(self, function: str, point: Point | None = None) -> None:
        """Count the calls of this function from 1, and let the fault strike in one invocation."""
        self.calls, self._seen, self._made = [], {}, {}
        self.injected, self.waited, self._began = 0, 0, 0
        self._function, self._point = function, point

    def spare(self) -> None:
        """Let everything be well from here on."""
        self._point = None

    @contextmanager
    def invocation(self, function: str) -> Iterator[None]:
        """A function is at work; a fault that struck in it is over with it."""
        self._current, self._began = function, self.waited
        try:
            yield
        finally:
            self._current = ""
            if self.injected:
                self.spare()

    def send(self, operation: str, request: Any, real: Callable[[], Any]) -> Any:
        """One request on its way: botocore may send several for a call."""
        real = self._once(operation, request, real)
        if self._current != self._function or not self._current:
            return real()
        with self._lock:
            tries = self._count(operation, request)
            strikes = self._strikes(operation, *tries)
            self.injected += strikes
        if not strikes:
            return real()
        assert self._point is not None
        if self._point.fault.name == TIME_OUT:
            self.wait(LOST_AFTER["read_timeout"])
        return _gone_wrong(operation, self._point.fault, tries[1], request, real)

    def wait(self, seconds: float) -> None:
        """Nobody does; but a function whose time is over is gone."""
        self.waited += seconds
        if self._current and self.waited - self._began > _timeouts()[self._current]:
            raise Killed(f"{self._current} timed out")

    def _count(self, operation: str, request: Any) -> tuple[int, int]:
        """The number of the call, and of botocore's try of it."""
        of = str(request.headers["amz-sdk-invocation-id"])
        if of not in self._seen:
            headers = {name.lower() for name in request.headers}
            on_condition = bool(headers & {"if-match", "if-none-match"})
            self.calls.append(Call(operation, on_condition, "" if self._point else _lines()))
            self._seen[of] = len(self.calls) * 1000
        self._seen[of] += 1
        return divmod(self._seen[of], 1000)

    def _strikes(self, operation: str, number: int, attempt: int) -> bool:
        point = self._point
        if point is None:
            return False
        if point.often is Often.OUTAGE:
            return number >= point.at and operation == self.calls[point.at - 1].operation
        # Who is told that a transaction is in progress has asked before.
        tries = 2 if point.fault is IN_PROGRESS else 1
        return number == point.at and (point.often is Often.CALL or attempt <= tries)

    def _once(self, operation: str, request: Any, real: Callable[[], Any]) -> Callable[[], Any]:
        if operation == "sesv2.SendEmail":
            return lambda: self._posted(request, real())
        if operation != "dynamodb.TransactWriteItems":
            return real
        token = json.loads(request.body)["ClientRequestToken"]

        def made_once() -> Any:
            if token in self._made:
                return _answered(request, *self._made[token])
            response = real()
            if response.status_code == 200:
                self._made[token] = (200, dict(response.headers), response.content)
            return response

        return made_once

    def _posted(self, request: Any, response: Any) -> Any:
        if response.status_code == 200:
            self.mails.append(request.body)
        return response


def _lines() -> str:
    """Where in the product we are."""
    frames = traceback.walk_stack(sys._getframe())
    return " ".join(
        f"{PurePath(frame.f_code.co_filename).name}:{line}"
        for frame, line in frames
        if "/broadsheet/" in frame.f_code.co_filename or "/functions/" in frame.f_code.co_filename
    )


def _gone_wrong(
    operation: str, fault: Fault, attempt: int, request: Any, real: Callable[[], Any]
) -> Any:
    if fault.name == PARTLY:
        return _in_part(operation, request, real)
    response = real() if fault.when is When.AFTER else None
    if fault.name == BROKEN:
        return _broken(request, response)
    if fault is IN_PROGRESS and attempt == 1:
        raise ReadTimeoutError(endpoint_url=request.url)
    if fault.status:
        return _answered(request, *answer(operation, fault, request.body))
    error = ReadTimeoutError if fault.name == TIME_OUT else ConnectionClosedError
    raise error(endpoint_url=request.url)


def _answered(request: Any, status: int, headers: Any, body: bytes) -> AWSResponse:
    raw: Any = MockRawResponse(body)
    return AWSResponse(request.url, status, headers, raw)


def _in_part(operation: str, request: Any, real: Callable[[], Any]) -> AWSResponse:
    """The second half of what was asked for is not done, and is named."""
    asked = json.loads(request.body)
    more: dict[str, Any]
    if operation == "dynamodb.BatchGetItem":
        ((table, wanted),) = asked["RequestItems"].items()
        wanted["Keys"], left = _halves(wanted["Keys"])
        more = {"UnprocessedKeys": {table: {**wanted, "Keys": left}} if left else {}}
    else:
        asked["Entries"], left = _halves(asked["Entries"])
        failed = {"SenderFault": False, "Code": "InternalError"}
        more = {"Failed": [{"Id": one["Id"], **failed} for one in left]}
    request.body = json.dumps(asked).encode()
    told = json.loads(real().content)
    return _answered(request, 200, {}, json.dumps({**told, **more}).encode())


def _halves(of: list[Any]) -> tuple[list[Any], list[Any]]:
    """The first is never empty: of one thing, nothing is left."""
    middle = (len(of) + 1) // 2
    return of[:middle], of[middle:]


def _broken(request: Any, response: Any) -> AWSResponse:
    whole = response.content
    headers = {**dict(response.headers), "Content-Length": str(len(whole))}
    if response.status_code != 200:
        return _answered(request, response.status_code, headers, whole)
    return _answered(request, 200, headers, whole[: len(whole) // 2])


@functools.cache
def _timeouts() -> dict[str, int]:
    """Seconds that each function has, by the template."""
    resources = template()["Resources"].values()
    functions = [r["Properties"] for r in resources if r["Type"] == "AWS::Serverless::Function"]
    return {one["CodeUri"].strip("/").rpartition("/")[2]: one["Timeout"] for one in functions}


def inject_on_moto(monkeypatch: pytest.MonkeyPatch) -> Injector:
    """Between all of botocore's clients and moto; botocore does not sleep."""
    injector = Injector()
    unfaulted = BotocoreStubber.__call__

    def send(stubber: Any, event_name: str, request: Any, **more: Any) -> Any:
        _, service, name = event_name.split(".")
        operation = f"{_SERVICES.get(service, service)}.{name}"
        return injector.send(
            operation, request, lambda: unfaulted(stubber, event_name, request, **more)
        )

    monkeypatch.setattr(BotocoreStubber, "__call__", send)
    monkeypatch.setattr(botocore.endpoint, "time", _Time(injector.wait))
    return injector


class _Time:
    """The module, but for its `sleep`."""

    def __init__(self, sleep: Callable[[float], None]) -> None:
        self.sleep = sleep

    def __getattr__(self, name: str) -> Any:
        import time  # noqa: PLC0415

        return getattr(time, name)
