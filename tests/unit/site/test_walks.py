"""Sets of pages that grow with the archive: the newest at once, the others by the clock's leave."""

from collections.abc import Iterable, Sequence

import msgspec
import pytest

from broadsheet.adapters.aws.dynamodb.codec import from_item
from broadsheet.adapters.html.markup import CommonMark
from broadsheet.domain.articles.article import ArticleLink
from broadsheet.domain.articles.embed import Embed, EmbedUse
from broadsheet.domain.articles.life import Status
from broadsheet.domain.articles.listing import Entry, ListingKind, ListingName, Position
from broadsheet.domain.articles.translation import Translation
from broadsheet.domain.comments.comment import COMMENT_RUN
from broadsheet.domain.live.entry import LIVE_RUN, LiveCount
from broadsheet.domain.media.media import live_use
from broadsheet.domain.redirects.redirect import Leading
from broadsheet.domain.shared.principal import Principal
from broadsheet.domain.shared.record import Record
from broadsheet.domain.site.kinds.article import ArticlePage
from broadsheet.domain.site.kinds.comments import CommentsPage
from broadsheet.domain.site.kinds.live import LivePage
from broadsheet.domain.site.kinds.media import MediaPage
from broadsheet.domain.site.page_sets import AnyBelow, CardsOf, RunsOf
from broadsheet.domain.site.pages import AnyPage
from broadsheet.domain.site.redirected import page_of
from broadsheet.domain.site.renewal import RENEWALS, Renewal
from broadsheet.usecases.shared.committing import Request
from broadsheet.usecases.shared.ports import Cause, Put, R, Span
from broadsheet.usecases.shared.services import Services
from broadsheet.usecases.site import renew_pages
from broadsheet.usecases.site.affected_pages import pages_of
from broadsheet.usecases.site.ports import PageRequest
from broadsheet.usecases.site.route_changes import route_changes
from broadsheet.usecases.site.walks import SLICE
from tests.builders import (
    NOON,
    make_article,
    make_card,
    make_count,
    make_id,
    make_live_entry,
    make_profile,
)
from tests.fakes.site import MemoryQueue
from tests.fakes.table import MemoryTable, StoppedClock
from tests.support.routed_changes import ID, PATH

MANY = 3 * SLICE + 1
EXTRA = 6
"""What a change is on beside: the story itself, feeds, the head of a list."""
NUMBERS = range(1, MANY + 1)
STORY, OTHER = make_article(), make_article(title="Another")
RUNNING = make_article(live="running")
AUTHOR = make_profile()
HERS = ListingName(ListingKind.AUTHOR, AUTHOR.slug)
FILM = Embed(url="https://youtu.be/abc", title="A film", at=NOON)
CARDS = [make_card(number + 1) for number in NUMBERS]
STORIES: list[AnyPage] = [ArticlePage(card.path) for card in CARDS]
Scene = tuple[list[Record], tuple[Record, Record], list[AnyPage]]
FIRST: dict[str, Scene] = {
    "many show it": (
        [*CARDS, *(ArticleLink(target_id=ID, source_id=card.id) for card in CARDS)],
        (make_card(0, id=ID), make_card(0, id=ID, title="Another")),
        STORIES,
    ),
    "many languages": (
        [Translation(group=ID, card=card) for card in CARDS],
        (make_card(0, id=ID), make_card(0, id=ID, title="Another")),
        STORIES,
    ),
    "a busy author": (
        [Entry(listing=HERS, position=Position("2026-11", n), card=CARDS[n - 1]) for n in NUMBERS],
        (AUTHOR, msgspec.structs.replace(AUTHOR, bio="Another.", version=2)),
        STORIES,
    ),
    "many comments": (
        [make_count(COMMENT_RUN * MANY)],
        (STORY, OTHER),
        [CommentsPage(PATH, n) for n in NUMBERS],
    ),
    "a long running story": (
        [LiveCount(article_id=ID, entries=LIVE_RUN * MANY)],
        (RUNNING, make_article(live="ended")),
        [LivePage(PATH, n) for n in NUMBERS],
    ),
    "many pictures in it": (
        [make_live_entry(n, media=(f"m{n}",)) for n in NUMBERS],
        (RUNNING, msgspec.structs.replace(RUNNING, status=Status.UNPUBLISHED)),
        [MediaPage(f"m{n}") for n in NUMBERS],
    ),
    "many addresses": (
        [Leading(to=ID, path=f"/from/{n:03}/") for n in NUMBERS],
        (STORY, msgspec.structs.replace(STORY, status=Status.UNPUBLISHED)),
        [page_of(f"/from/{n:03}/") for n in NUMBERS],
    ),
    "a film that many stories have": (
        [*CARDS, *(EmbedUse(url=FILM.url, shown_by=card.id, at=NOON) for card in CARDS)],
        (FILM, msgspec.structs.replace(FILM, title="Another")),
        STORIES,
    ),
    "many comments at once": (
        [STORY],
        (make_count(0), make_count(COMMENT_RUN * MANY)),
        [CommentsPage(PATH, n) for n in NUMBERS],
    ),
}


