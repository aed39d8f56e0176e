"""Views with sensible defaults: a test names only what it is about."""

from typing import Any

import msgspec

from broadsheet.domain.articles.article import (
    Article,
)
from broadsheet.domain.articles.listing import (
    Listing,
)
from broadsheet.domain.comments.discussion import discussion_of
from broadsheet.domain.live.entry import LiveCount, LiveEntry
from broadsheet.domain.site.kinds.article import ArticleView, RetractedView
from broadsheet.domain.site.kinds.comments import CommentsView
from broadsheet.domain.site.kinds.feed import FeedView
from broadsheet.domain.site.kinds.listing import ListingView
from broadsheet.domain.site.kinds.live import LiveRunView, LiveView
from broadsheet.domain.site.kinds.run import RunView
from tests.builders import (
    NOON,
    make_article,
    make_card,
    make_count,
    make_id,
    make_listing,
    make_live_entry,
    make_thread,
)


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


def make_comments_view(article: Article | None = None, **changes: Any) -> CommentsView:
    """The first of an article's older runs."""
    view = CommentsView(article=article or make_article(), run=1, threads=(make_thread(),))
    return msgspec.structs.replace(view, **changes)


def make_listing_view(listing: Listing | None = None, **changes: Any) -> ListingView:
    """The head of a listing with two stories; the front page if no listing is given."""
    listing = listing or make_listing(m2026_11=2)
    newest = max(listing.months, default=None)
    view = ListingView(
        listing=listing,
        cards=(make_card(2), make_card(1)),
        older=(newest, listing.runs(newest)) if newest else None,
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
        entries=(make_live_entry(2), make_live_entry(1)),
    )
    return msgspec.structs.replace(view, **changes)
