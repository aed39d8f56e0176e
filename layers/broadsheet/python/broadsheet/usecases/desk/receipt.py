"""Receipts: every page that a story's last change reaches, read back from the site's bucket.

A page is right if its files are, byte for byte, what would be rendered from the table now: the same
reads, renderer and digests as `render_page` has, so that nothing else need be written down.
"""

from collections.abc import Container, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from broadsheet.domain.articles.article import Article
from broadsheet.domain.articles.listing import Card
from broadsheet.domain.desk.receipt import (
    LATE,
    PageReading,
    Proof,
    Receipt,
    address_of,
    kind_of,
    state_of,
)
from broadsheet.domain.desk.traces import Trace, left_in, traces_of
from broadsheet.domain.media.media import file_named
from broadsheet.domain.shared.principal import Principal
from broadsheet.domain.site.kinds.article import ArticleView
from broadsheet.domain.site.kinds.media import MediaPage, MediaView
from broadsheet.domain.site.pages import AnyPage, View
from broadsheet.usecases.desk.last_change import (
    LastChange,
    last_change,
    pages_reached,
    place_of,
    story_of,
)
from broadsheet.usecases.desk.ports import PageMaker, SiteReading
from broadsheet.usecases.desk.public_answers import answers_with
from broadsheet.usecases.shared.at_once import AtOnce
from broadsheet.usecases.shared.paging import Cursor, cursor_of, opened
from broadsheet.usecases.shared.ports import Clock, Reads, Span
from broadsheet.usecases.site.page_views import PageViews
from broadsheet.usecases.site.ports import File, SeenFile


@dataclass(frozen=True, kw_only=True)
class Receipts:
    """What it takes to read pages back."""

    reads: Reads
    views: PageViews
    renderer: PageMaker
    files: SiteReading
    clock: Clock
    at_once: AtOnce = map
    podcasts: Container[str] = ()


class _Look(NamedTuple):
    """What is looked at, and with what in mind."""

    change: LastChange
    traces: tuple[Trace, ...]
    now: datetime


def receipt_of(
    receipts: Receipts, who: Principal, article_id: str, limit: int, cursor: Cursor | None = None
) -> tuple[Receipt, Cursor | None]:
    """The receipt of the story's last change, with the next `limit` of its pages after the cursor,
    and the cursor of those after these.

    Raises NotFound, and Malformed for a bad cursor.
    """
    article = story_of(receipts.reads, who, article_id)
    change = last_change(receipts.reads, article)
    pages = pages_reached(receipts.reads, change, receipts.podcasts)
    span = Span(f"RECEIPT#{article.id}#{article.version}")
    after = opened(cursor, span) if cursor is not None else ""
    rest = [page for page in pages if _place(page) > after]
    traces = _traces(change)
    look = _Look(change, traces, receipts.clock())
    items = tuple(receipts.at_once(lambda page: _reading(receipts, page, look), rest[:limit]))
    receipt = Receipt(
        article_id=article.id,
        version=article.version,
        status=article.status,
        action=change.action,
        at=change.at,
        checked_at=look.now,
        pages=len(pages),
        items=items,
        proof=_proof(receipts.reads, change.after, traces) if change.is_takedown else None,
    )
    more = len(rest) > limit
    return receipt, cursor_of(span, _place(rest[limit - 1])) if more else None


def _place(page: AnyPage) -> str:
    order, file = place_of(page)
    return f"{order}{file}"


def _traces(change: LastChange) -> tuple[Trace, ...]:
    if not change.is_takedown or change.before is None:
        return ()
    shown, now = change.before.content, change.after
    return traces_of(shown, now.body.html if shown.body == now.content.body else None)


def _proof(reads: Reads, article: Article, traces: tuple[Trace, ...]) -> Proof:
    return Proof(sentences=len(traces), api=answers_with(reads, article))


def _reading(receipts: Receipts, page: AnyPage, look: _Look) -> PageReading:
    if isinstance(page, MediaPage):
        return _reading_of_picture(receipts, page, look)
    view = receipts.views(page)
    made = receipts.renderer.render(page, view) if view is not None else {}
    seen = {key: receipts.files.seen(key) for key in page.files}
    is_right = all(_digest(found) == _wanted(receipts, key, made) for key, found in seen.items())
    written = [found.written for found in seen.values() if found and found.written]
    left = [words for key in seen if seen[key] for words in _left(receipts, key, look)]
    return PageReading(
        path=address_of(page.files[0]),
        files=tuple(address_of(key) for key in page.files),
        kind=kind_of(page),
        state=state_of(
            is_right=is_right,
            written=max(written, default=None),
            is_newer=_is_newer(view, look.change.at),
            at=look.change.at,
            now=look.now,
        ),
        since=_since(receipts, page, seen, look) if is_right else None,
        left=tuple(dict.fromkeys(left)),
    )


def _is_newer(view: View | None, at: datetime) -> bool:
    """Whether all that a page shows was written after the change: it reaches it by now, and did
    not then."""
    if isinstance(view, ArticleView):
        return view.article.modified_at > at
    cards: tuple[Card, ...] = getattr(view, "cards", ())
    return bool(cards) and all(card.modified_at > at for card in cards)


def _digest(found: SeenFile | None) -> str | None:
    return found.digest if found else None


def _wanted(receipts: Receipts, key: str, made: Mapping[str, File]) -> str | None:
    file = made.get(key)
    return receipts.files.digest(key, file) if file is not None else None


def _left(receipts: Receipts, key: str, look: _Look) -> tuple[str, ...]:
    if not look.traces:
        return ()
    return left_in(receipts.files.read(key) or b"", look.traces)


def _since(
    receipts: Receipts, page: AnyPage, seen: Mapping[str, SeenFile | None], look: _Look
) -> datetime | None:
    """When the page became right: where it was written, or deleted, because of the change.

    What was written long after it was so by another change: then the first version since counts.
    """
    at, first = look.change.at, page.files[0]
    written = [found.written for found in seen.values() if found and found.written]
    if written and at <= max(written) <= at + LATE:
        return max(written)
    if written and max(written) < at:
        return None
    changed = receipts.files.changed_since(first, at)
    return max(changed, at) if changed else None


def _reading_of_picture(receipts: Receipts, page: MediaPage, look: _Look) -> PageReading:
    """A picture never changes: it is there in every size that it has, or nowhere."""
    view = receipts.views(page)
    names = view.names if isinstance(view, MediaView) else ()
    wanted = {file_named(page.id, name) for name in names}
    there = receipts.files.below(f"media/{page.id}/") & {*page.files, *wanted}
    is_right = there == wanted
    changed = receipts.files.changed_since(page.files[0], look.change.at)
    state = state_of(
        is_right=is_right, written=None, is_newer=False, at=look.change.at, now=look.now
    )
    return PageReading(
        path=f"/media/{page.id}/",
        files=tuple(map(address_of, sorted(wanted | there))),
        kind=kind_of(page),
        state=state,
        since=max(changed, look.change.at) if is_right and changed else None,
    )
