"""Sets of pages that grow with the archive, walked through a slice at a time, the newest first."""

from collections.abc import Callable, Iterator
from typing import NamedTuple, TypeVar

import msgspec

from broadsheet.domain.articles.article import ArticleLink
from broadsheet.domain.articles.embed import USE, EmbedUse
from broadsheet.domain.articles.listing import (
    Card,
    Entry,
    ListingKind,
    ListingName,
    card_key,
    run_of,
)
from broadsheet.domain.articles.translation import Translation, translations_pk
from broadsheet.domain.live.entry import LIVE_RUN, LiveEntry, live_pk
from broadsheet.domain.media.media import live_in
from broadsheet.domain.redirects.redirect import Leading, leading_pk
from broadsheet.domain.shared.record import Record
from broadsheet.domain.site.kinds.article import ArticlePage
from broadsheet.domain.site.kinds.live import LivePage
from broadsheet.domain.site.kinds.media import MediaPage
from broadsheet.domain.site.page_sets import (
    ArticlesBy,
    CardsOf,
    LinkedFrom,
    LivePictures,
    RedirectsTo,
    RunsOf,
    TranslationsOf,
    Walked,
)
from broadsheet.domain.site.pages import AnyPage
from broadsheet.domain.site.redirected import page_of
from broadsheet.usecases.shared.ports import Reads, Span
from broadsheet.usecases.site.below import count_of

SLICE = 25
"""How many of a set one change of the table sends to be rendered. No more than MOST_KEYS."""
_NEWEST = "~"

R = TypeVar("R", bound=Record)


class Slice(NamedTuple):
    """Some pages of a set, and where the next ones begin; empty where these were the last."""

    pages: list[AnyPage]
    rest: str


def begun(of: Walked) -> Iterator[Walked]:
    """The walks that the set is gone through by: the runs at each address are one of their own."""
    if isinstance(of, RunsOf):
        yield from (msgspec.structs.replace(of, paths=(path,)) for path in of.paths)
    else:
        yield of


def walk_on(reads: Reads, of: Walked, reached: str = _NEWEST) -> Slice:
    """The pages from where was reached, as they stand now.

    What came to the set meanwhile was rendered because it came: a walk only looks back.
    """
    match of:
        case RunsOf():
            return _runs(of, int(reached) if reached != _NEWEST else _all_runs(reads, of))
        case LinkedFrom(article_id):
            links, rest = _some(reads, ArticleLink, Span(f"LINK#{article_id}", last=reached))
            cards = reads.get_many(Card, [card_key(link.source_id) for link in links])
            return Slice([ArticlePage(card.path) for card in cards.values()], rest)
        case TranslationsOf(group):
            # All of them in the end: what is shown at most depends on which there are.
            span = Span(translations_pk(group), last=reached)
            return _each(reads, Translation, span, lambda one: [ArticlePage(one.card.path)])
        case ArticlesBy(slug):
            span = Span(ListingName(ListingKind.AUTHOR, slug).pk, last=reached)
            return _each(reads, Entry, span, lambda one: [ArticlePage(one.card.path)])
        case LivePictures(article_id):
            span = Span(live_pk(article_id), last=reached)
            return _each(reads, LiveEntry, span, lambda one: list(map(MediaPage, one.media)))
        case CardsOf(pk):
            return _cards_of(reads, Span(pk, first=USE, last=reached))
        case RedirectsTo(article_id):
            span = Span(leading_pk(article_id), last=reached)
            return _each(reads, Leading, span, lambda one: [page_of(one.path)])


def everything(reads: Reads, of: Walked) -> Iterator[AnyPage]:
    """The whole walk, each page once, read as far as it is asked for."""
    known = set[AnyPage]()
    reached = _NEWEST
    while reached:
        pages, reached = walk_on(reads, of, reached)
        new = dict.fromkeys(page for page in pages if page not in known)
        known |= new.keys()
        yield from new


def _all_runs(reads: Reads, of: RunsOf) -> int:
    return count_of(reads, of.kind.count, of.article_id).runs


def _runs(of: RunsOf, newest: int) -> Slice:
    oldest = max(newest - SLICE, 0)
    runs = range(newest, oldest, -1)
    pages: list[AnyPage] = [of.kind(path, run) for path in of.paths for run in runs]
    return Slice(pages, str(oldest) if oldest else "")


def _cards_of(reads: Reads, span: Span) -> Slice:
    """Stories, and runs of entries, with a card: those that readers may see."""
    uses, rest = _some(reads, EmbedUse, span)
    entries = {use.shown_by: live_in(use.shown_by) for use in uses}
    story_of = {by: entry[0] if entry else by for by, entry in entries.items()}
    keys = [card_key(story) for story in dict.fromkeys(story_of.values())]
    cards = reads.get_many(Card, keys) if keys else {}
    pages: dict[AnyPage, None] = {}
    for by, entry in entries.items():
        if card := cards.get(card_key(story_of[by])):
            pages[ArticlePage(card.path)] = None
            if entry:
                pages[LivePage(card.path, run_of(entry[1], LIVE_RUN))] = None
    return Slice(list(pages), rest)


def _each(reads: Reads, kind: type[R], span: Span, pages: Callable[[R], list[AnyPage]]) -> Slice:
    found, rest = _some(reads, kind, span)
    return Slice([page for record in found for page in pages(record)], rest)


def _some(reads: Reads, kind: type[R], span: Span) -> tuple[list[R], str]:
    """A slice of a partition, and the sort key of the first that it has not."""
    found = reads.query(kind, span, limit=SLICE + 1, newest_first=True)
    return found[:SLICE], found[SLICE].key.sk if len(found) > SLICE else ""
