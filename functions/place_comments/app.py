"""Comments became visible, or are to be hidden: they are placed on their articles.

Mails that are to be sent are handed on too: the stream has no room for a third reader.
"""

from typing import TYPE_CHECKING, Any

from broadsheet import bootstrap
from broadsheet.adapters.aws.dynamodb.stream import written
from broadsheet.adapters.aws.observability import count, logger, observed
from broadsheet.domain.comments.comment import Placement
from broadsheet.domain.mail.subscription import Notice
from broadsheet.domain.shared.errors import BroadsheetError
from broadsheet.domain.shared.principal import Principal
from broadsheet.usecases.comments.place_comments import place_comments
from broadsheet.usecases.shared.committing import Request

if TYPE_CHECKING:
    from aws_lambda_powertools.utilities.typing import LambdaContext

STREAM = Principal("stream", frozenset())


@observed
def lambda_handler(event: dict[str, Any], context: "LambdaContext") -> dict[str, Any]:
    """A batch of the table's stream; answers which records were not dealt with.

    Lambda delivers again from the earliest of them on.
    """
    request = Request(id=context.aws_request_id, who=STREAM)
    waiting: dict[str, dict[str, str]] = {}
    for sequence, placement in written(event["Records"], Placement):
        waiting.setdefault(placement.article_id, {})[placement.comment_id] = sequence
    placed = 0
    again: list[str] = []
    for article_id, comments in waiting.items():
        try:
            placed += place_comments(bootstrap.services(), request, article_id, list(comments))
        except BroadsheetError:
            logger().exception("comments not placed", extra={"article_id": article_id})
            again += comments.values()
    again += _hand_on(event["Records"])
    changes = len(event["Records"])
    logger().info(
        "comments placed", extra={"changes": changes, "placed": placed, "again": len(again)}
    )
    count("CommentsPlaced", placed)
    return {"batchItemFailures": [{"itemIdentifier": sequence} for sequence in again]}


def _hand_on(records: list[dict[str, Any]]) -> list[str]:
    notices = list(written(records, Notice))
    if not notices:
        return []
    failed = bootstrap.mail_queue().send([notice for _, notice in notices])
    return [notices[n][0] for n in sorted(failed)]
