"""Logs and metrics of every function, made at its first invocation.

Whatever is logged loses e-mail and IP addresses on its way out.
"""

import functools
import gc
import os
import re
import warnings
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from aws_lambda_powertools import Logger, Metrics
from aws_lambda_powertools.logging.formatter import LambdaPowertoolsFormatter
from aws_lambda_powertools.metrics import MetricUnit

from broadsheet.domain.shared.patterns import pattern
from broadsheet.domain.shared.text import EMAIL

if TYPE_CHECKING:
    from aws_lambda_powertools.utilities.typing import LambdaContext

Event = dict[str, Any]
Handler = Callable[[Event, "LambdaContext"], Any]

_IPV4 = pattern(r"(?<!\d)(?<!\d\.)(?:\d{1,3}\.){3}\d{1,3}(?!\.?\d)")
# Eight groups, or fewer where `::` stands for the rest (RFC 4291, 2.2): 17:38:16 is a time.
_IPV6 = pattern(
    r"(?<![\w:])(?=[0-9a-f]{0,4}(?::[0-9a-f]{1,4}){0,7}::|(?:[0-9a-f]{1,4}:){7})[0-9a-f:]{3,39}"
    r"(?!\w)",
    re.IGNORECASE,
)


def redact(text: str) -> str:
    """The text without anything that looks like an e-mail or IP address."""
    for found, instead in ((EMAIL, "[e-mail]"), (_IPV4, "[ip]"), (_IPV6, "[ip]")):
        text = found.sub(instead, text)
    return text


class _Formatter(LambdaPowertoolsFormatter):
    def serialize(self, log: Any) -> str:
        return redact(super().serialize(log=log))


@functools.cache
def logger() -> Logger:
    """The function's structured log."""
    return Logger(logger_formatter=_Formatter())


@functools.cache
def metrics() -> Metrics:
    """The function's metrics (CloudWatch embedded metric format), of this stack and no other.

    Powertools reads their namespace and service from the environment; STACK_NAME stands beside.
    """
    # A tick that found nothing due has nothing to count, and need not say so every minute.
    warnings.filterwarnings("ignore", "No application metrics to publish")
    made = Metrics()
    made.set_default_dimensions(stack=os.environ["STACK_NAME"])
    return made


def count(name: str, value: float = 1, unit: MetricUnit = MetricUnit.Count) -> None:
    """Add to a metric of this invocation."""
    metrics().add_metric(name=name, unit=unit, value=value)


def observed(handler: Handler) -> Handler:
    """Log and measure every invocation of `lambda_handler`."""

    @functools.wraps(handler)
    def observe(event: Event, context: "LambdaContext") -> Any:
        try:
            return _wrapped(handler)(event, context)
        finally:
            _look_for_garbage()

    return observe


def _look_for_garbage() -> None:
    """From now on, where a cold start has not (see `broadsheet`): in what is made from now on."""
    if not gc.isenabled():
        gc.freeze()
        gc.enable()


@functools.cache
def _wrapped(handler: Handler) -> Handler:
    logged: Any = logger().inject_lambda_context(_correlated(handler), clear_state=True)
    return metrics().log_metrics(logged)


def _correlated(handler: Handler) -> Handler:
    @functools.wraps(handler)
    def correlate(event: Event, context: "LambdaContext") -> Any:
        request = event.get("requestContext") or {}
        logger().set_correlation_id(request.get("requestId") or context.aws_request_id)
        return handler(event, context)

    return correlate
