"""Pages and views of every kind, friendly or hostile, and what a renderer makes of them."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import msgspec

from broadsheet.adapters.html.markup import CommonMark
from broadsheet.adapters.jinja.renderer import JinjaRenderer
from broadsheet.domain.articles.article import Article, Correction, LeadImage, Term
from broadsheet.domain.articles.body import Recording
from broadsheet.domain.articles.embed import Embed
from broadsheet.domain.articles.listing import SITE, Card, Listing
from broadsheet.domain.comments.comment import Number, Thread
from broadsheet.domain.live.entry import KeyPoint, LiveCount
from broadsheet.domain.people.profile import Portrait, Profile, ProfileLink
from broadsheet.domain.site.kinds.article import ArticlePage
from broadsheet.domain.site.kinds.comments import CommentsPage
from broadsheet.domain.site.kinds.feed import FeedPage
from broadsheet.domain.site.kinds.fixed import FixedPage, FixedView
from broadsheet.domain.site.kinds.listing import ListingPage
from broadsheet.domain.site.kinds.live import LivePage, LiveView
from broadsheet.domain.site.kinds.months import MonthsPage, MonthsView
from broadsheet.domain.site.kinds.podcast import PodcastPage, PodcastView
from broadsheet.domain.site.kinds.run import RunPage
from broadsheet.domain.site.kinds.search_index import SearchIndexPage, SearchIndexView
from broadsheet.domain.site.kinds.sitemaps import (
    NewsSitemapPage,
    SitemapIndexPage,
    SitemapIndexView,
    SitemapPage,
    SitemapView,
)
from broadsheet.domain.site.page import Moved
from broadsheet.domain.site.pages import AnyPage, View
from tests.builders import (
    NOON,
    make_article,
    make_author,
    make_card,
    make_count,
    make_listing,
    make_live_entry,
    make_podcast,
    make_profile,
    make_search_words,
    make_site,
    make_thread,
)
from tests.view_builders import (
    make_article_view,
    make_comments_view,
    make_feed_view,
    make_listing_view,
    make_live_run_view,
    make_live_view,
    make_retracted_view,
    make_run_view,
)

EVIL = "\"'><script>alert(1)</script>&amp;]]>{{ 7*7 }}"
"""What people can type to break out of an element, an attribute, CDATA or a template."""
FILM = "https://youtu.be/abc"

renderer = JinjaRenderer(make_site(podcasts=(("world", make_podcast()),)))


def text(page: AnyPage, view: View, by: JinjaRenderer = renderer) -> str:
    """The page's HTML, or its only file."""
    return by.render(page, view)[page.files[0]].body.decode()


def evil_card(number: int = 1) -> Card:
    image = LeadImage(url=f"https://x.example/{EVIL}", alt=EVIL, caption=EVIL, credit=EVIL)
    evil = {"title": EVIL, "excerpt": EVIL, "tags": (EVIL,), "authors": (EVIL,), "image": image}
    return make_card(number, section=Term(EVIL, "evil"), breaking=True, **evil)


def evil_article() -> Any:
    return make_article(
        title=EVIL,
        standfirst=EVIL,
        body=CommonMark().article(f"One.\n\n{FILM}"),
        section=Term(EVIL, "evil"),
        tags=(Term(EVIL, "evil"),),
        byline=(make_author(EVIL, slug="e", role=EVIL, bio=EVIL, url=f"https://x.example/{EVIL}"),),
        lead_image=LeadImage(url=f"/{EVIL}", alt=EVIL, caption=EVIL, credit=EVIL),
        breaking=True,
    )


def evil_profile() -> Profile:
    url = f"https://x.example/{EVIL}"
    said = {"name": EVIL, "role": EVIL, "bio": EVIL}
    return make_profile(picture=Portrait(url, EVIL), links=(ProfileLink(EVIL, url),), **said)


def discussed(evil: bool = False) -> tuple[Thread, ...]:
    """A conversation of four levels with a gravestone, one edited, and answers to other threads."""
    names: Any = {"name": EVIL} if evil else {}
    deep = [make_thread(1, reply, answers=Number(1, reply - 1), **names) for reply in (1, 2, 3, 4)]
    return (
        make_thread(1, **names),
        *deep,
        make_thread(2, 2, answers=Number(2, 1), edited_at=NOON + timedelta(days=1)),
        make_thread(3, answers=Number(1), name="ليلى بن يونس"),
        make_thread(4, answers=Number(90, 3)),
        make_thread(5, answers=Number(44)),
    )


def every_kind(evil: bool = False) -> Iterator[tuple[AnyPage, View]]:
    """A page and a view of every kind; with `evil`, all that people can type is hostile."""
    article = evil_article() if evil else make_article(breaking=True)
    said = Correction(EVIL if evil else "It was Tuesday, not Monday.", NOON, "edith")
    article = msgspec.structs.replace(article, corrections=(said,))
    cards = (evil_card(2), evil_card(1)) if evil else (make_card(2), make_card(1))
    threads = discussed(evil)
    yield (
        ArticlePage(article.path),
        make_article_view(
            article,
            also_read=cards,
            dont_miss=cards,
            count=make_count(120),
            threads=threads,
            embeds=(Embed(url=FILM, title=EVIL, author=EVIL, at=NOON),) if evil else (),
        ),
    )
    yield ArticlePage("/2026/10/old/"), Moved(article.path)
    reason = EVIL if evil else "The documents were forged.\n\nThey were not ours to print."
    yield ArticlePage("/2026/10/retracted/"), make_retracted_view(reason=reason)
    yield from _live(article, evil)
    yield from _profiles(article, evil)
    yield CommentsPage(article.path, 1), make_comments_view(article, threads=threads)
    yield from _lists(article, cards, EVIL if evil else "World")
    yield from _for_machines(article, cards)
    for file in renderer.fixed_files():
        yield FixedPage(file), FixedView()


