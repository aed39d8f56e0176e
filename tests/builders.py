"""Records, views and sites with sensible defaults: a test names only what it is about."""

from datetime import UTC, datetime, timedelta
from typing import Any

import msgspec

from broadsheet.domain.articles.article import (
    Article,
    Author,
    BodyHtml,
    Content,
    LeadImage,
    SafeHtml,
    Term,
)
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
from broadsheet.domain.comments.discussion import Discussion, discussion_of
from broadsheet.domain.live.entry import LiveCount, LiveEntry
from broadsheet.domain.people.profile import Portrait, Profile, ProfileLink
from broadsheet.domain.search.index import SearchWords
from broadsheet.domain.search.searched_text import search_words_of
from broadsheet.domain.shared.language import direction_of
from broadsheet.domain.shared.slug import slug_of
from broadsheet.domain.site.kinds.article import ArticleView, RetractedView
from broadsheet.domain.site.kinds.comments import CommentsView
from broadsheet.domain.site.kinds.feed import FeedView
from broadsheet.domain.site.kinds.listing import ListingView
from broadsheet.domain.site.kinds.live import LiveRunView, LiveView
from broadsheet.domain.site.kinds.run import RunView
from broadsheet.domain.site.site import Site

NOON = datetime(2026, 11, 22, 11, 5, tzinfo=UTC)
"""A Sunday in November; 14:05 in Nairobi."""
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
    """A published article; without `content`, what is no field of Article is of its content."""
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
        modified_at=NOON,
        modified_by="amina",
        published_at=NOON,
    )
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


def make_article_view(article: Article | None = None, **changes: Any) -> ArticleView:
    """An article without comments but open to them, alone on its page."""
    article = article or make_article()
    view = ArticleView(
        article=article,
        also_read=(),
        dont_miss=(),
        count=make_count(),
        threads=(),
        discussion=discussion_of(article, NOON),
    )
    return msgspec.structs.replace(view, **changes)


def make_retracted_view(**changes: Any) -> RetractedView:
    """The notice in the place of a story."""
    view = RetractedView(
        path="/2026/11/harbour-reopens/",
        reason="The documents were forged.",
        at=NOON,
        language="en",
        direction="ltr",
    )
    return msgspec.structs.replace(view, **changes)


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


def make_comments_view(article: Article | None = None, **changes: Any) -> CommentsView:
    """The first of an article's older runs."""
    view = CommentsView(article=article or make_article(), run=1, threads=(make_thread(),))
    return msgspec.structs.replace(view, **changes)


def make_listing_view(listing: Listing | None = None, **changes: Any) -> ListingView:
    """The head of a listing with two stories; the front page if no listing is given."""
    view = ListingView(
        listing=listing or make_listing(m2026_11=2), cards=(make_card(2), make_card(1))
    )
    return msgspec.structs.replace(view, **changes)


def make_feed_view(listing: Listing | None = None, **changes: Any) -> FeedView:
    """The feed of a listing with one story; the site's if no listing is given."""
    view = FeedView(listing or make_listing(m2026_11=1), (make_article(),))
    return msgspec.structs.replace(view, **changes)


def make_run_view(listing: Listing | None = None, **changes: Any) -> RunView:
    """One run with two stories, alone in its archive."""
    view = RunView(
        listing=listing or make_listing(m2026_11=2),
        cards=(make_card(2), make_card(1)),
        older=None,
        newer=None,
    )
    return msgspec.structs.replace(view, **changes)


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


def make_live_view(*entries: LiveEntry, **changes: Any) -> LiveView:
    """A running story with these entries, the newest first; two if none are given."""
    shown = entries or (make_live_entry(2), make_live_entry(1))
    numbers = [entry.number for entry in shown]
    count = LiveCount(article_id=make_id(), entries=max(numbers), modified_at=shown[0].at)
    return LiveView(count=msgspec.structs.replace(count, **changes), entries=shown)


def make_live_run_view(article: Article | None = None, **changes: Any) -> LiveRunView:
    """The first of two runs of a running story."""
    view = LiveRunView(
        article=article or make_article(live="running"),
        run=1,
        is_newest=False,
        entries=(make_live_entry(2), make_live_entry(1)),
    )
    return msgspec.structs.replace(view, **changes)
