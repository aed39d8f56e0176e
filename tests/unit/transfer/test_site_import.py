"""A WordPress site stands here as it stood there: once, at its dates, at its addresses."""

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from broadsheet.domain.articles.article import Article, Revision, article_key, revision_key
from broadsheet.domain.articles.life import Status
from broadsheet.domain.articles.listing import SITE, Entry
from broadsheet.domain.comments.comment import Thread
from broadsheet.domain.people.profile import Profile
from broadsheet.domain.redirects.redirect import Redirect
from broadsheet.usecases.transfer.import_articles import id_of
from operate.import_archive import Moved
from operate.import_site import as_json, words_of
from operate.import_wordpress import bring_in_wordpress
from tests.fakes.comments import make_desk
from tests.fakes.table import MemoryTable
from tests.faults.editions import make_newsroom
from tests.support.wordpress import (
    BLOG,
    attachment,
    author,
    category,
    comment,
    item,
    meta,
    term,
    write_site,
    wxr,
)

SOURCE = "wordpress old.example"
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
    article = table.get(Article, article_key(id_of(SOURCE, str(post_id))))
    assert article is not None
    return article


def every(table: MemoryTable, kind: type[Any]) -> list[Any]:
    return [record for record in table.records.values() if isinstance(record, kind)]


def reasons(moved: Moved) -> dict[str, str]:
    told = moved.articles
    return {one.reason: one.detail for one in (*told.left_out, *told.notes)}


def test_a_post_keeps_its_date_its_words_its_author_and_its_place(
    bring: Bring, table: MemoryTable
) -> None:
    terms = [term("category", "News"), term("category", "Ports"), term("post_tag", "Sea")]
    post = item(
        7, within=terms, title="Tom &amp; <em>Jerry</em>", excerpt="In short.", name="tom-jerry"
    )
    bring(author("amina", "Amina Yusuf"), post)
    article = got(table, 7)
    assert article.status is Status.PUBLISHED
    assert article.published_at == datetime(2024, 1, 3, 16, 0, tzinfo=UTC)
    assert article.modified_at == article.published_at
    assert article.path == "/2024/01/tom-jerry/"
    content = article.content
    assert (content.title, content.standfirst) == ("Tom & Jerry", "In short.")
    assert content.section.name == "News"
    assert [tag.name for tag in content.tags] == ["Ports", "Sea"]
    assert [one.name for one in content.byline] == ["Amina Yusuf"]
    assert article.body.html == "<p>Words.</p>\n"
    revision = table.get(Revision, revision_key(article.id, 1))
    assert revision is not None
    assert (revision.action, revision.by, revision.note) == ("import", "import", SOURCE)
    assert [profile.name for profile in every(table, Profile)] == ["Amina Yusuf"]


def test_posts_are_listed_in_the_order_of_their_dates_whatever_that_of_the_file(
    bring: Bring, table: MemoryTable
) -> None:
    bring(item(30), item(10), item(20))
    site = sorted(
        (entry for entry in every(table, Entry) if entry.listing == SITE),
        key=lambda entry: entry.position,
    )
    assert [entry.card.title for entry in site] == ["Post 10", "Post 20", "Post 30"]


def test_the_old_addresses_lead_to_the_new_one(bring: Bring, table: MemoryTable) -> None:
    moved = bring(item(7, within=[meta("_wp_old_slug", "former")]))
    found = {one.path: one for one in every(table, Redirect) if one.article_id}
    assert found.keys() == {"/2024/01/03/post-7/", "/2024/01/03/former/"}
    assert {redirect.article_id for redirect in found.values()} == {got(table, 7).id}
    assert moved.articles.redirects == len(every(table, Redirect))


def test_an_address_that_stays_needs_no_redirect(bring: Bring, table: MemoryTable) -> None:
    moved = bring(item(7, link=f"{BLOG}/2024/01/post-7/"))
    assert not any(one.article_id for one in every(table, Redirect))
    assert moved.articles.redirects == len(every(table, Redirect))


@pytest.mark.parametrize(
    ("link", "reason"),
    [(f"{BLOG}/?name=x", "address_with_query"), (f"{BLOG}/media/x/", "address_not_free")],
)
def test_an_address_that_cannot_lead_on_is_reported(bring: Bring, link: str, reason: str) -> None:
    assert reason in reasons(bring(item(7, link=link)))


def test_a_post_of_nobody_is_the_editors(bring: Bring, table: MemoryTable) -> None:
    bring(item(7, creator=""))
    assert [author.name for author in got(table, 7).content.byline] == ["Editors"]


def test_a_page_is_an_article_of_its_own_section(bring: Bring, table: MemoryTable) -> None:
    page = item(7, type="page", link=f"{BLOG}/about/", within=[term("category", "News")])
    assert "page_is_article" in reasons(bring(page))
    assert got(table, 7).content.section.name == "Pages"
    assert [one.path for one in every(table, Redirect) if one.article_id] == ["/about/"]


def test_the_first_category_is_the_one_that_the_newsroom_called_so(
    bring: Bring, table: MemoryTable
) -> None:
    within = [term("category", "News"), term("category", "Ports")]
    within.append(meta("_yoast_wpseo_primary_category", "5"))
    bring(category(5, "Ports"), item(7, within=within), item(8), section="World")
    assert got(table, 7).content.section.name == "Ports"
    assert got(table, 8).content.section.name == "World"


def test_several_authors_share_a_story(bring: Bring, table: MemoryTable) -> None:
    within = [term("author", "Ann"), term("author", "amina")]
    bring(author("amina", "Amina Yusuf"), item(7, within=within))
    assert [one.name for one in got(table, 7).content.byline] == ["Ann", "Amina Yusuf"]


