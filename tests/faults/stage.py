"""The stack on moto, put back to the same scene as often as a test likes."""

import itertools
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from typing import Any

import boto3
import pytest
from moto.core.base_backend import BackendDict
from moto.core.model_instances import reset_model_data
from moto.kms.models import kms_backends

from broadsheet import bootstrap
from broadsheet.adapters import clock
from broadsheet.adapters.aws.dynamodb.records import any_from_item
from broadsheet.adapters.public_web import PublicWeb
from broadsheet.domain.articles.embed import EmbedUse
from broadsheet.domain.comments.comment import Placement
from broadsheet.domain.mail.subscription import Notice
from broadsheet.domain.shared.record import Record
from broadsheet.domain.site.routing import RULES
from broadsheet.settings import SiteSettings
from broadsheet.usecases.site.page_views import views_by
from broadsheet.usecases.site.rebuild import every_page, standing_pages
from broadsheet.usecases.site.render_page import PageRendering, render_page
from tests.fakes.site import MemoryFiles
from tests.fakes.table import MemoryTable, StoppedClock
from tests.faults.delivered import once_more, types_of
from tests.faults.killing import Killed, Killer
from tests.support import aws
from tests.support.api import Api
from tests.support.cloud import instead_of_clients
from tests.support.lambdas import (
    MEDIA,
    Event,
    Stack,
    environment,
    event,
    forget_warm_starts,
    stack_on_moto,
)
from tests.support.moto_state import Object, fill, objects, put
from tests.support.providers import Web

START = datetime(2026, 11, 22, 11, 5, tzinfo=UTC)
TRIES = 4
ACCOUNT = "123456789012"
"""moto's own."""
TO_PLACE = {Placement.__name__, Notice.__name__}
ON_PAGES = {*(record.__name__ for record in RULES), EmbedUse.__name__}
"""What `route_changes` is handed: what stands on pages, and addresses to be asked about."""
_NUMBERS = itertools.count(1)


class Undone(AssertionError):
    """What was asked for did not happen, however often it was tried."""


@dataclass(frozen=True)
class Scene:
    """What is in the table and on the site when something is about to happen."""

    items: list[Event]
    now: datetime
    props: Any = None
    files: Mapping[str, Object] = field(default_factory=dict)
    negatives: Mapping[str, Object] = field(default_factory=dict)
    """What is in the private bucket of pictures."""


