"""Pictures and those that show them: words, notes of use, and what happens at the same time."""

from collections.abc import Sequence
from typing import Any

import msgspec
import pytest

from broadsheet.adapters.aws.s3_events import uploaded_in
from broadsheet.adapters.html.body_pictures import with_pictures
from broadsheet.adapters.recordings.inspected import inspect
from broadsheet.domain.articles.article import LeadImage
from broadsheet.domain.media.media import (
    REFUSED_SECONDS,
    WAITING_SECONDS,
    Media,
    MediaUse,
    PictureWords,
    media_key,
)
from broadsheet.domain.shared.errors import Invalid, NotFound
from broadsheet.domain.site.kinds.media import MediaPage
from broadsheet.usecases.articles.submit_article import submit_article
from broadsheet.usecases.media.manage_media import announce_media, media_by_id
from broadsheet.usecases.media.pictured import lead_image_of
from broadsheet.usecases.media.ports import ProcessedImage
from broadsheet.usecases.media.process_media import ImageProcessing, process_media
from broadsheet.usecases.shared.ports import Cause, Put, Write
from broadsheet.usecases.shared.services import Services
from broadsheet.usecases.site.kinds.media import read
from tests.builders import NOON
from tests.fakes.pictures import MemoryPictures, developed
from tests.fakes.table import MemoryTable, StoppedClock
from tests.faults.editions import START, asked, make_newsroom, story

CAUSE = Cause("test", NOON)


@pytest.fixture
def table() -> MemoryTable:
    return MemoryTable()


@pytest.fixture
def newsroom(table: MemoryTable) -> Services:
    return make_newsroom(table)


def announced(newsroom: Services, **words: Any) -> str:
    sent = PictureWords(**words)
    return announce_media(newsroom, asked(), "image/png", sent).id


def laboratory(table: MemoryTable, store: MemoryPictures) -> ImageProcessing:
    return ImageProcessing(
        table=table, store=store, process=developed, inspect=inspect, clock=StoppedClock(START)
    )


def picture(newsroom: Services, table: MemoryTable, **words: Any) -> Media:
    """One that is ready."""
    media_id, store = announced(newsroom, **words), MemoryPictures()
    store.uploads[media_id] = b"700 x"
    ready = process_media(laboratory(table, store), media_id, "s3")
    assert ready is not None
    return ready


@pytest.mark.parametrize(("said", "shown"), [("Mine", "Mine"), ("", "Its own")])
def test_a_story_says_of_a_picture_what_it_likes_and_else_what_the_picture_says(
    newsroom: Services, table: MemoryTable, said: str, shown: str
) -> None:
    media = picture(newsroom, table, alt="Its own", caption="Its own", credit="Its own")
    wanted = LeadImage(url="", alt=said, caption=said or None, credit=said or None)
    lead = lead_image_of(media, wanted)
    assert (lead.alt, lead.caption, lead.credit) == (shown, shown, shown)


def test_words_of_a_picture_are_text_wherever_they_stand(
    newsroom: Services, table: MemoryTable
) -> None:
    words = '"><script>alert(1)</script>'
    media = picture(newsroom, table, alt=words, caption=words, credit=words)
    shown = with_pictures(f'<p><img src="media:{media.id}" alt="" /></p>', {media.id: media})
    assert shown.html.count("&lt;script&gt;") == 3
    assert "<script" not in shown.html


def test_a_picture_is_public_whoever_of_many_shows_it(
    newsroom: Services, table: MemoryTable
) -> None:
    media = picture(newsroom, table, alt="A lake")
    notes = [MediaUse(media_id=media.id, shown_by=f"0{n:03}", at=NOON) for n in range(250)]
    for start in range(0, 250, 50):
        table.commit([Put(note) for note in notes[start : start + 50]], CAUSE)
    assert read(table, MediaPage(media.id)) is None
    desk = make_newsroom(table)
    ids = iter(["99999999-0000-7000-8000-000000000001"])
    desk = Services(
        table=table,
        markup=desk.markup,
        clock=desk.clock,
        ids=lambda: next(ids),
        pause=desk.pause,
        own_sections=desk.own_sections,
    )
    submit_article(desk, asked(), story("Storm", lead_image={"media": media.id}))
    assert read(table, MediaPage(media.id)) is not None


def test_a_picture_that_is_being_removed_is_not_there_for_stories(
    newsroom: Services, table: MemoryTable
) -> None:
    media = picture(newsroom, table, alt="A lake")
    table.commit([Put(msgspec.structs.replace(media, status="removing"))], CAUSE)
    with pytest.raises(Invalid) as refused:
        submit_article(newsroom, asked(), story("Storm", lead_image={"media": media.id}))
    assert [error.code for error in refused.value.errors] == ["unknown_picture"]


