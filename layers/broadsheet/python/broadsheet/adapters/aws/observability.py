"""Logs and metrics of every function: lines of JSON on its output, as CloudWatch takes them.

Whatever is logged loses e-mail and IP addresses on its way out. A library for both takes longer to
import than all of a function's own modules, at every cold start.
"""

import functools
import gc
import json
import os
import re
import sys
import time
import traceback
from collections import defaultdict
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from typing import Any, Literal, Protocol

from broadsheet.domain.shared.text import EMAIL

Event = dict[str, Any]
Unit = Literal["Count", "Seconds"]


class LambdaContext(Protocol):
    """What Lambda tells beside the event (AWS Lambda Developer Guide, 'context object')."""

    aws_request_id: str

    def get_remaining_time_in_millis(self) -> int:
        """How long this invocation may still take."""


Handler = Callable[[Event, LambdaContext], Any]

_IPV4 = re.compile(r"(?<!\d)(?<!\d\.)(?:\d{1,3}\.){3}\d{1,3}(?!\.?\d)")
# Eight groups, or fewer where `::` stands for the rest (RFC 4291, 2.2): 17:38:16 is a time.
_IPV6 = re.compile(
    r"(?<![\w:])(?=[0-9a-f]{0,4}(?::[0-9a-f]{1,4}){0,7}::|(?:[0-9a-f]{1,4}:){7})[0-9a-f:]{3,39}"
    r"(?!\w)",
    re.IGNORECASE,
)
_LEVELS = {"DEBUG": 10, "INFO": 20, "WARNING": 30, "ERROR": 40, "CRITICAL": 50}
MOST_VALUES = 100
"""Of one metric in one line (CloudWatch, 'Embedded metric format specification')."""


def redact(text: str) -> str:
    """The text without anything that looks like an e-mail or IP address."""
    for pattern, instead in ((EMAIL, "[e-mail]"), (_IPV4, "[ip]"), (_IPV6, "[ip]")):
        text = pattern.sub(instead, text)
    return text


def _say(told: Mapping[str, Any], tidied: Callable[[str], str] = str) -> None:
    line = tidied(json.dumps(told, default=str, ensure_ascii=False, separators=(",", ":")))
    # Half of a character, which somebody may have sent, is no reason to fail.
    sys.stdout.write(line.encode(errors="backslashreplace").decode() + "\n")
    sys.stdout.flush()


class Log:
    """The function's structured log. `about` is what every line of this invocation says."""

    def __init__(self, service: str, level: str) -> None:
        self._service, self._least = service, _LEVELS.get(level.upper(), _LEVELS["INFO"])
        self.about: dict[str, Any] = {}

    def info(self, message: str, extra: Mapping[str, Any] | None = None) -> None:
        """What was done."""
        self._log("INFO", message, extra)

    def warning(self, message: str, extra: Mapping[str, Any] | None = None) -> None:
        """What is not as it should be, and was dealt with."""
        self._log("WARNING", message, extra)

    def error(self, message: str, extra: Mapping[str, Any] | None = None) -> None:
        """What somebody has to deal with."""
        self._log("ERROR", message, extra)

    def exception(self, message: str, extra: Mapping[str, Any] | None = None) -> None:
        """The same, with the error that is being handled."""
        kind, error, _ = sys.exc_info()
        told = {
            "exception_name": kind.__name__ if kind else "",
            "exception": "".join(traceback.format_exception(error)).rstrip() if error else "",
        }
        self._log("ERROR", message, {**(extra or {}), **told})

    def _log(self, level: str, message: str, extra: Mapping[str, Any] | None) -> None:
        if _LEVELS[level] < self._least:
            return
        at = datetime.now(UTC).isoformat(timespec="milliseconds")
        first = {"level": level, "message": message, "timestamp": at, "service": self._service}
        _say({**first, **(extra or {}), **self.about}, redact)


class Metrics:
    """The metrics of an invocation (CloudWatch embedded metric format), of this stack alone."""

    def __init__(self, namespace: str, service: str, stack: str) -> None:
        self._namespace, self._of = namespace, {"stack": stack, "service": service}
        self._values: dict[tuple[str, Unit], list[float]] = defaultdict(list)

    def add(self, name: str, value: float, unit: Unit) -> None:
        """One more value of this invocation."""
        self._values[name, unit].append(value)

    def flush(self) -> None:
        """Say them all, and begin anew."""
        values, self._values = self._values, defaultdict(list)
        for (name, unit), numbers in values.items():
            for start in range(0, len(numbers), MOST_VALUES):
                self._say(name, unit, numbers[start : start + MOST_VALUES])

    def _say(self, name: str, unit: Unit, numbers: list[float]) -> None:
        told = {
            "Namespace": self._namespace,
            "Dimensions": [list(self._of)],
            "Metrics": [{"Name": name, "Unit": unit}],
        }
        head = {"Timestamp": int(time.time() * 1000), "CloudWatchMetrics": [told]}
        _say({"_aws": head, **self._of, name: numbers})


@functools.cache
def logger() -> Log:
    """The function's structured log. What an operator runs has adapters, too, and no name."""
    return Log(os.environ.get("SERVICE_NAME", ""), os.environ.get("LOG_LEVEL", ""))


@functools.cache
def metrics() -> Metrics:
    """The function's metrics, as its environment names it."""
    named = ("METRICS_NAMESPACE", "SERVICE_NAME", "STACK_NAME")
    return Metrics(*(os.environ[name] for name in named))


def count(name: str, value: float = 1, unit: Unit = "Count") -> None:
    """Add to a metric of this invocation."""
    metrics().add(name, value, unit)


def observed(handler: Handler) -> Handler:
    """Log and measure every invocation of `lambda_handler`."""
    starts = iter([True])

    @functools.wraps(handler)
    def observe(event: Event, context: LambdaContext) -> Any:
        request = event.get("requestContext") or {}
        is_first = next(starts, False)
        logger().about = {
            "cold_start": is_first,
            "function_request_id": context.aws_request_id,
            "correlation_id": request.get("requestId") or context.aws_request_id,
        }
        try:
            return handler(event, context)
        finally:
            metrics().flush()
            if is_first:
                _look_for_garbage()

    return observe


def _look_for_garbage() -> None:
    """From now on, where a cold start has not (see `broadsheet`): in what is made from now on."""
    if not gc.isenabled():
        gc.freeze()
        gc.enable()
