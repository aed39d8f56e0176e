"""Providers are asked what stands on cards."""

from datetime import timedelta
from typing import TYPE_CHECKING, Any

from broadsheet import bootstrap
from broadsheet.adapters import clock
from broadsheet.adapters.aws.failures import AGAIN, PUT_ASIDE, Message, Received, each_of, reading
from broadsheet.adapters.aws.observability import logger, observed
from broadsheet.adapters.aws.sqs_embed_queue import address_in
from broadsheet.usecases.articles.fetch_embed import fetch_embed
from broadsheet.usecases.articles.ports import NoAnswer

if TYPE_CHECKING:
    from aws_lambda_powertools.utilities.typing import LambdaContext

LASTS = timedelta(minutes=28)
"""How long a provider that does not answer is asked again: six times. Then the card stays as it is,
until a text with it is changed. What waits for longer waits for a fault of ours."""
OURS_LASTS = timedelta(hours=12)
"""How long it is tried where the fault is on our side; its queue would end that after 22 hours."""
UNANSWERED, KEPT, NOBODY = "unanswered", "kept", "nobody"


@observed
def lambda_handler(event: dict[str, Any], context: "LambdaContext") -> dict[str, Any]:
    """A batch of the queue of addresses; answers which messages are to be tried again."""
    outcomes, answer = each_of(
        event["Records"],
        lambda record: _asked(record, context.aws_request_id),
        bootstrap.embeds_that_failed,
    )
    logger().info("providers asked", extra={"outcomes": dict(outcomes)})
    return answer


def _asked(record: Message, request_id: str) -> str:
    failures, now = bootstrap.embeds_that_failed(), clock.now()
    try:
        with reading():
            url = address_in(record["body"])
        came_again = Received.of(record).times > 1
        kept = fetch_embed(bootstrap.embed_fetching(), url, request_id, came_again=came_again)
    except NoAnswer as error:
        # Nobody here can mend that, and nobody waits for it: it is no dead letter.
        is_over = failures.gives_up(record, TimeoutError(), now, LASTS)
        logger().warning("no answer", extra={"url": url, "why": str(error), "last": is_over})
        return UNANSWERED if is_over else AGAIN
    except Exception as error:  # noqa: BLE001 - one address must not hold up the others
        is_aside = failures.puts_aside(record, error, now, OURS_LASTS)
        logger().error("address not asked about", exc_info=error, extra={"aside": is_aside})
        return PUT_ASIDE if is_aside else AGAIN
    return KEPT if kept else NOBODY
