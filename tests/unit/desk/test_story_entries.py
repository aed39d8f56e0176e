"""In every state a story stands in its queue, once in everybody's and once in its maker's."""

from typing import Any

import msgspec
import pytest

from broadsheet.domain.articles.article import Article, Colleague
from broadsheet.domain.articles.life import TRANSITIONS, Action, Status
from broadsheet.domain.desk.stories import queues_of, story_entries_of
from broadsheet.domain.desk.story_entry import Queue, queue_pk
from broadsheet.domain.shared.principal import Principal
from broadsheet.usecases.articles.assign_article import assign_article
from broadsheet.usecases.articles.change_article import change_article
from broadsheet.usecases.articles.replace_article import replace_article
from broadsheet.usecases.articles.review_article import return_article, review_article
from broadsheet.usecases.shared.ports import ConditionFailed
from tests.builders import make_article
from tests.properties.newsroom_machine import World
from tests.unit.desk.newsroom import ANN, BEN, EDITH, asked, entries, story, write

PLACES = {
    Status.DRAFT: Queue.DRAFT,
    Status.IN_REVIEW: Queue.IN_REVIEW,
    Status.SCHEDULED: Queue.SCHEDULED,
    Status.PUBLISHED: Queue.PUBLISHED,
    Status.UNPUBLISHED: Queue.UNPUBLISHED,
    Status.RETRACTED: Queue.RETRACTED,
}


class Everybody:
    """Whoever may be given a story."""

    def for_story(self, _who: Principal, _article: Article) -> tuple[Colleague, ...]:
        return tuple(Colleague(one.id, one.name) for one in (ANN, BEN, EDITH))

    def find(self, _person: str) -> Colleague | None:
        return None


def brought_to(world: World, status: Status) -> str:
    """A story of Ann's in that state."""
    article_id = write(world, ANN, "Ferry")
    ways = {
        Status.DRAFT: (),
        Status.IN_REVIEW: (Action.REVIEW,),
        Status.SCHEDULED: (Action.SCHEDULE,),
        Status.PUBLISHED: (Action.PUBLISH,),
        Status.UNPUBLISHED: (Action.PUBLISH, Action.UNPUBLISH),
        Status.RETRACTED: (Action.PUBLISH, Action.RETRACT),
    }
    for action in ways[status]:
        change_article(world.newsroom, asked(world, EDITH), article_id, action)
    return article_id


@pytest.mark.parametrize(("status", "action"), sorted(TRANSITIONS), ids=str)
def test_after_every_step_of_its_life_a_story_stands_in_the_queue_of_its_state_alone(
    status: Status, action: Action
) -> None:
    world = World()
    article_id = brought_to(world, status)
    change_article(world.newsroom, asked(world, EDITH), article_id, action)
    after = TRANSITIONS[status, action]
    if after is Status.DELETED:
        assert entries(world) == []
        return
    places = {entry.key.pk for entry in entries(world)}
    assert places == {queue_pk(PLACES[after]), queue_pk(PLACES[after], ANN.id)}
    (article,) = world.articles()
    assert set(entries(world)) == set(story_entries_of(article))
    assert {entry.version for entry in entries(world)} == {article.version}


def test_every_state_that_is_kept_has_its_queues() -> None:
    kept = [status for status in Status if status is not Status.DELETED]
    assert sorted(q for status in kept for q in queues_of(status)) == sorted(Queue)


def test_what_an_editor_gives_back_stands_apart_with_the_note_until_it_is_handed_in() -> None:
    world = World()
    article_id = brought_to(world, Status.IN_REVIEW)
    return_article(world.newsroom, asked(world, EDITH), article_id, "Who says so?")
    assert {e.queue for e in entries(world)} == {Queue.RETURNED}
    replace_article(world.newsroom, asked(world, ANN), article_id, story("Ferry, again"))
    (mine,) = [e for e in entries(world) if e.of == ANN.id]
    assert (mine.queue, mine.title, mine.status) == (Queue.RETURNED, "Ferry, again", Status.DRAFT)
    assert mine.returned
    assert (mine.returned.note, mine.returned.by) == ("Who says so?", "edith")
    review_article(world.newsroom, asked(world, ANN), article_id)
    assert {(e.queue, e.returned) for e in entries(world)} == {(Queue.IN_REVIEW, None)}


def test_what_its_author_takes_back_was_not_returned() -> None:
    world = World()
    article_id = brought_to(world, Status.IN_REVIEW)
    return_article(world.newsroom, asked(world, ANN), article_id)
    assert {(e.queue, e.returned) for e in entries(world)} == {(Queue.DRAFT, None)}


def test_a_story_that_nobody_made_stands_in_everybodys_queue_alone() -> None:
    made = make_article(created_by_id="")
    assert [entry.of for entry in story_entries_of(made)] == [""]


def test_until_it_is_out_a_story_stands_in_the_list_of_whom_it_is_assigned_to() -> None:
    world = World()
    article_id = brought_to(world, Status.IN_REVIEW)
    colleagues = Everybody()
    assign_article(world.newsroom, asked(world, EDITH), article_id, BEN.id, colleagues)
    assert {e.of for e in entries(world)} == {"", ANN.id, BEN.id}
    assert {e.assigned_to for e in entries(world)} == {Colleague(BEN.id, "ben")}
    change_article(world.newsroom, asked(world, EDITH), article_id, Action.PUBLISH)
    assert {e.of for e in entries(world)} == {"", ANN.id}
    change_article(world.newsroom, asked(world, EDITH), article_id, Action.UNPUBLISH)
    assign_article(world.newsroom, asked(world, EDITH), article_id, None, colleagues)
    assert {e.assigned_to for e in entries(world)} == {None}
    (article,) = world.articles()
    assert set(entries(world)) == set(story_entries_of(article))


def test_a_story_that_changes_hands_leaves_the_list_of_who_had_it() -> None:
    world = World()
    article_id = brought_to(world, Status.DRAFT)
    for person in (BEN, EDITH):
        assign_article(world.newsroom, asked(world, EDITH), article_id, person.id, Everybody())
    assert {e.of for e in entries(world)} == {"", ANN.id, EDITH.id}


def test_an_entry_is_small_whatever_the_story_is_like() -> None:
    long = msgspec.structs.replace(make_article().content, body="x" * 100_000)
    (entry, *_) = story_entries_of(msgspec.structs.replace(make_article(), content=long))
    assert len(msgspec.json.encode(entry)) < 1_000


def test_of_two_who_edit_at_once_one_begins_anew_and_no_entry_stays_behind(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    world = World()
    article_id = brought_to(world, Status.DRAFT)
    commit = world.table.commit
    refused: list[ConditionFailed] = []

    def edited_first(*given: Any) -> None:
        monkeypatch.setattr(world.table, "commit", commit)
        replace_article(world.newsroom, asked(world, EDITH), article_id, story("Tram"))
        try:
            commit(*given)
        except ConditionFailed as error:
            refused.append(error)
            raise

    monkeypatch.setattr(world.table, "commit", edited_first)
    review_article(world.newsroom, asked(world, ANN), article_id)
    assert refused, "the second one was not refused"
    (article,) = world.articles()
    assert (article.status, article.content.title) == (Status.IN_REVIEW, "Tram")
    assert set(entries(world)) == set(story_entries_of(article))
