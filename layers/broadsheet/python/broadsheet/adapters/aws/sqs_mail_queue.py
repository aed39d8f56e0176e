"""The queue of mails that wait to be sent. A message names a notice; it has no address in it."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

import msgspec

from broadsheet.adapters.aws.sqs_batches import send_all
from broadsheet.domain.mail.subscription import Notice
from broadsheet.domain.shared.record import Key

if TYPE_CHECKING:
    from mypy_boto3_sqs import SQSClient
    from mypy_boto3_sqs.type_defs import SendMessageBatchRequestEntryTypeDef


class SqsMailQueue:
    """Implements `MailQueue`."""

    def __init__(self, client: "SQSClient", url: str) -> None:
        self._client = client
        self._url = url

    def send(self, notices: Sequence[Notice]) -> set[int]:
        """See `MailQueue`."""
        bodies = (msgspec.json.encode(notice.key).decode() for notice in notices)
        entries: list[SendMessageBatchRequestEntryTypeDef]
        entries = [{"Id": str(n), "MessageBody": body} for n, body in enumerate(bodies)]
        return send_all(self._client, self._url, entries)


def notice_key_in(body: str) -> Key:
    """Which notice a message is about. Raises msgspec.ValidationError for what we did not send."""
    return msgspec.json.decode(body, type=Key)
