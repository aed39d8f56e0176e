"""The queue of addresses that somebody is to be asked about."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

import msgspec

from broadsheet.adapters.aws.sqs_batches import send_all

if TYPE_CHECKING:
    from mypy_boto3_sqs import SQSClient
    from mypy_boto3_sqs.type_defs import SendMessageBatchRequestEntryTypeDef


class _Message(msgspec.Struct, frozen=True):
    url: str


class SqsEmbedQueue:
    """Implements `EmbedQueue`."""

    def __init__(self, client: "SQSClient", url: str) -> None:
        self._client = client
        self._url = url

    def send(self, urls: Sequence[str]) -> set[int]:
        """See `EmbedQueue`."""
        bodies = (msgspec.json.encode(_Message(url)).decode() for url in urls)
        entries: list[SendMessageBatchRequestEntryTypeDef]
        entries = [{"Id": str(n), "MessageBody": body} for n, body in enumerate(bodies)]
        return send_all(self._client, self._url, entries)


def address_in(body: str) -> str:
    """What a message is about. Raises msgspec.ValidationError for what we did not send."""
    return msgspec.json.decode(body, type=_Message).url
