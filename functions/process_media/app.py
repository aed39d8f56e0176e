"""Uploads become pictures."""

from typing import TYPE_CHECKING, Any

from broadsheet import bootstrap
from broadsheet.adapters import clock
from broadsheet.adapters.aws.failures import reading
from broadsheet.adapters.aws.observability import logger, observed
from broadsheet.adapters.aws.s3_events import uploaded_in
from broadsheet.usecases.media.process_media import process_media

if TYPE_CHECKING:
    from aws_lambda_powertools.utilities.typing import LambdaContext


@observed
def lambda_handler(event: dict[str, Any], context: "LambdaContext") -> dict[str, Any]:
    """A batch of the bucket's notices; answers which of them are to come again."""
    again = []
    for record in event["Records"]:
        try:
            with reading():
                uploaded = list(uploaded_in(record["body"]))
            for media_id in uploaded:
                _process(media_id, context.aws_request_id)
        except Exception as error:  # noqa: BLE001 - one upload must not hold up the others
            logger().exception("picture not made", extra={"notice": record["body"]})
            if not bootstrap.uploads_that_failed().puts_aside(record, error, clock.now()):
                again.append(record["messageId"])
    return {"batchItemFailures": [{"itemIdentifier": message} for message in again]}


def _process(media_id: str, request_id: str) -> None:
    media = process_media(bootstrap.image_processing(), media_id, request_id)
    status = media.status if media else "not awaited"
    reason = media.reason if media else ""
    logger().info("upload dealt with", extra={"id": media_id, "status": status, "reason": reason})
