"""The pages behind the page sets of a rule, looked up after the change."""

from collections.abc import Iterable, Iterator, Sequence

from broadsheet.domain.articles.article import Article, ArticleLink, article_key
from broadsheet.domain.articles.listing import (
    RUN,
    SITE,
    Card,
    Entry,
    Listing,
    ListingKind,
    ListingName,
    Position,
    card_key,
    listing_key,
)
from broadsheet.domain.articles.translation import Translation, translations_pk
from broadsheet.domain.live.entry import LiveEntry, live_pk
from broadsheet.domain.redirects.redirect import Leading, leading_pk
from broadsheet.domain.shared.record import Key
from broadsheet.domain.site.kinds.article import DONT_MISS, ArticlePage
from broadsheet.domain.site.kinds.listing import ListingPage
from broadsheet.domain.site.kinds.media import MediaPage
from broadsheet.domain.site.kinds.months import MonthsPage
from broadsheet.domain.site.kinds.run import RunPage
from broadsheet.domain.site.kinds.sitemaps import NewsSitemapPage, SitemapPage
from broadsheet.domain.site.page_sets import (
    AnyBelow,
    ArticlesBy,
    Beside,
    Closed,
    Followers,
    InArchive,
    LinkedFrom,
    LivePictures,
    PageOf,
    PageSet,
    RedirectsTo,
    RunShown,
    RunsOf,
    RunsShown,
    TranslationsOf,
)
from broadsheet.domain.site.pages import AnyPage
from broadsheet.domain.site.redirected import page_of
from broadsheet.usecases.shared.gathered import read_ahead
from broadsheet.usecases.shared.ports import MOST_KEYS, Reads, Span
from broadsheet.usecases.site.below import count_of

_ALL = 1_000_000


def pages_of(reads: Reads, page_set: PageSet) -> Iterator[AnyPage]:
    """The pages that the set stands for now.

    Looking it up after the change is what makes it exact: the last change that touches a page
    is routed after it was made, and finds the page.
    """
    match page_set:
        case PageOf(article_id):
            yield from _page_of(reads, article_id)
        case RunsOf(kind, article_id, paths):
            runs = count_of(reads, kind.count, article_id).runs
            yield from _runs(kind, paths, range(1, runs + 1))
        case RunsShown(kind, article_id, shown):
            yield from _runs_shown(reads, kind, article_id, shown)
        case LivePictures(article_id):
            yield from _live_pictures(reads, article_id)
        case RunShown(kind, article_id, run):
            yield from _run_shown(reads, kind, article_id, run)
        case Beside() | InArchive() | Closed():
            yield from _of_archive(reads, page_set)
        case RedirectsTo(article_id):
            for leading in reads.query(Leading, Span(leading_pk(article_id)), limit=_ALL):
                yield page_of(leading.path)
        case _:
            yield from _of_cards(reads, page_set)


def _of_archive(reads: Reads, page_set: Beside | InArchive | Closed) -> Iterator[AnyPage]:
    match page_set:
        case Beside(listing, position):
            yield from _beside(reads, listing, position)
        case InArchive(SitemapPage() as page):
            site = reads.get(Listing, listing_key(SITE))
            is_open = site is not None and site.open_sitemap == (page.month, page.run)
            yield NewsSitemapPage() if is_open else page
        case InArchive(RunPage() as page):
            listed = reads.get(Listing, listing_key(page.listing))
            if listed is None or listed.open_run != (page.month, page.run):
                yield page
        case Closed(page):
            yield from _closed(reads, page)


def _of_cards(
    reads: Reads, page_set: Followers | LinkedFrom | TranslationsOf | ArticlesBy
) -> Iterator[AnyPage]:
    match page_set:
        case Followers(listing, position):
            first = Position(position.month, position.slot + 1)
            span = Span(listing.pk, first=str(first))
            for entry in reads.query(Entry, span, limit=DONT_MISS):
                yield ArticlePage(entry.card.path)
        case LinkedFrom(article_id):
            yield from _linked_from(reads, article_id)
        case TranslationsOf(group):
            # All of them: what is shown at most depends on which there are.
            for translation in reads.query(Translation, Span(translations_pk(group)), limit=_ALL):
                yield ArticlePage(translation.card.path)
        case ArticlesBy(slug, first, last):
            span = Span(ListingName(ListingKind.AUTHOR, slug).pk, first, last)
            for entry in reads.query(Entry, span, limit=_ALL):
                yield ArticlePage(entry.card.path)


