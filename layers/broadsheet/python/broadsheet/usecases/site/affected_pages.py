"""The pages behind the page sets of a rule, looked up after the change."""

from collections.abc import Iterator
from typing import NamedTuple

import msgspec

from broadsheet.domain.articles.article import Article, article_key
from broadsheet.domain.articles.listing import (
    RUN,
    SITE,
    Card,
    Entry,
    Listing,
    ListingName,
    Position,
    card_key,
    listing_key,
)
from broadsheet.domain.shared.record import Key
from broadsheet.domain.site.kinds.article import DONT_MISS, ArticlePage
from broadsheet.domain.site.kinds.listing import ListingPage
from broadsheet.domain.site.kinds.months import MonthsPage
from broadsheet.domain.site.kinds.run import RunPage
from broadsheet.domain.site.kinds.sitemaps import NewsSitemapPage, SitemapPage
from broadsheet.domain.site.page_sets import (
    AnyBelow,
    Beside,
    Closed,
    Followers,
    InArchive,
    PageOf,
    PageSet,
    PartsBeside,
    RunShown,
    RunsOf,
    RunsShown,
    Walked,
)
from broadsheet.domain.site.pages import AnyPage
from broadsheet.domain.site.renewal import Renewal
from broadsheet.usecases.shared.gathered import read_ahead
from broadsheet.usecases.shared.ports import Reads, Span
from broadsheet.usecases.site.below import count_of
from broadsheet.usecases.site.series import parts_beside
from broadsheet.usecases.site.walks import SLICE, begun, everything, walk_on


class Found(NamedTuple):
    """What of a target goes at once, and where each walk through what is left of it begins."""

    pages: list[AnyPage]
    rest: list[tuple[Walked, str]]


def found_of(reads: Reads, target: PageSet | Renewal) -> Found:
    """The pages that the set stands for now, or a step of a walk; of very many, the newest."""
    match target:
        case Renewal():
            some = walk_on(reads, target.walked, target.reached)
            return Found(some.pages, [(target.walked, some.rest)] if some.rest else [])
        case RunsShown():
            return _runs_shown(reads, target)
        case _ if isinstance(target, Walked):
            slices = {one: walk_on(reads, one) for one in begun(target)}
            pages = [page for some in slices.values() for page in some.pages]
            return Found(pages, [(one, some.rest) for one, some in slices.items() if some.rest])
    return Found(list(pages_of(reads, target)), [])


def pages_of(reads: Reads, page_set: PageSet) -> Iterator[AnyPage]:
    """The pages that the set stands for now, all of them, read as far as they are asked for.

    Looking it up after the change is what makes it exact: the last change that touches a page
    is routed after it was made, and finds the page.
    """
    match page_set:
        case PageOf(article_id):
            yield from _page_of(reads, article_id)
        case RunsShown():
            yield from _all_shown(reads, page_set)
        case RunShown(kind, article_id, run):
            yield from _run_shown(reads, kind, article_id, run)
        case Beside() | InArchive() | Closed():
            yield from _of_archive(reads, page_set)
        case Followers() | PartsBeside():
            yield from (ArticlePage(card.path) for card in _showing(reads, page_set))
        case _:
            for one in begun(page_set):
                yield from everything(reads, one)


def _showing(reads: Reads, page_set: Followers | PartsBeside) -> Iterator[Card]:
    """The stories that show what stands at a place, beside it or as what came before."""
    match page_set:
        case Followers(listing, position):
            first = Position(position.month, position.slot + 1)
            span = Span(listing.pk, first=str(first))
            yield from (entry.card for entry in reads.query(Entry, span, limit=DONT_MISS))
        case PartsBeside(series, place):
            yield from (part.card for part in parts_beside(reads, series, place) if part)


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


def _all_shown(reads: Reads, of: RunsShown) -> Iterator[AnyPage]:
    article = reads.get(Article, article_key(of.article_id))
    if article and of.kind.is_below(article):
        yield ArticlePage(article.path)
        yield from (of.kind(path, run) for path in article.paths for run in of.runs)


def _runs_shown(reads: Reads, of: RunsShown) -> Found:
    """The newest of them: an import may bring thousands of comments at once."""
    newest = msgspec.structs.replace(of, runs=of.runs[-SLICE:])
    left = [str(run) for run in of.runs[-SLICE - 1 : -SLICE]]
    pages = list(_all_shown(reads, newest))
    article = reads.get(Article, article_key(of.article_id)) if left and pages else None
    paths = article.paths if article else ()
    return Found(
        pages, [(RunsOf(of.kind, of.article_id, (p,)), run) for run in left for p in paths]
    )


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


def _page_of(reads: Reads, article_id: str) -> Iterator[AnyPage]:
    card = reads.get(Card, card_key(article_id))
    if card:
        yield ArticlePage(card.path)