class Counting(MemoryTable):
    """Knows how much was asked for at most."""

    most = 0

    def query(
        self, kind: type[R], span: Span, *, limit: int, newest_first: bool = False
    ) -> list[R]:
        self.most = max(self.most, limit)
        return super().query(kind, span, limit=limit, newest_first=newest_first)


class Stream:
    """A table, and what is sent to be rendered of each of its changes by itself."""

    def __init__(self, records: Iterable[Record]) -> None:
        self.table, self.sent = Counting(), list[list[AnyPage]]()
        self._services = Services(
            table=self.table, markup=CommonMark(), clock=StoppedClock(NOON), ids=lambda: "id"
        )
        self._ticks = 0
        self.write(*records)
        self._read = len(self.table.stream)

    def write(self, *records: Record) -> None:
        for record in records:
            self.table.commit([Put(record)], Cause("test", NOON))

    def route(self, at_most: int = 10_000) -> None:
        """The changes that are new, and those that follow from them."""
        while self._read < len(self.table.stream) and at_most:
            queue, change = MemoryQueue(), self.table.stream[self._read]
            route_changes(self.table, queue, [change])
            self.sent.append([request.page for request in queue.waiting.values()])
            self._read += 1
            at_most -= 1

    def lose(self) -> None:
        """What is new is told to nobody."""
        self._read = len(self.table.stream)

    def tick(self) -> int:
        self._ticks += 1
        request = Request(id=f"tick {self._ticks}", who=Principal("clock", frozenset()))
        return renew_pages.renew_pages(self._services, request)

    def settle(self) -> None:
        self.route()
        while self.tick():
            self.route()
        assert not self.waiting()

    def waiting(self) -> list[Renewal]:
        return self.table.query(Renewal, Span(RENEWALS), limit=9)

    def pages(self, of: Sequence[AnyPage]) -> list[AnyPage]:
        return [page for some in self.sent for page in some if page in of]


def told(records: Iterable[Record], change: tuple[Record, Record]) -> Stream:
    stream = Stream([*records, change[0]])
    stream.write(change[1])
    return stream


@pytest.mark.parametrize(("records", "change", "pages"), FIRST.values(), ids=FIRST)
def test_no_change_sends_more_than_a_slice_and_the_clock_lets_the_rest_follow(
    records: list[Record], change: tuple[Record, Record], pages: list[AnyPage]
) -> None:
    stream = told(records, change)
    stream.route()
    assert set(stream.pages(pages)) == set(pages[-SLICE:]), "the newest go at once"
    stream.settle()
    assert sorted(stream.pages(pages), key=str) == sorted(pages, key=str), "each of them once"
    assert max(map(len, stream.sent)) <= SLICE + EXTRA
    assert stream.table.most <= max(SLICE + 1, renew_pages.A_TICK)


@pytest.mark.parametrize("name", [name for name in FIRST if name != "many comments at once"])
def test_a_second_change_meanwhile_is_on_every_page(name: str) -> None:
    records, change, pages = FIRST[name]
    stream = told(records, change)
    stream.route()
    stream.tick()
    stream.route(2)
    stream.write(*reversed(change))
    stream.sent.clear()
    stream.settle()
    assert set(stream.pages(pages)) == set(pages)


