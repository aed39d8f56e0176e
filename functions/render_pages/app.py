"""Pages are rendered from the table as it is now, and written to the site's bucket."""

import time
from typing import TYPE_CHECKING, Any

from broadsheet import bootstrap
from broadsheet.adapters import clock
from broadsheet.adapters.aws.failures import Received, reading
from broadsheet.adapters.aws.observability import count, logger, observed
from broadsheet.adapters.aws.sqs_render_queue import page_request
from broadsheet.usecases.site.ports import PageRequest
from broadsheet.usecases.site.render_page import render_page

if TYPE_CHECKING:
    from broadsheet.adapters.aws.observability import LambdaContext


class NothingRendered(Exception):
    """Not one message of a batch could be dealt with: that counts as an error of the function."""


@observed
def lambda_handler(event: dict[str, Any], context: "LambdaContext") -> dict[str, Any]:
    """A batch of the render queue; answers which messages have to come again.

    Messages for one page in one batch are one rendering: all of them were sent before it began.
    Raises NothingRendered, after which all come again.
    """
    messages, rendered, held = event["Records"], set[str](), set[str]()
    failed: list[dict[str, Any]] = []
    for message in messages:
        # After a failure the rest of its group must wait: their order is the queue's promise.
        group = message["attributes"]["MessageGroupId"]
        if group in held or not _is_dealt_with(message, rendered):
            failed.append(message)
            held.add(group)
    if failed:
        bootstrap.pages_that_failed().hasten([Received.of(one) for one in failed])
    if failed and len(failed) == len(messages):
        raise NothingRendered(f"{len(failed)} messages")
    return {"batchItemFailures": [{"itemIdentifier": one["messageId"]} for one in failed]}


def _is_dealt_with(message: dict[str, Any], rendered: set[str]) -> bool:
    """Whether its page is `rendered`, now or by a message before, or it was put aside."""
    try:
        with reading():
            request = page_request(message["body"])
        page = request.page.files[0]
        if page not in rendered:
            _render(request)
            rendered.add(page)
    except Exception as error:  # noqa: BLE001 - one page must not hold up the others
        logger().exception("page not rendered", extra={"request": message["body"]})
        return bootstrap.pages_that_failed().puts_aside(message, error, clock.now())
    return True


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
        count("SecondsToVisible", seconds, "Seconds")
        extra["seconds_to_visible"] = round(seconds, 3)
    logger().info("page rendered", extra=extra)
