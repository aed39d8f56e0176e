"""Pages are rendered from the table as it is now, and never over newer renderings."""

from collections.abc import Callable, Container, Iterable, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from broadsheet.domain.shared.record import Key, Record
from broadsheet.domain.site.pages import AnyPage, View, company_of, unit_of
from broadsheet.usecases.shared.gathered import answers
from broadsheet.usecases.shared.ports import Contended, Gathers, Reads
from broadsheet.usecases.site.page_views import PageViews
from broadsheet.usecases.site.page_work import Outcome, PageFiles, Work
from broadsheet.usecases.site.ports import Renderer, SiteFiles
from broadsheet.usecases.site.versions import Versions

if TYPE_CHECKING:
    from broadsheet.usecases.shared.at_once import AtOnce

ATTEMPTS = 10


class Unsettled(Contended):
    """Others wrote the page under every attempt; the queue will deliver it again."""


@dataclass(frozen=True, kw_only=True)
class PageRendering:
    """What it takes to render pages. `versions` is what is remembered from batch to batch; reads,
    and writes, that do not wait for each other are made `at_once`.
    """

    table: Gathers
    views: Callable[[Reads], PageViews]
    renderer: Renderer
    files: SiteFiles
    versions: Versions = field(default_factory=Versions)
    at_once: "AtOnce" = map


def render_page(rendering: PageRendering, page: AnyPage) -> tuple[str, ...]:
    """Write the page's files, or delete those that should not be; the keys that were changed.

    Raises what `render_pages` gives as the page's outcome.
    """
    outcome = render_pages(rendering, [page])[page]
    if isinstance(outcome, Exception):
        raise outcome
    return outcome.files


def render_pages(
    rendering: PageRendering, pages: Iterable[AnyPage], first: Container[AnyPage] = ()
) -> dict[AnyPage, Outcome]:
    """Write the files of all the pages, or delete those that should not be: what became of each.

    Versions are looked at, or remembered, before the inputs are read, so that a write over a newer
    rendering is refused. Once all was written the inputs of what was are read once more: another
    renderer that found its newer page unchanged has left no trace that a condition could see. What
    is only remembered proves nothing: of a file that needs no change it is made sure of. So it is
    with pages that are rendered for the `first` time: nothing is looked up, and a write that finds
    something there is refused as any other.

    Under a storm of changes the inputs are others at every look. What was written last is then
    newer than all that it replaced, and whatever changed since waits behind this request: the
    queue hands out one of a page's at a time. A page that others keep writing is Unsettled, and so
    is one that the queue may hand out twice, in the company of others and alone.

    A story that is there for the first time is written as soon as its own inputs were read, and
    whatever leads to it after it.
    """
    files = PageFiles(rendering.renderer, rendering.files, rendering.versions, rendering.at_once)
    look = _Look(rendering, files)
    works = [Work(page, is_first=page in first) for page in dict.fromkeys(pages)]
    waiting = look.at(works)
    for _ in range(ATTEMPTS):
        if not waiting:
            break
        files.write(waiting)
        waiting = look.at([work for work in waiting if work.page not in files.outcomes])
    for work in waiting:
        is_done = work.is_ours and company_of(work.page) == unit_of(work.page)
        files.outcomes[work.page] = work.rendered if is_done else _unsettled(work.page)
    return files.outcomes


def _unsettled(page: AnyPage) -> Unsettled:
    return Unsettled(f"{page.files[0]} was written by others during each of {ATTEMPTS} attempts")


class _Look:
    """Reads what pages are made of."""

    def __init__(self, rendering: PageRendering, files: PageFiles) -> None:
        self._with, self._files = rendering, files
        self._asked_for: dict[Work, dict[Key, type[Record]]] = {}
        self._left: list[Work] = []

    def at(self, works: Sequence[Work]) -> list[Work]:
        """Read the inputs of all; those of them that have to be written, again if they were."""
        self._files.see(works)
        asked = {w: self._question(w) for w in works if w.page not in self._files.outcomes}
        self._left = []
        found = answers(
            self._with.table,
            asked,
            self._asked_for,
            at_once=self._with.at_once,
            told=self._told,
        )
        for work, view in found.items():
            if isinstance(view, Exception):
                self._files.outcomes[work.page] = view
        return [work for work in works if work in self._left]

    def _question(self, work: Work) -> Callable[[Reads], View | None]:
        return lambda reads: self._with.views(reads)(work.page)

    def _told(self, work: Work, view: View | None) -> None:
        if work.is_ours and work.view == view:
            self._files.outcomes[work.page] = work.rendered
            return
        work.view = view
        self._left.append(work)
        if work.is_first and not work.is_ours:
            self._files.begin(work)
