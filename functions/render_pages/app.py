"""Pages are rendered from the table as it is now, and written to the site's bucket."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any

from aws_lambda_powertools.metrics import MetricUnit

from broadsheet import bootstrap
from broadsheet.adapters import clock
from broadsheet.adapters.aws.failures import Received, reading
from broadsheet.adapters.aws.observability import count, logger, observed
from broadsheet.adapters.aws.sqs_render_queue import page_requests
from broadsheet.usecases.site.page_work import Outcome, Rendered
from broadsheet.usecases.site.ports import PageRequest
from broadsheet.usecases.site.render_page import render_pages

if TYPE_CHECKING:
    from aws_lambda_powertools.utilities.typing import LambdaContext

    from broadsheet.domain.site.pages import AnyPage

Message = dict[str, Any]


class NothingRendered(Exception):
    """Not one message of the batch could be dealt with: Lambda has to count it as an error."""


@observed
def lambda_handler(event: dict[str, Any], context: "LambdaContext") -> dict[str, Any]:
    """A batch of the render queue; answers which messages have to come again.

    Requests for one page in one batch are one rendering: all of them were sent before it began.
    """
    began = clock.now()
    asked = [(message, _requests(message)) for message in event["Records"]]
    requests = [one for _, read in asked if not isinstance(read, Exception) for one in read]
    pages = {request.page: request for request in reversed(requests)}
    first = {request.page for request in requests if request.is_first}
    outcomes = render_pages(bootstrap.page_rendering(), [r.page for r in requests], first)
    for page, outcome in outcomes.items():
        if isinstance(outcome, Rendered):
            _tell(pages[page], outcome, began)
    failed = _failed(asked, outcomes)
    if failed:
        bootstrap.pages_that_failed().hasten([Received.of(message) for message in failed])
    if failed and len(failed) == len(asked):
        raise NothingRendered(f"{len(failed)} messages")
    return {"batchItemFailures": [{"itemIdentifier": one["messageId"]} for one in failed]}


def _requests(message: Message) -> list[PageRequest] | Exception:
    try:
        with reading():
            return page_requests(message["body"])
    except Exception as error:  # noqa: BLE001 - it costs this message
        return error


def _failed(
    asked: Sequence[tuple[Message, list[PageRequest] | Exception]],
    outcomes: "Mapping[AnyPage, Outcome]",
) -> list[Message]:
    """The messages that have to come again: a failure, and the rest of its group after it.

    Their order is the queue's promise.
    """
    failed: list[Message] = []
    stopped: set[str] = set()
    for message, requests in asked:
        group = message.get("attributes", {}).get("MessageGroupId", message["messageId"])
        error = _error_of(requests, outcomes)
        if group in stopped or (error and not _is_put_aside(message, error)):
            stopped.add(group)
            failed.append(message)
    return failed


def _error_of(
    requests: list[PageRequest] | Exception, outcomes: "Mapping[AnyPage, Outcome]"
) -> Exception | None:
    if isinstance(requests, Exception):
        return requests
    found = (outcomes[request.page] for request in requests)
    return next((outcome for outcome in found if isinstance(outcome, Exception)), None)


def _is_put_aside(message: Message, error: Exception) -> bool:
    logger().error("page not rendered", exc_info=error, extra={"request": message["body"]})
    return bootstrap.pages_that_failed().puts_aside(message, error, clock.now())


def _tell(request: PageRequest, rendered: Rendered, began: datetime) -> None:
    """When a page stood is counted from the beginning of the batch: its inputs were read then."""
    at = rendered.at or clock.now()
    extra: dict[str, Any] = {
        "page": request.page.files[0],
        "written": rendered.files,
        "causes": request.causes,
        "ms": round((at - began).total_seconds() * 1000, 1),
    }
    if request.accepted_at and rendered.files:
        seconds = (at - request.accepted_at).total_seconds()
        count("SecondsToVisible", seconds, MetricUnit.Seconds)
        extra["seconds_to_visible"] = round(seconds, 3)
    logger().info("page rendered", extra=extra)
