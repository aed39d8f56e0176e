"""Whole buckets and tables, read and filled where moto keeps them.

A call for each file, or a scan, through botocore and moto's HTTP was half of what the tests took
that look at the whole site or the whole table.
"""

import copy
from collections.abc import Callable, Iterable, Mapping
from typing import Any, NamedTuple

from moto.core.models import DEFAULT_ACCOUNT_ID
from moto.dynamodb.models import dynamodb_backends
from moto.dynamodb.models.utilities import dynamo_to_dict
from moto.s3.models import FakeKey, S3Backend, s3_backends
from moto.sqs.models import Queue, sqs_backends

from tests.support import aws


class Object(NamedTuple):
    """What S3 keeps of an object: its bytes, and headers with the metadata among them."""

    body: bytes
    metadata: Mapping[str, Any]


def _backend() -> S3Backend:
    return s3_backends[DEFAULT_ACCOUNT_ID]["aws"]


def objects(bucket: str) -> dict[str, Object]:
    """Every object that is there now, not its earlier versions."""
    kept = _backend().get_bucket(bucket).keys
    newest = {name: kept[name] for name in sorted(kept)}
    return {
        name: Object(key.value, dict(key.metadata))
        for name, key in newest.items()
        if isinstance(key, FakeKey)
    }


def fill(bucket: str, given: Mapping[str, Object]) -> None:
    """Put the objects there as they were elsewhere."""
    for name, one in given.items():
        _backend().put_object(bucket, name, one.body).set_metadata(dict(one.metadata))


def items(table: str) -> list[dict[str, Any]]:
    """Every item, in DynamoDB's JSON as boto3 hands it out."""
    kept = dynamodb_backends[DEFAULT_ACCOUNT_ID][aws.REGION].get_table(table).all_items()
    return [dynamo_to_dict(item.attrs) for item in kept]


def put(table: str, given: Iterable[Mapping[str, Any]]) -> None:
    """Put items of DynamoDB's JSON into a table, whose stream tells nothing of it."""
    kept = dynamodb_backends[DEFAULT_ACCOUNT_ID][aws.REGION].get_table(table)
    for item in given:
        kept.put_item(dict(item))
    forget_changes(table)


def changes(table: str) -> list[tuple[str, str]]:
    """What a table's stream would tell: what became of an item, and both of its selves."""
    shard = dynamodb_backends[DEFAULT_ACCOUNT_ID][aws.REGION].get_table(table).stream_shard
    assert shard is not None
    return [(str(r.record["eventName"]), str(_images(r.record))) for r in shard.items]


def _images(record: Any) -> tuple[Any, ...]:
    body = record["dynamodb"]
    return tuple(body.get(name) for name in ("Keys", "OldImage", "NewImage"))


def forget_changes(table: str) -> None:
    """Whatever was in the stream is not told."""
    shard = dynamodb_backends[DEFAULT_ACCOUNT_ID][aws.REGION].get_table(table).stream_shard
    assert shard is not None
    shard.items = []


def empty(table: str, buckets: Iterable[str], queue_urls: Iterable[str]) -> None:
    """Forget all that is in them: to make them anew takes longer."""
    dynamodb_backends[DEFAULT_ACCOUNT_ID][aws.REGION].get_table(table).items.clear()
    forget_changes(table)
    for bucket in buckets:
        _backend().get_bucket(bucket).keys.clear()
    for queue in map(_queue, queue_urls):
        queue._messages.clear()
        queue.pending_messages.clear()
        queue.deleted_messages.clear()


def waiting(queue_url: str) -> list[str]:
    """The bodies of the messages in a queue, in no hands or in somebody's."""
    return [message.body for message in _queue(queue_url)._messages]


def _queue(queue_url: str) -> Queue:
    name = queue_url.rpartition("/")[2]
    (queue,) = (
        backend.queues[name]
        for backend in sqs_backends[DEFAULT_ACCOUNT_ID].values()
        if name in backend.queues
    )
    return queue


def going_back(table: str) -> Callable[[], None]:
    """What gives the table the items again that it has now."""
    kept = dynamodb_backends[DEFAULT_ACCOUNT_ID][aws.REGION].get_table(table)
    as_it_was = copy.deepcopy(dict(kept.items))

    def go_back() -> None:
        kept.items.clear()
        kept.items.update(copy.deepcopy(as_it_was))

    return go_back
