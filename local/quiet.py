"""Whether every change of the table has reached its pages."""

import contextlib
import json
from collections.abc import Callable, Mapping
from typing import Any

from botocore.exceptions import ClientError

from local.tail import Tail, groups


class Quiet:
    """Compares the stream with what `route_changes` says that it routed, and looks at the queue.

    MiniStack does not tell how far it has read a stream; a change is in nobody's sight between the
    table and the queue.
    """

    def __init__(self, clients: Callable[[str], Any], outputs: Mapping[str, str]) -> None:
        self._streams, self._queues = clients("dynamodbstreams"), clients("sqs")
        self._queue = outputs["RenderQueueUrl"]
        self._tail = Tail(clients("logs"), groups("route_changes"))
        self._changed = self._routed = 0
        described = clients("dynamodb").describe_table(TableName=outputs["TableName"])
        self._stream: str = described["Table"]["LatestStreamArn"]
        self._at = self._end()

    def __bool__(self) -> bool:
        self._count_changed()
        self._count_routed()
        return self._routed >= self._changed and self.waiting() == 0

    def waiting(self) -> int:
        """How many messages of the render queue wait or are at work."""
        return waiting(self._queues, self._queue)

    def _end(self) -> str:
        described = self._streams.describe_stream(StreamArn=self._stream)["StreamDescription"]
        shard = described["Shards"][-1]["ShardId"]
        answer = self._streams.get_shard_iterator(
            StreamArn=self._stream, ShardId=shard, ShardIteratorType="LATEST"
        )
        iterator: str = answer["ShardIterator"]
        return iterator

    def _count_changed(self) -> None:
        try:
            records = self._streams.get_records(ShardIterator=self._at)
            while records["Records"]:
                self._changed += len(records["Records"])
                self._at = records["NextShardIterator"]
                records = self._streams.get_records(ShardIterator=self._at)
        except ClientError:
            # It has not been asked for a quarter of an hour, and holds no longer.
            self._count_routed()
            self._changed, self._at = self._routed, self._end()

    def _count_routed(self) -> None:
        for said in self._tail.new():
            for line in said.text.splitlines():
                with contextlib.suppress(ValueError):
                    told = json.loads(line)
                    if isinstance(told, dict) and told.get("message") == "changes routed":
                        self._routed += told["changes"]


def waiting(sqs: Any, queue_url: str) -> int:
    """How many messages of a queue wait or are at work."""
    names = ["ApproximateNumberOfMessages", "ApproximateNumberOfMessagesNotVisible"]
    answer = sqs.get_queue_attributes(QueueUrl=queue_url, AttributeNames=names)
    return sum(int(answer["Attributes"][name]) for name in names)
