"""The way from the table to the pages with real threads, as Lambda and SQS would go it."""

import re
import threading
import time
from collections import Counter, deque
from collections.abc import Callable, Iterator, Mapping, Sequence

from bench.archive import EDITOR, IndexedTable
from bench.meter import Meter, MeteredTable
from broadsheet.adapters.jinja.renderer import JinjaRenderer
from broadsheet.domain.comments.comment import Placement
from broadsheet.domain.site.pages import unit_of
from broadsheet.domain.site.routing import RULES
from broadsheet.usecases.comments.place_comments import place_comments
from broadsheet.usecases.shared.committing import Request
from broadsheet.usecases.shared.ports import R, Span
from broadsheet.usecases.shared.services import Services
from broadsheet.usecases.site.page_views import views_by
from broadsheet.usecases.site.ports import File, PageRequest, SeenFile
from broadsheet.usecases.site.render_page import PageRendering, render_pages
from broadsheet.usecases.site.route_changes import StreamedChange, route_changes
from tests.builders import make_site
from tests.fakes.site import MemoryFiles

BATCH, MESSAGES = 100, 10
"""Changes and messages in one invocation, as `template.yaml` has it."""
POLL = 0.25
"""Seconds between two looks of Lambda at a stream that was empty (its documentation)."""
RENDERERS = 4
TOKEN = re.compile(rb"storm-\d{6}\.")
"""What each comment says, and no other."""


class ThreadedTable(IndexedTable):
    """The table in memory, for threads: what is being written is not seen half."""

    def query(
        self, kind: type[R], span: Span, *, limit: int, newest_first: bool = False
    ) -> list[R]:
        with self._lock:
            return super().query(kind, span, limit=limit, newest_first=newest_first)


class Groups:
    """Implements `RenderQueue` as a FIFO queue does: one message group for each page."""

    def __init__(self, meter: Meter) -> None:
        self._meter = meter
        self._waiting: dict[str, deque[PageRequest]] = {}
        self._busy: set[str] = set()
        self._seen: set[str] = set()
        self._lock = threading.Lock()
        self.sent: Counter[str] = Counter()

    def send(self, requests: Sequence[tuple[str, PageRequest]]) -> set[int]:
        """See `RenderQueue`."""
        units = {unit_of(request.page) for _, request in requests}
        for _ in range(0, len(units), MESSAGES):
            self._meter.call("SendMessageBatch")
        with self._lock:
            for deduplication_id, request in requests:
                group = unit_of(request.page)
                self.sent[group] += 1
                if deduplication_id not in self._seen:
                    self._seen.add(deduplication_id)
                    self._waiting.setdefault(group, deque()).append(request)
        return set()

    def take(self) -> dict[str, list[PageRequest]]:
        """Up to ten messages of groups that nobody has any of."""
        taken: dict[str, list[PageRequest]] = {}
        with self._lock:
            for group, waiting in self._waiting.items():
                if waiting and group not in self._busy and len(taken) < MESSAGES:
                    self._busy.add(group)
                    taken[group] = [waiting.popleft() for _ in range(min(MESSAGES, len(waiting)))]
        return taken

    def done(self, group: str) -> None:
        """The messages that were taken are deleted."""
        with self._lock:
            self._busy.discard(group)

    def __len__(self) -> int:
        with self._lock:
            return len(self._busy) + sum(map(len, self._waiting.values()))


class WatchedFiles(MemoryFiles):
    """The bucket; knows when each comment was first in a page's bytes."""

    def __init__(self, meter: Meter) -> None:
        super().__init__()
        self._meter = meter
        self.visible: dict[bytes, float] = {}

    def seen(self, key: str) -> SeenFile | None:
        """See `SiteFiles`."""
        self._meter.call("HeadObject")
        return super().seen(key)

    def write(self, key: str, file: File, seen: SeenFile | None) -> SeenFile:
        """See `SiteFiles`."""
        self._meter.call("PutObject")
        version = super().write(key, file, seen)
        now = time.monotonic()
        for token in TOKEN.findall(file.body):
            self.visible.setdefault(token, now)
        return version


