"""The functions on mocked AWS: each through its own `lambda_handler`, as Lambda calls it."""

import functools
import importlib
import io
import json
import logging
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, redirect_stderr, redirect_stdout
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from broadsheet import bootstrap
from broadsheet.adapters import clock, tokens
from broadsheet.adapters.aws import clients, observability, system_figures
from broadsheet.adapters.aws.dynamodb import codec, table
from broadsheet.adapters.aws.dynamodb.table import DynamoTable
from broadsheet.bootstrap import for_newsroom, for_pages, for_readers, shared
from broadsheet.domain.shared.record import Key
from broadsheet.usecases.shared.ports import Span
from operate.lost_changes import as_delivered
from tests.fakes.table import StoppedClock
from tests.support.cloud import Cloud, mocked_cloud
from tests.support.functions import FUNCTIONS
from tests.support.given_clock import GivenClock
from tests.support.moto_state import items, objects
from tests.support.rights.recording import called_by

EVENTS = Path(__file__).parents[2] / "events"
SITE_URL = "https://news.example.org"
POOL = "eu-west-1_Example01"
ISSUER = f"https://cognito-idp.eu-west-1.amazonaws.com/{POOL}"
AUDIENCE = "1example23456789"
DESK_CLIENT = "2example34567891"
MAIL_FROM = "comments@news.example.org"
"""Whom readers are told of replies by."""
_PARTS: tuple[Any, ...] = (bootstrap, shared, for_readers, for_pages, for_newsroom)
_CACHES = tuple(
    (part, name)
    for part in _PARTS
    for name, made in vars(part).items()
    if hasattr(made, "cache_clear")
)

Event = dict[str, Any]


@dataclass
class FakeLambdaContext:
    """What Lambda hands to a handler beside the event."""

    function_name: str
    aws_request_id: str = "8f5c0b0e-3d6c-4f0a-9c55-d7b1c0f3a001"
    function_version: str = "$LATEST"
    memory_limit_in_mb: int = 512
    remaining_ms: int = 30_000

    @property
    def invoked_function_arn(self) -> str:
        """As Lambda names it."""
        return f"arn:aws:lambda:eu-west-1:123456789012:function:{self.function_name}"

    def get_remaining_time_in_millis(self) -> int:
        """Milliseconds until the time-out."""
        return self.remaining_ms


ARTICLE = "01a20460-10cb-74f7-893e-a9a6fbc4d7de"
DRAFT = "01a20461-2c40-7b3d-9e10-5d2f7c8a9b01"
COMMENT = "01a20462-77aa-7c55-8f21-3b1e6d0c4a02"
MEDIA = "01a20463-5b10-7d21-8a44-6c0f2d9e1b03"
"""The ids in `events/`: of a published article, of a draft, of a pending comment, of a picture."""


def event(name: str, replaced: Mapping[str, str] | None = None) -> Event:
    """`events/<name>.json`, with the ids in it replaced by those of what is in the table."""
    text = (EVENTS / f"{name}.json").read_text()
    for old, new in (replaced or {}).items():
        text = text.replace(old, new)
    loaded: Event = json.loads(text)
    return loaded


def environment(cloud: Cloud) -> dict[str, str]:
    """Every variable that any of the functions is given."""
    return {
        "TABLE_NAME": cloud.table,
        "RENDER_QUEUE_URL": cloud.queue_url,
        "SITE_BUCKET": cloud.bucket,
        "MEDIA_BUCKET": cloud.media_bucket,
        "SITE_URL": SITE_URL,
        "SITE_TITLE": "The Example",
        "SITE_LANGUAGE": "en",
        "SITE_TIME_ZONE": "Europe/Berlin",
        "SITE_SECTIONS": "News, World, Sport",
        "TOKEN_ISSUER": ISSUER,
        "TOKEN_AUDIENCE": AUDIENCE,
        "JWKS_URL": f"{ISSUER}/.well-known/jwks.json",
        "LOG_LEVEL": "INFO",
        "KMS_KEY_ID": cloud.kms_key,
        "MAIL_FROM": MAIL_FROM,
        "MAIL_QUEUE_URL": cloud.mail_queue_url,
        "EMBED_QUEUE_URL": cloud.embed_queue_url,
        "UPLOADS_URL": cloud.uploads_url,
        "DEAD_LETTERS_URL": cloud.dead_letters_url,
        "DEAD_PAGES_URL": cloud.dead_pages_url,
        **{f"DEAD_{what.upper()}_URL": url for what, url in cloud.given_up.items()},
        "EDGE_SECRET_ID": cloud.edge_secret,
        "USER_POOL_ID": POOL,
        "DESK_CLIENT_ID": DESK_CLIENT,
        "SPAM_SERVICE_KEY_PARAMETER": "",
        "SPAM_SERVICE_SHARES_READER": "off",
        "POWERTOOLS_METRICS_NAMESPACE": "Broadsheet",
        "STACK_NAME": "newsroom",
    }


