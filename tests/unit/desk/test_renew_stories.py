"""A table of an earlier release has the newsroom's lists, once they are renewed."""

from datetime import UTC, datetime

from broadsheet.domain.desk.stories import story_entries_of
from broadsheet.usecases.articles.delete_article import delete_article
from broadsheet.usecases.desk.renew_stories import renew_stories
from broadsheet.usecases.shared.ports import Cause
from tests.properties.newsroom_machine import World
from tests.unit.desk.newsroom import ANN, EDITH, asked, entries, write

CAUSE = Cause("renewal", datetime(2026, 11, 22, tzinfo=UTC))


def renew(world: World) -> int:
    return renew_stories(world.table, world.table, CAUSE)


def of_an_earlier_release() -> World:
    world = World()
    write(world, ANN, "Ferry")
    write(world, EDITH, "Tram", status="published")
    delete_article(world.newsroom, asked(world, EDITH), write(world, ANN, "Bread"))
    for entry in entries(world):
        del world.table.records[entry.key]
    return world


def test_what_stands_in_no_list_gets_its_entries_and_what_is_deleted_gets_none() -> None:
    world = of_an_earlier_release()
    assert renew(world) == 2
    assert set(entries(world)) == {e for a in world.articles() for e in story_entries_of(a)}
    assert len(entries(world)) == 4


def test_what_has_its_entries_is_left_alone() -> None:
    world = of_an_earlier_release()
    renew(world)
    written = len(world.table.stream)
    assert renew(world) == 0
    assert len(world.table.stream) == written


def test_an_edit_before_the_renewal_brings_the_story_in_line() -> None:
    world = of_an_earlier_release()
    draft = next(a for a in world.articles() if a.content.title == "Ferry")
    delete_article(world.newsroom, asked(world, ANN), draft.id)
    assert entries(world) == []
