"""Listings, archives and sitemaps."""

import re
from collections.abc import Callable
from typing import Any
from xml.etree import ElementTree

import pytest

from broadsheet.adapters.jinja.renderer import JinjaRenderer
from broadsheet.domain.articles.listing import SITE, Listing
from broadsheet.domain.site.kinds.comments import CommentsPage
from broadsheet.domain.site.kinds.listing import ListingPage, ListingView
from broadsheet.domain.site.kinds.months import MonthsPage, MonthsView
from broadsheet.domain.site.kinds.run import RunPage
from broadsheet.domain.site.kinds.sitemaps import (
    NewsSitemapPage,
    SitemapIndexPage,
    SitemapIndexView,
    SitemapPage,
    SitemapView,
)
from broadsheet.domain.site.pages import AnyPage, View
from tests.builders import make_article, make_card, make_listing, make_site
from tests.every_page import text
from tests.view_builders import make_comments_view, make_listing_view, make_run_view

SITEMAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
NEWS = "{http://www.google.com/schemas/sitemap-news/0.9}"


def listing_html(listing: Listing | None = None, **changes: Any) -> str:
    view = make_listing_view(listing, **changes)
    return text(ListingPage(view.listing.listing), view)


def test_a_card_says_its_language_only_where_the_page_has_another() -> None:
    html = listing_html(cards=(make_card(1), make_card(2, language="ar"), make_card(3)))
    cards = re.findall(r'<article class="card [^"]*"([^>]*)>', html)
    assert cards == ["", ' lang="ar" dir="rtl" data-ago="قبل # د|قبل # س"', ""]


def test_the_front_page_has_the_stories_and_the_way_to_older_ones() -> None:
    html = listing_html(make_listing(m2026_10=3, m2026_11=120))
    assert '<h1 class="site-name">' in html
    assert 'href="/2026/11/page/3/"' in html
    assert 'href="/archive/"' in html


@pytest.mark.parametrize("breaking", [(), (9,), (9, 8)])
def test_the_link_to_breaking_news_leads_to_what_there_is_of_it(breaking: tuple[int, ...]) -> None:
    html = listing_html(breaking=tuple(map(make_card, breaking)))
    target = html[html.index('id="breaking"') :]
    assert html.count('id="breaking"') == 1
    # The newest leads the page itself; the strip has the others.
    said = {(): "Nothing at this moment.", (9,): "Story 2", (9, 8): "Story 8"}[breaking]
    assert said in target
    assert ("breaking-none" in html) is (breaking == ())


@pytest.mark.parametrize(
    ("page", "view", "words"),
    [
        (ListingPage(SITE), make_listing_view(make_listing(), cards=()), "no stories here yet"),
        (MonthsPage(SITE), MonthsView(make_listing(), ()), "no stories here yet"),
        (
            CommentsPage(make_article().path, 1),
            make_comments_view(threads=()),
            "comments that stood here were withdrawn",
        ),
    ],
)
def test_empty_pages_say_so_and_are_not_indexed(page: AnyPage, view: View, words: str) -> None:
    assert words in text(page, view)
    assert '<meta name="robots" content="noindex">' in text(page, view)


def test_pages_with_stories_are_indexed() -> None:
    assert "noindex" not in listing_html()


def test_an_empty_listing_links_to_no_archive() -> None:
    section = make_listing("section", "World")
    assert "/section/world/archive/" in listing_html(make_listing("section", "World", m2026_11=1))
    assert "/section/world/archive/" not in listing_html(section, cards=())


def test_a_run_links_to_the_runs_beside_it_and_to_no_others() -> None:
    listing = make_listing("section", "World", m2026_10=60, m2026_11=60, m2026_12=1)
    run = RunPage(listing.listing, "2026-11", 2)
    html = text(run, make_run_view(listing, older=("2026-11", 1), newer=None))
    assert 'href="/section/world/2026/11/"' in html
    assert "2026/12" not in html
    assert "/section/world/2026/11/page/2/" in html.partition("</head>")[0]


def test_the_archive_leads_to_the_first_run_of_a_month_and_does_not_say_how_much_is_in_it() -> None:
    few, many = make_listing(m2026_11=1, m2026_10=2), make_listing(m2026_11=300, m2026_10=900)
    months = (("2026-11", 1), ("2026-10", 2))
    page = MonthsPage(SITE)
    assert text(page, MonthsView(few, months)) == text(page, MonthsView(many, months))
    assert '<a href="/2026/10/page/2/">October 2026</a>' in text(page, MonthsView(few, months))


def locations(page: AnyPage, view: View) -> list[str | None]:
    return [e.text for e in ElementTree.fromstring(text(page, view)).iter(f"{SITEMAP}loc")]


def test_the_sitemap_index_lists_the_fixed_pages_and_every_run() -> None:
    view = SitemapIndexView((("2026-10", 1), ("2026-11", 2)))
    assert locations(SitemapIndexPage(), view) == [
        f"https://news.example/sitemaps/{name}.xml" for name in ("site", "2026-10-1", "2026-11-2")
    ] + ["https://news.example/news-sitemap.xml"]


@pytest.mark.parametrize("page", [SitemapPage("2026-11", 1), NewsSitemapPage()])
def test_an_empty_sitemap_lists_the_front_page(page: AnyPage) -> None:
    assert locations(page, SitemapView(())) == ["https://news.example/"]
    assert "<news:news>" not in text(page, SitemapView(()))


@pytest.mark.parametrize(
    ("language", "told"),
    [("en-GB", "en"), ("zh-TW", "zh-tw"), ("zh-Hans-CN", "zh-cn"), ("zh-Hant", "zh-tw")],
)
def test_the_news_sitemap_names_publication_language_date_and_title(
    language: str, told: str
) -> None:
    made = text(NewsSitemapPage(), SitemapView((make_card(3, language=language),), news=1))
    assert "<news:news>" not in text(NewsSitemapPage(), SitemapView((make_card(3),))), "no news"
    news = ElementTree.fromstring(made).find(f".//{NEWS}news")
    assert news is not None
    assert news.findtext(f"{NEWS}publication/{NEWS}name") == "The Daily Example"
    assert news.findtext(f"{NEWS}publication/{NEWS}language") == told
    assert news.findtext(f"{NEWS}publication_date") == "2026-11-22T11:08:00Z"
    assert news.findtext(f"{NEWS}title") == "Story 3"


def test_dates_are_the_newsrooms() -> None:
    tokyo = JinjaRenderer(make_site(time_zone="Asia/Tokyo"))
    view: Callable[[], ListingView] = make_listing_view
    assert "22 November 2026, 20:07" in text(ListingPage(SITE), view(), tokyo)
