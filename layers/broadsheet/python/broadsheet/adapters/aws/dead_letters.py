"""Changes that nobody can deal with, named so that they can be made good: `make redrive`."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

import msgspec

from broadsheet.adapters.aws.sqs_batches import send_all
from broadsheet.domain.shared.record import Key

if TYPE_CHECKING:
    from mypy_boto3_sqs import SQSClient
    from mypy_boto3_sqs.type_defs import SendMessageBatchRequestEntryTypeDef


class DeadLetter(msgspec.Struct, frozen=True, kw_only=True):
    """A change of the table, by its item's key and its place in the stream: none of its words.

    `why` is the kind of error. Its message may say what somebody wrote.
    """

    key: Key
    sequence: str
    stream: str
    why: str


class Batch(msgspec.Struct, frozen=True, rename="camel"):
    """Changes next to each other in the stream that Lambda itself gave up on.

    AWS Lambda Developer Guide, 'Retain discarded records for a DynamoDB event source'.
    """

    shard_id: str
    start_sequence_number: str
    end_sequence_number: str
    stream_arn: str


class _FromLambda(msgspec.Struct, frozen=True):
    batch: Batch = msgspec.field(name="DDBStreamBatchInfo")


class SqsDeadLetters:
    """A queue in which nothing but changes that were given up lies."""

    def __init__(self, client: "SQSClient", url: str) -> None:
        self._client, self._url = client, url

    def send(self, letters: Sequence[DeadLetter]) -> set[int]:
        """Put each there; the indexes of those that the queue refused."""
        bodies = (msgspec.json.encode(letter).decode() for letter in letters)
        entries: list[SendMessageBatchRequestEntryTypeDef]
        entries = [{"Id": str(n), "MessageBody": body} for n, body in enumerate(bodies)]
        return send_all(self._client, self._url, entries)


def letter_of(record: Mapping[str, Any], error: Exception) -> DeadLetter:
    """The letter about a record of the stream, as Lambda hands it over."""
    body = record["dynamodb"]
    return DeadLetter(
        key=Key(body["Keys"]["pk"]["S"], body["Keys"]["sk"]["S"]),
        sequence=body["SequenceNumber"],
        stream=record.get("eventSourceARN", ""),
        why=type(error).__name__,
    )


def letter_in(body: str) -> DeadLetter | Batch:
    """What a dead letter is about. Raises msgspec.DecodeError for what nobody here sent."""
    try:
        return msgspec.json.decode(body, type=_FromLambda).batch
    except msgspec.ValidationError:
        return msgspec.json.decode(body, type=DeadLetter)
