"""Old lists, feeds and files of a WordPress site lead to what is so here."""

from pathlib import Path

import pytest

from broadsheet.adapters.jinja.renderer import JinjaRenderer
from broadsheet.domain.articles.article import Address, Article, address_key
from broadsheet.domain.site.kinds.listing import ListingPage
from broadsheet.domain.site.page import Moved
from broadsheet.domain.site.pages import page_at
from broadsheet.domain.site.routing import Change, affected
from broadsheet.domain.transfer.site_lines import OldAddress
from broadsheet.usecases.redirects.edit_redirects import put_redirect
from broadsheet.usecases.site.page_views import page_views
from broadsheet.usecases.transfer.import_redirects import import_old_addresses
from broadsheet.usecases.transfer.moving import SiteImportReport
from operate.import_archive import Moved as MovedIn
from tests.builders import make_site
from tests.fakes.pictures import MemoryPictures
from tests.fakes.table import MemoryTable
from tests.faults.editions import asked, make_newsroom
from tests.support.wordpress import BLOG, author, item, wxr
from tests.unit.transfer.test_fields_that_are_spared import moving_on
from tests.unit.transfer.test_site_import_files import bring


@pytest.fixture
def table() -> MemoryTable:
    return MemoryTable()


def leads(table: MemoryTable) -> dict[str, str]:
    found = (one for one in table.records.values() if isinstance(one, Address) and one.target)
    return {one.path: one.target for one in found}


def place(kind: str, slug: str, name: str, parent: str = "") -> str:
    if kind == "tag":
        return (
            f"<wp:tag><wp:tag_slug>{slug}</wp:tag_slug><wp:tag_name>{name}</wp:tag_name></wp:tag>"
        )
    return (
        f"<wp:category><wp:category_nicename>{slug}</wp:category_nicename>"
        f"<wp:category_parent>{parent}</wp:category_parent><wp:cat_name>{name}</wp:cat_name>"
        "</wp:category>"
    )


def listed(domain: str, slug: str, name: str) -> str:
    return f'<category domain="{domain}" nicename="{slug}">{name}</category>'


def one_site(table: MemoryTable, folder: Path) -> MovedIn:
    within = [listed("category", "ports", "Ports &amp; Sea"), listed("post_tag", "cpp", "C++ Tag")]
    posts = [item(n, within=within) for n in range(1, 13)]
    places = [place("category", "world", "World"), place("category", "ports", "", "world")]
    places[1] = place("category", "ports", "Ports &amp; Sea", "world")
    return bring(
        table,
        folder,
        wxr(author("amina.y", "Amina Yusuf"), *places, place("tag", "cpp", "C++ Tag"), *posts),
    )


EXPECTED = {
    "/feed/": "/feed.xml",
    "/feed/atom/": "/feed.xml",
    "/comments/feed/": "/feed.xml",
    "/page/2/": "/",
    "/category/world/ports/": "/section/ports-sea/",
    "/category/ports/": "/section/ports-sea/",
    "/category/world/": "/section/ports-sea/",
    "/category/world/ports/feed/": "/section/ports-sea/feed.xml",
    "/category/world/ports/page/2/": "/section/ports-sea/",
    "/tag/cpp/": "/tag/c-tag/",
    "/tag/cpp/feed/": "/tag/c-tag/",
    "/tag/cpp/page/2/": "/tag/c-tag/",
}


def test_lists_and_feeds_lead_to_what_lists_and_feeds_here(
    table: MemoryTable, tmp_path: Path
) -> None:
    moved = one_site(table, tmp_path)
    found = leads(table)
    assert {path: found.get(path) for path in EXPECTED} == EXPECTED
    assert {n.reason for n in moved.articles.notes} <= {"address_of_nothing", "field_left_out"}
    before = dict(table.records)
    assert one_site(table, tmp_path).articles.redirects == 0
    assert table.records == before


def test_an_author_is_found_by_the_name_that_readers_see(
    table: MemoryTable, tmp_path: Path
) -> None:
    bring(table, tmp_path, wxr(author("amina.y", "Amina Yusuf"), item(7, creator="amina.y")))
    assert leads(table)["/author/amina-y/"] == "/author/amina-yusuf/"
    views = page_views(table, (), ())
    page = page_at("author/amina-y/index.html")
    assert isinstance(page, ListingPage)
    moved = views(page)
    assert moved == Moved("/author/amina-yusuf/")
    address = table.get(Address, address_key("/author/amina-y/"))
    assert page in affected(Change(None, address))
    files = JinjaRenderer(make_site(), MemoryPictures()).render(page, moved)
    assert "/author/amina-yusuf/" in str(files)


def test_a_blog_in_a_folder_had_its_lists_there(table: MemoryTable, tmp_path: Path) -> None:
    post = item(7, within=[listed("category", "news", "News")], link=f"{BLOG}/blog/2024/x/")
    content = wxr(post).replace(b"old.example</wp:base_blog", b"old.example/blog</wp:base_blog")
    bring(table, tmp_path, content)
    found = leads(table)
    assert found["/blog/"] == "/"
    assert found["/blog/feed/"] == "/feed.xml"
    assert found["/blog/category/news/"] == "/section/news/"


def test_pages_of_files_lead_to_their_story_or_to_the_file(
    table: MemoryTable, tmp_path: Path
) -> None:
    def file(number: int, link: str, parent: int) -> str:
        within = [
            f"<wp:attachment_url>{BLOG}/up/{number}.jpg</wp:attachment_url>",
            f"<wp:post_parent>{parent}</wp:post_parent>",
        ]
        return item(number, type="attachment", link=link, within=within)

    files = [
        file(8, f"{BLOG}/2024/01/03/post-7/photo/", 7),
        file(9, f"{BLOG}/?attachment_id=9", 7),
        file(10, f"{BLOG}/alone/", 0),
    ]
    plain = item(11, link=f"{BLOG}/?p=11", name="plain")
    double = item(12, link=f"{BLOG}//2019//01/double/")
    bring(table, tmp_path, wxr(item(7), plain, double, *files))
    found = leads(table)
    assert found["/2024/01/03/post-7/photo/"] == found["/attachment_id/9/"] == "/2024/01/post-7/"
    assert found["/alone/"] == f"{BLOG}/up/10.jpg"
    assert found["/p/11/"] == "/2024/01/plain/"
    assert found["/2019/01/double/"] == "/2024/01/post-12/"


def test_what_an_editor_said_about_an_address_stays(table: MemoryTable, tmp_path: Path) -> None:
    put_redirect(make_newsroom(table), asked(), "/feed/", "https://x.example/feed")
    one_site(table, tmp_path)
    assert leads(table)["/feed/"] == "https://x.example/feed"


def test_what_leads_nowhere_is_told_once(table: MemoryTable) -> None:
    report = SiteImportReport()
    olds = [
        OldAddress("/topics/none/", "tag", "None"),
        OldAddress("/topics/none/feed/", "feed", "None"),
        OldAddress("/api/x/", "front"),
        OldAddress("/", "front"),
    ]
    import_old_addresses(moving_on(table), olds, report)
    assert [(one.title, one.reason) for one in report.notes] == [
        ("/topics/none/", "address_of_nothing"),
        ("/api/x/", "address_not_free"),
    ]
    assert not any(isinstance(one, Article) for one in table.records.values())
