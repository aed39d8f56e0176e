"""The queue of mails that wait to be sent. A message names a notice; it has no address in it."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

import msgspec

from broadsheet.domain.mail.subscription import Notice
from broadsheet.domain.shared.record import Key

if TYPE_CHECKING:
    from mypy_boto3_sqs import SQSClient

_BATCH = 10
"""Entries of one SendMessageBatch (AWS limit)."""


class SqsMailQueue:
    """Implements `MailQueue`."""

    def __init__(self, client: "SQSClient", url: str) -> None:
        self._client = client
        self._url = url

    def send(self, notices: Sequence[Notice]) -> set[int]:
        """See `MailQueue`."""
        failed: set[int] = set()
        bodies = [msgspec.json.encode(notice.key).decode() for notice in notices]
        for start in range(0, len(bodies), _BATCH):
            numbered = enumerate(bodies[start : start + _BATCH], start)
            answer = self._client.send_message_batch(
                QueueUrl=self._url,
                Entries=[{"Id": str(n), "MessageBody": body} for n, body in numbered],
            )
            failed |= {int(entry["Id"]) for entry in answer.get("Failed", [])}
        return failed


def notice_key_in(body: str) -> Key:
    """Which notice a message is about. Raises msgspec.ValidationError for what we did not send."""
    return msgspec.json.decode(body, type=Key)
