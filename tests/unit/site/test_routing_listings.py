"""Which pages each change of the front page, a listing, a sitemap or an author can alter."""

from functools import partial

import msgspec
import pytest

from broadsheet.domain.articles.listing import (
    RUN,
    SITE,
    SITEMAP_RUN,
    BreakingEntry,
    Entry,
    ListingKind,
    ListingName,
    NewsEntry,
    Position,
)
from broadsheet.domain.people.front_page import FrontPage
from broadsheet.domain.people.profile import Portrait, Profile
from broadsheet.domain.site.kinds.feed import FeedPage
from broadsheet.domain.site.kinds.listing import ListingPage
from broadsheet.domain.site.kinds.months import MonthsPage
from broadsheet.domain.site.kinds.run import RunPage
from broadsheet.domain.site.kinds.sitemaps import NewsSitemapPage, SitemapIndexPage, SitemapPage
from broadsheet.domain.site.page_sets import ArticlesBy, Beside, Closed, Followers, InArchive
from broadsheet.domain.site.renewal import Renewal
from broadsheet.usecases.site.affected_pages import pages_of
from tests.builders import NOON, make_card, make_listing
from tests.fakes.table import MemoryTable
from tests.support.routed_changes import ID, SECTION, changed

TAG = ListingName(ListingKind.TAG, "ports")
AUTHOR = ListingName(ListingKind.AUTHOR, "ann")


def entry(listing: ListingName, slot: int = 1, number: int = 1) -> Entry:
    return Entry(listing=listing, position=Position("2026-11", slot), card=make_card(number))


def test_an_entry_of_the_site_is_on_the_front_page_its_run_a_sitemap_and_below_its_followers() -> (
    None
):
    expected = {
        ListingPage(SITE),
        InArchive(RunPage(SITE, "2026-11", 2)),
        InArchive(SitemapPage("2026-11", 2)),
        Followers(SITE, Position("2026-11", RUN + 1)),
    }
    new = entry(SITE, RUN + 1)
    assert changed(new, entry(SITE, RUN + 1, 2)) == expected
    for change in ((None, new), (new, None)):
        assert changed(*change) == {*expected, Beside(SITE, Position("2026-11", RUN + 1))}


def test_a_late_slot_is_in_a_later_sitemap() -> None:
    found = changed(None, entry(SITE, SITEMAP_RUN + 1))
    assert InArchive(SitemapPage("2026-11", 2)) in found


def test_an_entry_of_a_section_is_on_its_page_its_run_and_below_its_followers() -> None:
    at = Position("2026-11", 1)
    assert changed(None, entry(SECTION)) == {
        *(ListingPage(SECTION), InArchive(RunPage(SECTION, "2026-11", 1)), Followers(SECTION, at)),
        Beside(SECTION, at),
    }


def test_an_entry_of_a_tag_is_below_those_that_follow_it_and_one_of_an_author_below_none() -> None:
    at = Position("2026-11", 1)
    for listing, below in ((TAG, {Followers(TAG, at)}), (AUTHOR, set())):
        run = InArchive(RunPage(listing, "2026-11", 1))
        pages = {ListingPage(listing), run, Beside(listing, at)}
        assert changed(None, entry(listing)) == pages | below


def test_a_listing_that_only_counts_up_is_left_to_its_entry() -> None:
    old = make_listing("section", "World", m2026_11=3)
    for slots in (4, RUN - 1):
        assert changed(old, make_listing("section", "World", m2026_11=slots)) == set()


def test_a_run_closes_with_its_last_slot_or_with_its_month_and_once() -> None:
    world = partial(make_listing, "section", "World")
    first = RunPage(SECTION, "2026-11", 1)
    almost, full = world(m2026_11=RUN - 1), world(m2026_11=RUN)
    assert changed(almost, full) == {Closed(first)}
    assert changed(full, world(m2026_11=RUN + 1)) == set()
    assert changed(almost, world(m2026_11=RUN - 1, m2026_12=1)) == {Closed(first)}
    assert changed(almost, world(m2026_11=RUN - 1, m2026_10=1)) == set(), "it is older"
    second = RunPage(SECTION, "2026-11", 2)
    assert changed(world(m2026_11=2 * RUN - 1), world(m2026_11=2 * RUN)) == {Closed(second)}


