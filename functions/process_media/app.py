"""Uploads become pictures."""

from collections.abc import Sequence
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from broadsheet import bootstrap
from broadsheet.adapters import clock
from broadsheet.adapters.aws.failures import Message, Received, reading
from broadsheet.adapters.aws.observability import logger, observed
from broadsheet.adapters.aws.s3_events import uploaded_in
from broadsheet.usecases.media.process_media import give_up_on_media, process_media

if TYPE_CHECKING:
    from aws_lambda_powertools.utilities.typing import LambdaContext

LASTS = timedelta(hours=19)
"""How long an upload is tried: the queue itself would give it up after 20 hours, without a word."""


@observed
def lambda_handler(event: dict[str, Any], context: "LambdaContext") -> dict[str, Any]:
    """A batch of the bucket's notices; answers which of them are to come again."""
    again = []
    for record in event["Records"]:
        uploaded: list[str] = []
        try:
            with reading():
                uploaded = list(uploaded_in(record["body"]))
            for media_id in uploaded:
                _process(media_id, record, context.aws_request_id)
        except Exception as error:  # noqa: BLE001 - one upload must not hold up the others
            logger().exception("picture not made", extra={"notice": record["body"]})
            if not _is_put_aside(record, error, uploaded, context.aws_request_id):
                again.append(record["messageId"])
    return {"batchItemFailures": [{"itemIdentifier": message} for message in again]}


def _process(media_id: str, record: Message, request_id: str) -> None:
    came_again = Received.of(record).times > 1
    media = process_media(bootstrap.image_processing(), media_id, request_id, came_again=came_again)
    status = media.status if media else "not awaited"
    reason = media.reason if media else ""
    logger().info("upload dealt with", extra={"id": media_id, "status": status, "reason": reason})


def _is_put_aside(
    record: Message, error: Exception, uploaded: Sequence[str], request_id: str
) -> bool:
    """Whether it is not tried again: then whoever sent it is told, before anything else."""
    failures, now = bootstrap.uploads_that_failed(), clock.now()
    try:
        if failures.gives_up(record, error, now, LASTS):
            for media_id in uploaded:
                give_up_on_media(bootstrap.image_processing(), media_id, request_id)
    except Exception:  # noqa: BLE001 - what nobody was told of comes again
        logger().exception("given up, and could not say so", extra={"notice": record["body"]})
        return False
    return failures.puts_aside(record, error, now, LASTS)
