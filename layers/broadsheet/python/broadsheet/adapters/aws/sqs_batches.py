"""Messages to a queue, ten at a time."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from mypy_boto3_sqs import SQSClient
    from mypy_boto3_sqs.type_defs import SendMessageBatchRequestEntryTypeDef

_BATCH = 10
"""Entries of one SendMessageBatch (AWS limit)."""


def send_all(
    client: "SQSClient", url: str, entries: Sequence["SendMessageBatchRequestEntryTypeDef"]
) -> set[int]:
    """Send each entry; the `Id`s, which are numbers, of those that the queue refused."""
    failed: set[int] = set()
    for start in range(0, len(entries), _BATCH):
        answer = client.send_message_batch(QueueUrl=url, Entries=entries[start : start + _BATCH])
        failed |= {int(entry["Id"]) for entry in answer.get("Failed", [])}
    return failed
