"""Changes of the table become requests to render pages."""

import contextlib
import hashlib
from collections.abc import Callable, Container, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, NamedTuple

import msgspec

from broadsheet.domain.site.kinds.article import ArticlePage
from broadsheet.domain.site.kinds.listing import ListingPage
from broadsheet.domain.site.page_sets import PageSet
from broadsheet.domain.site.pages import AnyPage
from broadsheet.domain.site.renewal import Renewal, renewal_of
from broadsheet.domain.site.routing import Change, Target, affected, is_first
from broadsheet.usecases.shared.gathered import answers
from broadsheet.usecases.shared.ports import (
    Cause,
    ConditionFailed,
    Equals,
    Put,
    Reads,
    Remove,
    Table,
    Write,
)
from broadsheet.usecases.site.affected_pages import Found, found_of
from broadsheet.usecases.site.ports import PageRequest, RenderQueue

if TYPE_CHECKING:
    from broadsheet.usecases.shared.at_once import AtOnce

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
    table: Table,
    queue: RenderQueue,
    changes: Sequence[StreamedChange],
    passes: Callable[[Exception], bool] = lambda _error: True,
    podcasts: Container[str] = (),
    at_once: "AtOnce" = map,
) -> Routed:
    """Enqueue each page that the changes can alter, once for all of them; `podcasts` are the
    slugs of sections that are. What tells them is read `at_once`.

    Of sets of pages that grow with the archive, these are the newest. Where the others begin is
    written down before anything is sent, so that it is never lost; the clock lets them follow.

    Raises what `passes` says will not be there the next time: then nothing was enqueued. What
    stays costs the change that brings it, and no other.
    """
    lost: dict[int, Exception] = {}
    targets: dict[Target, set[int]] = {}
    for n, streamed in enumerate(changes):
        with _kept(lost, {n}, passes):
            for target in affected(streamed.change, podcasts):
                targets.setdefault(target, set()).add(n)
    sets = {t: _question(t) for t in targets if isinstance(t, PageSet | Renewal)}
    answered = answers(table, sets, at_once=at_once)
    pages = _pages(table, changes, targets, answered, lost, passes)
    requests = [_request(page, [changes[n] for n in sorted(of)]) for page, of in pages.items()]
    refused = queue.send(requests)
    causes = list(pages.values())
    again = {n for index in refused for n in causes[index]}
    return Routed(len(requests) - len(refused), again - lost.keys(), lost)


def _pages(
    table: Table,
    changes: Sequence[StreamedChange],
    targets: Mapping[Target, set[int]],
    answered: "Mapping[PageSet | Renewal, Found | Exception]",
    lost: dict[int, Exception],
    passes: Callable[[Exception], bool],
) -> dict[AnyPage, set[int]]:
    pages: dict[AnyPage, set[int]] = {}
    for target, causes in targets.items():
        with _kept(lost, causes, passes):
            if isinstance(target, PageSet | Renewal):
                found = _told(answered[target])
                _note_rest(table, target, found, changes[max(causes)])
            else:
                found = Found([target], [])
            for page in found.pages:
                pages.setdefault(page, set()).update(causes)
    return dict(sorted(pages.items(), key=lambda found: rank(found[0])))


def _question(target: PageSet | Renewal) -> Callable[[Reads], Found]:
    return lambda reads: found_of(reads, target)


def _told(answer: Found | Exception) -> Found:
    if isinstance(answer, Exception):
        raise answer
    return answer


def _note_rest(table: Table, target: PageSet | Renewal, found: Found, by: StreamedChange) -> None:
    """Write down where what is left begins: of a walk that goes on, or that begins (again)."""
    writes: list[Write] = [Put(renewal_of(walk, to, by.sequence)) for walk, to in found.rest]
    if isinstance(target, Renewal):
        # If not, it was begun again meanwhile, from further up, or goes on by another step.
        unmoved = Equals("cause", target.cause)
        left = {"left": target.left - 1, "cause": by.sequence}
        on = [msgspec.structs.replace(target, reached=to, **left) for _, to in found.rest]
        writes = [Put(one, unmoved) for one in on] or [Remove(target.key, unmoved)]
    for write in writes:
        with contextlib.suppress(ConditionFailed):
            table.commit([write], Cause(by.cause, by.accepted_at))


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