def _beside(reads: Reads, listing: ListingName, at: Position) -> Iterator[AnyPage]:
    """Only the first story of a run decides whether the run is there.

    Whichever of several that came or went at once is routed last and has none before it in the run
    finds the pages; and there is one, as each that is passed over here has one before it.
    """
    previous = Position(at.month, at.slot - 1)
    # Mostly so, and a key is read with others'.
    if previous.page == at.page and reads.get(Entry, Key(listing.pk, str(previous))):
        return
    before = reads.query(Entry, Span(listing.pk, last=at.before), limit=1, newest_first=True)
    older = before[0].position if before else None
    if older and older.page == at.page:
        return
    if older and older.month == at.month:
        yield RunPage(listing, *older.page)
    else:
        yield MonthsPage(listing)
    after = Span(listing.pk, first=str(Position(at.month, at.run * RUN + 1)))
    for entry in reads.query(Entry, after, limit=1):
        yield RunPage(listing, *entry.position.page)


def _closed(reads: Reads, page: RunPage) -> Iterator[AnyPage]:
    """Until now its stories stood on the head, and the months and the run before it led there."""
    listing = page.listing
    yield from (page, ListingPage(listing), MonthsPage(listing))
    first, last = Position(page.month, 1), Position(page.month, (page.run - 1) * RUN)
    span = Span(listing.pk, str(first), str(last))
    for entry in reads.query(Entry, span, limit=1, newest_first=True):
        yield RunPage(listing, *entry.position.page)


def _runs(kind: type[AnyBelow], paths: Iterable[str], runs: Sequence[int]) -> Iterator[AnyPage]:
    return (kind(path, run) for path in paths for run in runs)


def _runs_shown(
    reads: Reads, kind: type[AnyBelow], article_id: str, runs: Sequence[int]
) -> Iterator[AnyPage]:
    article = reads.get(Article, article_key(article_id))
    if article and kind.is_below(article):
        yield ArticlePage(article.path)
        yield from _runs(kind, article.paths, runs)


def _run_shown(reads: Reads, kind: type[AnyBelow], article_id: str, run: int) -> Iterator[AnyPage]:
    """The newest run stands on the article's own page, and its address leads there: that is
    written when the run begins."""
    count_key = kind.count(article_id=article_id).key
    read_ahead(reads, {card_key(article_id): Card, count_key: kind.count})
    card = reads.get(Card, card_key(article_id))
    if card:
        yield ArticlePage(card.path)
        if 0 < run < count_of(reads, kind.count, article_id).runs:
            yield kind(card.path, run)


def _live_pictures(reads: Reads, article_id: str) -> Iterator[AnyPage]:
    """Only where a story with entries comes or goes: all of them are looked at, some at a time."""
    named, span, more = set[str](), Span(live_pk(article_id)), True
    while more:
        entries = reads.query(LiveEntry, span, limit=MOST_KEYS)
        new = dict.fromkeys(one for entry in entries for one in entry.media if one not in named)
        named |= new.keys()
        yield from map(MediaPage, new)
        if more := len(entries) == MOST_KEYS:
            span = span._replace(first=f"{entries[-1].key.sk}!")


def _page_of(reads: Reads, article_id: str) -> Iterator[AnyPage]:
    card = reads.get(Card, card_key(article_id))
    if card:
        yield ArticlePage(card.path)


def _linked_from(reads: Reads, article_id: str) -> Iterator[AnyPage]:
    links = reads.query(ArticleLink, Span(f"LINK#{article_id}"), limit=_ALL)
    for start in range(0, len(links), MOST_KEYS):
        keys = [card_key(link.source_id) for link in links[start : start + MOST_KEYS]]
        for card in reads.get_many(Card, keys).values():
            yield ArticlePage(card.path)
