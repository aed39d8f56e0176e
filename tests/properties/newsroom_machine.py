"""A newsroom in memory that does anything in any order, with unreliable deliveries."""

import random
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from itertools import chain, count
from typing import Any

from broadsheet.adapters.html.markup import CommonMark
from broadsheet.adapters.jinja.renderer import JinjaRenderer
from broadsheet.adapters.recordings.inspected import inspect
from broadsheet.domain.articles.article import Article
from broadsheet.domain.articles.life import Status
from broadsheet.domain.articles.listing import SITE, Listing, listing_key
from broadsheet.domain.comments.comment import Comment, Placement, Thread
from broadsheet.domain.comments.rules import CommentRules, Policy
from broadsheet.domain.search.index import position_of
from broadsheet.domain.search.looked_at import Look
from broadsheet.domain.search.searched_text import searched_texts
from broadsheet.domain.search.wanted import Wanted, Word, wanted_of
from broadsheet.domain.search.words import joined, tokens
from broadsheet.domain.shared.principal import Principal, Role
from broadsheet.usecases.articles.publish_due import publish_due
from broadsheet.usecases.articles.refile_renamed import refile_renamed
from broadsheet.usecases.comments.place_comments import place_comments
from broadsheet.usecases.comments.place_waiting import place_waiting
from broadsheet.usecases.media.process_media import ImageProcessing
from broadsheet.usecases.search.search import search
from broadsheet.usecases.shared import committing
from broadsheet.usecases.shared.committing import Request
from broadsheet.usecases.shared.services import Services
from broadsheet.usecases.site.page_views import views_by
from broadsheet.usecases.site.ports import PageRequest
from broadsheet.usecases.site.rebuild import enqueue, every_page, standing_pages
from broadsheet.usecases.site.render_page import PageRendering, render_page
from broadsheet.usecases.site.renew_pages import renew_pages
from broadsheet.usecases.site.route_changes import route_changes
from tests.builders import make_site, make_term, own_sections
from tests.fakes.comments import make_desk
from tests.fakes.pictures import MemoryPictures, developed
from tests.fakes.site import MemoryFiles, MemoryQueue, MemorySearchIndex
from tests.fakes.table import MemoryTable, StoppedClock, no_pause

EDITOR = Principal("editor", frozenset({Role.EDITOR}))
SMALL: dict[str, Any] = {
    "RUN": 2,
    "SITEMAP_RUN": 4,
    "SEARCH_RUN": 3,
    "MOST_FILES": 2,
    "COMMENT_RUN": 2,
    "LIVE_RUN": 2,
    "KEY_POINTS": 2,
    "HEAD": 3,
    "DONT_MISS": 2,
    "FRONT_TOP": {"graded": 1, "calm": 2, "busy": 2},
    "BLOCK": 2,
    "A_TICK": 2,
    "SLICE": 1,
}
SMALL |= {"FEED": 3, "OF_A_SECTION": 2, "TRANSLATIONS": 2, "REPLIES": 2}
RULES = CommentRules(policy=Policy.HOLD_SUSPICIOUS, close_after_days=1)
"""Most comments are visible at once, and discussions end while the clock runs."""


@contextmanager
def small_runs() -> Iterator[None]:
    """Runs, heads and strips so small that a short story fills several of them."""
    modules = [m for name, m in sys.modules.items() if name.startswith("broadsheet.")]
    before = [(m, n, getattr(m, n)) for m in modules for n in SMALL if hasattr(m, n)]
    for module, name, _ in before:
        setattr(module, name, SMALL[name])
    try:
        yield
    finally:
        for module, name, value in before:
            setattr(module, name, value)


