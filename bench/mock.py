"""The real adapters on moto, in this process: a table full of records in a few seconds."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from moto.dynamodb.models import dynamodb_backends
from moto.dynamodb.models.dynamo_type import DynamoType, Item
from moto.dynamodb.models.table import Table

from broadsheet.adapters.aws.dynamodb.codec import to_item
from broadsheet.domain.shared.record import Record
from broadsheet.usecases.shared.ports import Cause
from tests.support import aws
from tests.support.cloud import Cloud, mocked_cloud

ACCOUNT = "123456789012"


@contextmanager
def cloud_with(records: Iterable[Record], cause: Cause) -> Iterator[Cloud]:
    """The stack's table, queue and bucket; the table holds the records, its stream nothing."""
    with pytest.MonkeyPatch.context() as patch, mocked_cloud(patch) as cloud:
        make_bearable(patch)
        load(cloud.table, records, cause)
        yield cloud


def make_bearable(patch: pytest.MonkeyPatch) -> None:
    """Without this, moto copies the table for each write of a transaction, and scans it to query.

    The copy is for transactions that fail: one of a benchmark must not.
    """
    query = Table.query

    def query_of_what_is_asked_for(self: Any, pk: Any, *asked: Any, **named: Any) -> Any:
        whole = self.items
        self.items = {pk: _within(whole.get(pk, {}), *asked[:2])}
        try:
            return query(self, pk, *asked, **named)
        finally:
            self.items = whole

    patch.setattr(Table, "query", query_of_what_is_asked_for)
    patch.setattr(Table, "__deepcopy__", lambda self, _memo: self, raising=False)


def _within(partition: dict[Any, Any], comparison: str, bounds: list[Any]) -> dict[Any, Any]:
    if comparison != "BETWEEN":
        return partition
    first, last = (bound.value for bound in bounds)
    return {sk: item for sk, item in partition.items() if first <= sk.value <= last}


def load(name: str, records: Iterable[Record], cause: Cause) -> None:
    """The table of this name holds the records; its stream has heard of none."""
    table = dynamodb_backends[ACCOUNT][aws.REGION].get_table(name)
    items: Any = table.items
    for record in records:
        attributes = to_item(record, cause)
        pk, sk = DynamoType(attributes["pk"]), DynamoType(attributes["sk"])
        items[pk][sk] = item = Item(pk, sk, {})
        for attribute, value in attributes.items():
            # As `Item` does it, but for adding up all sizes at each attribute.
            dict.__setitem__(item.attrs, attribute, DynamoType(value))
