"""Another setting, or another release: discussions follow at the next rebuild, or edit."""

from typing import Any

import pytest

from broadsheet.domain.articles.article import Article, article_key
from broadsheet.domain.comments.discussion import Discussion, discussion_key
from broadsheet.usecases.articles.publish_due import publish_due
from broadsheet.usecases.articles.submit_article import submit_article
from tests.support.discussions import (
    DAYS,
    OPEN,
    SHUT,
    closings,
    comment,
    edit,
    is_open,
    publish,
    renew,
    set_days,
    states,
    submission,
    wait,
    world_of,
)


def test_a_clock_that_a_renewal_overtakes_leaves_open_what_that_opened(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    world = world_of()
    story = publish(world)
    world.tick(hours=24 * DAYS - 1)
    wait(world, 1)
    set_days(world, 60)
    commit = world.table.commit

    def overtaken(*given: Any) -> None:
        monkeypatch.undo()
        renew(world)
        commit(*given)

    monkeypatch.setattr(world.table, "commit", overtaken)
    assert publish_due(world.newsroom, world.request()) == 0
    assert states(world, story) == OPEN
    assert len(closings(world)) == 1


@pytest.mark.parametrize(
    ("before", "now", "then"),
    [(0, DAYS, SHUT), (DAYS, 0, OPEN), (DAYS, 60, OPEN), (60, DAYS, SHUT)],
)
def test_another_setting_holds_for_what_is_published_already_from_the_next_rebuild_on(
    before: int, now: int, then: tuple[bool, bool]
) -> None:
    world = world_of(before)
    story, kept = publish(world), publish(world, comments="open")
    version = world.table.get(Article, article_key(story)).version  # type: ignore[union-attr]
    world.tick(hours=24 * 30)
    assert states(world, story) == (OPEN if before in (0, 60) else SHUT)
    set_days(world, now)
    assert renew(world) == 2
    assert states(world, story) == then
    assert states(world, kept) == OPEN
    assert renew(world) == 0
    assert world.table.get(Article, article_key(story)).version == version  # type: ignore[union-attr]
    assert len(closings(world)) == (now == 60)
    world.tick(hours=24 * 31)
    assert states(world, story) == (SHUT if now else OPEN)


@pytest.mark.parametrize(("before", "now"), [(0, DAYS), (60, DAYS), (DAYS, 0), (DAYS, 60)])
def test_an_edit_follows_another_setting_without_a_rebuild(before: int, now: int) -> None:
    world = world_of(before)
    story = publish(world)
    world.tick(hours=24 * 30)
    set_days(world, now)
    edit(world, story, title="Gale")
    assert states(world, story) == (SHUT if now == DAYS else OPEN)
    assert len(closings(world)) == (now == 60)


def test_an_article_of_an_earlier_release_takes_comments_and_is_renewed_by_a_rebuild() -> None:
    world = world_of()
    story = publish(world)
    expected = world.table.records.pop(discussion_key(story))
    assert is_open(world, story)
    assert comment(world, story).state == "approved"
    assert renew(world) == 1
    assert world.table.get(Discussion, discussion_key(story)) == expected
    assert states(world, story) == OPEN


def test_a_renewal_does_not_write_over_an_edit_on_the_way(monkeypatch: pytest.MonkeyPatch) -> None:
    world = world_of(days=0)
    story = publish(world)
    set_days(world, DAYS)
    commit = world.table.commit

    def edited_first(*given: Any) -> None:
        monkeypatch.undo()
        edit(world, story, title="Gale", comments="closed")
        commit(*given)

    monkeypatch.setattr(world.table, "commit", edited_first)
    renew(world)
    article = world.table.get(Article, article_key(story))
    assert article
    assert article.content.title == "Gale"
    assert states(world, story) == SHUT


def test_what_is_not_published_gets_no_discussion() -> None:
    world = world_of()
    submit_article(world.newsroom, world.request(None), submission())
    assert renew(world) == 0
    assert not [r for r in world.table.records.values() if isinstance(r, Discussion)]