def test_the_sites_own_runs_never_close_as_they_are_pages_from_their_first_story_on() -> None:
    old, new = make_listing(m2026_11=RUN - 1), make_listing(m2026_11=RUN)
    assert not [one for one in changed(old, new) if isinstance(one, Closed)]


def test_a_sitemap_is_in_the_index_once_it_is_full_or_its_month_is_over() -> None:
    almost, full = make_listing(m2026_11=SITEMAP_RUN - 1), make_listing(m2026_11=SITEMAP_RUN)
    around, first = {SitemapIndexPage(), NewsSitemapPage()}, SitemapPage("2026-11", 1)
    assert changed(almost, full) == {first, *around}
    assert changed(full, make_listing(m2026_11=SITEMAP_RUN + 1)) == set()
    assert changed(almost, make_listing(m2026_11=SITEMAP_RUN - 1, m2026_12=1)) == {first, *around}
    late = make_listing(m2026_10=1, m2026_11=SITEMAP_RUN - 1)
    assert changed(almost, late) == {SitemapPage("2026-10", 1), *around}, "it never was the newest"
    assert changed(make_listing(m2026_11=1), make_listing(m2026_11=2)) == set()


def test_a_story_is_in_the_news_sitemap_until_its_own_is_full() -> None:
    table, at = MemoryTable(), InArchive(SitemapPage("2026-11", 1))
    for slots, page in ((SITEMAP_RUN - 1, NewsSitemapPage()), (SITEMAP_RUN, at.page)):
        listed = make_listing(m2026_11=slots)
        table.records[listed.key] = listed
        assert [*pages_of(table, at)] == [page]


def test_a_listing_seen_for_the_first_time_may_have_a_title() -> None:
    found = changed(None, make_listing("section", "World", m2026_11=RUN + 1))
    assert found == {ListingPage(SECTION), FeedPage(SECTION), MonthsPage(SECTION)}


@pytest.mark.parametrize("kind", ["tag", "author"])
def test_a_tag_or_an_author_without_a_story_has_no_page_yet(kind: str) -> None:
    opened = make_listing(kind, "Ports")
    assert changed(None, opened) == set()
    page = ListingPage(opened.listing)
    assert page in changed(None, make_listing(kind, "Ports", m2026_11=1))
    assert page in changed(None, msgspec.structs.replace(opened, moved_to="harbours"))
    assert page in changed(opened, msgspec.structs.replace(opened, title="Harbours"))
    assert page in changed(opened, None)


def test_news_is_in_the_news_sitemap_until_it_is_forgotten() -> None:
    news = NewsEntry(card=make_card())
    assert changed(None, news) == changed(news, None) == {NewsSitemapPage()}


def test_a_breaking_story_is_on_the_front_page_until_the_label_lapses() -> None:
    breaking = BreakingEntry(card=make_card())
    assert changed(None, breaking) == changed(breaking, None) == {ListingPage(SITE)}


def test_a_profile_is_on_the_authors_page_and_below_their_articles() -> None:
    profile = Profile(slug="ada", name="Ada", version=1, modified_at=NOON, modified_by="edith")
    shown = {ListingPage(ListingName(ListingKind.AUTHOR, "ada")), ArticlesBy("ada")}
    assert changed(None, profile) == changed(profile, None) == shown
    pictured = msgspec.structs.replace(profile, picture=Portrait("/ada.jpg", "Ada"))
    for change in ((profile, pictured), (pictured, None)):
        assert changed(*change) == {*shown, ListingPage(SITE)}


def test_a_renewal_is_a_step_if_any_are_left() -> None:
    begun = Renewal(of="ada", cause="r1", reached="2026-11#000040")
    on = msgspec.structs.replace(begun, cause="r2", left=2)
    assert changed(None, begun) == changed(on, begun) == changed(on, None) == set()
    assert changed(begun, on) == {on}


def test_what_editors_decide_about_the_front_page_is_on_no_other() -> None:
    front = FrontPage(lead=ID)
    assert changed(None, front) == changed(front, None) == {ListingPage(SITE)}
