"""The table changed: the pages that can change with it are queued to be rendered."""

from typing import TYPE_CHECKING, Any

from broadsheet import bootstrap
from broadsheet.adapters.aws.dynamodb.stream import streamed_changes
from broadsheet.adapters.aws.observability import count, logger, observed
from broadsheet.usecases.site.route_changes import route_changes

if TYPE_CHECKING:
    from aws_lambda_powertools.utilities.typing import LambdaContext


@observed
def lambda_handler(event: dict[str, Any], context: "LambdaContext") -> dict[str, Any]:
    """A batch of the table's stream; answers which records were not routed.

    Lambda delivers again from the earliest of them on.
    """
    changes, unreadable = streamed_changes(event["Records"])
    reads, queue = bootstrap.routing()
    pages, failed = route_changes(reads, queue, changes)
    again = [changes[n].sequence for n in sorted(failed)] + unreadable
    causes = list(dict.fromkeys(change.cause for change in changes))[:20]
    logger().info(
        "changes routed",
        extra={"changes": len(changes), "pages": pages, "again": len(again), "causes": causes},
    )
    count("ChangesRouted", len(changes))
    count("PagesQueued", pages)
    return {"batchItemFailures": [{"itemIdentifier": sequence} for sequence in again]}
