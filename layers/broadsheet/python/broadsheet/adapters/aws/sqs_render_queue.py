"""The render queue: FIFO, one group per page."""

import hashlib
from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING, NamedTuple

import msgspec
from botocore.exceptions import ClientError

from broadsheet.domain.site.pages import AnyPage
from broadsheet.usecases.site.ports import PageRequest

if TYPE_CHECKING:
    from mypy_boto3_sqs import SQSClient
    from mypy_boto3_sqs.type_defs import SendMessageBatchRequestEntryTypeDef

_BATCH = 10
"""Entries of one SendMessageBatch (AWS limit)."""
_LONGEST_GROUP = 128


class _Message(msgspec.Struct):
    page: AnyPage
    causes: tuple[str, ...]
    accepted_at: datetime | None


class SqsRenderQueue:
    """Implements `RenderQueue`."""

    def __init__(self, client: "SQSClient", url: str) -> None:
        self._client = client
        self._url = url

    def send(self, requests: Sequence[tuple[str, PageRequest]]) -> set[int]:
        """See `RenderQueue`."""
        failed: set[int] = set()
        entries = [_entry(n, dedup, request) for n, (dedup, request) in enumerate(requests)]
        for start in range(0, len(entries), _BATCH):
            answer = self._client.send_message_batch(
                QueueUrl=self._url, Entries=entries[start : start + _BATCH]
            )
            failed |= {int(entry["Id"]) for entry in answer.get("Failed", [])}
        return failed


def _entry(
    number: int, deduplication_id: str, request: PageRequest
) -> "SendMessageBatchRequestEntryTypeDef":
    message = _Message(*request)
    return {
        "Id": str(number),
        "MessageBody": msgspec.json.encode(message).decode(),
        "MessageGroupId": _group_of(request.page.files[0]),
        "MessageDeduplicationId": deduplication_id,
    }


def _group_of(file: str) -> str:
    """The file itself, or its hash where it is none of what SQS takes (128 characters of ASCII)."""
    if len(file) <= _LONGEST_GROUP and file.isascii() and file.isprintable() and " " not in file:
        return file
    return hashlib.sha256(file.encode()).hexdigest()


FIRST_RETRY = 2
"""Seconds until a message is tried again; each further time it is five times as long."""
LONGEST_RETRY = 360
"""Seconds: the queue's own visibility timeout."""


_NOT_IN_HAND = {
    *("ReceiptHandleIsInvalid", "InvalidParameterValue", "MessageNotInflight"),
    "AWS.SimpleQueueService.MessageNotInflight",
}


class Received(NamedTuple):
    """A message in the hands of whoever renders: its receipt, and how often it was delivered."""

    receipt: str
    times: int


def try_again_soon(client: "SQSClient", url: str, failed: Sequence[Received]) -> None:
    """Shorten the wait of messages that failed, and so of their pages' later ones.

    Without it a page would stand still for the whole visibility timeout. That is what happens
    to a message that is in nobody's hands any more.
    """
    for message in failed:
        try:
            client.change_message_visibility(
                QueueUrl=url,
                ReceiptHandle=message.receipt,
                VisibilityTimeout=min(FIRST_RETRY * 5 ** (message.times - 1), LONGEST_RETRY),
            )
        except ClientError as error:
            if error.response["Error"]["Code"] not in _NOT_IN_HAND:
                raise


def page_request(body: str) -> PageRequest:
    """The request in a message. Raises msgspec.ValidationError for what we did not send."""
    message = msgspec.json.decode(body, type=_Message)
    return PageRequest(message.page, message.causes, message.accepted_at)
