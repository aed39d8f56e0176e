"""Mails that were written down are sent."""

from collections import Counter
from typing import TYPE_CHECKING, Any

from broadsheet import bootstrap
from broadsheet.adapters.aws.observability import count, logger, observed
from broadsheet.adapters.aws.sqs_mail_queue import notice_key_in
from broadsheet.usecases.mail.send_notice import NoticeOutcome, send_notice

if TYPE_CHECKING:
    from aws_lambda_powertools.utilities.typing import LambdaContext


@observed
def lambda_handler(event: dict[str, Any], context: "LambdaContext") -> dict[str, Any]:
    """A batch of the mail queue; answers which messages are to be tried again."""
    outcomes: Counter[str] = Counter()
    again = []
    for record in event["Records"]:
        outcome = _sent(record, context.aws_request_id)
        outcomes[outcome or "again"] += 1
        if outcome is None:
            again.append(record["messageId"])
    logger().info("mails dealt with", extra={"outcomes": dict(outcomes)})
    count("MailsSent", outcomes[NoticeOutcome.SENT])
    # One may be a mailbox that never was; many are an address of ours that SES does not know.
    count("MailsRefused", outcomes[NoticeOutcome.REFUSED])
    return {"batchItemFailures": [{"itemIdentifier": message} for message in again]}


def _sent(record: dict[str, Any], request_id: str) -> NoticeOutcome | None:
    try:
        key = notice_key_in(record["body"])
        outcome, why = send_notice(bootstrap.notice_sending(), request_id, key)
    except Exception as error:  # noqa: BLE001 - one mail must not hold up the others
        # What SES says may name the address: only the kind of error is written down.
        code = getattr(error, "response", {}).get("Error", {}).get("Code", "")
        told = {"kind": type(error).__name__, "code": code, "id": record["messageId"]}
        logger().error("mail not sent", extra=told)
        return None
    if outcome is NoticeOutcome.REFUSED:
        logger().warning("mail refused for good", extra={"code": why, "notice": key.sk})
    return outcome
