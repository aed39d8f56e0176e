"""Whoever writes finds their stories, editors all: in order, whole, and with few calls."""

from datetime import date, timedelta
from typing import Any

import pytest

from broadsheet.domain.articles.article import Article, Colleague
from broadsheet.domain.articles.life import Status
from broadsheet.domain.desk.story_entry import StoryEntry
from broadsheet.domain.shared.errors import Forbidden, Malformed
from broadsheet.domain.shared.principal import Principal, Role, Scope
from broadsheet.usecases.articles.assign_article import assign_article
from broadsheet.usecases.articles.review_article import return_article, review_article
from broadsheet.usecases.desk import list_stories as module
from broadsheet.usecases.desk.list_stories import StoryFilter, list_stories
from broadsheet.usecases.shared.paging import Cursor
from broadsheet.usecases.shared.ports import Having, Sifted, Span
from tests.properties.newsroom_machine import World
from tests.unit.desk.newsroom import ANN, BEN, EDITH, READER, asked, entries, write


def walked(world: World, who: Principal, limit: int = 2, **asked_for: Any) -> list[str]:
    """The titles of all slices, each story once."""
    found: list[StoryEntry] = []
    cursor: Cursor | None = None
    for _ in range(200):
        part = list_stories(world.table, who, StoryFilter(**asked_for), limit, cursor)
        found += part.items
        cursor = part.next
        if cursor is None:
            assert len({entry.id for entry in found}) == len(found)
            return [entry.title for entry in found]
    raise AssertionError("the list has no end")


@pytest.fixture
def world() -> World:
    world = World()
    write(world, ANN, "Draft of Ann")
    write(world, BEN, "Draft of Ben")
    write(world, EDITH, "Published", status="published")
    handed_in = write(world, ANN, "Handed in")
    review_article(world.newsroom, asked(world, ANN), handed_in)
    back = write(world, ANN, "Returned")
    review_article(world.newsroom, asked(world, ANN), back)
    return_article(world.newsroom, asked(world, EDITH), back, "Who says so?")
    return world


ALL = ["Returned", "Handed in", "Published", "Draft of Ben", "Draft of Ann"]


@pytest.mark.parametrize("limit", [1, 2, 3, 4, 5, 100])
def test_stories_of_every_state_come_in_one_order_newest_change_first(
    world: World, limit: int
) -> None:
    assert walked(world, EDITH, limit) == ALL


def test_a_list_has_the_states_that_it_is_asked_for(world: World) -> None:
    draft, review = Status.DRAFT, Status.IN_REVIEW
    assert walked(world, EDITH, states=(draft,)) == ["Returned", "Draft of Ben", "Draft of Ann"]
    assert walked(world, EDITH, states=(review,)) == ["Handed in"]
    assert walked(world, EDITH, states=(review, Status.PUBLISHED)) == ["Handed in", "Published"]
    assert walked(world, EDITH, returned=True) == ["Returned"]
    assert walked(world, EDITH, states=(Status.RETRACTED,)) == []


def test_what_is_assigned_to_somebody_is_found_whoever_made_it(world: World) -> None:
    ids = {entry.title: entry.id for entry in entries(world)}
    for title in ("Draft of Ann", "Handed in", "Published"):
        assign(world, ids[title], BEN)
    # What is out is nobody's turn any more.
    assert walked(world, BEN, assigned=True) == ["Handed in", "Draft of Ann"]
    assert walked(world, BEN, assigned=True, states=(Status.DRAFT,)) == ["Draft of Ann"]
    assert walked(world, BEN) == ["Handed in", "Draft of Ben", "Draft of Ann"]
    assert walked(world, ANN, assigned=True) == walked(world, CEM, assigned=True) == []
    assert walked(world, EDITH, assigned=True) == []
    assign(world, ids["Handed in"], None)
    assert walked(world, BEN, assigned=True) == ["Draft of Ann"]


