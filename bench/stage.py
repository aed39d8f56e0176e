"""One write followed to its pages through the real adapters, with every AWS call counted."""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from bench.archive import IndexedTable, newsroom, request
from bench.aws_ledger import Ledger
from bench.dollars import MILLIONTHS, TOTAL, Phase, millionths
from broadsheet.adapters.aws.dynamodb.stream import streamed_changes
from broadsheet.adapters.aws.dynamodb.table import DynamoTable
from broadsheet.adapters.aws.s3_files import S3Files
from broadsheet.adapters.aws.s3_pictures import S3Pictures
from broadsheet.adapters.aws.sqs_render_queue import SqsRenderQueue, page_requests
from broadsheet.adapters.jinja.renderer import JinjaRenderer
from broadsheet.domain.comments.comment import Placement
from broadsheet.domain.site.pages import AnyPage
from broadsheet.domain.site.routing import RULES
from broadsheet.usecases.comments.place_comments import place_comments
from broadsheet.usecases.shared.ports import Table
from broadsheet.usecases.shared.services import Services
from broadsheet.usecases.site.page_views import views_by
from broadsheet.usecases.site.page_work import Outcome, Rendered
from broadsheet.usecases.site.ports import PageRequest, RenderQueue
from broadsheet.usecases.site.render_page import PageRendering, render_page, render_pages
from broadsheet.usecases.site.route_changes import StreamedChange, route_changes
from operate.lost_changes import as_delivered
from tests.builders import make_site
from tests.fakes.site import MemoryQueue
from tests.support.cloud import Cloud

Act = Callable[[Services], object]
"""What somebody does."""


@dataclass(frozen=True)
class Operation:
    """Something that somebody does to an article, and why its cost may grow if it may."""

    name: str
    act: Callable[[Services, str], object]
    new_id: str = ""
    grows: str = ""
    function: str = "edit_publication"
    """Who does it: its memory is paid for."""


BATCH = 100
"""Changes in one invocation of those who read the stream."""
WAKE = {Placement.__name__, *(record.__name__ for record in RULES)}
PAGES, FILES, ITEMS = "pages rendered", "files written or deleted", "items written"
READ, UNITS, WRITTEN = "KB read", "read units", "write units"
BOUNDED = (READ, UNITS, MILLIONTHS)
"""What is bounded by the lengths of pages, and smaller while these are not full."""