class Stage:
    """One table, queue and bucket with the functions around them; `api` is how people act."""

    def __init__(self, first: Stack, killer: Killer, clock_: StoppedClock) -> None:
        self.killer = killer
        self.clock = clock_
        self._first = first
        self.web = Web()
        self.begun: dict[Callable[[Stage], Any], Scene] = {}
        """What scenarios that begin alike begin with."""
        self.set_up(Scene([], START))

    def set_up(self, scene: Scene) -> None:
        """Begin anew, with what the scene has and functions that were never called."""
        name = f"stage-{next(_NUMBERS)}"
        cloud = self._first.cloud
        # What was there before would be kept in memory: many thousand versions of files.
        _forget_everything()
        aws.create_table(cloud.dynamodb, name)
        described = cloud.dynamodb.describe_table(TableName=name)["Table"]
        cloud = replace(
            cloud,
            table=name,
            bucket=aws.create_bucket(cloud.s3, name),
            media_bucket=aws.create_private_bucket(cloud.s3, f"{name}-media"),
            queue_url=aws.create_queue(cloud.sqs, name),
            mail_queue_url=cloud.sqs.create_queue(QueueName=f"{name}-mail")["QueueUrl"],
            embed_queue_url=cloud.sqs.create_queue(QueueName=f"{name}-embeds")["QueueUrl"],
            dead_letters_url=cloud.sqs.create_queue(QueueName=f"{name}-dead")["QueueUrl"],
            stream_arn=described["LatestStreamArn"],
        )
        for variable, value in environment(cloud).items():
            self._first.monkeypatch.setenv(variable, value)
        put(name, scene.items)
        fill(cloud.bucket, scene.files)
        fill(cloud.media_bucket, scene.negatives)
        self.clock.now = scene.now
        self.stack = Stack(cloud, self._first.monkeypatch, self.clock)
        self.api = Api(self.stack)
        self.web.forget()
        self.die()

    def scene(self, props: Any = None) -> Scene:
        """Everything as it is now."""
        cloud = self.stack.cloud
        files, negatives = objects(cloud.bucket), objects(cloud.media_bucket)
        return Scene(self.stack.items(), self.clock.now, props, files, negatives)

    def negatives(self) -> set[str]:
        """The keys of the private bucket of pictures."""
        return set(objects(self.stack.cloud.media_bucket))

    def die(self) -> None:
        """The next invocation is a cold start."""
        forget_warm_starts()

    def later(self, by: timedelta) -> None:
        """Time passes."""
        self.clock.now += by

    def insist(self, attempt: Callable[[], Any]) -> Any:
        """Do as a client, or Lambda, does: try again while it fails; the answer in the end."""
        for _ in range(TRIES):
            try:
                answer = attempt()
            except Killed:
                self.die()
            except Exception:  # noqa: BLE001 - whatever it is, Lambda delivers the event again
                pass
            else:
                if getattr(answer, "status", 200) < 500:
                    return answer
            self.later(timedelta(seconds=1))
        raise Undone(self.stack.output.getvalue()[-4000:])

    def tick(self) -> Any:
        """The clock's minute: no try is a repetition of the one before."""
        return self.insist(lambda: self.stack.invoke("publish_due", event("publish_due__tick")))

    def route(self, records: list[Event]) -> None:
        """Deliver a batch of the stream to `route_changes`."""
        self._deliver("route_changes", [r for r in records if types_of(r) & ON_PAGES])

    def place(self, records: list[Event]) -> None:
        """Deliver a batch of the stream to `place_comments`."""
        written = [r for r in records if "NewImage" in r["dynamodb"]]
        self._deliver("place_comments", [r for r in written if types_of(r) <= TO_PLACE])

    def _deliver(self, function: str, records: list[Event]) -> None:
        """Until all are taken: from the first failure on, and by halves after an error.

        https://docs.aws.amazon.com/lambda/latest/dg/services-dynamodb-eventsourcemapping.html
        """
        batches = [records]

        def attempt() -> None:
            while batches:
                batch = batches.pop(0)
                try:
                    again = self._left_of(function, batch)
                except BaseException:
                    middle = (len(batch) + 1) // 2
                    batches[:0] = [half for half in (batch[:middle], batch[middle:]) if half]
                    raise
                if again:
                    batches.insert(0, again)
                    raise ConnectionError("to be delivered again")

        self.insist(attempt)

    def _left_of(self, function: str, batch: list[Event]) -> list[Event]:
        """Deliver a batch of the stream once; what of it comes again."""
        if not batch:
            return []
        answer = self.stack.invoke(function, {"Records": batch})
        failed = {item["itemIdentifier"] for item in answer["batchItemFailures"]}
        ids = [record["dynamodb"]["SequenceNumber"] for record in batch]
        return batch[min(map(ids.index, failed)) :] if failed else []

    def render(self, messages: list[Event]) -> None:
        """Deliver messages of pages until none of them failed."""
        self._consume("render_pages", messages)

    def develop(self, messages: list[Event]) -> None:
        """The same with notices of uploads."""
        self._consume("process_media", messages)

    def mail(self, messages: list[Event]) -> None:
        """The same with notices of mails."""
        self._consume("send_mails", messages)

    def ask(self, messages: list[Event]) -> None:
        """The same with addresses on cards; then pictures are made of what providers have."""
        self._consume("fetch_embeds", messages)
        for upload in sorted(name for name in self.negatives() if name.startswith("uploads/")):
            media = upload.removeprefix("uploads/")
            self.develop(event("process_media__uploaded", {MEDIA: media})["Records"])

    def _consume(self, function: str, messages: list[Event]) -> None:
        def attempt() -> None:
            nonlocal messages
            delivered, messages = messages, [once_more(one) for one in messages]
            answer = self.stack.invoke(function, {"Records": delivered})
            failed = {item["itemIdentifier"] for item in answer["batchItemFailures"]}
            messages = [one for one in messages if one["messageId"] in failed]
            if messages:
                raise ConnectionError("to be delivered again")

        self.insist(attempt)

    def batches(self, url: str = "") -> list[list[Event]]:
        """What waits in the queue, of pages or at an address, in batches as Lambda takes them."""
        taken = []
        sqs, url = self.stack.cloud.sqs, url or self.stack.cloud.queue_url
        while batch := self.stack.messages(url):
            for message in batch:
                sqs.delete_message(QueueUrl=url, ReceiptHandle=message["receiptHandle"])
            taken.append(batch)
        return taken

    def drain(self) -> None:
        """Until the stream and the queue are empty."""
        while records := self.stack.stream():
            self.place(records)
            self.route(records)
        for batch in self.batches():
            self.render(batch)
        for batch in self.batches(self.stack.cloud.mail_queue_url):
            self.mail(batch)

    def records(self) -> list[Record]:
        """Everything in the table."""
        return [any_from_item(item) for item in self.stack.items()]

    def render_standing_pages(self) -> None:
        """What stands before the first article."""
        press = bootstrap.page_rendering()
        for page in standing_pages(self._sections(), ()):
            render_page(press, page)

    def rebuilt(self, records: list[Record]) -> dict[str, bytes]:
        """The site that a rebuild of these into an empty bucket makes, but for fixed files."""
        table, files = MemoryTable(), MemoryFiles()
        table.records = {record.key: record for record in records}
        press = PageRendering(
            table=table,
            views=views_by(self._sections(), ()),
            renderer=bootstrap.page_rendering().renderer,
            files=files,
        )
        standing = standing_pages(self._sections(), ())
        for page in list(every_page(table, table, files, standing)):
            render_page(press, page)
        return files.files

    def _sections(self) -> Any:
        return SiteSettings.of(environment(self.stack.cloud)).site().sections


def _forget_everything() -> None:
    """All that is in the mocked cloud but its keys: what they have wrapped is in the scenes."""
    keys = dict(kms_backends[ACCOUNT][aws.REGION].keys)
    BackendDict.reset()
    reset_model_data()
    kms_backends[ACCOUNT][aws.REGION].keys.update(keys)


@contextmanager
def stage_on_moto(monkeypatch: pytest.MonkeyPatch, kind: type[Stage] = Stage) -> Iterator[Stage]:
    """A stage with nothing on it."""
    killer = Killer()
    clock_ = StoppedClock(START)
    with stack_on_moto(monkeypatch) as first:
        real = boto3.client
        instead_of_clients(
            lambda service, **options: killer.client(real(service, **options)), monkeypatch
        )
        monkeypatch.setattr(clock, "now", clock_)
        stage = kind(first, killer, clock_)
        monkeypatch.setattr(PublicWeb, "get", lambda _web, url, _most: stage.web.get(url))
        yield stage