def forget_warm_starts() -> None:
    """The next invocation is a cold start: nothing that an earlier one made is kept."""
    for part, name in _CACHES:
        getattr(part, name).cache_clear()
    made = (observability.logger, observability.metrics, observability._wrapped, clients.session)
    for cached in made:
        cached.cache_clear()
    tokens._keys.cache_clear()
    for name in FUNCTIONS:
        # Powertools keeps the stream of the first logger of a name for ever.
        logging.Logger.manager.loggerDict.pop(name, None)


def instead_of(name: str, made: Callable[..., Any], patch: pytest.MonkeyPatch) -> None:
    """What `bootstrap` makes under a name is made otherwise, whoever asks for it there."""
    for part in _PARTS:
        if hasattr(part, name):
            patch.setattr(part, name, functools.cache(made))


@functools.cache
def handler_of(function: str) -> Any:
    """The function's `lambda_handler`."""
    return importlib.import_module(f"functions.{function}.app").lambda_handler


@dataclass
class Stack:
    """The functions, and what flows between them when a test says so; `clock` is everybody's."""

    cloud: Cloud
    monkeypatch: pytest.MonkeyPatch
    clock: StoppedClock = field(default_factory=GivenClock)
    output: io.StringIO = field(default_factory=io.StringIO)
    _iterator: str | None = None
    _unrouted: list[Event] = field(default_factory=list)
    _current: str = ""

    def invoke(self, function: str, sent: Event, context: Any = None) -> Any:
        """What the handler answers; its output is kept in `output`."""
        if function != self._current:
            self._become(function)
        # Lambda hands over JSON, and takes JSON back.
        received = json.loads(json.dumps(sent))
        with called_by(function), redirect_stdout(self.output), redirect_stderr(self.output):
            answered = handler_of(function)(received, context or FakeLambdaContext(function))
        return json.loads(json.dumps(answered, ensure_ascii=False).encode())

    def _become(self, function: str) -> None:
        """Another process: its own service name, and its own logger."""
        self._current = function
        self.monkeypatch.setenv("POWERTOOLS_SERVICE_NAME", function)
        is_page = function == "render_pages"
        url = self.cloud.dead_pages_url if is_page else self.cloud.dead_letters_url
        self.monkeypatch.setenv("DEAD_LETTERS_URL", url)
        for cached in (observability.logger, observability.metrics, observability._wrapped):
            cached.cache_clear()
        logging.Logger.manager.loggerDict.pop(function, None)

    def stream(self) -> list[Event]:
        """The table's changes since the last call, as Lambda delivers them."""
        if self._iterator is None:
            described = self.cloud.streams.describe_stream(StreamArn=self.cloud.stream_arn)
            shard = described["StreamDescription"]["Shards"][0]["ShardId"]
            self._iterator = self.cloud.streams.get_shard_iterator(
                StreamArn=self.cloud.stream_arn, ShardId=shard, ShardIteratorType="TRIM_HORIZON"
            )["ShardIterator"]
        answer = self.cloud.streams.get_records(ShardIterator=self._iterator)
        self._iterator = answer["NextShardIterator"]
        # Moto tells of what UpdateItem makes before it has any attributes, which AWS never does.
        whole = [r for r in answer["Records"] if "type" in _image(r)]
        return [as_delivered(r, self.cloud.stream_arn) for r in whole]

    def route(self, batch: int = 100) -> int:
        """Hand every change to both who listen, and what they change too; how many there were."""
        total = 0
        while changes := self.stream():
            total += len(changes)
            for start in range(0, len(changes), batch):
                records = {"Records": changes[start : start + batch]}
                for function in ("place_comments", "route_changes"):
                    assert self.invoke(function, records) == {"batchItemFailures": []}
        return total

    def messages(self, url: str = "") -> list[Event]:
        """Up to ten messages of the render queue, or of another, as Lambda delivers them."""
        answer = self.cloud.sqs.receive_message(
            QueueUrl=url or self.cloud.queue_url, MaxNumberOfMessages=10, AttributeNames=["All"]
        )
        return [_sqs_record(message) for message in answer.get("Messages", [])]

    def render(self) -> int:
        """Render every queued page; how many messages there were."""
        total = 0
        while batch := self.messages():
            answer = self.invoke("render_pages", {"Records": batch})
            assert answer == {"batchItemFailures": []}, self.output.getvalue()[-3000:]
            for record in batch:
                self.cloud.sqs.delete_message(
                    QueueUrl=self.cloud.queue_url, ReceiptHandle=record["receiptHandle"]
                )
            total += len(batch)
        return total

    def send_mails(self) -> list[Event]:
        """Send every mail that waits; what the mailer was given since the last call."""
        url = self.cloud.mail_queue_url
        while found := self.cloud.sqs.receive_message(
            QueueUrl=url, MaxNumberOfMessages=10, AttributeNames=["All"]
        ).get("Messages"):
            records = [_sqs_record(message) for message in found]
            answer = self.invoke("send_mails", {"Records": records})
            assert answer == {"batchItemFailures": []}, self.output.getvalue()[-3000:]
            for record in records:
                self.cloud.sqs.delete_message(QueueUrl=url, ReceiptHandle=record["receiptHandle"])
        sent, self.cloud.mails[:] = list(self.cloud.mails), []
        return sent

    def ask_providers(self) -> int:
        """Ask about every address that waits; how many there were. None of them fails."""
        total, url = 0, self.cloud.embed_queue_url
        while batch := self.messages(url):
            answer = self.invoke("fetch_embeds", {"Records": batch})
            assert answer == {"batchItemFailures": []}, self.output.getvalue()[-3000:]
            for record in batch:
                self.cloud.sqs.delete_message(QueueUrl=url, ReceiptHandle=record["receiptHandle"])
            total += len(batch)
        return total

    def drain(self) -> None:
        """Until the stream and the queue are empty: the site is up to date."""
        self.route()
        self.render()

    def tick(self) -> Any:
        """The clock's minute."""
        return self.invoke("publish_due", event("publish_due__tick"))

    def items(self) -> list[Event]:
        """Every item of the table, in DynamoDB's JSON."""
        return items(self.cloud.table)

    def files(self) -> dict[str, bytes]:
        """Every object of the site bucket."""
        return {key: one.body for key, one in objects(self.cloud.bucket).items()}


