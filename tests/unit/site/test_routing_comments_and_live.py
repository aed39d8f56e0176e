"""Which pages each change of comments, or of the entries of a running story, can alter."""

import msgspec

from broadsheet.domain.articles.article import Address
from broadsheet.domain.articles.life import Status
from broadsheet.domain.articles.listing import card_of
from broadsheet.domain.comments.comment import COMMENT_RUN
from broadsheet.domain.comments.discussion import closed, discussion_of
from broadsheet.domain.live.entry import LIVE_RUN, LiveCount, LiveEntry
from broadsheet.domain.site.kinds.article import ArticlePage
from broadsheet.domain.site.kinds.comments import CommentsPage, CommentsView
from broadsheet.domain.site.kinds.live import LivePage, LiveRunView
from broadsheet.domain.site.kinds.media import MediaPage
from broadsheet.domain.site.page import Moved
from broadsheet.domain.site.page_sets import (
    LivePictures,
    PageOf,
    RunShown,
    RunsOf,
    RunsShown,
)
from broadsheet.usecases.shared.ports import MOST_KEYS, Cause, Put
from broadsheet.usecases.site.affected_pages import pages_of
from broadsheet.usecases.site.page_views import page_views
from tests.builders import NOON, make_article, make_count, make_live_entry, make_thread
from tests.fakes.table import MemoryTable
from tests.support.routed_changes import ID, PATH, PUBLISHED, changed


def test_a_comment_is_on_the_page_of_its_run() -> None:
    for number, run in ((1, 1), (COMMENT_RUN, 1), (COMMENT_RUN + 1, 2)):
        thread = make_thread(number)
        shown = {RunShown(CommentsPage, thread.article_id, run)}
        assert changed(None, thread) == changed(thread, None) == shown


def test_a_count_within_a_run_changes_the_newest_run_alone() -> None:
    old, new = make_count(3), make_count(4)
    assert changed(old, new) == {RunShown(CommentsPage, new.article_id, 1)}
    first = {
        RunShown(CommentsPage, new.article_id, 1),
        RunsShown(CommentsPage, new.article_id, (1,)),
    }
    assert changed(None, make_count(1)) == first


def test_a_run_that_opens_closes_the_one_before() -> None:
    old, new = make_count(COMMENT_RUN), make_count(COMMENT_RUN + 1)
    assert changed(old, new) == {RunShown(CommentsPage, ID, 2), RunsShown(CommentsPage, ID, (1, 2))}


def test_a_discussion_reaches_its_pages_of_comments_only_where_it_opens_or_closes() -> None:
    discussion = discussion_of(PUBLISHED, NOON)
    assert discussion is not None
    own, all_runs = PageOf(ID), RunsOf(CommentsPage, ID, (PATH,))
    assert changed(discussion, closed(discussion)) == {own, all_runs}
    assert changed(closed(discussion), discussion) == {own, all_runs}
    later = msgspec.structs.replace(discussion, article_version=2)
    assert changed(discussion, later) == {own}


def test_an_entry_of_a_running_story_is_on_the_page_of_its_run() -> None:
    for number, run in ((1, 1), (LIVE_RUN, 1), (LIVE_RUN + 1, 2)):
        entry = make_live_entry(number)
        shown = {RunShown(LivePage, entry.article_id, run)}
        assert changed(None, entry) == changed(entry, None) == shown


def test_an_entry_brings_its_pictures_and_takes_them_away() -> None:
    def pictured(*media: str) -> LiveEntry:
        return msgspec.structs.replace(make_live_entry(1), media=media)

    page = {RunShown(LivePage, make_live_entry(1).article_id, 1)}
    assert changed(None, pictured("a", "b")) - page == {MediaPage("a"), MediaPage("b")}
    assert changed(pictured("a", "b"), pictured("b", "c")) - page == {
        MediaPage("a"),
        MediaPage("c"),
    }
    assert changed(pictured("a"), None) - page == {MediaPage("a")}


def test_pictures_of_entries_come_and_go_with_the_story_that_shows_them() -> None:
    running, still = make_article(live="running"), make_article()
    gone = msgspec.structs.replace(running, status=Status.UNPUBLISHED)
    pictures = LivePictures(ID)
    for before, after in ((None, running), (running, gone), (running, still), (gone, running)):
        assert pictures in changed(before, after)
    ended = make_article(live="ended")
    for before, after in ((None, still), (running, ended), (None, gone)):
        assert pictures not in changed(before, after)


def test_each_picture_of_a_long_story_is_found_once() -> None:
    table = MemoryTable()
    for number in range(1, 2 * MOST_KEYS + 1):
        one = {"a", f"p{number}"} if number % MOST_KEYS < 2 else {"a"}
        table.commit([Put(make_live_entry(number, media=tuple(sorted(one))))], Cause("test", NOON))
    found = list(pages_of(table, LivePictures(ID)))
    named = ("a", "p1", "p100", "p101", "p200")
    assert sorted(found, key=str) == [MediaPage(one) for one in named]


def test_a_new_page_of_entries_changes_the_one_before_it() -> None:
    full = LiveCount(article_id=ID, entries=LIVE_RUN)
    more = LiveCount(article_id=ID, entries=LIVE_RUN + 1)
    assert changed(full, more) == {RunsShown(LivePage, ID, (1, 2))}
    assert changed(more, LiveCount(article_id=ID, entries=LIVE_RUN + 2)) == {
        RunsShown(LivePage, ID, ())
    }
    assert changed(None, full) == {RunsShown(LivePage, ID, (1,))}


def test_a_running_story_that_is_renamed_or_ends_changes_every_page_of_its_entries() -> None:
    running = make_article(live="running")
    live_pages = RunsOf(LivePage, ID, (PATH,))
    for changes in ({"title": "Another"}, {"live": "ended"}, {"live": None}):
        after = msgspec.structs.replace(
            running, content=msgspec.structs.replace(running.content, **changes)
        )
        assert live_pages in changed(running, after)
    calmer = msgspec.structs.replace(running.content, standfirst="Another")
    assert live_pages not in changed(running, msgspec.structs.replace(running, content=calmer))


def test_a_run_below_a_story_is_written_again_only_where_there_are_newer_ones() -> None:
    """The newest stands on the story's own page."""
    for kind, count in (
        (CommentsPage, make_count(COMMENT_RUN + 1)),
        (LivePage, LiveCount(article_id=ID, entries=LIVE_RUN + 1)),
    ):
        table = MemoryTable()
        card = card_of(PUBLISHED)
        table.records |= {card.key: card, count.key: count}
        own = ArticlePage(card.path)
        assert [*pages_of(table, RunShown(kind, ID, 1))] == [own, kind(card.path, 1)]
        assert [*pages_of(table, RunShown(kind, ID, 2))] == [own]


def test_the_newest_run_below_a_story_leads_to_it_until_there_is_another() -> None:
    table, running = MemoryTable(), make_article(live="running")
    at = Address(path=running.path, article_id=running.id)
    table.records |= {one.key: one for one in (running, at)}
    views = page_views(table, (), ())
    for runs in (1, 2):
        for kind, count in (
            (CommentsPage, make_count(COMMENT_RUN * (runs - 1) + 1)),
            (LivePage, LiveCount(article_id=ID, entries=LIVE_RUN * (runs - 1) + 1)),
        ):
            table.records[count.key] = count
            stands = [views(kind(running.path, run)) for run in (1, 2)]
            assert stands[runs - 1 :] == [Moved(running.path), None][: 3 - runs]
            assert all(isinstance(one, (CommentsView, LiveRunView)) for one in stands[: runs - 1])
