"""Whether every change of the table has reached its pages, and every mail its reader."""

import contextlib
import json
import time
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from botocore.exceptions import ClientError

from broadsheet.adapters.aws.dynamodb.codec import type_in
from broadsheet.domain.articles.embed import EmbedUse
from broadsheet.domain.comments.comment import Placement
from broadsheet.domain.mail.subscription import Notice
from broadsheet.domain.site.routing import RULES
from local.tail import Tail, groups
from operate.stack import waiting

READERS = {"route_changes": "changes routed", "place_comments": "comments placed"}
"""Who reads the stream, and what they say of each batch."""
_ON_PAGES = frozenset(record.__name__ for record in RULES) | {EmbedUse.__name__}
_STILL_SECONDS = 20.0
"""Longer than any batch takes, on a machine that has other things to do too."""
_TO_PLACE = frozenset({Placement.__name__, Notice.__name__})


class Quiet:
    """Compares the stream with what its readers say that they dealt with, and looks at the queues.

    MiniStack does not tell how far it has read a stream; a change is in nobody's sight between the
    table and the queue.
    """

    def __init__(self, clients: Callable[[str], Any], outputs: Mapping[str, str]) -> None:
        self._streams, self._queues = clients("dynamodbstreams"), clients("sqs")
        names = ("UploadsUrl", "RenderQueueUrl", "MailQueueUrl")
        self._urls = tuple(outputs[name] for name in names)
        self._tail = Tail(clients("logs"), groups(*READERS))
        self._changed: Counter[str] = Counter()
        self._done: Counter[str] = Counter()
        self._seen = (0, 0, 0)
        self._since = time.monotonic()
        described = clients("dynamodb").describe_table(TableName=outputs["TableName"])
        self._stream: str = described["Table"]["LatestStreamArn"]
        self._at = self._end()

    def __bool__(self) -> bool:
        self._count_changed()
        self._count_done()
        waiting = self.waiting()
        is_done = self._done >= self._changed
        return waiting == 0 and (is_done or self._is_still(waiting))

    def _is_still(self, waiting: int) -> bool:
        """Whether nothing has moved for long: then something that was done was never said.

        Now and then every queue is empty and every page there, and a batch fewer is counted than
        the stream had. What is really not done fails by what is missing on the pages.
        """
        now = time.monotonic()
        seen = (self._changed.total(), self._done.total(), waiting)
        if seen != self._seen:
            self._seen, self._since = seen, now
        return now - self._since > _STILL_SECONDS

    def waiting(self) -> int:
        """How many messages of the queues wait or are at work."""
        return sum(waiting(self._queues, url) for url in self._urls)

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
                for record in records["Records"]:
                    self._changed.update(_readers_of(record["dynamodb"]))
                self._at = records["NextShardIterator"]
                records = self._streams.get_records(ShardIterator=self._at)
        except ClientError:
            # It has not been asked for a quarter of an hour, and holds no longer.
            self._count_done()
            self._changed, self._at = self._done.copy(), self._end()

    def _count_done(self) -> None:
        for said in self._tail.new():
            for line in said.text.splitlines():
                with contextlib.suppress(ValueError):
                    told = json.loads(line)
                    if isinstance(told, dict) and told.get("message") == READERS[said.function]:
                        self._done[said.function] += told["changes"]


def _readers_of(change: Mapping[str, Any]) -> Iterator[str]:
    """Who is woken by a change, as the filters of their event sources say."""
    images = [change[image] for image in ("NewImage", "OldImage") if image in change]
    if any(type_in(image) in _ON_PAGES for image in images):
        yield "route_changes"
    if type_in(change.get("NewImage", {})) in _TO_PLACE:
        yield "place_comments"