class World:
    """A table, its stream, a queue that is not to be relied on, and the site that comes of it."""

    def __init__(self, seed: int = 0, opinion: str = "") -> None:
        self.random = random.Random(seed)
        sections = (make_term("News"), make_term("World"))
        self.site = make_site(sections=sections, opinion=opinion)
        self.pictures = MemoryPictures()
        self.renderer = JinjaRenderer(self.site, self.pictures)
        self.table = MemoryTable()
        self.queue = MemoryQueue()
        self.files = MemoryFiles()
        self.clock = StoppedClock(datetime(2026, 11, 29, 22, 0, tzinfo=UTC))
        self._numbers = count(1)
        self.newsroom = Services(
            table=self.table,
            markup=CommonMark(),
            clock=self.clock,
            ids=self._id,
            time_zone=self.site.time_zone,
            rules=RULES,
            pause=no_pause,
            own_sections=own_sections,
        )
        self.desk = make_desk(self.newsroom)
        self.routed = self.placed = 0
        self.operations = 0
        self.rebuild_into(self.files)

    def _id(self) -> str:
        return f"00000000-0000-7000-8000-{next(self._numbers):012}"

    @property
    def laboratory(self) -> ImageProcessing:
        """What looks into uploads."""
        return ImageProcessing(
            table=self.table,
            store=self.pictures,
            process=developed,
            inspect=inspect,
            clock=self.clock,
        )

    def request(self, if_match: int | None = committing.ANY_VERSION) -> Request:
        """An editor's request, some time after the one before."""
        self.clock.now += timedelta(seconds=self.random.randint(1, 400))
        self.operations += 1
        return Request(id=f"r{self.operations}", who=EDITOR, if_match=if_match)

    def articles(self, *states: Status) -> list[Article]:
        found = [r for r in self.table.records.values() if isinstance(r, Article)]
        return [a for a in found if not states or a.status in states]

    def article(self, article_id: str) -> Article:
        return next(article for article in self.articles() if article.id == article_id)

    def comments(self) -> list[Comment]:
        return [r for r in self.table.records.values() if isinstance(r, Comment)]

    def open_threads(self) -> list[Thread]:
        """The visible comments of published articles, replies to replies among them."""
        published = {a.id for a in self.articles(Status.PUBLISHED)}
        found = [r for r in self.table.records.values() if isinstance(r, Thread)]
        return sorted((t for t in found if t.article_id in published), key=lambda t: t.key)

    def running(self) -> list[str]:
        """The stories that take entries, readers' or not."""
        found = [a.id for a in self.articles() if a.content.live == "running"]
        gone = {a.id for a in self.articles(Status.DELETED, Status.RETRACTED)}
        return sorted(set(found) - gone)

    def linked(self) -> list[str]:
        """The published articles that others show as 'Also read' or 'Don't miss'."""
        named = [(*a.content.also_read, *a.content.dont_miss) for a in self.articles()]
        targets = {target for targets in named for target in targets}
        return sorted(targets & {a.id for a in self.articles(Status.PUBLISHED)})

    def tick(self, hours: int) -> None:
        self.clock.now += timedelta(hours=hours)
        while publish_due(self.newsroom, self.request()):
            pass
        renew_pages(self.newsroom, self.request())
        # Some of it: ticks may end anywhere.
        looks = iter([True] * hours)
        refile_renamed(self.newsroom, self.request(), lambda: next(looks, False))

    def route(self, *, again: int = 0, at_most: int = 1000) -> None:
        """Deliver a batch of the stream, beginning `again` changes before its new ones."""
        start = max(0, self.routed - again)
        end = min(len(self.table.stream), self.routed + at_most)
        route_changes(self.table, self.queue, self.table.stream[start:end])
        self.routed = max(self.routed, end)

    def place(self, *, again: int = 0, at_most: int = 1000, backwards: bool = False) -> None:
        """Deliver placements of the stream; some again, and in an order that no shard keeps."""
        written = [s.change.new for s in self.table.stream if isinstance(s.change.new, Placement)]
        start, end = max(0, self.placed - again), self.placed + at_most
        batch = written[start:end][:: -1 if backwards else 1]
        for article_id in dict.fromkeys(placement.article_id for placement in batch):
            ids = [p.comment_id for p in batch if p.article_id == article_id]
            place_comments(self.newsroom, Request(id="stream", who=EDITOR), article_id, ids)
        self.placed = max(self.placed, min(len(written), end))

    def lose_placements(self, at_most: int) -> None:
        """Some of the deliveries ended among the dead letters."""
        self.placed += at_most

    def sweep(self) -> None:
        """What an operator does about it."""
        place_waiting(self.newsroom, self.table, Request(id="sweep", who=EDITOR))

    def render_some(self, share: float) -> None:
        """Render some of what waits, in any order, some of it twice."""
        waiting = list(self.queue.waiting.items())
        self.random.shuffle(waiting)
        for deduplication_id, request in waiting[: round(len(waiting) * share)]:
            if self.random.random() < 0.8:
                del self.queue.waiting[deduplication_id]
            self.render(request, self.files)

    def render(self, request: PageRequest, files: MemoryFiles) -> None:
        render_page(self.press(files), request.page)

    def press(self, files: MemoryFiles) -> PageRendering:
        views = views_by(self.site.sections, self.renderer.fixed_files(), self.site.opinion)
        return PageRendering(table=self.table, views=views, renderer=self.renderer, files=files)

    def drain(self) -> None:
        self.place()
        self.sweep()
        refile_renamed(self.newsroom, self.request())
        self.route()
        while renew_pages(self.newsroom, self.request()):
            self.route()
        for request in self.queue.drain():
            self.render(request, self.files)

    def found(self, query: str) -> list[str]:
        """What readers find who walk through all that the search has for them."""
        index = MemorySearchIndex(self.files)
        ids: list[str] = []
        cursor = None
        while True:
            slice_ = search(self.table, index, query, 2, cursor)
            if slice_.corrected is not None:
                return []  # Nothing has the words of the query.
            ids += [hit.card.id for hit in slice_.items]
            cursor = slice_.next
            if cursor is None:
                return ids

    def to_be_found(self, query: str) -> list[str]:
        """What there is to find: every listed article looked at, the newest part first, in it
        the best, and of these the newest.
        """
        wanted = wanted_of(query)
        listed = [article for article in self.articles() if article.is_listed]
        listed.sort(key=position_of, reverse=True)
        found = [a for a in listed if Look(wanted, a.content.language).at(_flat(a))]
        return [a.id for a in sorted(found, key=lambda a: (self._part(a), _score(a, wanted)))]

    def _part(self, article: Article) -> int:
        """In which part of the archive the article is, as search cuts it."""
        listing = self.table.get(Listing, listing_key(SITE))
        months = sorted(listing.months if listing else {}, reverse=True)
        runs = [(m, n) for m in months for n in range(_runs(listing, m), 0, -1)]
        position = position_of(article)
        run = (position.slot - 1) // SMALL["SEARCH_RUN"] + 1
        part: int = runs.index((position.month, run)) // SMALL["MOST_FILES"]
        return part

    def rebuild_into(self, files: MemoryFiles) -> None:
        queue = MemoryQueue()
        standing = standing_pages(self.site.sections, self.renderer.fixed_files())
        pages = every_page(self.table, self.table, files, standing)
        for _ in enqueue(queue, pages, "rebuild"):
            pass
        for request in queue.drain():
            self.render(request, files)

    def rebuilt(self) -> dict[str, bytes]:
        """The site as a rebuild into an empty bucket makes it."""
        files = MemoryFiles()
        self.rebuild_into(files)
        return files.files


def _runs(listing: Listing | None, month: str) -> int:
    return -(-listing.months[month] // SMALL["SEARCH_RUN"]) if listing else 0


def _flat(article: Article) -> tuple[str, ...]:
    texts = searched_texts(article)
    return (texts.title, texts.standfirst, texts.body, *texts.names)


def _score(article: Article, wanted: tuple[Wanted, ...]) -> int:
    """What the words count by where they stand: headline, then first lines and names, then text."""
    texts = searched_texts(article)
    levels = {0: (texts.title,), 2: (texts.standfirst, *texts.names), 4: (texts.body,)}

    def best(word: Word) -> int:
        return min(
            level + fit
            for level, some in levels.items()
            for text in some
            for token in chain(tokens(text), joined(text))
            if (fit := word.fit(token.text, article.content.language)) is not None
        )

    return sum(max(best(word) for word in one.words) for one in wanted)
