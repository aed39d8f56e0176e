"""A lost change is found in whichever shard has it, or said to be gone."""

from datetime import UTC, datetime
from typing import Any

import pytest
from botocore.exceptions import ClientError

from broadsheet.adapters.aws.dead_letters import Batch, DeadLetter
from broadsheet.domain.shared.record import Key
from operate.lost_changes import LostChanges

STREAM = "arn:aws:dynamodb:eu-west-1:1:table/t/stream/s"
AT = datetime(2026, 11, 22, tzinfo=UTC)


class Streams:
    """A stream in pages of one shard, each of which answers now and then with nothing."""

    def __init__(self, shards: dict[str, list[int]], foreign: str = "ValidationException") -> None:
        self._shards, self._foreign = shards, foreign

    def describe_stream(
        self,
        StreamArn: str,  # noqa: N803
        ExclusiveStartShardId: str = "",  # noqa: N803
    ) -> Any:
        assert StreamArn == STREAM
        names = list(self._shards)
        at = names.index(ExclusiveStartShardId) + 1 if ExclusiveStartShardId else 0
        name = names[at]
        within: dict[str, str] = {"StartingSequenceNumber": "1"}
        if at + 1 < len(names):
            within["EndingSequenceNumber"] = "999"
        told: dict[str, Any] = {"Shards": [{"ShardId": name, "SequenceNumberRange": within}]}
        if at + 1 < len(names):
            told["LastEvaluatedShardId"] = name
        return {"StreamDescription": told}

    def get_shard_iterator(self, **asked: str) -> Any:
        numbers, first = self._shards[asked["ShardId"]], int(asked["SequenceNumber"])
        if first not in numbers:
            raise ClientError({"Error": {"Code": self._foreign}}, "GetShardIterator")
        return {"ShardIterator": f"{asked['ShardId']} {numbers.index(first)} 0"}

    def get_records(self, ShardIterator: str) -> Any:  # noqa: N803
        shard, at, empty = ShardIterator.split()
        if empty == "0":
            return {"Records": [], "NextShardIterator": f"{shard} {at} 1"}
        found = self._shards[shard][int(at) : int(at) + 2]
        records = [{"dynamodb": record(number)} for number in found]
        return {"Records": records, "NextShardIterator": f"{shard} {int(at) + 2} 0"}


def record(number: int) -> dict[str, Any]:
    return {"SequenceNumber": str(number), "ApproximateCreationDateTime": AT}


def found(letter: Any, **streams: Any) -> Any:
    shards = {"s1": [5, 7, 9, 11, 12], "s2": [6, 8], "s3": [1001, 1002]}
    changes = LostChanges(Streams(shards, **streams)).of(letter)
    return changes and [int(one["dynamodb"]["SequenceNumber"]) for one in changes]


@pytest.mark.parametrize("foreign", ["ValidationException", "TrimmedDataAccessException"])
@pytest.mark.parametrize("number", [5, 8, 12, 1002])
def test_one_is_found_wherever_it_is(number: int, foreign: str) -> None:
    letter = DeadLetter(key=Key("a", "b"), sequence=str(number), stream=STREAM, why="x")
    assert found(letter, foreign=foreign) == [number]


@pytest.mark.parametrize("number", [4, 10, 500, 2000])
def test_one_that_is_nowhere_is_gone(number: int) -> None:
    letter = DeadLetter(key=Key("a", "b"), sequence=str(number), stream=STREAM, why="x")
    assert found(letter) is None


@pytest.mark.parametrize(
    ("first", "last", "is_there"),
    [
        (5, 12, [5, 7, 9, 11, 12]),
        (7, 9, [7, 9]),
        (9, 9, [9]),
        (7, 10, None),
        (11, 99, None),
    ],
)
def test_neighbours_are_found_whole_or_not_at_all(first: int, last: int, is_there: Any) -> None:
    assert found(Batch("s1", str(first), str(last), STREAM)) == is_there


def test_neighbours_that_were_trimmed_are_gone_and_any_other_trouble_is_told() -> None:
    batch = Batch("s1", "4", "5", STREAM)
    assert found(batch, foreign="TrimmedDataAccessException") is None
    with pytest.raises(ClientError):
        found(batch, foreign="LimitExceededException")


def test_a_change_is_as_lambda_hands_it_over() -> None:
    letter = DeadLetter(key=Key("a", "b"), sequence="5", stream=STREAM, why="x")
    (change,) = LostChanges(Streams({"s1": [5]})).of(letter) or []
    assert change["eventSourceARN"] == STREAM
    assert change["dynamodb"]["ApproximateCreationDateTime"] == AT.timestamp()