def _image(record: Any) -> Any:
    body = record["dynamodb"]
    return body.get("NewImage") or body.get("OldImage") or {}


def _sqs_record(message: Any) -> Event:
    return {
        "messageId": message["MessageId"],
        "receiptHandle": message["ReceiptHandle"],
        "body": message["Body"],
        "attributes": message["Attributes"],
        "messageAttributes": {},
        "md5OfBody": message["MD5OfBody"],
        "eventSource": "aws:sqs",
        "eventSourceARN": "arn:aws:sqs:eu-west-1:123456789012:broadsheet-render.fifo",
        "awsRegion": "eu-west-1",
    }


def _with_key_limits(monkeypatch: pytest.MonkeyPatch) -> None:
    """DynamoDB refuses longer keys (service quotas), which moto does not know."""

    def checked(key: Key) -> Event:
        assert 0 < len(key.pk.encode()) <= 2048, "pk is too long"
        assert 0 < len(key.sk.encode()) <= 1024, "sk is too long"
        return codec.key_item(key)

    def query(self: DynamoTable, kind: Any, span: Span, **options: Any) -> Any:
        checked(Key(span.pk, span.first))
        checked(Key(span.pk, span.last))
        return unchecked(self, kind, span, **options)

    unchecked = DynamoTable.query
    monkeypatch.setattr(table, "key_item", checked)
    monkeypatch.setattr(DynamoTable, "query", query)


@contextmanager
def stack_on_moto(monkeypatch: pytest.MonkeyPatch) -> Iterator[Stack]:
    """A fresh stack whose functions have never been called."""
    with mocked_cloud(monkeypatch) as cloud:
        for name, value in environment(cloud).items():
            monkeypatch.setenv(name, value)
        _with_key_limits(monkeypatch)
        forget_warm_starts()
        # The mocks answer as soon as this machine has time for them.
        monkeypatch.setattr(system_figures, "PATIENCE", 60)
        made = Stack(cloud, monkeypatch)
        monkeypatch.setattr(clock, "now", made.clock)
        try:
            yield made
        finally:
            forget_warm_starts()
