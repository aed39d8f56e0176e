"""Records and sites with sensible defaults: a test names only what it is about."""

from datetime import UTC, datetime, timedelta
from typing import Any

import msgspec

from broadsheet.domain.articles.addressed import addressed
from broadsheet.domain.articles.article import Article, Author, Content, LeadImage, Term
from broadsheet.domain.articles.body import BodyHtml, SafeHtml
from broadsheet.domain.articles.life import Status
from broadsheet.domain.articles.listing import (
    SITE,
    Card,
    Listing,
    ListingKind,
    ListingName,
    Position,
    card_of,
)
from broadsheet.domain.comments.comment import Comment, CommentCount, CommentState, Number, Thread
from broadsheet.domain.comments.discussion import Discussion
from broadsheet.domain.live.entry import LiveEntry
from broadsheet.domain.people.profile import Portrait, Profile, ProfileLink
from broadsheet.domain.search.index import SearchWords
from broadsheet.domain.search.searched_text import search_words_of
from broadsheet.domain.shared.language import direction_of
from broadsheet.domain.shared.slug import slug_of
from broadsheet.domain.site.podcasts import Podcast
from broadsheet.domain.site.site import Site

NOON = datetime(2026, 11, 22, 11, 5, tzinfo=UTC)
"""A Sunday in November; 14:05 in Nairobi."""
SECTIONS = ("News", "World", "Business", "Science", "Culture", "Sport", "Opinion")
"""What a newspaper has of its own, before the first story."""


def own_sections() -> tuple[Term, ...]:
    """Those, with their addresses."""
    return addressed(Term(name, "") for name in SECTIONS)


BODY = SafeHtml("<p>One.</p>\n<p>Two.</p>\n<p>Three.</p>\n<p>Four.</p>\n")
IMAGE = LeadImage(url="/images/harbour.jpg", alt="Boats at dawn", caption="Dawn", credit="A. Photo")


def make_id(number: int = 1) -> str:
    """A UUIDv7 that tells its number."""
    return f"019aa000-0000-7000-8000-{number:012}"


def make_term(name: str) -> Term:
    """A section or a tag."""
    return Term(name, slug_of(name))


def make_site(**changes: Any) -> Site:
    """An English site in Nairobi."""
    site = Site(
        title="The Daily Example",
        url="https://news.example",
        language="en",
        direction="ltr",
        time_zone="Africa/Nairobi",
        sections=(make_term("World"), make_term("Business"), make_term("Culture")),
    )
    return msgspec.structs.replace(site, **changes)


def make_podcast(**changes: Any) -> Podcast:
    """A podcast whose picture is one of our own icons."""
    podcast = Podcast(
        title="The World, aloud",
        description="What happened & why, in twenty minutes.",
        artwork="icon-512.png",
        category="News",
        subcategory="Daily News",
        email="listen@news.example",
    )
    return msgspec.structs.replace(podcast, **changes)


def make_author(name: str = "Amina Yusuf", **changes: Any) -> Author:
    """Somebody of a byline."""
    return msgspec.structs.replace(Author(name=name, slug=slug_of(name)), **changes)


def make_profile(**changes: Any) -> Profile:
    """What readers are told of Ann Author."""
    profile = Profile(
        slug="ann-author",
        name="Ann Author",
        role="Correspondent",
        bio="Ann writes about water.\n\nShe lives by a lake.",
        picture=Portrait("/media/ann.jpg", "Ann Author at a lake"),
        links=(ProfileLink("Mastodon", "https://social.example/@ann"),),
        version=1,
        modified_at=NOON,
        modified_by="edith",
    )
    return msgspec.structs.replace(profile, **changes)


def make_content(**changes: Any) -> Content:
    """What an author wrote; `language` brings its direction along."""
    if "language" in changes:
        changes = {"direction": direction_of(changes["language"])} | changes
    content = Content(
        title="Harbour reopens after the storm",
        standfirst="Boats left at dawn.",
        body="One.\n\nTwo.\n\nThree.\n\nFour.\n",
        section=make_term("World"),
        tags=(make_term("Ports"), make_term("Weather")),
        byline=(
            make_author(role="Reporter", bio="Writes about the sea.", url="https://a.example"),
        ),
        lead_image=IMAGE,
        language="en",
        direction="ltr",
        slug="harbour-reopens",
        also_read=(),
        breaking=False,
    )
    return msgspec.structs.replace(content, **changes)


