"""Comments became visible, or are to be hidden: they are placed on their articles.

Mails that are to be sent are handed on too: the stream has no room for a third reader.
"""

from typing import TYPE_CHECKING, Any

from broadsheet import bootstrap
from broadsheet.adapters.aws.dead_letters import DeadLetter, letter_of
from broadsheet.adapters.aws.dynamodb.written import Written, written
from broadsheet.adapters.aws.failures import passes
from broadsheet.adapters.aws.observability import logger, observed
from broadsheet.adapters.aws.put_aside import put_aside
from broadsheet.domain.comments.comment import Placement
from broadsheet.domain.mail.subscription import Notice
from broadsheet.domain.shared.principal import Principal
from broadsheet.usecases.comments.place_comments import place_comments
from broadsheet.usecases.shared.committing import Request

if TYPE_CHECKING:
    from aws_lambda_powertools.utilities.typing import LambdaContext

STREAM = Principal("stream", frozenset())


@observed
def lambda_handler(event: dict[str, Any], context: "LambdaContext") -> dict[str, Any]:
    """A batch of the table's stream; answers which records were not dealt with.

    Lambda delivers again from the earliest of them on. What nobody can deal with is named among
    the dead letters instead, and holds up nothing.
    """
    request = Request(id=context.aws_request_id, who=STREAM)
    found, letters = written(event["Records"], Placement, Notice)
    waiting: dict[str, list[Written]] = {}
    for one in found:
        if isinstance(one.record, Placement):
            waiting.setdefault(one.record.article_id, []).append(one)
    placed, again = 0, list[str]()
    for article_id, comments in waiting.items():
        done, failed, lost = _place(request, article_id, comments)
        placed += done
        again += failed
        letters += lost
    again += _hand_on(found)
    if letters:
        again += put_aside(bootstrap.dead_letters(), letters)
    told = {"changes": len(event["Records"]), "placed": placed, "again": len(again)}
    logger().info("comments placed", extra=told)
    return {"batchItemFailures": [{"itemIdentifier": sequence} for sequence in again]}


def _place(
    request: Request, article_id: str, comments: list[Written]
) -> tuple[int, list[str], list[DeadLetter]]:
    """How many were placed, which have to come again, and letters about those that cannot be."""
    ids = [one.record.comment_id for one in comments if isinstance(one.record, Placement)]
    try:
        return place_comments(bootstrap.services(), request, article_id, ids), [], []
    except Exception as error:  # noqa: BLE001 - one article must not hold up the others
        logger().exception("comments not placed", extra={"article_id": article_id})
        if passes(error):
            return 0, [one.sequence for one in comments], []
        if len(comments) == 1:
            return 0, [], [letter_of(comments[0].streamed, error)]
    # One of them cannot be placed: the others do not wait for it.
    placed, again, letters = 0, list[str](), list[DeadLetter]()
    for one in comments:
        done, failed, lost = _place(request, article_id, [one])
        placed += done
        again += failed
        letters += lost
    return placed, again, letters


def _hand_on(found: list[Written]) -> list[str]:
    notices = [one for one in found if isinstance(one.record, Notice)]
    if not notices:
        return []
    failed = bootstrap.mail_queue().send(
        [one.record for one in notices if isinstance(one.record, Notice)]
    )
    return [notices[n].sequence for n in sorted(failed)]
