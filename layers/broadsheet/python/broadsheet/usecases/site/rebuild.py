"""Every page anew, by the path that every change takes."""

from collections.abc import Iterable, Iterator, Sequence
from typing import cast

from broadsheet.domain.articles.article import Term
from broadsheet.domain.articles.listing import SITE, ListingKind, ListingName
from broadsheet.domain.shared.record import Record
from broadsheet.domain.site.kinds.feed import FeedPage
from broadsheet.domain.site.kinds.fixed import FixedPage
from broadsheet.domain.site.kinds.listing import ListingPage
from broadsheet.domain.site.kinds.months import MonthsPage
from broadsheet.domain.site.kinds.podcast import PodcastPage
from broadsheet.domain.site.kinds.sitemaps import NewsSitemapPage, SitemapIndexPage
from broadsheet.domain.site.page_sets import InArchive, RunsOf
from broadsheet.domain.site.pages import KINDS, AnyPage, page_at
from broadsheet.domain.site.routing import Change, affected
from broadsheet.usecases.shared.ports import AllRecords, Reads
from broadsheet.usecases.site.affected_pages import pages_of
from broadsheet.usecases.site.ports import PageRequest, RenderQueue, SiteFiles

BATCH = 100
ASSETS = "assets/"
"""Assets of earlier releases stay: pages in readers' and the edge's caches still name them."""
MEDIA = "media/"
"""Pictures. Those that were uploaded through the API are pages; of others no function knows."""


def standing_pages(
    sections: Sequence[Term], fixed: Sequence[str], podcasts: Iterable[str] = ()
) -> Iterator[AnyPage]:
    """The pages that exist before the first article; `podcasts` are the slugs of sections."""
    for slug in podcasts:
        yield PodcastPage(ListingName(ListingKind.SECTION, slug))
    yield from map(FixedPage, fixed)
    yield from (SitemapIndexPage(), NewsSitemapPage())
    yield from (ListingPage(SITE), FeedPage(SITE), MonthsPage(SITE))
    for section in sections:
        listing = ListingName(ListingKind.SECTION, section.slug)
        yield from (ListingPage(listing), FeedPage(listing), MonthsPage(listing))


def every_page(
    reads: Reads, records: AllRecords, files: SiteFiles, standing: Iterator[AnyPage]
) -> Iterator[AnyPage]:
    """Every page that is or should be, once: those that should not be are deleted by rendering."""
    seen: set[AnyPage] = set()
    for page in _candidates(reads, records, files, standing):
        if page not in seen:
            seen.add(page)
            yield page


def _candidates(
    reads: Reads, records: AllRecords, files: SiteFiles, standing: Iterator[AnyPage]
) -> Iterator[AnyPage]:
    yield from standing
    for record in records.scan():
        yield from _pages_with(reads, record)
    for file in files.all():
        page = page_at(file)
        if not (file.startswith((ASSETS, MEDIA)) and isinstance(page, FixedPage)):
            yield page


def _pages_with(reads: Reads, record: Record) -> Iterator[AnyPage]:
    for target in affected(Change(None, record)):
        # Thirty targets a story are looked at, and `isinstance` takes its time for each kind.
        if type(target) in KINDS:
            yield cast("AnyPage", target)
        elif isinstance(target, InArchive):
            yield target.page
        elif isinstance(target, RunsOf):
            yield from pages_of(reads, target)
        # Other page sets are articles and their lists: the scan finds each of them itself.


def enqueue(queue: RenderQueue, pages: Iterator[AnyPage], run_id: str) -> Iterator[int]:
    """Send the pages to be rendered; yields how many were sent so far, batch by batch.

    Raises RuntimeError if the queue refuses one.
    """
    sent = 0
    batch: list[tuple[str, PageRequest]] = []
    for page in pages:
        batch.append((f"{run_id}-{sent + len(batch)}", PageRequest(page, (run_id,))))
        if len(batch) == BATCH:
            sent += _flush(queue, batch)
            yield sent
    sent += _flush(queue, batch)
    yield sent


def _flush(queue: RenderQueue, batch: list[tuple[str, PageRequest]]) -> int:
    if batch and queue.send(batch):
        raise RuntimeError("the render queue refused pages")
    sent = len(batch)
    batch.clear()
    return sent
