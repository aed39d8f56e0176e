"""Pages are rendered from the table as it is now, and written to the site's bucket."""

import time
from typing import TYPE_CHECKING, Any

from aws_lambda_powertools.metrics import MetricUnit
from aws_lambda_powertools.utilities.batch import SqsFifoPartialProcessor, process_partial_response

from broadsheet import bootstrap
from broadsheet.adapters import clock
from broadsheet.adapters.aws.failures import Received, reading
from broadsheet.adapters.aws.observability import count, logger, observed
from broadsheet.adapters.aws.sqs_render_queue import page_request
from broadsheet.usecases.site.ports import PageRequest
from broadsheet.usecases.site.render_page import render_page

if TYPE_CHECKING:
    from aws_lambda_powertools.utilities.batch.types import PartialItemFailureResponse
    from aws_lambda_powertools.utilities.data_classes.sqs_event import SQSRecord
    from aws_lambda_powertools.utilities.typing import LambdaContext


@observed
def lambda_handler(event: dict[str, Any], context: "LambdaContext") -> "PartialItemFailureResponse":
    """A batch of the render queue; answers which messages have to come again.

    Messages for one page in one batch are one rendering: all of them were sent before it began.
    """
    rendered: set[str] = set()

    def render(record: "SQSRecord") -> None:
        try:
            with reading():
                request = page_request(record.body)
            page = request.page.files[0]
            if page not in rendered:
                _render(request)
                rendered.add(page)
        except Exception as error:
            # The processor keeps it to itself unless every message of the batch fails.
            logger().exception("page not rendered", extra={"request": record.body})
            failures = bootstrap.pages_that_failed()
            if not failures.puts_aside(record.raw_event, error, clock.now()):
                raise

    # After a failure the rest of its group must wait: their order is the queue's promise.
    processor = SqsFifoPartialProcessor(skip_group_on_error=True)
    try:
        return process_partial_response(
            event=event, record_handler=render, processor=processor, context=context
        )
    finally:
        failed: list[Any] = list(processor.fail_messages)
        if failed:
            bootstrap.pages_that_failed().hasten([Received.of(one.raw_event) for one in failed])


def _render(request: PageRequest) -> None:
    began = time.perf_counter()
    files = render_page(bootstrap.page_rendering(), request.page)
    extra: dict[str, Any] = {
        "page": request.page.files[0],
        "written": files,
        "causes": request.causes,
        "ms": round((time.perf_counter() - began) * 1000, 1),
    }
    if request.accepted_at and files:
        seconds = (clock.now() - request.accepted_at).total_seconds()
        count("SecondsToVisible", seconds, MetricUnit.Seconds)
        extra["seconds_to_visible"] = round(seconds, 3)
    logger().info("page rendered", extra=extra)
