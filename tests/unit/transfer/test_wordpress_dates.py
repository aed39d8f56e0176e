"""Dates of every form and of every year: what was public stays public, on pages as well."""

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from broadsheet.adapters.imports.wxr_dates import moment_from
from broadsheet.adapters.jinja.renderer import JinjaRenderer
from broadsheet.domain.articles.article import Article
from broadsheet.domain.articles.life import Status
from broadsheet.usecases.site.page_views import views_by
from broadsheet.usecases.site.rebuild import every_page, standing_pages
from broadsheet.usecases.site.render_page import PageRendering, render_page
from operate.import_archive import Moved
from tests.builders import make_site
from tests.fakes.pictures import MemoryPictures
from tests.fakes.site import MemoryFiles
from tests.fakes.table import MemoryTable
from tests.support.wordpress import item, wxr
from tests.unit.transfer.test_site_import_files import bring

NEVER = "0000-00-00 00:00:00"
NONE: dict[str, str] = {"date": NEVER, "date_gmt": NEVER, "modified_gmt": NEVER}


def article(table: MemoryTable) -> Article:
    (found,) = (one for one in table.records.values() if isinstance(one, Article))
    return found


def pub_date(said: str) -> str:
    return f"\t\t<pubDate>{said}</pubDate>\n"


FORMS = {
    "2021-03-04 05:06:07": datetime(2021, 3, 4, 5, 6, 7, tzinfo=UTC),
    "2021-03-04T05:06:07Z": datetime(2021, 3, 4, 5, 6, 7, tzinfo=UTC),
    "2021-03-04T05:06:07.123+02:00": datetime(2021, 3, 4, 3, 6, 7, 123000, tzinfo=UTC),
    "2021-03-04T05:06:07": datetime(2021, 3, 4, 5, 6, 7, tzinfo=UTC),
    "2021-03-04 05:06": datetime(2021, 3, 4, 5, 6, tzinfo=UTC),
    "2021-03-04": datetime(2021, 3, 4, tzinfo=UTC),
    "Thu, 04 Mar 2021 05:06:07 +0000": datetime(2021, 3, 4, 5, 6, 7, tzinfo=UTC),
    "Thu, 04 Mar 2021 05:06:07 -0500": datetime(2021, 3, 4, 10, 6, 7, tzinfo=UTC),
    "1965-02-03 04:05:06": datetime(1965, 2, 3, 4, 5, 6, tzinfo=UTC),
    "0476-09-04 00:00:00": datetime(476, 9, 4, tzinfo=UTC),
    "0001-01-01 00:00:00": datetime(1, 1, 1, tzinfo=UTC),
    NEVER: None,
    "Wed, 30 Nov -0001 00:00:00 +0000": None,
    "-0001-11-30T00:00:00+00:00": None,
    "nonsense": None,
    "": None,
}


def test_a_date_is_read_in_every_form_that_is_written() -> None:
    assert {said: moment_from(said, UTC) for said in FORMS} == FORMS


@pytest.mark.parametrize(
    ("fields", "within", "at", "dated_by"),
    [
        ({"date_gmt": NEVER, "date": "2021-03-04T05:06:07Z"}, "", "2021-03-04T05:06:07", ""),
        (NONE, pub_date("Thu, 04 Mar 2021 05:06:07 +0000"), "2021-03-04T05:06:07", ""),
        (NONE, pub_date("2021-03-04T05:06:07Z"), "2021-03-04T05:06:07", ""),
        (NONE, "", "2024-01-03T00:00:00", "its address"),
        (
            NONE | {"link": "https://www.old.example/x/", "modified_gmt": "2020-01-02 03:04:05"},
            "",
            "2020-01-02T03:04:05",
            "when it was last changed",
        ),
    ],
)
def test_what_was_published_stays_published(
    tmp_path: Path, fields: dict[str, str], within: str, at: str, dated_by: str
) -> None:
    table = MemoryTable()
    moved = bring(table, tmp_path, wxr(item(7, within=[within], **fields)))
    found = article(table)
    assert (found.status, found.published_at) == (
        Status.PUBLISHED,
        datetime.fromisoformat(at).replace(tzinfo=UTC),
    )
    assert [n.detail for n in moved.articles.notes if n.reason == "date_from"] == (
        [dated_by] if dated_by else []
    )


def test_what_has_no_date_at_all_is_a_draft_and_that_is_said(tmp_path: Path) -> None:
    table = MemoryTable()
    link = "https://www.old.example/x/"
    moved = bring(table, tmp_path, wxr(item(7, **NONE | {"link": link})))
    assert article(table).status is Status.DRAFT
    assert "no_date" in {note.reason for note in moved.articles.notes}


def rendered(table: MemoryTable, zone: str) -> dict[str, bytes]:
    site: Any = make_site(time_zone=zone)
    files, renderer = MemoryFiles(), JinjaRenderer(site, MemoryPictures())
    views = views_by(site.sections, renderer.fixed_files())
    press = PageRendering(table=table, views=views, renderer=renderer, files=files)
    standing = standing_pages(site.sections, renderer.fixed_files())
    for page in every_page(table, table, files, standing):
        render_page(press, page)
    return files.files


@pytest.mark.parametrize("zone", ["UTC", "America/New_York"])
def test_a_story_of_any_year_has_its_pages(tmp_path: Path, zone: str) -> None:
    table = MemoryTable()
    years = {"0001": 7, "0476": 8, "0999": 9, "1895": 10, "1965": 11}
    posts = (
        item(n, date_gmt=f"{year}-06-15 12:00:00", date=f"{year}-06-15 12:00:00")
        for year, n in years.items()
    )
    moved: Moved = bring(table, tmp_path, wxr(*posts))
    assert dict(moved.articles.articles) == {"published": 5}
    files = rendered(table, zone)
    for year, n in years.items():
        assert f"{year}/06/post-{n}/index.html" in files
        assert f"{year}/06/index.html" in files
        assert f"/{year}/06/post-{n}/".encode() in files["feed.xml"]
        assert f"{year}-06-15T12:00:00Z".encode() in files["atom.xml"]
        # The newest month may get more: until then its stories are in the news sitemap.
        sitemap = f"sitemaps/{year}-06-1.xml" if year != "1965" else "news-sitemap.xml"
        assert f"/{year}/06/post-{n}/".encode() in files[sitemap]
        assert f"/{year}/06/".encode() in files["archive/index.html"]


def test_the_first_hour_that_there_is_is_in_its_month_everywhere(tmp_path: Path) -> None:
    table = MemoryTable()
    first = "0001-01-01 00:00:00"
    bring(table, tmp_path, wxr(item(7, date=first, date_gmt=first)))
    assert "0001/01/post-7/index.html" in rendered(table, "America/New_York")
