"""Every page of the site, and the files that it is written to.

A page is a unit of rendering: a set of files made from the same inputs.
"""

import re

import msgspec

from broadsheet.domain.articles.listing import SITE, ListingKind, ListingName
from broadsheet.domain.media.media import FORMATS, ID, STEPS, file_of


class Page(msgspec.Struct, frozen=True, tag=True, tag_field="page"):
    """One page. Its fields are its name; `files` are the S3 keys that it is written to."""

    @property
    def files(self) -> tuple[str, ...]:
        """The keys in the site bucket, the HTML first."""
        raise NotImplementedError


class ArticlePage(Page, frozen=True):
    """What stands at an article's path, now or formerly."""

    path: str

    @property
    def files(self) -> tuple[str, ...]:
        return (index(self.path),)


class CommentsPage(Page, frozen=True):
    """One run of an article's comments."""

    path: str
    run: int

    @property
    def files(self) -> tuple[str, ...]:
        return (index(comments_path(self.path, self.run)),)


class LivePage(Page, frozen=True):
    """One run of a running story's entries."""

    path: str
    run: int

    @property
    def files(self) -> tuple[str, ...]:
        return (index(live_path(self.path, self.run)),)


class ListingPage(Page, frozen=True):
    """The head of a listing."""

    listing: ListingName

    @property
    def files(self) -> tuple[str, ...]:
        latest = ("latest.json",) if self.listing == SITE else ()
        return (index(listing_path(self.listing)), *latest)


class FeedPage(Page, frozen=True):
    """A listing's newest articles, whole, for feed readers: of the site and of sections."""

    listing: ListingName

    @property
    def files(self) -> tuple[str, ...]:
        base = listing_path(self.listing)[1:]
        return tuple(base + feed for feed in FEEDS)


class RunPage(Page, frozen=True):
    """One run of a listing's month, for ever."""

    listing: ListingName
    month: str
    run: int

    @property
    def files(self) -> tuple[str, ...]:
        return (index(run_path(self.listing, self.month, self.run)),)


class MonthsPage(Page, frozen=True):
    """The months of a listing's archive."""

    listing: ListingName

    @property
    def files(self) -> tuple[str, ...]:
        return (index(months_path(self.listing)),)


class SitemapIndexPage(Page, frozen=True):
    """The list of sitemaps."""

    @property
    def files(self) -> tuple[str, ...]:
        return ("sitemap.xml",)


class SitemapPage(Page, frozen=True):
    """One run of a month's articles for crawlers."""

    month: str
    run: int

    @property
    def files(self) -> tuple[str, ...]:
        return (sitemap_path(self.month, self.run)[1:],)


class NewsSitemapPage(Page, frozen=True):
    """The articles of the last two days for news crawlers."""

    @property
    def files(self) -> tuple[str, ...]:
        return ("news-sitemap.xml",)


class SearchIndexPage(Page, frozen=True):
    """One run of a month's words, for the search: a file that no reader looks at."""

    month: str
    run: int

    @property
    def files(self) -> tuple[str, ...]:
        return (f"search/index/{self.month}-{self.run}.txt",)


class MediaPage(Page, frozen=True):
    """One of the newsroom's pictures in every size and format: files that pages show."""

    id: str

    @property
    def files(self) -> tuple[str, ...]:
        return tuple(file_of(self.id, step, kind) for step in STEPS for kind in FORMATS)


class FixedPage(Page, frozen=True):
    """A page or asset made of configuration alone, named by its key."""

    file: str

    @property
    def files(self) -> tuple[str, ...]:
        return (self.file,)


FEEDS = ("feed.xml", "atom.xml", "feed.json")

AnyPage = (
    ArticlePage
    | CommentsPage
    | LivePage
    | ListingPage
    | FeedPage
    | RunPage
    | MonthsPage
    | SitemapIndexPage
    | SitemapPage
    | NewsSitemapPage
    | SearchIndexPage
    | MediaPage
    | FixedPage
)


def index(path: str) -> str:
    """The key of the HTML file at a path that ends in a slash."""
    return f"{path[1:]}index.html"


def comments_path(path: str, run: int) -> str:
    """Where a run of an article's comments stands."""
    return f"{path}comments/{run}/"


def live_path(path: str, run: int) -> str:
    """Where a run of a running story's entries stands."""
    return f"{path}live/{run}/"


def listing_path(listing: ListingName) -> str:
    """Where a listing's head stands."""
    return "/" if listing == SITE else f"/{listing.kind}/{listing.name}/"


def run_path(listing: ListingName, month: str, run: int) -> str:
    """Where a run of a listing's month stands."""
    base = f"{listing_path(listing)}{month.replace('-', '/')}/"
    return base if run == 1 else f"{base}page/{run}/"


def months_path(listing: ListingName) -> str:
    """Where a listing's months are listed."""
    return f"{listing_path(listing)}archive/"


def sitemap_path(month: str, run: int) -> str:
    """Where a run of a month's articles is listed for crawlers."""
    return f"/sitemaps/{month}-{run}.xml"


_LISTING = r"(?:(?P<kind>section|tag|author)/(?P<name>[^/]+)/)?"
_MONTH = r"(?P<yyyy>\d{4})/(?P<mm>\d\d)/"
_FILES = {
    kind: re.compile(pattern)
    for kind, pattern in {
        "sitemap": r"sitemaps/(?P<month>\d{4}-\d\d)-(?P<run>\d+)\.xml",
        "search": r"search/index/(?P<month>\d{4}-\d\d)-(?P<run>\d+)\.txt",
        "media": rf"media/(?P<id>{ID.pattern})/\d+\.(?:{'|'.join(FORMATS)})",
        "months": rf"{_LISTING}archive/index\.html",
        "run": rf"{_LISTING}{_MONTH}(?:page/(?P<run>\d+)/)?index\.html",
        "listing": rf"{_LISTING}index\.html",
        "feed": rf"{_LISTING}(?:feed\.xml|atom\.xml|feed\.json)",
        "comments": r"(?P<path>\d{4}/\d\d/[^/]+/)comments/(?P<run>\d+)/index\.html",
        "live": r"(?P<path>\d{4}/\d\d/[^/]+/)live/(?P<run>\d+)/index\.html",
        "article": r"(?P<path>\d{4}/\d\d/[^/]+/)index\.html",
    }.items()
}


def page_at(file: str) -> AnyPage:
    """The page that a key belongs to: the inverse of `files`."""
    if file == "sitemap.xml":
        return SitemapIndexPage()
    if file == "news-sitemap.xml":
        return NewsSitemapPage()
    if file == "latest.json":
        return ListingPage(SITE)
    for kind, pattern in _FILES.items():
        if match := pattern.fullmatch(file):
            return _page(kind, match.groupdict())
    return FixedPage(file)


def _page(kind: str, found: dict[str, str | None]) -> AnyPage:
    path, run, month = f"/{found.get('path')}", int(found.get("run") or 1), found.get("month") or ""
    if kind == "article":
        return ArticlePage(path)
    if kind == "comments":
        return CommentsPage(path, run)
    if kind == "live":
        return LivePage(path, run)
    if kind == "media":
        return MediaPage(found["id"] or "")
    if kind == "sitemap":
        return SitemapPage(month, run)
    if kind == "search":
        return SearchIndexPage(month, run)
    name = found.get("name")
    listing = ListingName(ListingKind(found["kind"] or ""), name) if name else SITE
    if kind == "run":
        return RunPage(listing, f"{found['yyyy']}-{found['mm']}", run)
    if kind == "months":
        return MonthsPage(listing)
    return FeedPage(listing) if kind == "feed" else ListingPage(listing)