def test_a_picture_that_is_removed_while_a_story_is_written_is_refused(
    newsroom: Services, table: MemoryTable, monkeypatch: pytest.MonkeyPatch
) -> None:
    media = picture(newsroom, table, alt="A lake")
    commit = table.commit

    def commit_and_remove(writes: Sequence[Write], cause: Cause) -> None:
        commit(writes, cause)
        if any(isinstance(w, Put) and isinstance(w.record, MediaUse) for w in writes):
            commit([Put(msgspec.structs.replace(media, status="removing"))], cause)

    monkeypatch.setattr(table, "commit", commit_and_remove)
    with pytest.raises(Invalid):
        submit_article(newsroom, asked(), story("Storm", lead_image={"media": media.id}))


def test_a_story_has_a_bounded_number_of_pictures(newsroom: Services) -> None:
    ids = [f"00000000-0000-7000-8000-{n:012}" for n in range(51)]
    body = "\n\n".join(f"![x](media:{media_id})" for media_id in ids)
    with pytest.raises(Invalid) as refused:
        submit_article(newsroom, asked(), story("Many", body=body))
    assert [error.code for error in refused.value.errors] == ["too_many_pictures"]


@pytest.mark.parametrize(
    ("upload", "seconds"),
    [(None, WAITING_SECONDS + REFUSED_SECONDS), (b"no width", REFUSED_SECONDS)],
)
def test_what_never_became_a_picture_is_not_there_after_its_time_though_the_table_has_it(
    newsroom: Services, table: MemoryTable, upload: bytes | None, seconds: int
) -> None:
    media_id, store = announced(newsroom), MemoryPictures()
    if upload:
        store.uploads[media_id] = upload
        process_media(laboratory(table, store), media_id, "s3")
    expires_at = media_by_id(newsroom, media_id).expires_at
    assert expires_at == int(START.timestamp()) + seconds
    late = Services(
        table=table,
        markup=newsroom.markup,
        clock=StoppedClock(START.fromtimestamp(expires_at, START.tzinfo)),
        ids=newsroom.ids,
        pause=newsroom.pause,
    )
    with pytest.raises(NotFound):
        media_by_id(late, media_id)


def test_a_picture_stays_once_it_is_ready(newsroom: Services, table: MemoryTable) -> None:
    assert picture(newsroom, table).expires_at is None


def test_of_two_uploads_the_first_that_is_written_down_is_the_picture_and_no_other_is_left(
    newsroom: Services, table: MemoryTable
) -> None:
    media_id, store = announced(newsroom), MemoryPictures()
    first, second = b"700 first", b"500 second"

    def overtaken(upload: bytes) -> ProcessedImage:
        """While the second is made, the first is made and written down."""
        store.uploads[media_id] = first
        process_media(laboratory(table, store), media_id, "s3")
        return developed(upload)

    store.uploads[media_id] = second
    slow = ImageProcessing(
        table=table, store=store, process=overtaken, inspect=inspect, clock=StoppedClock(START)
    )
    written = process_media(slow, media_id, "s3")
    assert written == table.get(Media, media_key(media_id))
    assert written is not None
    assert {digest for _, digest, _ in store.files} == {written.digest}
    assert written.width == 700


def test_an_upload_of_a_picture_that_is_made_is_not_even_looked_at(
    newsroom: Services, table: MemoryTable
) -> None:
    media_id, store = announced(newsroom), MemoryPictures()
    looked_at: list[bytes] = []

    def develop(upload: bytes) -> ProcessedImage:
        looked_at.append(upload)
        return developed(upload)

    looking = ImageProcessing(
        table=table, store=store, process=develop, inspect=inspect, clock=StoppedClock(START)
    )
    for upload in (b"700 x", b"500 y"):
        store.uploads[media_id] = upload
        process_media(looking, media_id, "s3")
    assert looked_at == [b"700 x"]
    assert store.uploads == {}


@pytest.mark.parametrize(
    "key", ["uploads/../pictures/x", "uploads/", "pictures/00000000-0000-7000-8000-000000000001"]
)
def test_what_is_no_upload_of_ours_is_passed_over(key: str) -> None:
    told = {"Records": [{"s3": {"object": {"key": key}}}]}
    assert list(uploaded_in(msgspec.json.encode(told).decode())) == []
