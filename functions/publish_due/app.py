"""The clock ticks: what is due happens."""

from datetime import timedelta
from typing import TYPE_CHECKING, Any

from aws_lambda_powertools.metrics import MetricUnit

from broadsheet import bootstrap
from broadsheet.adapters import clock
from broadsheet.adapters.aws.observability import count, logger, observed
from broadsheet.domain.shared.principal import Principal
from broadsheet.usecases.articles.publish_due import publish_due
from broadsheet.usecases.articles.refile_renamed import refile_renamed
from broadsheet.usecases.comments.count_waiting import count_waiting
from broadsheet.usecases.shared.committing import Request
from broadsheet.usecases.site.renew_pages import renew_pages

if TYPE_CHECKING:
    from aws_lambda_powertools.utilities.typing import LambdaContext

CLOCK = Principal("clock", frozenset())
SPARE_MS = 5_000
"""What is not begun with less time than this left is done at the next tick."""
REFILES_MS = 25_000
"""Refiling ends with this much time left, of twice as much: what is due next is to be on time."""
COUNTED = 5
"""Minutes between two looks at what waits for an editor: the dashboard shows it."""


@observed
def lambda_handler(event: dict[str, Any], context: "LambdaContext") -> dict[str, int]:
    """An event of the rule that ticks every minute; what it says does not matter."""
    request = Request(id=context.aws_request_id, who=CLOCK)
    try:
        total = _publish(request, context)
    finally:
        # A story that cannot come out is no reason for pages not to be renewed.
        renew_pages(bootstrap.services(), request)
        if clock.now().minute % COUNTED == 0:
            waiting = count_waiting(bootstrap.reads())
            logger().info("comments waiting", extra={"waiting": waiting})
        _refile(request, context)
    return {"done": total}


def _publish(request: Request, context: "LambdaContext") -> int:
    def has_time() -> bool:
        return context.get_remaining_time_in_millis() > SPARE_MS

    done = total = publish_due(bootstrap.services(), request, _late, has_time)
    while done and has_time():
        done = publish_due(bootstrap.services(), request, has_time=has_time)
        total += done
    if total:
        logger().info("due actions done", extra={"done": total})
    return total


def _refile(request: Request, context: "LambdaContext") -> None:
    # Last, as it takes what time there is.
    def has_time() -> bool:
        return context.get_remaining_time_in_millis() > REFILES_MS

    refiled = refile_renamed(bootstrap.services(), request, has_time)
    if refiled:
        logger().info("stories refiled", extra={"refiled": refiled})


def _late(by: timedelta) -> None:
    logger().warning("due actions late", extra={"seconds": by.total_seconds()})
    count("SecondsLate", by.total_seconds(), MetricUnit.Seconds)