def assign(world: World, story: str, to: Principal | None) -> None:
    class Everybody:
        def for_story(self, who: Principal, article: Article) -> tuple[Colleague, ...]:
            del who, article
            return ()

        def find(self, person: str) -> Colleague | None:
            return Colleague(BEN.id, BEN.name) if person == BEN.id else None

    person = to.id if to else None
    assign_article(world.newsroom, asked(world, EDITH), story, person, Everybody())


CEM = Principal("pool:cem", frozenset({Role.AUTHOR}), called="cem")


def test_an_author_never_sees_anothers_story(world: World) -> None:
    anns = ["Returned", "Handed in", "Draft of Ann"]
    assert walked(world, ANN) == anns
    assert walked(world, ANN, mine=True) == anns
    assert walked(world, BEN) == ["Draft of Ben"]
    assert walked(world, BEN, words="ann") == []
    assert walked(world, EDITH, mine=True) == ["Published"]


def test_a_machine_client_sees_what_its_scopes_let_it_see(world: World) -> None:
    writes = Principal("pool:m", frozenset(), frozenset({Scope.ARTICLES_WRITE}))
    decides = Principal("pool:m", frozenset(), frozenset({Scope.ARTICLES_PUBLISH}))
    assert walked(world, writes) == []
    assert walked(world, decides) == ALL


def test_whoever_does_not_write_sees_nothing(world: World) -> None:
    with pytest.raises(Forbidden):
        walked(world, READER)


def test_the_first_day_that_there_is_has_all_after_it_wherever_the_newsroom_is(
    world: World,
) -> None:
    asked_for = StoryFilter(since=date.min)
    for zone in ("Asia/Tokyo", "America/New_York"):
        found = list_stories(world.table, EDITH, asked_for, 100, None, zone)
        assert [entry.title for entry in found.items] == ALL


def test_a_cursor_of_another_list_is_refused(world: World) -> None:
    part = list_stories(world.table, EDITH, StoryFilter(), 1, None)
    assert part.next
    for other in (StoryFilter(mine=True), StoryFilter(states=(Status.DRAFT,))):
        with pytest.raises(Malformed):
            list_stories(world.table, EDITH, other, 1, part.next)
    with pytest.raises(Malformed):
        list_stories(world.table, ANN, StoryFilter(), 1, part.next)


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("ferry", ["Ferry to Kos"]),
        ("FERR", ["Türkiye's ferries", "Ferry to Kos"]),
        ("turkiye ferries", ["Türkiye's ferries"]),
        ("erry", []),
        ("kos", ["Ferry to Kos"]),
        ("to", ["Ferry to Kos"]),
        ("harbour", ["Ferry to Kos"]),
        ("東京", ["東京の港"]),
        ("京の港", ["東京の港"]),
        ("ferry tram", []),
    ],
)
def test_a_story_is_found_by_the_words_of_its_headline_and_its_standfirst(
    words: str, found: list[str]
) -> None:
    world = World()
    write(world, ANN, "Ferry to Kos", standfirst="From the old harbour.")
    write(world, ANN, "東京の港")
    write(world, ANN, "Türkiye's ferries")
    assert walked(world, EDITH, words=words) == found


@pytest.mark.parametrize("words", ["", "!?", "x" * 301, " ".join(f"w{n}" for n in range(21))])
def test_what_is_no_search_is_refused(world: World, words: str) -> None:
    with pytest.raises(Malformed):
        walked(world, EDITH, words=words)


def test_a_story_is_found_by_section_tag_and_author_by_name_or_slug() -> None:
    world = World()
    write(world, ANN, "One", section="World", tags=["Water wars"], byline=[{"name": "José Á"}])
    write(world, ANN, "Two", byline=[{"name": "Jose A"}], tags=["Water"])
    cases: list[tuple[dict[str, Any], list[str]]] = [
        ({"section": "World"}, ["One"]),
        ({"section": "world"}, ["One"]),
        ({"tag": "Water wars"}, ["One"]),
        ({"tag": "water-wars"}, ["One"]),
        ({"tag": "Water"}, ["Two"]),
        ({"author": "josé á"}, ["One"]),
        ({"author": "Jose A"}, ["Two"]),
        ({"author": "Jose A", "section": "World"}, []),
    ]
    for asked_for, found in cases:
        assert walked(world, EDITH, **asked_for) == found, asked_for


