"""What is here already stays: a second run, later exports and what editors did in between."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import msgspec
import pytest

from broadsheet.domain.articles.article import Article, article_key
from broadsheet.domain.redirects.redirect import Redirect
from broadsheet.usecases.articles.delete_article import delete_article
from broadsheet.usecases.articles.replace_article import replace_article
from broadsheet.usecases.redirects.edit_redirects import remove_redirect
from broadsheet.usecases.shared.committing import ANY_VERSION
from broadsheet.usecases.transfer.import_articles import id_of
from operate.import_archive import Moved
from operate.import_site import as_json
from operate.import_wordpress import bring_in_wordpress
from tests.fakes.comments import make_desk
from tests.fakes.table import MemoryTable
from tests.faults.editions import asked, make_newsroom, story
from tests.support.wordpress import (
    BLOG,
    FIRST,
    attachment,
    author,
    comment,
    item,
    meta,
    write_site,
    wxr,
)

Bring = Callable[..., Moved]


@pytest.fixture
def table() -> MemoryTable:
    return MemoryTable()


@pytest.fixture
def bring(table: MemoryTable, tmp_path: Path) -> Bring:
    def bring(*inside: str, **wishes: Any) -> Moved:
        path = tmp_path / "wordpress.xml"
        path.write_bytes(wxr(*inside))
        return bring_in_wordpress(make_desk(make_newsroom(table)), path, **wishes)

    return bring


def got(table: MemoryTable, post_id: int) -> Article:
    article = table.get(Article, article_key(id_of("wordpress old.example", str(post_id))))
    assert article is not None
    return article


def redirects(table: MemoryTable) -> dict[str, str]:
    found = [record for record in table.records.values() if isinstance(record, Redirect)]
    return {redirect.path: redirect.article_id for redirect in found if redirect.article_id}


def taken_addresses(moved: Moved) -> list[tuple[str, str]]:
    notes = [note for note in moved.articles.notes if note.reason == "address_taken"]
    return [(note.id, note.detail.split()[0]) for note in notes]


def test_what_was_edited_here_is_not_overwritten(bring: Bring, table: MemoryTable) -> None:
    bring(item(7))
    any_version = asked(if_match=ANY_VERSION)
    replace_article(make_newsroom(table), any_version, got(table, 7).id, story("Ours", slug="ours"))
    before = dict(table.records)
    again = bring(item(7, title="Theirs"))
    assert table.records == before
    assert (again.articles.there, got(table, 7).content.title) == (1, "Ours")


def test_what_was_deleted_here_does_not_come_back(bring: Bring, table: MemoryTable) -> None:
    bring(item(7))
    delete_article(make_newsroom(table), asked(if_match=ANY_VERSION), got(table, 7).id)
    before = dict(table.records)
    assert bring(item(7, within=[meta("_wp_old_slug", "former")])).articles.there == 1
    assert table.records == before


def test_comments_on_what_was_deleted_here_do_not_come_in(bring: Bring, table: MemoryTable) -> None:
    bring(item(7))
    delete_article(make_newsroom(table), asked(if_match=ANY_VERSION), got(table, 7).id)
    before = dict(table.records)
    moved = bring(item(7, within=[comment(1, FIRST)]))
    assert table.records == before
    assert [one.reason for one in moved.comments.left_out] == ["no_such_article"]


def test_of_a_post_that_is_in_the_file_twice_the_second_is_told(
    bring: Bring, table: MemoryTable
) -> None:
    moved = bring(item(7), item(7, title="Again"))
    assert got(table, 7).content.title == "Post 7"
    assert [(one.id, one.title, one.reason) for one in moved.articles.left_out] == [
        ("7", "Again", "twice")
    ]


def test_a_redirect_that_an_editor_took_away_does_not_come_back(
    bring: Bring, table: MemoryTable
) -> None:
    bring(item(7))
    remove_redirect(make_newsroom(table), asked(), "/2024/01/03/post-7/")
    before = dict(table.records)
    again = bring(item(7))
    assert table.records == before
    assert taken_addresses(again) == [("7", "/2024/01/03/post-7/")]


def test_a_later_export_adds_what_is_new(bring: Bring, table: MemoryTable) -> None:
    bring(item(7))
    before = got(table, 7)
    later = bring(item(7), item(8))
    assert (later.articles.there, dict(later.articles.articles)) == (1, {"published": 1})
    assert got(table, 7) == before


def test_a_story_has_its_own_address_before_it_is_another_s_old_one(
    bring: Bring, table: MemoryTable
) -> None:
    renamed = item(
        7, link=f"{BLOG}/2024/01/renamed/", name="renamed", within=[meta("_wp_old_slug", "harbour")]
    )
    moved = bring(renamed, item(8, link=f"{BLOG}/2024/01/harbour/", name="harbour"))
    assert got(table, 8).path == "/2024/01/harbour/"
    assert redirects(table) == {}
    assert taken_addresses(moved) == [("7", "/2024/01/harbour/")]


def test_where_something_stood_is_before_where_something_stood_once(
    bring: Bring, table: MemoryTable
) -> None:
    first = item(7, link=f"{BLOG}/a/one/", within=[meta("_wp_old_slug", "two")])
    moved = bring(first, item(8, link=f"{BLOG}/a/two/"))
    assert redirects(table) == {"/a/one/": got(table, 7).id, "/a/two/": got(table, 8).id}
    assert taken_addresses(moved) == [("7", "/a/two/")]


def test_of_two_posts_with_one_old_address_the_first_has_it_every_time(
    bring: Bring, table: MemoryTable
) -> None:
    inside = [item(7, link=f"{BLOG}/a/same/"), item(8, link=f"{BLOG}/a/same/")]
    for _ in range(2):
        moved = bring(*inside)
        assert redirects(table) == {"/a/same/": got(table, 7).id}
        assert taken_addresses(moved) == [("8", "/a/same/")]


def told(moved: Moved) -> Any:
    return msgspec.json.decode(as_json(moved))


def test_a_rehearsal_tells_what_will_be_told_also_of_what_stands_in_the_way(
    bring: Bring, table: MemoryTable
) -> None:
    inside = [
        author("amina", "Amina Yusuf"),
        item(6, content="x" * 140_000),
        item(7, name="same", link=f"{BLOG}/a/same/"),
        item(8, name="same", link=f"{BLOG}/a/same/"),
        attachment(9, f"{BLOG}/a.jpg"),
        # Not more than a body may be, and with its HTML more than an item of the table may.
        item(10, content="&" * 100_000),
        item(11, content="&" * 100_000, status="draft"),
    ]
    bring(item(5))
    before = dict(table.records)
    rehearsed = bring(*inside, is_dry_run=True)
    assert table.records == before
    moved = bring(*inside)
    assert told(rehearsed) == told(moved)
    assert {note.reason for note in moved.articles.notes} >= {"slug_taken", "address_taken"}
    assert {one.id for one in moved.articles.left_out} == {"6", "10", "11"}


def test_a_rehearsal_of_a_whole_site_tells_the_same(table: MemoryTable, tmp_path: Path) -> None:
    path = write_site(tmp_path / "site.xml", posts=60, comments=120)
    desk = make_desk(make_newsroom(table))
    rehearsed = bring_in_wordpress(desk, path, is_dry_run=True)
    assert table.records == {}
    moved = bring_in_wordpress(desk, path)
    assert told(rehearsed) == told(moved)
    assert told(bring_in_wordpress(desk, path, is_dry_run=True))["articles"]["there"] == 60


def test_who_starts_again_is_told_everything_again(bring: Bring) -> None:
    inside = [item(7, content="[box a=1]Words."), item(8, status="trash")]
    first, second = bring(*inside), bring(*inside)
    assert first.articles.notes == second.articles.notes
    assert first.articles.left_out == second.articles.left_out
