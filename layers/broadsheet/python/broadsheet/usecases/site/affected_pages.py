"""The pages behind a rule's wider sets, looked up after the change."""

from collections.abc import Iterable, Iterator

from broadsheet.domain.articles.article import Article, ArticleLink, article_key
from broadsheet.domain.articles.listing import (
    Card,
    Entry,
    ListingKind,
    ListingName,
    Position,
    card_key,
)
from broadsheet.domain.articles.translation import Translation, translations_pk
from broadsheet.domain.comments.comment import CommentCount, comment_count_key
from broadsheet.domain.live.entry import LiveCount, live_count_key
from broadsheet.domain.redirects.redirect import Leading, leading_pk
from broadsheet.domain.site.page_sets import (
    ArticlesBy,
    CommentPagesOf,
    CommentShown,
    Followers,
    LinkedFrom,
    LivePagesOf,
    LiveShown,
    PageOf,
    PageSet,
    RedirectsTo,
    RunsOpened,
    TranslationsOf,
)
from broadsheet.domain.site.pages import AnyPage, ArticlePage, CommentsPage, LivePage
from broadsheet.domain.site.redirected import page_of
from broadsheet.domain.site.routing import DONT_MISS
from broadsheet.usecases.shared.ports import Reads, Span

_MANY = 100
"""Keys in one BatchGetItem (AWS limit)."""
_ALL = 1_000_000


def pages_of(reads: Reads, wider: PageSet) -> Iterator[AnyPage]:
    """The pages that the set stands for now.

    Looking it up after the change is what makes it exact: the last change that touches a page
    is routed after it was made, and finds the page.
    """
    match wider:
        case PageOf(article_id):
            yield from _page_of(reads, article_id)
        case CommentPagesOf() | CommentShown() | RunsOpened():
            yield from _of_comments(reads, wider)
        case LivePagesOf() | LiveShown():
            yield from _of_live(reads, wider)
        case RedirectsTo(article_id):
            for leading in reads.query(Leading, Span(leading_pk(article_id)), limit=_ALL):
                yield page_of(leading.path)
        case _:
            yield from _of_cards(reads, wider)


def _of_cards(
    reads: Reads, wider: Followers | LinkedFrom | TranslationsOf | ArticlesBy
) -> Iterator[AnyPage]:
    match wider:
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


def _of_comments(
    reads: Reads, wider: CommentPagesOf | CommentShown | RunsOpened
) -> Iterator[AnyPage]:
    match wider:
        case CommentPagesOf(article_id, paths):
            yield from _comment_pages(paths, range(1, _runs(reads, article_id) + 1))
        case CommentShown(article_id, run):
            yield from _comment_shown(reads, article_id, run)
        case RunsOpened(article_id, runs):
            article = reads.get(Article, article_key(article_id))
            yield from _comment_pages(article.paths if article else (), runs)


def _of_live(reads: Reads, wider: LivePagesOf | LiveShown) -> Iterator[AnyPage]:
    match wider:
        case LivePagesOf(article_id, paths):
            yield from _live_pages(paths, range(1, _live_runs(reads, article_id) + 1))
        case LiveShown(article_id, runs):
            article = reads.get(Article, article_key(article_id))
            if article and article.content.live:
                yield ArticlePage(article.path)
                yield from _live_pages(article.paths, runs)


def _page_of(reads: Reads, article_id: str) -> Iterator[AnyPage]:
    card = reads.get(Card, card_key(article_id))
    if card:
        yield ArticlePage(card.path)


def _linked_from(reads: Reads, article_id: str) -> Iterator[AnyPage]:
    links = reads.query(ArticleLink, Span(f"LINK#{article_id}"), limit=_ALL)
    for start in range(0, len(links), _MANY):
        keys = [card_key(link.source_id) for link in links[start : start + _MANY]]
        for card in reads.get_many(Card, keys).values():
            yield ArticlePage(card.path)


def _runs(reads: Reads, article_id: str) -> int:
    count = reads.get(CommentCount, comment_count_key(article_id))
    return count.runs if count else 0


def _live_runs(reads: Reads, article_id: str) -> int:
    count = reads.get(LiveCount, live_count_key(article_id))
    return count.runs if count else 0


def _live_pages(paths: Iterable[str], runs: Iterable[int]) -> Iterator[AnyPage]:
    runs = tuple(runs)
    for path in paths:
        for run in runs:
            yield LivePage(path, run)


def _comment_pages(paths: Iterable[str], runs: Iterable[int]) -> Iterator[AnyPage]:
    runs = tuple(runs)
    for path in paths:
        for run in runs:
            yield CommentsPage(path, run)


def _comment_shown(reads: Reads, article_id: str, run: int) -> Iterator[AnyPage]:
    card = reads.get(Card, card_key(article_id))
    if card:
        yield ArticlePage(card.path)
        if 0 < run <= _runs(reads, article_id):
            yield CommentsPage(card.path, run)