def test_a_walk_of_which_steps_were_lost_goes_on_at_the_next_tick() -> None:
    records, change, pages = FIRST["many show it"]
    stream = told(records, change)
    stream.route()
    stream.tick()
    stream.lose()
    stream.tick()
    stream.route(1)
    stream.lose()
    stream.settle()
    assert set(stream.pages(pages)) == set(pages)


def test_one_tick_lets_so_many_slices_go_of_all_walks_together(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(renew_pages, "A_TICK", 2)
    records, change, pages = FIRST["many show it"]
    stream = told(records + FIRST["many comments"][0], change)
    stream.write(STORY, OTHER)
    stream.route()
    assert len(stream.waiting()) == 2
    stream.sent.clear()
    assert stream.tick() == 2
    stream.route()
    runs = FIRST["many comments"][2]
    assert len(stream.pages(pages)) == len(stream.pages(runs)) == SLICE
    stream.settle()
    assert set(stream.pages(runs)) == set(runs[:-SLICE])


def test_what_is_left_is_written_down_before_anything_is_sent() -> None:
    class Down(MemoryQueue):
        def send(self, requests: Sequence[tuple[str, PageRequest]]) -> set[int]:
            raise ConnectionError

    records, change, _ = FIRST["many show it"]
    stream = told(records, change)
    with pytest.raises(ConnectionError):
        route_changes(stream.table, Down(), stream.table.stream[-1:])
    assert len(stream.waiting()) == 1


def test_a_step_that_is_delivered_again_takes_no_walk_back() -> None:
    records, change, pages = FIRST["many show it"]
    stream = told(records, change)
    stream.route()
    stream.tick()
    (step,) = stream.table.stream[-1:]
    stream.route(2)
    there = stream.waiting()
    route_changes(stream.table, MemoryQueue(), [step])
    assert stream.waiting() == there
    stream.settle()
    assert set(stream.pages(pages)) == set(pages)


def test_a_walk_that_an_earlier_release_began_goes_on() -> None:
    records, _, pages = FIRST["a busy author"]
    values = {"slug": AUTHOR.slug, "cause": "r1", "reached": "2026-11#000030"}
    begun = from_item({name: {"S": value} for name, value in values.items()}, Renewal)
    stream = Stream([*records, begun])
    stream.settle()
    assert set(stream.pages(pages)) == set(pages[:30])


@pytest.mark.parametrize("kind", [CommentsPage, LivePage])
def test_runs_at_every_address_of_a_story_are_walked_by_themselves(kind: type[AnyBelow]) -> None:
    counts = [make_count(COMMENT_RUN * MANY), LiveCount(article_id=ID, entries=LIVE_RUN * MANY)]
    moved = msgspec.structs.replace(RUNNING, former_paths=("/2026/11/before/",))
    renamed = msgspec.structs.replace(moved.content, title="Another")
    stream = told(counts, (moved, msgspec.structs.replace(moved, content=renamed)))
    stream.settle()
    wanted: list[AnyPage] = [kind(path, n) for path in moved.paths for n in NUMBERS]
    assert sorted(stream.pages(wanted), key=str) == sorted(wanted, key=str)
    assert set(pages_of(stream.table, RunsOf(kind, ID, moved.paths))) == set(wanted)


def test_a_card_in_an_entry_is_on_its_run_and_its_story_once_readers_see_that() -> None:
    table = MemoryTable()
    uses = [EmbedUse(url=FILM.url, shown_by=live_use(ID, n), at=NOON) for n in (1, 2, LIVE_RUN + 1)]
    hidden = EmbedUse(url=FILM.url, shown_by=make_id(77), at=NOON)
    table.commit([*map(Put, uses), Put(hidden)], Cause("test", NOON))
    cards = CardsOf(FILM.key.pk)
    assert list(pages_of(table, cards)) == []
    table.commit([Put(make_card(0, id=ID, path=PATH))], Cause("test", NOON))
    assert set(pages_of(table, cards)) == {ArticlePage(PATH), LivePage(PATH, 1), LivePage(PATH, 2)}