class Works:
    """Everything behind the table. `table` is what the functions use; it counts."""

    def __init__(self, memory: IndexedTable, newsroom: Callable[[MeteredTable], Services]) -> None:
        self.memory, self.meter = memory, Meter()
        self.table = MeteredTable(memory, self.meter)
        self.newsroom = newsroom(self.table)
        self.queue, self.files = Groups(self.meter), WatchedFiles(self.meter)
        site = make_site(time_zone="UTC")
        renderer = JinjaRenderer(site)
        views = views_by(site.sections, renderer.fixed_files())
        self._press = PageRendering(
            table=self.table, views=views, renderer=renderer, files=self.files
        )
        self.renderings: Counter[str] = Counter()
        self.at_once: Counter[str] = Counter()
        self._rendering: Counter[str] = Counter()
        self._read = {"place": 0, "route": 0}
        self._lock = threading.Lock()

    def place(self) -> int:
        """One batch of the stream for `place_comments`; how many changes there were."""
        batch = self._batch("place", _is_placement)
        waiting: dict[str, list[str]] = {}
        for streamed in batch:
            placement = streamed.change.new
            if isinstance(placement, Placement):
                waiting.setdefault(placement.article_id, []).append(placement.comment_id)
        for article_id, ids in waiting.items():
            request = Request(id=f"stream-{batch[0].sequence}", who=EDITOR)
            place_comments(self.newsroom, request, article_id, ids)
        return len(batch)

    def route(self) -> int:
        """One batch of the stream for `route_changes`; how many changes there were."""
        batch = self._batch("route", _is_on_pages)
        if batch:
            route_changes(self.table, self.queue, batch)
        return len(batch)

    def _batch(self, reader: str, wanted: Callable[[StreamedChange], bool]) -> list[StreamedChange]:
        stream, found = self.memory.stream, list[StreamedChange]()
        while self._read[reader] < len(stream) and len(found) < BATCH:
            streamed = stream[self._read[reader]]
            self._read[reader] += 1
            if wanted(streamed):
                found.append(streamed)
        return found

    def render(self) -> int:
        """One batch of messages; how many there were. Those for one page are one rendering."""
        batch = self.queue.take()
        pages = dict.fromkeys(one.page for requests in batch.values() for one in requests)
        names = [page.files[0] for page in pages]
        with self._lock:
            self._rendering.update(names)
            self.at_once |= self._rendering
        try:
            first = {one.page for requests in batch.values() for one in requests if one.is_first}
            outcomes = render_pages(self._press, pages, first)
        finally:
            with self._lock:
                self._rendering.subtract(names)
                self.renderings.update(names)
        for outcome in outcomes.values():
            if isinstance(outcome, Exception):
                raise outcome
        for group in batch:
            self.queue.done(group)
        return len(batch)

    def settle(self) -> None:
        """Everything that follows from what was written, one thing after the other."""
        while self.place() + self.route() + self.render():
            pass

    def is_quiet(self) -> bool:
        """Whether nothing is on its way any more."""
        end = len(self.memory.stream)
        return not len(self.queue) and all(read == end for read in self._read.values())

    def threads(self, ended: threading.Event) -> Iterator[threading.Thread]:
        """Those who do it all at the same time, until `ended` and nothing is left."""
        works = [(self.place, POLL), (self.route, POLL), *[(self.render, 0.005)] * RENDERERS]
        for work, pause in works:
            yield threading.Thread(target=self._go_on, args=(work, pause, ended), daemon=True)

    def _go_on(self, work: Callable[[], int], pause: float, ended: threading.Event) -> None:
        while not (ended.is_set() and self.is_quiet()):
            if not work():
                time.sleep(pause)


def _is_placement(streamed: StreamedChange) -> bool:
    return isinstance(streamed.change.new, Placement)


def on_pages(files: Mapping[str, bytes]) -> Counter[bytes]:
    """On how many pages of its own each comment is; those of the newest run are on the story's."""
    numbered: Counter[bytes] = Counter()
    newest: set[bytes] = set()
    for file, body in files.items():
        found = set(TOKEN.findall(body))
        if "/comments/" in file:
            numbered.update(found)
        else:
            newest |= found
    return numbered + Counter(newest - numbered.keys())


def _is_on_pages(streamed: StreamedChange) -> bool:
    return type(streamed.change.new or streamed.change.old) in RULES
