"""The clock ticks: what is due happens."""

from typing import TYPE_CHECKING, Any

from broadsheet import bootstrap
from broadsheet.adapters.observability import count, logger, observed
from broadsheet.domain.principal import Principal
from broadsheet.usecases.newsroom import Request
from broadsheet.usecases.publish_due import publish_due
from broadsheet.usecases.renew_articles import renew_articles

if TYPE_CHECKING:
    from aws_lambda_powertools.utilities.typing import LambdaContext

CLOCK = Principal("clock", frozenset())
SPARE_MS = 5_000
"""What is not begun with less time than this left is done at the next tick."""


@observed
def lambda_handler(event: dict[str, Any], context: "LambdaContext") -> dict[str, int]:
    """An event of the rule that ticks every minute; what it says does not matter."""
    request = Request(id=context.aws_request_id, who=CLOCK)
    done = total = publish_due(bootstrap.newsroom(), request)
    while done and context.get_remaining_time_in_millis() > SPARE_MS:
        done = publish_due(bootstrap.newsroom(), request)
        total += done
    renew_articles(bootstrap.newsroom(), request)
    if total:
        logger().info("due actions done", extra={"done": total})
        count("DueActions", total)
    return {"done": total}