def test_the_lead_image_keeps_its_address_and_its_words(bring: Bring, table: MemoryTable) -> None:
    url = f"{BLOG}/wp-content/uploads/boat one.jpg"
    moved = bring(
        item(7, within=[meta("_thumbnail_id", "9")]), attachment(9, url, "A boat", "At dawn")
    )
    image = got(table, 7).content.lead_image
    assert image is not None
    assert image.url == f"{BLOG}/wp-content/uploads/boat%20one.jpg"
    assert (image.alt, image.caption) == ("A boat", "At dawn")
    assert reasons(moved)["picture_stays"] == url


def test_a_lead_image_that_the_file_does_not_explain_is_reported(bring: Bring) -> None:
    assert reasons(bring(item(7, within=[meta("_thumbnail_id", "9")])))["lead_image_missing"] == "9"


def test_slugs_of_every_script_become_addresses(bring: Bring, table: MemoryTable) -> None:
    bring(item(7, name="%d8%a3%d8%ae%d8%a8%d8%a7%d8%b1"), item(8, name="", title="Türkiye"))
    assert got(table, 7).path == "/2024/01/akhbar/"
    assert got(table, 8).path == "/2024/01/turkiye/"


def test_two_posts_of_one_slug_in_a_month_have_two_addresses(
    bring: Bring, table: MemoryTable
) -> None:
    bring(item(7, name="same"), item(8, name="same"))
    assert {got(table, 7).path, got(table, 8).path} == {"/2024/01/same/", "/2024/01/same-2/"}


def test_what_cannot_be_sent_cannot_come_in_and_is_reported(
    bring: Bring, table: MemoryTable
) -> None:
    moved = bring(item(8, content="y" * 140_000))
    (told,) = moved.articles.left_out
    assert (told.id, told.reason, told.detail[:5]) == ("8", "refused", "/body")
    assert every(table, Article) == []


def test_no_story_is_lost_for_a_tag_or_a_picture_that_cannot_be(
    bring: Bring, table: MemoryTable
) -> None:
    within = [term("post_tag", "Sea"), term("post_tag", "x" * 61), meta("_thumbnail_id", "9")]
    moved = bring(item(7, within=within), attachment(9, "ftp://old.example/boat.jpg"))
    content = got(table, 7).content
    assert [tag.name for tag in content.tags] == ["Sea", "x" * 59 + "…"]
    assert content.lead_image is None
    told = {n.reason: n.detail for n in moved.articles.notes}
    assert told["field_shortened"] == f"/tags/1 {'x' * 61}"
    assert told["field_left_out"].split()[0] == "/lead_image/url"
    assert told["field_left_out"].endswith("ftp://old.example/boat.jpg")


def test_what_is_no_article_is_counted_and_left_alone(bring: Bring) -> None:
    moved = bring(item(7, type="nav_menu_item"), item(8, status="trash"), item(9, type="revision"))
    assert moved.skipped == {"nav_menu_item": 1, "revision": 1}
    (left_out,) = moved.articles.left_out
    assert (left_out.id, left_out.title, left_out.reason) == ("8", "Post 8", "is_trash")


def test_comments_come_along_with_their_threads(bring: Bring, table: MemoryTable) -> None:
    at = datetime(2024, 1, 4, tzinfo=UTC)
    said = [comment(1, at), comment(2, at, parent=1), comment(3, at, approved="spam")]
    moved = bring(item(7, within=said))
    assert dict(moved.comments.taken) == {"approved": 2, "spam": 1}
    threads = sorted(every(table, Thread), key=lambda thread: thread.key)
    assert [str(thread.number) for thread in threads] == ["1", "1-1"]
    assert {thread.article_id for thread in threads} == {got(table, 7).id}


def test_a_rehearsal_writes_nothing_and_says_the_same(bring: Bring, table: MemoryTable) -> None:
    at = datetime(2024, 1, 4, tzinfo=UTC)
    inside = (author("amina", "Amina Yusuf"), item(7, within=[comment(1, at)]), item(8, title=""))
    rehearsed = bring(*inside, is_dry_run=True)
    assert table.records == {}
    moved = bring(*inside)
    assert as_json(rehearsed) == as_json(moved)
    assert "2 would be taken over" in words_of(rehearsed, is_dry_run=True)


def test_twice_is_as_good_as_once(bring: Bring, table: MemoryTable) -> None:
    inside = (item(7, within=[meta("_wp_old_slug", "former")]), item(8))
    bring(*inside)
    before = dict(table.records)
    again = bring(*inside)
    assert table.records == before
    assert (again.articles.there, sum(again.articles.articles.values())) == (2, 0)


def test_a_large_site_comes_in_whole(table: MemoryTable, tmp_path: Path) -> None:
    path = write_site(tmp_path / "site.xml", posts=120, comments=400)
    moved = bring_in_wordpress(make_desk(make_newsroom(table)), path)
    assert moved.articles.left_out == []
    assert sum(moved.articles.articles.values()) == 120
    assert sum(moved.comments.taken.values()) + len(moved.comments.left_out) >= 360
    assert {"draft", "scheduled", "published"} == set(moved.articles.articles)


def test_what_nobody_put_anywhere_is_in_the_section_for_that(
    bring: Bring, table: MemoryTable
) -> None:
    nowhere = '\t\t<category domain="category" nicename="uncategorized">Uncategorized</category>\n'
    bring(item(7, within=[nowhere]))
    assert got(table, 7).content.section.name == "News"