class Stage:
    """The table, queue and bucket on moto, and a twin of the table in memory."""

    def __init__(self, cloud: Cloud, twin: IndexedTable) -> None:
        self._cloud, self._twin = cloud, twin
        site = make_site(time_zone="UTC")
        self._table = DynamoTable(cloud.dynamodb, cloud.table)
        self._queue = SqsRenderQueue(cloud.sqs, cloud.queue_url)
        negatives = S3Pictures(cloud.s3, cloud.media_bucket)
        renderer = JinjaRenderer(site, negatives)
        self._press = PageRendering(
            table=self._table,
            views=views_by(site.sections, renderer.fixed_files()),
            renderer=renderer,
            files=S3Files(cloud.s3, cloud.bucket),
        )
        self._ledger = Ledger(cloud.dynamodb, cloud.sqs, cloud.s3)
        self._position = self._start_of_stream()

    def measure(self, act: Act, new_id: str, function: str = "edit_publication") -> Counter[str]:
        """What the act costs until its last page stands; what is new gets the id."""
        for page in self._pages_to_come(act, new_id):
            # As in a site that has been running: what the act will change stands already.
            render_page(self._press, page)
        self._ledger.clear()
        desk = newsroom(self._table, lambda: new_id)
        phases: list[Phase] = []
        with self._phase(function, phases):
            act(desk)
        changes = self._changes()
        with self._phase("place_comments", phases):
            _place(desk, changes)
        changes += self._changes()
        with self._phase("route_changes", phases):
            _route(self._table, self._queue, changes)
        pages = files = 0
        for batch in self._queued():
            with self._phase("render_pages", phases):
                rendered = render_pages(
                    self._press,
                    [one.page for one in batch],
                    {one.page for one in batch if one.is_first},
                )
            pages += len(rendered)
            files += sum(len(_of(outcome).files) for outcome in rendered.values())
        return self._tally(pages, files, phases)

    @contextmanager
    def _phase(self, function: str, phases: list[Phase]) -> Iterator[None]:
        before = Counter(self._ledger.calls)
        with self._ledger.open():
            yield
        called = self._ledger.calls - before
        phases.append(Phase(function, 1 if called else 0, called))

    def _tally(self, pages: int, files: int, phases: list[Phase]) -> Counter[str]:
        batches = sum(phase.function == "render_pages" for phase in phases)
        spent = (self._ledger.read_units, self._ledger.write_units, batches)
        tally = Counter(self._ledger.calls)
        tally |= {
            PAGES: pages,
            FILES: files,
            ITEMS: self._ledger.items_written,
            READ: self._ledger.bytes_read // 1024,
            UNITS: self._ledger.read_units,
            WRITTEN: self._ledger.write_units,
            TOTAL: sum(self._ledger.calls.values()),
            MILLIONTHS: round(sum(millionths(phases, *spent).values())),
        }
        return tally

    def _pages_to_come(self, act: Act, new_id: str) -> list[AnyPage]:
        self._twin.stream.clear()
        desk = newsroom(self._twin, lambda: new_id)
        act(desk)
        _place(desk, self._twin.stream)
        queue = MemoryQueue()
        _route(self._twin, queue, self._twin.stream)
        return [request.page for request in queue.waiting.values()]

    def _start_of_stream(self) -> str:
        streams, arn = self._cloud.streams, self._cloud.stream_arn
        shard = streams.describe_stream(StreamArn=arn)["StreamDescription"]["Shards"][0]
        iterator: str = streams.get_shard_iterator(
            StreamArn=arn, ShardId=shard["ShardId"], ShardIteratorType="TRIM_HORIZON"
        )["ShardIterator"]
        return iterator

    def _changes(self) -> list[StreamedChange]:
        answer = self._cloud.streams.get_records(ShardIterator=self._position)
        self._position = answer["NextShardIterator"]
        woken_by = [r for r in answer["Records"] if _wakes(r["dynamodb"])]
        changes, unreadable = streamed_changes([as_delivered(r) for r in woken_by])
        if unreadable:
            raise RuntimeError(f"{unreadable} unreadable")
        return changes

    def _queued(self) -> Iterator[list[PageRequest]]:
        """The requests in each batch of messages, as Lambda hands them over."""
        sqs, url = self._cloud.sqs, self._cloud.queue_url
        while messages := sqs.receive_message(QueueUrl=url, MaxNumberOfMessages=10).get("Messages"):
            yield [one for message in messages for one in page_requests(message["Body"])]
            for message in messages:
                sqs.delete_message(QueueUrl=url, ReceiptHandle=message["ReceiptHandle"])


def _place(desk: Services, changes: Sequence[StreamedChange]) -> None:
    """What `place_comments` makes of the changes that it is woken by."""
    waiting: dict[str, list[str]] = {}
    for streamed in changes:
        placement = streamed.change.new
        if isinstance(placement, Placement):
            waiting.setdefault(placement.article_id, []).append(placement.comment_id)
    for article_id, ids in waiting.items():
        place_comments(desk, request(0), article_id, ids)


def _route(table: Table, queue: RenderQueue, changes: Sequence[StreamedChange]) -> None:
    """What `route_changes` makes of those that it is woken by."""
    on_pages = [c for c in changes if type(c.change.new or c.change.old) in RULES]
    for start in range(0, len(on_pages), BATCH):
        route_changes(table, queue, on_pages[start : start + BATCH])


def _of(outcome: Outcome) -> Rendered:
    if isinstance(outcome, Exception):
        raise outcome
    return outcome


def _wakes(change: dict[str, Any]) -> bool:
    """Whether a filter of the stream's readers lets it through."""
    images = [change[image] for image in ("NewImage", "OldImage") if image in change]
    return any(image.get("type", {}).get("S") in WAKE for image in images)
