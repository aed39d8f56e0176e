"""The render queue: FIFO, one group per page."""

import hashlib
from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING

import msgspec

from broadsheet.adapters.aws.sqs_batches import send_all
from broadsheet.domain.site.pages import AnyPage
from broadsheet.usecases.site.ports import PageRequest

if TYPE_CHECKING:
    from mypy_boto3_sqs import SQSClient
    from mypy_boto3_sqs.type_defs import SendMessageBatchRequestEntryTypeDef

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
        entries = [_entry(n, dedup, request) for n, (dedup, request) in enumerate(requests)]
        return send_all(self._client, self._url, entries)


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


def page_request(body: str) -> PageRequest:
    """The request in a message. Raises msgspec.ValidationError for what we did not send."""
    message = msgspec.json.decode(body, type=_Message)
    return PageRequest(message.page, message.causes, message.accepted_at)