def test_a_story_is_found_by_the_days_of_its_last_change_where_the_newsroom_is() -> None:
    world = World()
    # 22:00 UTC on the 29th is 01:00 on the 30th in Nairobi.
    write(world, ANN, "Night")
    world.clock.now += timedelta(hours=24)
    write(world, ANN, "Next night")
    day = date(2026, 11, 30)

    def titles(zone: str, **days: Any) -> list[str]:
        part = list_stories(world.table, ANN, StoryFilter(**days), 9, None, zone)
        return [entry.title for entry in part.items]

    assert titles("Africa/Nairobi", since=day, until=day) == ["Night"]
    assert titles("UTC", since=day, until=day) == ["Next night"]
    assert titles("UTC", until=date(2026, 11, 29)) == ["Night"]
    assert titles("Africa/Nairobi", since=date(2026, 12, 1)) == ["Next night"]
    assert titles("UTC", since=day, until=date(2026, 11, 29)) == []


def test_a_search_goes_on_where_it_ended_and_misses_nothing(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    world = World()
    for n in range(20):
        out = {"status": "published"} if n in (6, 7, 8) else {}
        who = EDITH if out else (ANN, BEN)[n % 2]
        write(world, who, f"Ferry {n}" if n % 7 == 0 else f"Tram {n}", **out)
    whole = walked(world, EDITH, words="ferry")
    assert whole == ["Ferry 14", "Ferry 7", "Ferry 0"]
    for looked in (1, 2, 3, 7, 19, 20):
        monkeypatch.setattr(module, "LOOKED_THROUGH", looked)
        assert walked(world, EDITH, words="ferry") == whole, looked
        part = list_stories(world.table, EDITH, StoryFilter(words="ferry"), 2, None)
        assert len(part.items) <= looked


class Counting:
    """Counts what a list asks of the table."""

    def __init__(self, world: World) -> None:
        self._table = world.table
        self.asked: list[tuple[int, int]] = []

    def sift(
        self, kind: Any, span: Span, having: list[Having], *, limit: int, look: int
    ) -> Sifted[Any]:
        self.asked.append((limit, look))
        return self._table.sift(kind, span, having, limit=limit, look=look)

    def __getattr__(self, name: str) -> Any:
        raise AssertionError(f"the list asks for {name}")


def test_a_list_asks_for_as_much_of_a_long_table_as_of_a_short_one() -> None:
    asked_for: list[list[tuple[int, int]]] = []
    for stories in (3, 60):
        world = World()
        for n in range(stories):
            write(world, ANN, f"Story {n}")
        table: Any = Counting(world)
        list_stories(table, ANN, StoryFilter(states=(Status.PUBLISHED,)), 20, None)
        list_stories(table, EDITH, StoryFilter(), 20, None)
        list_stories(table, EDITH, StoryFilter(words="story"), 20, None)
        asked_for.append(table.asked)
    short, long = asked_for
    assert short == long
    assert len(short) == 1 + 7 + 7


def test_a_story_that_changes_its_queue_between_two_queries_is_shown_once(world: World) -> None:
    class Moving:
        def sift(self, kind: Any, span: Span, having: Any, **options: Any) -> Any:
            sifted = world.table.sift(kind, span, having, **options)
            if span.pk == "STORIES#draft":
                (ann,) = [a for a in world.articles() if a.content.title == "Draft of Ann"]
                if ann.status is Status.DRAFT:
                    review_article(world.newsroom, asked(world, ANN), ann.id)
            return sifted

    table: Any = Moving()
    found = list_stories(table, EDITH, StoryFilter(), 9, None).items
    assert [e.title for e in found if e.title == "Draft of Ann"] == ["Draft of Ann"]
    assert next(e for e in found if e.title == "Draft of Ann").status is Status.IN_REVIEW
