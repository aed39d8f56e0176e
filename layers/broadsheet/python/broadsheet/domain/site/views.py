"""What a page is made of: its inputs, read from the table, and nothing else."""

from datetime import datetime

import msgspec

from broadsheet.domain.articles.article import Article, Term
from broadsheet.domain.articles.listing import Card, Listing
from broadsheet.domain.comments.comment import CommentCount, Thread
from broadsheet.domain.comments.discussion import Discussion
from broadsheet.domain.live.entry import LiveCount, LiveEntry
from broadsheet.domain.people.profile import Profile
from broadsheet.domain.search.index import SearchWords

FRONT_TOP = 5
"""Stories at the top of the front page, above the blocks of its sections."""


class Moved(msgspec.Struct, frozen=True):
    """The page stands elsewhere now."""

    path: str


class RetractedView(msgspec.Struct, frozen=True, kw_only=True):
    """What stands in the place of a story that was retracted; nothing of the story is in it."""

    path: str
    reason: str
    at: datetime
    language: str
    direction: str


class LiveView(msgspec.Struct, frozen=True, kw_only=True):
    """What a running story shows of its entries, newest first."""

    count: LiveCount
    entries: tuple[LiveEntry, ...]


class ArticleView(msgspec.Struct, frozen=True, kw_only=True):
    """An article with the cards that it shows and the newest run of its comments."""

    article: Article
    also_read: tuple[Card, ...]
    dont_miss: tuple[Card, ...]
    count: CommentCount
    threads: tuple[Thread, ...]
    discussion: Discussion | None = None
    translations: tuple[Card, ...] = ()
    live: LiveView | None = None
    profiles: tuple[Profile, ...] = ()
    """Of those names of the byline that have one."""


class CommentsView(msgspec.Struct, frozen=True, kw_only=True):
    """One run of an article's comments. Of newer runs it only depends on whether there is one."""

    article: Article
    run: int
    is_newest: bool = False
    is_open: bool = True
    threads: tuple[Thread, ...]


class LiveRunView(msgspec.Struct, frozen=True, kw_only=True):
    """One run of a story's entries. Of newer runs it only depends on whether there is one."""

    article: Article
    run: int
    is_newest: bool
    entries: tuple[LiveEntry, ...]


class ListingView(msgspec.Struct, frozen=True, kw_only=True):
    """The head of a listing, newest first.

    On the front page go first the stories that editors chose, or the newest breaking one. `blocks`
    are the site's sections, each with its newest stories less those at the top. `profile` is of the
    author whose stories these are.
    """

    listing: Listing
    cards: tuple[Card, ...]
    breaking: tuple[Card, ...] = ()
    blocks: tuple[tuple[Term, tuple[Card, ...]], ...] = ()
    profile: Profile | None = None


class FeedView(msgspec.Struct, frozen=True):
    """The newest articles of a listing, newest first."""

    listing: Listing
    articles: tuple[Article, ...]


class RunView(msgspec.Struct, frozen=True, kw_only=True):
    """One run of a month, newest first, and the runs beside it as (month, run)."""

    listing: Listing
    cards: tuple[Card, ...]
    older: tuple[str, int] | None
    newer: tuple[str, int] | None


class MonthsView(msgspec.Struct, frozen=True):
    """The months of an archive, newest first."""

    listing: Listing
    months: tuple[str, ...]


class SitemapIndexView(msgspec.Struct, frozen=True):
    """Every sitemap as (month, run), oldest first."""

    sitemaps: tuple[tuple[str, int], ...]


class SitemapView(msgspec.Struct, frozen=True):
    """The cards of one sitemap, oldest first; of the news sitemap, newest first."""

    cards: tuple[Card, ...]


class SearchIndexView(msgspec.Struct, frozen=True):
    """The words of one run of a month, in the order of the slots."""

    entries: tuple[SearchWords, ...]


class MediaView(msgspec.Struct, frozen=True):
    """A picture that readers may see, by what was uploaded and the steps that it has."""

    id: str
    digest: str
    steps: tuple[int, ...]


class FixedView(msgspec.Struct, frozen=True):
    """Nothing but configuration."""


View = (
    Moved
    | RetractedView
    | ArticleView
    | CommentsView
    | LiveRunView
    | ListingView
    | FeedView
    | RunView
    | MonthsView
    | SitemapIndexView
    | SitemapView
    | SearchIndexView
    | MediaView
    | FixedView
)
