"""The engines that each port's contract is held against."""

import functools
import itertools
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import pytest
from moto import mock_aws

from broadsheet.adapters.aws.dynamodb.table import DynamoTable
from broadsheet.adapters.aws.s3_files import S3Files
from broadsheet.adapters.aws.s3_search_index import S3SearchIndex
from broadsheet.adapters.aws.sqs_render_queue import SqsRenderQueue, page_requests
from broadsheet.usecases.search.ports import SearchIndex
from broadsheet.usecases.shared.ports import Table
from broadsheet.usecases.site.ports import PageRequest, RenderQueue, SiteFiles
from tests.contract import dynamodb_local
from tests.fakes.site import MemoryFiles, MemoryQueue, MemorySearchIndex
from tests.fakes.table import MemoryTable
from tests.support import aws
from tests.support.near_moto import bring_moto_near
from tests.support.quick_moto import make_moto_quick
from tests.support.tools import Unavailable

if TYPE_CHECKING:
    from mypy_boto3_sqs import SQSClient

Receive = Callable[[], list[PageRequest]]
_NAMES = (f"contract-{n}" for n in itertools.count())


@pytest.fixture(scope="session")
def dynamodb_local_client() -> Iterator[Any]:
    """A client of DynamoDB Local; skips where it cannot run."""
    server = dynamodb_local.running()
    try:
        address = server.__enter__()
    except Unavailable as why:
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


@contextmanager
def moto_at_hand() -> Iterator[None]:
    """As all other tests have it: that it answers as AWS does is seen here."""
    with pytest.MonkeyPatch.context() as patch, mock_aws():
        make_moto_quick(patch)
        bring_moto_near(patch)
        yield


def _table(engine: str, name: str, request: pytest.FixtureRequest) -> Iterator[Table]:
    if engine == "memory":
        yield MemoryTable()
    elif engine == "moto":
        with moto_at_hand():
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
def exact_table(request: pytest.FixtureRequest, name: str) -> Iterator[Table]:
    """An empty table on each engine that is exact about threads and sizes.

    moto does not isolate transactions, and takes 405,000 bytes for the limit of an item.
    """
    yield from _table(request.param, name, request)


@pytest.fixture(params=["memory", "moto"])
def files(request: pytest.FixtureRequest, name: str) -> Iterator[SiteFiles]:
    """An empty bucket on each engine; the local stack's is tried end to end."""
    if request.param == "memory":
        yield MemoryFiles()
        return
    with moto_at_hand():
        s3 = moto_client("s3")
        yield S3Files(s3, aws.create_bucket(s3, name))


@pytest.fixture(params=["memory", "moto"])
def index(request: pytest.FixtureRequest, name: str) -> Iterator[tuple[SiteFiles, SearchIndex]]:
    """An empty bucket on each engine, and the search index in it."""
    if request.param == "memory":
        files = MemoryFiles()
        yield files, MemorySearchIndex(files)
        return
    with moto_at_hand():
        s3 = moto_client("s3")
        bucket = aws.create_bucket(s3, name)
        yield S3Files(s3, bucket), S3SearchIndex(s3, bucket)


@pytest.fixture(params=["memory", "moto"])
def queue(request: pytest.FixtureRequest, name: str) -> Iterator[tuple[RenderQueue, Receive]]:
    """An empty queue on each engine, and how to take what waits in it."""
    if request.param == "memory":
        memory = MemoryQueue()
        yield memory, lambda: list(memory.drain())
        return
    with moto_at_hand():
        sqs = moto_client("sqs")
        url = aws.create_queue(sqs, name)
        yield SqsRenderQueue(sqs, url), lambda: list(_received(sqs, url))


def _received(sqs: "SQSClient", url: str) -> Iterator[PageRequest]:
    while True:
        answer = sqs.receive_message(QueueUrl=url, MaxNumberOfMessages=10)
        if not answer.get("Messages"):
            return
        for message in answer["Messages"]:
            yield from page_requests(message["Body"])
            sqs.delete_message(QueueUrl=url, ReceiptHandle=message["ReceiptHandle"])
