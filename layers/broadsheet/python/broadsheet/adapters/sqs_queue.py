"""The render queue: FIFO, one group per page."""

from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING

import msgspec

from broadsheet.domain.pages import AnyPage
from broadsheet.usecases.ports import PageRequest

if TYPE_CHECKING:
    from mypy_boto3_sqs import SQSClient
    from mypy_boto3_sqs.type_defs import SendMessageBatchRequestEntryTypeDef

_BATCH = 10
"""Entries of one SendMessageBatch (AWS limit)."""


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
        "MessageGroupId": request.page.files[0],
        "MessageDeduplicationId": deduplication_id,
    }


def page_request(body: str) -> PageRequest:
    """The request in a message. Raises msgspec.ValidationError for what we did not send."""
    message = msgspec.json.decode(body, type=_Message)
    return PageRequest(message.page, message.causes, message.accepted_at)
