"""The engines that each port's contract is held against."""

import functools
import itertools
from collections.abc import Iterator
from typing import Any

import pytest
from moto import mock_aws

from broadsheet.adapters.dynamodb.table import DynamoTable
from broadsheet.usecases.ports import Table
from tests.contract import dynamodb_local
from tests.fakes.table import MemoryTable
from tests.support import aws

_NAMES = (f"contract-{n}" for n in itertools.count())


@pytest.fixture(scope="session")
def dynamodb_local_client() -> Iterator[Any]:
    """A client of DynamoDB Local; skips where it cannot run."""
    server = dynamodb_local.running()
    try:
        address = server.__enter__()
    except dynamodb_local.Unavailable as why:
        pytest.skip(str(why))
    yield aws.client("dynamodb", endpoint_url=address)
    server.__exit__(None, None, None)


@pytest.fixture
def name() -> str:
    """A name that no other test uses."""
    return next(_NAMES)


@functools.cache
def moto_client(service: str) -> Any:
    """A client for use within `mock_aws`; making one takes longer than most tests."""
    return aws.client(service)


def _table(engine: str, name: str, request: pytest.FixtureRequest) -> Iterator[Table]:
    if engine == "memory":
        yield MemoryTable()
    elif engine == "moto":
        with mock_aws():
            client = moto_client("dynamodb")
            yield DynamoTable(client, aws.create_table(client, name))
    else:
        client = request.getfixturevalue("dynamodb_local_client")
        yield DynamoTable(client, aws.create_table(client, name))
        client.delete_table(TableName=name)


@pytest.fixture(params=["memory", "moto", "dynamodb-local"])
def table(request: pytest.FixtureRequest, name: str) -> Iterator[Table]:
    """An empty table on each engine."""
    yield from _table(request.param, name, request)


@pytest.fixture(params=["memory", "dynamodb-local"])
def racing_table(request: pytest.FixtureRequest, name: str) -> Iterator[Table]:
    """An empty table on each engine whose transactions are isolated; moto's are not."""
    yield from _table(request.param, name, request)