def make_article(number: int = 1, *, content: Content | None = None, **changes: Any) -> Article:
    """A published article; without `content`, what is no field of Article is of its content.

    Whoever it is said to be by is known by the same name.
    """
    fields = set(Article.__struct_fields__)
    of_content = {name: changes.pop(name) for name in list(changes) if name not in fields}
    article = Article(
        id=make_id(number),
        version=1,
        status=Status.PUBLISHED,
        content=content or make_content(**of_content),
        body=BodyHtml(BODY, BODY.index("<p>Four")),
        path="/2026/11/harbour-reopens/",
        slots={"site#-": "2026-11#000001", "section#world": "2026-11#000001"},
        created_at=NOON,
        created_by="amina",
        created_by_id="amina",
        modified_at=NOON,
        modified_by="amina",
        published_at=NOON,
    )
    if "created_by" in changes:
        changes = {"created_by_id": changes["created_by"]} | changes
    return msgspec.structs.replace(article, **changes)


def make_card(number: int = 1, **changes: Any) -> Card:
    """The card of a story of its own; later numbers are later stories."""
    if "language" in changes:
        changes = {"direction": direction_of(changes["language"])} | changes
    moment = NOON + timedelta(minutes=number)
    card = msgspec.structs.replace(
        card_of(make_article(number)),
        title=f"Story {number}",
        path=f"/2026/11/story-{number}/",
        published_at=moment,
        modified_at=moment,
    )
    return msgspec.structs.replace(card, **changes)


def make_search_words(article: Article | None = None, slot: int = 1) -> SearchWords:
    """The words of an article in a slot of November."""
    article = article or make_article()
    placed = msgspec.structs.replace(article, slots={str(SITE): str(Position("2026-11", slot))})
    return search_words_of(placed)


def make_comment(number: int = 1, **changes: Any) -> Comment:
    """A comment that waits for the moderators."""
    comment = Comment(
        id=make_id(9000 + number),
        article_id=make_id(),
        name=f"Reader {number}",
        sender=f"sender{number}",
        body=f"Comment {number}.",
        html=SafeHtml(f"<p>Comment {number}.</p>"),
        state=CommentState.PENDING,
        version=1,
        submitted_at=NOON + timedelta(hours=number),
    )
    return msgspec.structs.replace(comment, **changes)


def make_thread(number: int = 1, reply: int = 0, **changes: Any) -> Thread:
    """An approved comment; `reply` is its place among those that answer the first."""
    thread = Thread(
        article_id=make_id(),
        number=Number(number, reply),
        answers=Number(number) if reply else None,
        comment_id=make_id(9000 + number),
        name=f"Reader {number}",
        html=SafeHtml(f"<p>Comment {number}.</p>"),
        submitted_at=NOON + timedelta(hours=number),
    )
    return msgspec.structs.replace(thread, **changes)


def make_count(threads: int = 0, visible: int | None = None) -> CommentCount:
    """As many thread numbers, all visible unless it is said how many are."""
    seen = threads if visible is None else visible
    return CommentCount(article_id=make_id(), threads=threads, visible=seen)


def make_listing(kind: str = "site", title: str = "", **months: int) -> Listing:
    """A listing; months as `m2026_11=60`."""
    name = SITE if kind == "site" else ListingName(ListingKind(kind), slug_of(title))
    slots = {month[1:].replace("_", "-"): number for month, number in months.items()}
    return Listing(listing=name, title=title, months=slots)


def make_discussion(**changes: Any) -> Discussion:
    """The open discussion of an article."""
    discussion = Discussion(
        article_id=make_id(),
        path="/2026/11/harbour-reopens/",
        title="Harbour reopens after the storm",
        language="en",
        article_version=1,
    )
    return msgspec.structs.replace(discussion, **changes)


def make_live_entry(number: int = 1, **changes: Any) -> LiveEntry:
    """An entry of a running story, an hour after the one before."""
    entry = LiveEntry(
        article_id=make_id(),
        number=number,
        headline=f"What happened at {number}",
        text=f"Entry {number}.",
        html=SafeHtml(f"<p>Entry {number}.</p>"),
        at=NOON + timedelta(hours=number),
        by="edith",
    )
    return msgspec.structs.replace(entry, **changes)
