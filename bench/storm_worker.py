"""One process of the storm: a function's own handler, called as Lambda calls it; by `real_storm`.

python -m bench.storm_worker send PROCESS OF BEGINS FIRST NUMBER SECONDS | listen FUNCTION | render

What it did stands in the file STORM_TOLD when it ends: senders by themselves, the others when the
file STORM_ENDED is there.
"""

import contextlib
import importlib
import io
import json
import os
import random
import sys
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from bench.storm import TARGET, words_of
from bench.storm_press import POLL
from broadsheet.adapters.aws.clients import client
from broadsheet.bootstrap import reads
from broadsheet.domain.comments.comment import CommentCount, Placement, comment_count_key
from broadsheet.domain.mail.subscription import Notice
from broadsheet.domain.site.routing import RULES
from operate.lost_changes import as_delivered
from tests.support.lambdas import ARTICLE, FakeLambdaContext, event

QUEUE = os.environ.get("RENDER_QUEUE_URL", "")
REPLIES = 0.3
COUNTED_EVERY = 2.0
WANTED = {
    "place_comments": {Placement.__name__, Notice.__name__},
    "route_changes": {record.__name__ for record in RULES},
}
"""What the filters of `template.yaml` let through: tests hold these against the same tables."""


class Handler:
    """A function's handler; what it took of the processor is added up, but for its cold start."""

    def __init__(self, function: str) -> None:
        os.environ["POWERTOOLS_SERVICE_NAME"] = function
        self._handler = importlib.import_module(f"functions.{function}.app").lambda_handler
        self._context: Any = FakeLambdaContext(function)
        self.cpu, self.calls, self._is_warm = 0.0, 0, False

    def __call__(self, sent: Any) -> Any:
        began = time.process_time()
        with contextlib.redirect_stdout(io.StringIO()):
            answer = self._handler(sent, self._context)
        if self._is_warm:
            self.cpu += time.process_time() - began
            self.calls += 1
        self._is_warm = True
        return answer


def _tell(handler: Handler, **more: Any) -> None:
    told = {"cpu": handler.cpu, "calls": handler.calls, **more}
    Path(os.environ["STORM_TOLD"]).write_text(json.dumps(told), "utf-8")


def _send(process: int, of: int, begins: float, first: int, number: int, seconds: float) -> None:
    handler, form = Handler("submit_comment"), event("submit_comment__form", {ARTICLE: TARGET})
    accepted: list[tuple[str, float, float, float]] = []
    refused: Counter[str] = Counter()
    threads, counted = 0, 0.0
    for turn in range(process, number, of):
        due = begins + turn * seconds / number
        time.sleep(max(0.0, due - time.monotonic()))
        if time.monotonic() - counted > COUNTED_EVERY:
            found = reads().get(CommentCount, comment_count_key(TARGET))
            threads, counted = found.threads if found else 0, time.monotonic()
        began = time.monotonic()
        answer = handler(_comment(form, first + turn, threads))
        if answer["statusCode"] == 303:
            ended = time.monotonic()
            accepted.append((f"storm-{first + turn:06}.", ended, ended - began, ended - due))
        else:
            refused[str(answer["statusCode"])] += 1
    _tell(handler, accepted=accepted, refused=refused)


def _comment(form: dict[str, Any], number: int, threads: int) -> dict[str, Any]:
    words = words_of(number)
    fields = {
        "name": f"Reader {words[0]} {words[1]}",
        "email": f"reader{number}@example.org",
        "body": f"storm-{number:06}. " + " ".join(words),
        "seconds": "40",
    }
    chance = random.Random(-number)
    if threads and chance.random() <= REPLIES:
        fields["parent"] = str(chance.randint(max(1, threads - 200), threads))
    about = form["requestContext"]
    http = about["http"] | {"sourceIp": f"198.18.{number // 250 % 250}.{number % 250}"}
    context = about | {"http": http, "requestId": f"request-{number}"}
    return form | {"body": urlencode(fields), "isBase64Encoded": False, "requestContext": context}


def _is_ended() -> bool:
    return Path(os.environ["STORM_ENDED"]).exists()


def _listen(function: str) -> None:
    handler, stream = Handler(function), os.environ["STORM_STREAM"]
    for batch in _batches(stream, WANTED[function]):
        answer = handler({"Records": batch})
        if answer["batchItemFailures"]:
            raise AssertionError(answer)
    _tell(handler)


def _batches(stream: str, wanted: set[str]) -> Iterator[list[Any]]:
    """Up to a hundred of what is wanted, as the stream has it, until the storm is over."""
    streams = client("dynamodbstreams")
    iterators: dict[str, str] = {}
    while True:
        is_first = not iterators
        for shard in streams.describe_stream(StreamArn=stream)["StreamDescription"]["Shards"]:
            if shard["ShardId"] not in iterators:
                iterators[shard["ShardId"]] = streams.get_shard_iterator(
                    StreamArn=stream, ShardId=shard["ShardId"], ShardIteratorType="LATEST"
                )["ShardIterator"]
        if is_first:
            Path(f"{os.environ['STORM_TOLD']}.ready").touch()
        found: list[Any] = []
        for shard, iterator in iterators.items():
            answer = streams.get_records(ShardIterator=iterator, Limit=1000) if iterator else {}
            iterators[shard] = answer.get("NextShardIterator", "")
            found += answer.get("Records", [])
        kept = [as_delivered(one, stream) for one in found if _kind(one) in wanted]
        yield from (kept[start : start + 100] for start in range(0, len(kept), 100))
        if not found:
            if _is_ended():
                return
            time.sleep(POLL)


def _kind(record: Any) -> str:
    image: dict[str, Any] = record["dynamodb"].get("NewImage") or record["dynamodb"].get("OldImage")
    return image["type"]["S"] if "type" in image else ""


def _render() -> None:
    handler, queue = Handler("render_pages"), client("sqs")
    while not _is_ended():
        found = queue.receive_message(QueueUrl=QUEUE, MaxNumberOfMessages=10).get("Messages", [])
        if not found:
            time.sleep(0.02)
            continue
        records = [
            {"messageId": m["MessageId"], "body": m["Body"], "attributes": m["Attributes"]}
            for m in found
        ]
        answer = handler({"Records": records})
        if answer["batchItemFailures"]:
            raise AssertionError(answer)
        entries = [{"Id": str(n), "ReceiptHandle": m["ReceiptHandle"]} for n, m in enumerate(found)]
        queue.delete_message_batch(QueueUrl=QUEUE, Entries=entries)
    _tell(handler)


if __name__ == "__main__":
    match sys.argv[1:]:
        case ["send", process, of, begins, first, number, seconds]:
            _send(int(process), int(of), float(begins), int(first), int(number), float(seconds))
        case ["listen", function]:
            _listen(function)
        case _:
            _render()
