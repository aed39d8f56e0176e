"""Pages are rendered from the table as it is now, and never over newer renderings."""

from collections.abc import Callable, Container, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import NamedTuple

from broadsheet.domain.shared.record import Key, Record
from broadsheet.domain.site.pages import AnyPage, View, company_of, unit_of
from broadsheet.usecases.shared.gathered import answers
from broadsheet.usecases.shared.ports import Contended, Gathers, Reads
from broadsheet.usecases.site.page_views import PageViews
from broadsheet.usecases.site.ports import File, Refused, Renderer, SeenFile, SiteFiles
from broadsheet.usecases.site.versions import Versions

ATTEMPTS = 10


class Unsettled(Contended):
    """Others wrote the page under every attempt; the queue will deliver it again."""


@dataclass(frozen=True, kw_only=True)
class PageRendering:
    """What it takes to render pages. `versions` is what is remembered from batch to batch."""

    table: Gathers
    views: Callable[[Reads], PageViews]
    renderer: Renderer
    files: SiteFiles
    versions: Versions = field(default_factory=Versions)


class Rendered(NamedTuple):
    """The keys that were changed, and when the last of them was, as far as files tell."""

    files: tuple[str, ...]
    at: datetime | None = None


Outcome = Rendered | Exception


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
    """
    batch = _Batch(rendering)
    works = [_Work(page, is_first=page in first) for page in dict.fromkeys(pages)]
    waiting = batch.looked_at(works)
    for _ in range(ATTEMPTS):
        if not waiting:
            break
        batch.write(waiting)
        waiting = batch.looked_at([work for work in waiting if work.page not in batch.outcomes])
    for work in waiting:
        is_done = work.is_ours and company_of(work.page) == unit_of(work.page)
        batch.outcomes[work.page] = work.rendered if is_done else _unsettled(work.page)
    return batch.outcomes


def _unsettled(page: AnyPage) -> Unsettled:
    return Unsettled(f"{page.files[0]} was written by others during each of {ATTEMPTS} attempts")


@dataclass(eq=False)
class _Work:
    """What is known of a page that is being rendered."""

    page: AnyPage
    is_first: bool
    """Whether nothing is expected to be there."""
    seen: dict[str, SeenFile | None] | None = None
    """The versions of its files from before its inputs were read; None where they are unknown."""
    unsure: set[str] = field(default_factory=set)
    """Files of which the version is remembered or expected, and was not looked at."""
    view: View | None = None
    is_ours: bool = False
    """Whether what it was made of last was written, or was there."""
    changed: dict[str, None] = field(default_factory=dict)
    at: datetime | None = None

    @property
    def rendered(self) -> Rendered:
        return Rendered(tuple(self.changed), self.at)


class _Batch:
    """Pages that are rendered together; `outcomes` are those that are done."""

    def __init__(self, rendering: PageRendering) -> None:
        self._with = rendering
        self.outcomes: dict[AnyPage, Outcome] = {}
        self._asked_for: dict[_Work, dict[Key, type[Record]]] = {}

    def looked_at(self, works: Sequence[_Work]) -> list[_Work]:
        """Read the inputs of all; those of them that have to be written, again if they were."""
        for work in works:
            self._attempt(work, self._see)
        asked = {work: self._question(work) for work in works if work.page not in self.outcomes}
        found = answers(self._with.table, asked, self._asked_for)
        left = []
        for work in asked:
            view = found[work]
            if isinstance(view, Exception):
                self.outcomes[work.page] = view
            elif work.is_ours and work.view == view:
                self.outcomes[work.page] = work.rendered
            else:
                work.view = view
                left.append(work)
        return left

    def _question(self, work: _Work) -> Callable[[Reads], View | None]:
        return lambda reads: self._with.views(reads)(work.page)

    def write(self, works: Sequence[_Work]) -> None:
        """Write what each is made of. What needed no change is done."""
        for work in works:
            self._attempt(work, self._write)

    def _attempt(self, work: _Work, step: Callable[[_Work], None]) -> None:
        try:
            step(work)
        except Exception as error:  # noqa: BLE001 - it is the page's outcome, and no other's
            self.outcomes[work.page] = error

    def _see(self, work: _Work) -> None:
        if work.seen is not None:
            return
        seen: dict[str, SeenFile | None] = {}
        for key in work.page.files:
            seen[key] = self._with.versions.of(key)
            if seen[key] or work.is_first:
                work.unsure.add(key)
            else:
                seen[key] = self._looked(key)
        work.seen = seen

    def _looked(self, key: str) -> SeenFile | None:
        now = self._with.files.seen(key)
        self._with.versions.learn(key, now)
        return now

    def _write(self, work: _Work) -> None:
        view = work.view
        made = self._with.renderer.render(work.page, view) if view is not None else {}
        before = dict(work.seen or {})
        try:
            for key, seen in before.items():
                self._follow(work, key, made, seen)
        except Refused:
            work.is_ours, work.is_first, work.seen = False, False, None
            work.unsure.clear()
            for key in before:
                self._with.versions.learn(key, None)
        else:
            work.is_ours = True
            if work.seen == before:
                self.outcomes[work.page] = work.rendered

    def _follow(
        self, work: _Work, key: str, made: Mapping[str, File], seen: SeenFile | None
    ) -> None:
        """Let the file be as it was made. Raises Refused if another version is there."""
        files, file = self._with.files, made.get(key)
        wanted = files.digest(key, file) if file is not None else None
        if wanted == (seen.digest if seen else None):
            if key in work.unsure:
                self._make_sure(work, key, wanted)
            return
        now: SeenFile | None = None
        if file is not None:
            now = files.write(key, file, seen)
        elif seen is not None:
            files.delete(key, seen)
        self._note(work, key, now)

    def _make_sure(self, work: _Work, key: str, wanted: str | None) -> None:
        now = self._looked(key)
        if (now.digest if now else None) != wanted:
            raise Refused
        work.unsure.discard(key)

    def _note(self, work: _Work, key: str, now: SeenFile | None) -> None:
        work.changed[key] = None
        work.unsure.discard(key)
        work.at = now.written if now else work.at
        self._with.versions.learn(key, now)
        if work.seen is not None:
            work.seen[key] = now
