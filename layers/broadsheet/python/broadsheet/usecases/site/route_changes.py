"""Changes of the table become requests to render pages."""

import contextlib
import hashlib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from broadsheet.domain.site.kinds.article import ArticlePage
from broadsheet.domain.site.kinds.listing import ListingPage
from broadsheet.domain.site.page_sets import PageSet
from broadsheet.domain.site.pages import AnyPage
from broadsheet.domain.site.routing import Change, affected, is_first
from broadsheet.usecases.shared.gathered import answers
from broadsheet.usecases.shared.ports import Gathers, Reads
from broadsheet.usecases.site.affected_pages import pages_of
from broadsheet.usecases.site.ports import PageRequest, RenderQueue

CAUSES = 10
"""Correlation ids carried with a page: enough to find a story, bounded in a storm."""

_FIRST = (ArticlePage, ListingPage)


@dataclass(frozen=True, kw_only=True)
class StreamedChange:
    """A change as the stream tells it. `sequence` is unique in the table's stream."""

    change: Change
    sequence: str
    cause: str
    accepted_at: datetime


class Routed(NamedTuple):
    """How many pages were enqueued, and what became of the other changes, by their indexes.

    `again` are those of which the queue refused a page, `lost` those whose pages cannot be told,
    each with the reason.
    """

    pages: int
    again: set[int]
    lost: dict[int, Exception]


def route_changes(
    reads: Gathers,
    queue: RenderQueue,
    changes: Sequence[StreamedChange],
    passes: Callable[[Exception], bool] = lambda _error: True,
) -> Routed:
    """Enqueue each page that the changes can alter, once for all of them.

    Raises what `passes` says will not be there the next time: then nothing was enqueued. What
    stays costs the change that brings it, and no other.
    """
    lost: dict[int, Exception] = {}
    pages = _pages(reads, changes, lost, passes)
    requests = [_request(page, [changes[n] for n in sorted(of)]) for page, of in pages.items()]
    refused = queue.send(requests)
    causes = list(pages.values())
    again = {n for index in refused for n in causes[index]}
    return Routed(len(requests) - len(refused), again - lost.keys(), lost)


def _pages(
    reads: Gathers,
    changes: Sequence[StreamedChange],
    lost: dict[int, Exception],
    passes: Callable[[Exception], bool],
) -> dict[AnyPage, set[int]]:
    targets: dict[AnyPage | PageSet, set[int]] = {}
    for n, streamed in enumerate(changes):
        with _kept(lost, {n}, passes):
            for target in affected(streamed.change):
                targets.setdefault(target, set()).add(n)
    pages: dict[AnyPage, set[int]] = {}
    found = answers(reads, {t: _question(t) for t in targets if isinstance(t, PageSet)})
    for target, causes in targets.items():
        with _kept(lost, causes, passes):
            for page in _told(found[target]) if isinstance(target, PageSet) else (target,):
                pages.setdefault(page, set()).update(causes)
    return dict(sorted(pages.items(), key=lambda found: rank(found[0])))


def _question(page_set: PageSet) -> Callable[[Reads], list[AnyPage]]:
    return lambda reads: list(pages_of(reads, page_set))


def _told(answer: list[AnyPage] | Exception) -> list[AnyPage]:
    if isinstance(answer, Exception):
        raise answer
    return answer


@contextlib.contextmanager
def _kept(
    lost: dict[int, Exception], changes: set[int], passes: Callable[[Exception], bool]
) -> Iterator[None]:
    """What fails in here for good is kept as the reason why these changes are lost."""
    try:
        yield
    except Exception as error:
        if passes(error):
            raise
        lost |= dict.fromkeys(changes, error)


def rank(page: AnyPage) -> int:
    """Readers wait for the story first, then for the pages that they start from."""
    return next((n for n, kind in enumerate(_FIRST) if isinstance(page, kind)), len(_FIRST))


def _request(page: AnyPage, changes: list[StreamedChange]) -> tuple[str, PageRequest]:
    causes = tuple(dict.fromkeys(c.cause for c in changes))[:CAUSES]
    first = any(is_first(c.change, page) for c in changes)
    request = PageRequest(page, causes, min(c.accepted_at for c in changes), first)
    # A batch that is delivered again gives the same ids, and SQS drops what it has already:
    # that message was sent after the change, so whatever renders it sees the change.
    content = "\0".join((page.files[0], *(c.sequence for c in changes)))
    return hashlib.sha256(content.encode()).hexdigest(), request
