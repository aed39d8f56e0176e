"""What matters most in a picture: stories that show it follow, and nobody is in the way of that."""

from dataclasses import replace
from datetime import timedelta

import msgspec
import pytest

from broadsheet.domain.articles.article import Article, Focus, Revision
from broadsheet.domain.articles.due import Due
from broadsheet.domain.articles.listing import Entry
from broadsheet.domain.media.media import SETTLING_SECONDS, Media, PictureWords
from broadsheet.usecases.articles.follow_focus import SLICE
from broadsheet.usecases.articles.publish_due import publish_due
from broadsheet.usecases.articles.replace_article import replace_article
from broadsheet.usecases.articles.submit_article import submit_article
from broadsheet.usecases.media.manage_media import describe_media
from broadsheet.usecases.shared.committing import ANY_VERSION
from broadsheet.usecases.shared.ports import Cause, Put
from broadsheet.usecases.shared.services import Services
from tests.builders import NOON
from tests.fakes.table import MemoryTable, StoppedClock
from tests.faults.editions import asked, make_newsroom, story
from tests.unit.media.test_pictures_in_stories import picture

CAUSE = Cause("test", NOON)


@pytest.fixture
def table() -> MemoryTable:
    return MemoryTable()


@pytest.fixture
def newsroom(table: MemoryTable) -> Services:
    return make_newsroom(table)


def pointed(newsroom: Services, media: Media, x: int, y: int) -> None:
    words = PictureWords(alt=media.alt, focus=Focus(x, y))
    describe_media(newsroom, asked(if_match=ANY_VERSION), media.id, words)


def crops(table: MemoryTable) -> list[Focus | None]:
    """What matters most in the picture above each story, as stories and their entries have it."""
    records = table.records.values()
    stories = {one.id: one.content.lead_image for one in records if isinstance(one, Article)}
    for entry in (one for one in records if isinstance(one, Entry)):
        assert entry.card.image == stories[entry.card.id]
    return [image.focus for image in stories.values() if image]


def tick(newsroom: Services, *, later: int = 1) -> None:
    """The clock, until nothing is due."""
    now = newsroom.clock() + timedelta(seconds=later)
    while publish_due(replace(newsroom, clock=StoppedClock(now)), asked()):
        pass


def test_stories_of_every_state_follow_what_matters_most_in_a_picture_and_are_not_updated(
    newsroom: Services, table: MemoryTable
) -> None:
    media = picture(newsroom, table, alt="A lake")
    shown = {"media": media.id}
    for status in ("published", "draft"):
        submit_article(newsroom, asked(), story("Storm", lead_image=shown, status=status))
    submit_article(newsroom, asked(), story("Calm", body=f"![x](media:{media.id})"))
    before = [one.modified_at for one in table.records.values() if isinstance(one, Article)]
    assert crops(table) == [None, None]
    pointed(newsroom, media, 20, 30)
    assert crops(table) == [None, None], "each by itself, by the clock"
    tick(newsroom)
    assert crops(table) == [Focus(20, 30)] * 2
    after = [one.modified_at for one in table.records.values() if isinstance(one, Article)]
    assert after == before
    trail = [one.action for one in table.records.values() if isinstance(one, Revision)]
    assert sorted(trail) == ["focus", "focus", "submit", "submit", "submit"]
    later = submit_article(newsroom, asked(), story("Later", lead_image=shown))
    assert crops(table) == [Focus(20, 30)] * 3, "as it is when it is written"
    describe_media(newsroom, asked(if_match=ANY_VERSION), media.id, PictureWords(focus=None))
    tick(newsroom)
    assert crops(table) == [None] * 3
    assert later.version == 1


def test_a_story_that_was_under_way_with_the_picture_as_it_was_follows_a_minute_later(
    newsroom: Services, table: MemoryTable
) -> None:
    media = picture(newsroom, table, alt="A lake")
    pointed(newsroom, media, 20, 30)
    tick(newsroom)
    late = story("Late", lead_image={"media": media.id})
    table.commit([Put(msgspec.structs.replace(media, version=9))], CAUSE)
    submit_article(newsroom, asked(), late)
    now = msgspec.structs.replace(media, version=10, focus=Focus(20, 30))
    table.commit([Put(now)], CAUSE)
    assert crops(table) == [None]
    tick(newsroom, later=SETTLING_SECONDS)
    assert crops(table) == [Focus(20, 30)]
    assert not [one for one in table.records.values() if isinstance(one, Due) and one.reached]


def test_a_picture_above_many_stories_is_followed_in_slices_and_one_that_cannot_is_left(
    newsroom: Services, table: MemoryTable
) -> None:
    media = picture(newsroom, table, alt="A lake")
    for n in range(2 * SLICE + 1):
        sent = story(f"Storm {n}", lead_image={"media": media.id, "alt": "It"})
        submit_article(newsroom, asked(), sent)
    stuck = next(one for one in table.records.values() if isinstance(one, Article))
    assert stuck.content.lead_image
    image = msgspec.structs.replace(stuck.content.lead_image, alt="")
    content = msgspec.structs.replace(stuck.content, lead_image=image)
    table.commit([Put(msgspec.structs.replace(stuck, content=content))], CAUSE)
    pointed(newsroom, media, 0, 100)
    late, now = list[timedelta](), newsroom.clock()
    for minute in (1, 2, 3):
        clock = StoppedClock(now + timedelta(minutes=minute))
        publish_due(replace(newsroom, clock=clock), asked(), late.append)
    assert late == [], "a slice a minute is no trouble of the clock's"
    stories = [one for one in table.records.values() if isinstance(one, Article)]
    images = {one.id: one.content.lead_image for one in stories}
    moved = {story_id for story_id, image in images.items() if image and image.focus}
    assert {one.id for one in stories} - moved == {stuck.id}
    tick(newsroom, later=SETTLING_SECONDS)
    assert not [
        d for d in table.records.values() if isinstance(d, Due) and d.article_id == media.id
    ]


def test_what_was_typed_meanwhile_is_not_in_the_way_of_a_crop(
    newsroom: Services, table: MemoryTable
) -> None:
    media = picture(newsroom, table, alt="A lake")
    shown = {"media": media.id}
    made = submit_article(newsroom, asked(), story("Storm", lead_image=shown))
    pointed(newsroom, media, 20, 30)
    tick(newsroom)
    words = story("Storm", body="Other words.", lead_image=shown)
    replace_article(newsroom, asked(if_match=made.version), made.id, words)
    assert crops(table) == [Focus(20, 30)]
