"""Mails that were written down are sent."""

from typing import TYPE_CHECKING, Any

from broadsheet import bootstrap
from broadsheet.adapters import clock
from broadsheet.adapters.aws.failures import AGAIN, PUT_ASIDE, Message, each_of, reading
from broadsheet.adapters.aws.observability import count, logger, observed
from broadsheet.adapters.aws.sqs_mail_queue import notice_key_in
from broadsheet.domain.mail.subscription import NOTICE_LASTS
from broadsheet.usecases.mail.send_notice import NoticeOutcome, send_notice

if TYPE_CHECKING:
    from aws_lambda_powertools.utilities.typing import LambdaContext


@observed
def lambda_handler(event: dict[str, Any], context: "LambdaContext") -> dict[str, Any]:
    """A batch of the mail queue; answers which messages are to be tried again."""
    outcomes, answer = each_of(
        event["Records"],
        lambda record: _sent(record, context.aws_request_id),
        bootstrap.mails_that_failed,
    )
    logger().info("mails dealt with", extra={"outcomes": dict(outcomes)})
    if failed := outcomes[AGAIN] + outcomes[PUT_ASIDE] + outcomes[NoticeOutcome.LAPSED]:
        count("MailsFailed", failed)
    return answer


def _sent(record: Message, request_id: str) -> str:
    notice = ""
    try:
        with reading():
            key = notice_key_in(record["body"])
        notice = f"{key.pk} {key.sk}"
        outcome, why = send_notice(bootstrap.notice_sending(), request_id, key)
    except Exception as error:  # noqa: BLE001 - one mail must not hold up the others
        # What SES says may name the address: only the kind of error is written down.
        code = getattr(error, "response", {}).get("Error", {}).get("Code", "")
        told = {"kind": type(error).__name__, "code": code, "id": record["messageId"]}
        failures = bootstrap.mails_that_failed()
        is_aside = failures.puts_aside(record, error, clock.now(), NOTICE_LASTS)
        said = "mail put aside" if is_aside else "mail not sent"
        logger().error(said, extra=told | {"notice": notice})
        return PUT_ASIDE if is_aside else AGAIN
    if outcome is NoticeOutcome.REFUSED:
        logger().warning("mail refused for good", extra={"code": why, "notice": notice})
    if outcome is NoticeOutcome.LAPSED:
        logger().warning("mail not sent in its time", extra={"notice": notice})
    return outcome
