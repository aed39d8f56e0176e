"""What one transaction writes for an article."""

from datetime import UTC, datetime, timedelta

import msgspec
import pytest

from broadsheet.adapters.http.articles.submitted import article_from_fields
from broadsheet.domain.articles.article import Article, Author, Content, Hour, Series, Term
from broadsheet.domain.articles.due import NEWS_LASTS, Due
from broadsheet.domain.articles.life import Status
from broadsheet.domain.articles.listing import NewsEntry, listings_of
from broadsheet.domain.comments.discussion import closing_of
from broadsheet.domain.shared.errors import Invalid
from broadsheet.usecases.articles.article_writes import article_writes
from broadsheet.usecases.shared.ports import Put, Remove
from tests.builders import make_article

NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)


def published(content: Content) -> Article:
    article = msgspec.structs.replace(
        make_article(status=Status.PUBLISHED, published_at=NOON, modified_at=NOON),
        content=content,
    )
    slots = {str(listing): "2026-11#000001" for listing in listings_of(article)}
    return msgspec.structs.replace(article, slots=slots, breaking_until=NOON + timedelta(hours=12))


def crowded(prefix: str) -> Content:
    """Content with as many listings and links as are allowed."""
    return msgspec.structs.replace(
        make_article().content,
        section=Term(f"{prefix} section", f"{prefix}-section"),
        tags=tuple(Term(f"{prefix} {n}", f"{prefix}-{n}") for n in range(20)),
        byline=tuple(Author(name=f"{prefix} {n}", slug=f"{prefix}-a{n}") for n in range(10)),
        also_read=tuple(f"{prefix}-{n}" for n in range(5)),
        dont_miss=tuple(f"{prefix}-d{n}" for n in range(4)),
        breaking=True,
        translation_of=f"{prefix}-original",
    )


def everything_changes() -> tuple[Article, Article]:
    """As much as one edit can change; and meanwhile discussions close after other days."""
    ends = Hour(NOON + timedelta(days=9), "2026-12-01T12:00", "UTC")
    before, after = published(crowded("old")), published(crowded("new"))
    after = msgspec.structs.replace(
        after,
        version=before.version + 1,
        path="/2026/11/moved/",
        former_paths=(before.path,),
        modified_at=NOON + timedelta(hours=1),
        comments_until=NOON + timedelta(days=20),
        unpublish_at=ends,
    )
    before = msgspec.structs.replace(
        before, comments_until=NOON + timedelta(days=10), unpublish_at=ends
    )
    return before, after


def test_an_edit_that_changes_every_listing_fits_into_one_transaction() -> None:
    before, after = everything_changes()
    writes = article_writes(before, after, "replace", NOON)
    with_replay = len(writes) + 1
    assert with_replay == 100
    keys = [w.record.key if isinstance(w, Put) else w.key for w in writes]
    assert len(set(keys)) == len(keys)


def test_a_series_takes_the_place_of_a_tag() -> None:
    before, after = everything_changes()
    was, becomes = (
        msgspec.structs.replace(
            one,
            content=msgspec.structs.replace(
                one.content, tags=one.content.tags[:-1], series=Series(name, 1)
            ),
        )
        for one, name in ((before, "Old"), (after, "New"))
    )
    assert len(article_writes(was, becomes, "replace", NOON)) + 1 == 100
    article = make_article().content
    with pytest.raises(Invalid) as refused:
        article_from_fields(
            {
                "title": article.title,
                "body": article.body,
                "section": "World",
                "byline": [{"name": "Ann"}],
                "tags": [f"Tag {n}" for n in range(20)],
                "series": {"name": "Tides", "part": 1},
            }
        )
    assert [error.pointer for error in refused.value.errors] == ["/series"]


def test_where_there_is_no_room_only_an_hour_that_moved_is_left_for_the_clock_to_find() -> None:
    before, after = everything_changes()
    fewer = msgspec.structs.replace(before, comments_until=after.comments_until)
    left_out = {old.key for old in [closing_of(before)] if old}
    whole = article_writes(fewer, after, "replace", NOON)
    keys = {w.record.key if isinstance(w, Put) else w.key for w in whole}
    kept = article_writes(before, after, "replace", NOON)
    assert {w.record.key if isinstance(w, Put) else w.key for w in kept} == keys
    assert not left_out & keys


@pytest.mark.parametrize("late", [timedelta(0), timedelta(hours=1)])
def test_unpublishing_takes_a_story_out_of_the_news_even_when_the_clock_is_late(
    late: timedelta,
) -> None:
    before = published(make_article().content)
    after = msgspec.structs.replace(before, status=Status.UNPUBLISHED, version=2)
    writes = article_writes(before, after, "unpublish", NOON + NEWS_LASTS + late)
    removed = {w.key.pk for w in writes if isinstance(w, Remove)}
    assert {"NEWS", "DUE", "BREAKING"} <= removed


def test_a_label_is_always_written_with_the_due_item_that_ends_it() -> None:
    # The clock may end the label between the reading of the article and its writing.
    before = published(make_article().content)
    after = msgspec.structs.replace(before, version=2)
    writes = article_writes(before, after, "replace", NOON + NEWS_LASTS - timedelta(seconds=1))
    put = [type(w.record) for w in writes if isinstance(w, Put)]
    assert NewsEntry in put
    assert put.count(Due) == 2


def test_a_story_that_becomes_unlisted_leaves_all_lists_and_keeps_its_card() -> None:
    before = published(crowded("old"))
    content = msgspec.structs.replace(before.content, unlisted=True, breaking=False)
    after = msgspec.structs.replace(before, content=content, version=2, breaking_until=None)
    writes = article_writes(before, after, "replace", NOON)
    removed = [w.key.pk for w in writes if isinstance(w, Remove)]
    assert sum(pk.startswith("LISTING#") for pk in removed) == len(listings_of(before))
    for family in ("NEWS", "BREAKING", "SEARCH#2026-11", "TRANSLATIONS#old-original"):
        assert family in removed
    put = {type(w.record).__name__ for w in writes if isinstance(w, Put)}
    assert put == {"Article", "Card", "Revision", "Discussion", "StoryEntry"}
    back = article_writes(after, msgspec.structs.replace(before, version=3), "replace", NOON)
    assert len(back) < 100
    assert sum(isinstance(w, Put) and "LISTING#" in w.record.key.pk for w in back) == len(
        listings_of(before)
    )