def _lists(article: Article, cards: tuple[Card, ...], title: str) -> Iterator[tuple[AnyPage, View]]:
    section = make_listing("section", "World", m2026_11=120)
    section = Listing(listing=section.listing, title=title, months=section.months)
    front = make_listing(m2026_11=120)
    yield ListingPage(SITE), make_listing_view(front, cards=cards, breaking=cards)
    yield ListingPage(SITE), make_listing_view(make_listing(), cards=())
    for listing in (front, section):
        beside = {"older": ("2026-11", 1), "newer": ("2026-11", 3)}
        yield ListingPage(listing.listing), make_listing_view(listing, cards=cards)
        yield RunPage(listing.listing, "2026-11", 2), make_run_view(listing, cards=cards, **beside)
        yield MonthsPage(listing.listing), MonthsView(listing, (("2026-11", 1), ("2026-10", 2)))
        yield FeedPage(listing.listing), make_feed_view(listing, articles=(article,))
    episode = heard(article)
    told = PodcastView(section.listing, (episode, article_heard()))
    yield PodcastPage(section.listing), told
    yield FeedPage(SITE), make_feed_view(make_listing(), articles=())
    for kind in ("tag", "author"):
        other = make_listing(kind, "Some Name", m2026_11=1)
        named = Listing(listing=other.listing, title=title, months=other.months)
        yield ListingPage(other.listing), make_listing_view(named, cards=cards)


def heard(article: Article, *recordings: Recording, captions: str = "") -> Article:
    """The story with something in it that can be listened to; an interview, if nothing is said."""
    known = recordings or (Recording(f"{article.id}-mp3", 2_400_000, 150, "An interview"),)
    media = (*(one.media for one in known), *filter(None, [captions]))
    body = msgspec.structs.replace(article.body, media=media, recordings=known)
    return msgspec.structs.replace(article, body=body)


def article_heard() -> Article:
    """A story with a film and its captions."""
    article = make_article(7)
    film = Recording(f"{article.id}-mp4", 88_000_000, 3725, "A film", 1280)
    return heard(article, film, captions=f"{make_article(8).id}-vtt")


def _profiles(article: Article, evil: bool) -> Iterator[tuple[AnyPage, View]]:
    profile = evil_profile() if evil else make_profile()
    byline = (make_author(profile.name, slug=profile.slug), make_author("Ben Author", bio="Also."))
    content = msgspec.structs.replace(article.content, byline=byline)
    story = msgspec.structs.replace(article, content=content, path="/2026/11/introduced/")
    yield ArticlePage(story.path), make_article_view(story, profiles=(profile,))
    listing = make_listing("author", "Ann Author", m2026_11=1)
    yield ListingPage(listing.listing), make_listing_view(listing, profile=profile)


def _live(article: Article, evil: bool) -> Iterator[tuple[AnyPage, View]]:
    said = {"headline": EVIL, "byline": EVIL} if evil else {"byline": "Ann Author"}
    entries = (make_live_entry(27, edited_at=NOON + timedelta(days=2), **said), make_live_entry(26))
    key = make_live_entry(25, is_key=True, **said)
    points = (KeyPoint(25, EVIL if evil else "What happened at 25", key.at),)
    for state in ("running", "ended"):
        content = msgspec.structs.replace(article.content, live=state)
        story = msgspec.structs.replace(article, content=content, path=f"/2026/11/{state}/")
        view = make_live_view(*entries, key, key_points=points)
        yield ArticlePage(story.path), make_article_view(story, live=view)
        yield LivePage(story.path, 1), make_live_run_view(story, entries=(key,))
        yield LivePage(story.path, 2), make_live_run_view(story, entries=(), run=2)
    none = LiveView(count=LiveCount(article_id=article.id), entries=())
    yield ArticlePage("/2026/11/begins/"), make_article_view(story, live=none)


def _for_machines(article: Article, cards: tuple[Card, ...]) -> Iterator[tuple[AnyPage, View]]:
    yield SitemapIndexPage(), SitemapIndexView((("2026-10", 1), ("2026-11", 1)))
    for some in (cards, ()):
        yield SitemapPage("2026-11", 1), SitemapView(some)
        yield NewsSitemapPage(), SitemapView(some, news=len(some) - 1)
    yield SearchIndexPage("2026-11", 1), SearchIndexView((make_search_words(article),))


def every_file(evil: bool = False) -> Iterator[tuple[str, bytes]]:
    site = make_site(title=EVIL) if evil else make_site()
    for page, view in every_kind(evil):
        for key, file in JinjaRenderer(site).render(page, view).items():
            yield key, file.body
