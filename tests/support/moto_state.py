"""Whole buckets and tables, read and filled where moto keeps them.

A call for each file, or a scan, through botocore and moto's HTTP was half of what the tests took
that look at the whole site or the whole table.
"""

from collections.abc import Mapping
from typing import Any, NamedTuple

from moto.core.models import DEFAULT_ACCOUNT_ID
from moto.dynamodb.models import dynamodb_backends
from moto.dynamodb.models.utilities import dynamo_to_dict
from moto.s3.models import FakeKey, S3Backend, s3_backends

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
