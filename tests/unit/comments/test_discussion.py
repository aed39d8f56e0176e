"""Comments open and close: by the newsroom's setting, by the clock, and for a single article."""

from typing import Any

import pytest

from broadsheet.domain.articles.due import Due, DueAction
from broadsheet.domain.comments.discussion import Discussion, discussion_key
from broadsheet.domain.shared.errors import CommentsClosed, NotFound
from broadsheet.usecases.articles.publish_article import publish_article
from broadsheet.usecases.articles.publish_due import publish_due
from broadsheet.usecases.articles.unpublish_article import unpublish_article
from broadsheet.usecases.shared.ports import Cause, Put
from tests.support.discussions import (
    DAYS,
    OPEN,
    SHUT,
    closings,
    comment,
    edit,
    is_open,
    publish,
    states,
    wait,
    world_of,
)


def test_without_the_setting_comments_stay_open() -> None:
    world = world_of(days=0)
    story = publish(world)
    world.tick(hours=24 * 4000)
    assert states(world, story) == OPEN
    assert closings(world) == []


def test_an_article_is_closed_and_opened_and_left_to_the_setting_by_its_edits() -> None:
    world = world_of()
    story = publish(world, comments="closed")
    assert states(world, story) == SHUT
    edit(world, story, comments="open")
    assert states(world, story) == OPEN
    assert closings(world) == []
    edit(world, story)
    assert states(world, story) == OPEN
    assert len(closings(world)) == 1
    world.tick(hours=24 * DAYS)
    assert states(world, story) == SHUT
    edit(world, story, comments="open")
    assert states(world, story) == OPEN
    world.tick(hours=24 * 1000)
    assert states(world, story) == OPEN


def test_the_clock_closes_after_the_days_of_the_setting_and_not_before() -> None:
    world = world_of()
    story = publish(world)
    world.tick(hours=24 * DAYS - 1)
    assert states(world, story) == OPEN
    world.tick(hours=1)
    assert states(world, story) == SHUT
    assert closings(world) == []


def test_a_late_clock_lets_nothing_in() -> None:
    world = world_of()
    story = publish(world)
    wait(world, DAYS)
    with pytest.raises(CommentsClosed):
        comment(world, story)
    assert states(world, story) == (False, True)
    world.tick(hours=0)
    assert states(world, story) == SHUT


def test_a_clock_that_looks_twice_closes_once() -> None:
    world = world_of()
    story = publish(world)
    (due,) = closings(world)
    world.tick(hours=24 * DAYS)
    written = len(world.table.stream)
    assert publish_due(world.newsroom, world.request()) == 0
    assert len(world.table.stream) == written
    assert due.at not in {d.at for d in closings(world)}
    assert states(world, story) == SHUT


@pytest.mark.parametrize("fields", [{"title": "Gale"}, {"body": "Other words."}, {"slug": "gale"}])
@pytest.mark.parametrize("clock_is_late", [False, True])
def test_an_edit_after_the_last_day_does_not_open_it_again(
    fields: dict[str, str], clock_is_late: bool
) -> None:
    world = world_of()
    story = publish(world)
    if clock_is_late:
        wait(world, DAYS)
    else:
        world.tick(hours=24 * DAYS)
    edit(world, story, **fields)
    assert states(world, story) == SHUT
    world.tick(hours=0)
    assert states(world, story) == SHUT


def test_an_edit_before_the_last_day_does_not_move_it() -> None:
    world = world_of()
    story = publish(world)
    before = closings(world)
    wait(world, DAYS - 1)
    edit(world, story, title="Gale")
    assert closings(world) == before
    world.tick(hours=24)
    assert states(world, story) == SHUT


def test_an_edit_that_the_clock_overtakes_is_closed_by_its_next_look(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    world = world_of()
    story = publish(world)
    wait(world, DAYS - 0.01)
    commit = world.table.commit

    def overtaken(*given: Any) -> None:
        monkeypatch.undo()
        world.tick(hours=24)
        commit(*given)

    monkeypatch.setattr(world.table, "commit", overtaken)
    edit(world, story, title="Gale")
    world.tick(hours=0)
    assert states(world, story) == SHUT


def test_an_edit_that_opens_it_goes_before_a_clock_that_had_looked_already(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    world = world_of()
    story = publish(world)
    world.tick(hours=24 * DAYS - 1)  # what else is due is done
    wait(world, 1)
    commit = world.table.commit

    def overtaken(*given: Any) -> None:
        monkeypatch.undo()
        edit(world, story, comments="open")
        commit(*given)

    monkeypatch.setattr(world.table, "commit", overtaken)
    assert publish_due(world.newsroom, world.request()) == 0
    assert states(world, story) == OPEN


def test_a_clock_that_an_edit_overtakes_does_not_bring_back_what_it_changed(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    world = world_of()
    story = publish(world)
    world.tick(hours=24 * DAYS - 1)  # what else is due is done
    wait(world, 1)
    commit = world.table.commit

    def overtaken(*given: Any) -> None:
        monkeypatch.undo()
        # Two functions, two clocks: this one is behind, and sees the comments still open.
        wait(world, -1)
        edit(world, story, title="Gale")
        wait(world, 1)
        commit(*given)

    monkeypatch.setattr(world.table, "commit", overtaken)
    assert publish_due(world.newsroom, world.request()) == 0
    world.tick(hours=0)
    discussion = world.table.get(Discussion, discussion_key(story))
    assert discussion
    assert discussion.title == "Gale"
    assert states(world, story) == SHUT


def test_the_clock_closes_for_no_other_day_than_the_one_that_holds() -> None:
    world = world_of()
    story = publish(world)
    stale = Due(at=world.clock.now, article_id=story, action=DueAction.CLOSE_COMMENTS)
    world.table.commit([Put(stale)], Cause("earlier", world.clock.now))
    world.tick(hours=1)
    assert stale not in closings(world)
    assert states(world, story) == OPEN


def test_what_is_unpublished_has_no_discussion_and_comes_back_with_its_own_last_day() -> None:
    world = world_of()
    story = publish(world)
    before = closings(world)
    unpublish_article(world.newsroom, world.request(), story)
    assert closings(world) == []
    with pytest.raises(NotFound):
        is_open(world, story)
    publish_article(world.newsroom, world.request(), story)
    assert closings(world) == before
    unpublish_article(world.newsroom, world.request(), story)
    wait(world, DAYS)
    publish_article(world.newsroom, world.request(), story)
    assert states(world, story) == SHUT
    assert closings(world) == []


def test_a_comment_that_was_taken_is_answered_the_same_after_the_end() -> None:
    world = world_of()
    story = publish(world)
    world.tick(hours=24 * DAYS - 1)
    taken = comment(world, story)
    world.tick(hours=2)
    assert comment(world, story) == taken
    with pytest.raises(CommentsClosed):
        comment(world, story, body="Too late.")
