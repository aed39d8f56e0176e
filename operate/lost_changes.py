"""Changes that were given up, looked up in the table's stream while it still has them."""

from collections.abc import Iterator
from typing import Any

from botocore.exceptions import ClientError

from broadsheet.adapters.aws.dead_letters import Batch, DeadLetter
from broadsheet.adapters.aws.dynamodb.written import StreamRecord

_GONE = frozenset({"TrimmedDataAccessException", "ResourceNotFoundException"})
"""What a stream says of a record that is older than 24 hours, and of a shard or a table that is
there no more."""
_NOT_IN_IT = frozenset({"ValidationException"})
"""What a shard says of a sequence number that is none of its own."""


class LostChanges:
    """Reads the stream from the outside, with a client of DynamoDB Streams."""

    def __init__(self, client: Any) -> None:
        self._client = client

    def of(self, letter: DeadLetter | Batch) -> list[StreamRecord] | None:
        """The changes that a letter is about; None where the stream has lost one of them."""
        try:
            if isinstance(letter, Batch):
                return self._between(letter)
            return self._one(letter)
        except ClientError as error:
            if error.response["Error"]["Code"] in _GONE:
                return None
            raise

    def _between(self, batch: Batch) -> list[StreamRecord] | None:
        first, last = int(batch.start_sequence_number), int(batch.end_sequence_number)
        found = list[StreamRecord]()
        for record in self._from(batch.stream_arn, batch.shard_id, batch.start_sequence_number):
            number = _number(record)
            if number <= last:
                found.append(record)
            if number >= last:
                break
        is_whole = bool(found) and _number(found[0]) == first and _number(found[-1]) == last
        return found if is_whole else None

    def _one(self, letter: DeadLetter) -> list[StreamRecord] | None:
        number = int(letter.sequence)
        for shard in self._shards(letter.stream):
            within = shard["SequenceNumberRange"]
            if int(within["StartingSequenceNumber"]) > number:
                continue
            if number > int(within.get("EndingSequenceNumber", number)):
                continue
            try:
                found = next(self._from(letter.stream, shard["ShardId"], letter.sequence), None)
            except ClientError as error:
                if error.response["Error"]["Code"] in _NOT_IN_IT | _GONE:
                    continue
                raise
            if found and _number(found) == number:
                return [found]
        return None

    def _shards(self, stream: str) -> Iterator[Any]:
        asked: dict[str, str] = {"StreamArn": stream}
        while True:
            told = self._client.describe_stream(**asked)["StreamDescription"]
            yield from told["Shards"]
            if "LastEvaluatedShardId" not in told:
                return
            asked["ExclusiveStartShardId"] = told["LastEvaluatedShardId"]

    def _from(self, stream: str, shard: str, sequence: str) -> Iterator[StreamRecord]:
        """The records of a shard from this one on, as far as they are there now."""
        iterator = self._client.get_shard_iterator(
            StreamArn=stream,
            ShardId=shard,
            ShardIteratorType="AT_SEQUENCE_NUMBER",
            SequenceNumber=sequence,
        )["ShardIterator"]
        empty = 0
        # An answer may be empty although more follows; a few in a row are the end.
        while iterator and empty < 3:
            told = self._client.get_records(ShardIterator=iterator)
            yield from (as_delivered(record, stream) for record in told["Records"])
            empty = 0 if told["Records"] else empty + 1
            iterator = told.get("NextShardIterator")


def _number(record: StreamRecord) -> int:
    return int(record["dynamodb"]["SequenceNumber"])


def as_delivered(record: StreamRecord, stream: str = "") -> dict[str, Any]:
    """What DynamoDB Streams gives to a client, as Lambda hands it to a function."""
    body = dict(record["dynamodb"])
    body["ApproximateCreationDateTime"] = body["ApproximateCreationDateTime"].timestamp()
    return {**record, "dynamodb": body, "eventSourceARN": stream}
