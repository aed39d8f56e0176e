"""Pages and their files, and the runs of a listing."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from broadsheet.domain.articles.listing import (
    RUN,
    SITE,
    SITEMAP_RUN,
    ListingKind,
    ListingName,
    Position,
    run_of,
)
from broadsheet.domain.site import pages
from broadsheet.domain.site.kinds.article import ArticlePage
from broadsheet.domain.site.kinds.comments import CommentsPage
from broadsheet.domain.site.kinds.feed import FeedPage
from broadsheet.domain.site.kinds.fixed import FixedPage
from broadsheet.domain.site.kinds.listing import ListingPage
from broadsheet.domain.site.kinds.live import LivePage
from broadsheet.domain.site.kinds.media import MediaPage
from broadsheet.domain.site.kinds.months import MonthsPage
from broadsheet.domain.site.kinds.podcast import PodcastPage
from broadsheet.domain.site.kinds.run import RunPage
from broadsheet.domain.site.kinds.search_index import SearchIndexPage
from broadsheet.domain.site.kinds.sitemaps import NewsSitemapPage, SitemapIndexPage, SitemapPage
from broadsheet.domain.site.pages import AnyPage, View, page_at
from broadsheet.domain.site.redirected import is_free_for_redirects
from broadsheet.usecases.site.page_views import page_views
from tests.builders import make_listing
from tests.fakes.table import MemoryTable

MONTHS = st.builds("{:04}-{:02}".format, st.integers(1000, 9999), st.integers(1, 12))
SLUGS = st.from_regex(r"[a-z0-9]{1,8}(-[a-z0-9]{1,8}){0,3}", fullmatch=True)
RUNS = st.integers(1, 10**6)
PATHS = st.builds(lambda month, slug: f"/{month.replace('-', '/')}/{slug}/", MONTHS, SLUGS)
KINDS = st.sampled_from([kind for kind in ListingKind if kind is not ListingKind.SITE])
LISTINGS = st.just(SITE) | st.builds(ListingName, KINDS, SLUGS)
FIXED = ["404.html", "robots.txt", ".well-known/security.txt", "comments-policy/index.html"]
FIXED += ["assets/site.0a1b2c.css", "x/y/z.html", "2026/index.html", "section/index.html"]
BY_KIND: dict[type[AnyPage], st.SearchStrategy[AnyPage]] = {
    ArticlePage: st.builds(ArticlePage, PATHS),
    CommentsPage: st.builds(CommentsPage, PATHS, RUNS),
    LivePage: st.builds(LivePage, PATHS, RUNS),
    ListingPage: st.builds(ListingPage, LISTINGS),
    FeedPage: st.builds(FeedPage, LISTINGS),
    PodcastPage: st.builds(PodcastPage, LISTINGS),
    RunPage: st.builds(RunPage, LISTINGS, MONTHS, RUNS),
    MonthsPage: st.builds(MonthsPage, LISTINGS),
    SitemapIndexPage: st.builds(SitemapIndexPage),
    SitemapPage: st.builds(SitemapPage, MONTHS, RUNS),
    NewsSitemapPage: st.builds(NewsSitemapPage),
    SearchIndexPage: st.builds(SearchIndexPage, MONTHS, RUNS),
    MediaPage: st.builds(MediaPage, st.uuids().map(str)),
    FixedPage: st.builds(FixedPage, st.sampled_from(FIXED)),
}
PAGES: st.SearchStrategy[AnyPage] = st.one_of(*BY_KIND.values())


@given(PAGES)
def test_every_file_leads_back_to_its_page(page: AnyPage) -> None:
    assert {page_at(file) for file in page.files} == {page}


@given(PAGES, PAGES)
def test_no_two_pages_share_a_file(one: AnyPage, other: AnyPage) -> None:
    assert one == other or not set(one.files) & set(other.files)


@given(PAGES)
def test_a_page_can_be_the_group_of_its_messages(page: AnyPage) -> None:
    assert len(page.files[0]) <= 128
    assert page.files[0].isascii()


@pytest.mark.parametrize(
    ("page", "files"),
    [
        (ArticlePage("/2026/11/x/"), ("2026/11/x/index.html",)),
        (CommentsPage("/2026/11/x/", 2), ("2026/11/x/comments/2/index.html",)),
        (ListingPage(SITE), ("index.html", "latest.json")),
        (FeedPage(SITE), ("feed.xml", "atom.xml", "feed.json")),
        (ListingPage(ListingName(ListingKind.TAG, "a")), ("tag/a/index.html",)),
        (RunPage(SITE, "2026-11", 1), ("2026/11/index.html",)),
        (RunPage(SITE, "2026-11", 2), ("2026/11/page/2/index.html",)),
        (MonthsPage(ListingName(ListingKind.AUTHOR, "a")), ("author/a/archive/index.html",)),
        (SitemapPage("2026-11", 3), ("sitemaps/2026-11-3.xml",)),
        (SearchIndexPage("2026-11", 3), ("search/index/2026-11-3.txt",)),
    ],
)
def test_pages_stand_where_the_design_says(page: AnyPage, files: tuple[str, ...]) -> None:
    assert page.files == files


def test_there_are_no_other_kinds_of_pages() -> None:
    assert set(BY_KIND) == set(pages.KINDS)


@given(PAGES)
def test_pages_of_all_kinds_are_read(page: AnyPage) -> None:
    view = page_views(MemoryTable(), (), ())(page)
    assert view is None or isinstance(view, View)


def test_a_section_has_one_feed_of_its_own() -> None:
    assert FeedPage(ListingName(ListingKind.SECTION, "a")).files == ("section/a/feed.xml",)
    for gone in ("section/a/atom.xml", "section/a/feed.json"):
        assert page_at(gone) == FixedPage(gone), "a rebuild deletes what an older release made"
        assert not is_free_for_redirects(f"/{gone}"), "the edge leads it to the feed"


@pytest.mark.parametrize(
    ("slots", "runs"), [(0, 0), (1, 1), (RUN, 1), (RUN + 1, 2), (2 * RUN, 2), (2 * RUN + 1, 3)]
)
def test_slots_fill_runs_from_the_first_on(slots: int, runs: int) -> None:
    assert run_of(slots, RUN) == runs
    assert make_listing(m2026_11=slots).runs("2026-11") == runs


def test_sitemaps_have_runs_of_their_own_size() -> None:
    listing = make_listing(m2026_11=SITEMAP_RUN + 1)
    assert listing.sitemaps("2026-11") == 2
    assert listing.sitemaps("2026-12") == 0


@given(MONTHS, st.integers(1, 999_999))
def test_a_position_survives_as_text(month: str, slot: int) -> None:
    position = Position(month, slot)
    assert Position.parse(str(position)) == position
    assert position.run == (slot - 1) // RUN + 1


@given(st.lists(st.tuples(MONTHS, st.integers(1, 999_999)), min_size=2))
def test_positions_sort_as_text_in_the_order_of_time(pairs: list[tuple[str, int]]) -> None:
    positions = [Position(*pair) for pair in pairs]
    assert sorted(positions) == sorted(positions, key=str)


def test_a_run_has_as_many_slots_as_were_given_out_in_it() -> None:
    listing = make_listing(m2026_10=0, m2026_11=2 * RUN + 1)
    slots = [listing.slots_of("2026-11", run) for run in (1, 2, 3, 4)]
    assert slots == [RUN, RUN, 1, 0]
    assert listing.slots_of("2026-10", 1) == listing.slots_of("2026-09", 1) == 0
