"""The table changed: the pages that can change with it are queued to be rendered."""

from typing import TYPE_CHECKING, Any

from broadsheet import bootstrap
from broadsheet.adapters.aws.dead_letters import letter_of
from broadsheet.adapters.aws.dynamodb.stream import streamed_changes
from broadsheet.adapters.aws.failures import passes
from broadsheet.adapters.aws.observability import logger, observed
from broadsheet.adapters.aws.put_aside import put_aside
from broadsheet.usecases.site.ask_about import ask_about
from broadsheet.usecases.site.route_changes import route_changes

if TYPE_CHECKING:
    from aws_lambda_powertools.utilities.typing import LambdaContext


@observed
def lambda_handler(event: dict[str, Any], context: "LambdaContext") -> dict[str, Any]:
    """A batch of the table's stream; answers which records were not routed.

    Lambda delivers again from the earliest of them on. What nobody can route is named among the
    dead letters instead, and holds up nothing.
    """
    records = {record["dynamodb"]["SequenceNumber"]: record for record in event["Records"]}
    changes, letters = streamed_changes(event["Records"])
    reads, queue = bootstrap.routing()
    podcasts = bootstrap.podcasts()
    at_once = bootstrap.at_once()
    pages, again, lost = route_changes(reads, queue, changes, passes, podcasts, at_once)
    again |= ask_about(bootstrap.embed_queue, changes)
    letters += [letter_of(records[changes[n].sequence], error) for n, error in lost.items()]
    failed = [changes[n].sequence for n in sorted(again)]
    if letters:
        failed += put_aside(bootstrap.dead_letters(), letters)
    causes = list(dict.fromkeys(change.cause for change in changes))[:20]
    told = {"changes": len(event["Records"]), "pages": pages, "again": len(failed)}
    logger().info("changes routed", extra=told | {"causes": causes})
    return {"batchItemFailures": [{"itemIdentifier": sequence} for sequence in failed]}
