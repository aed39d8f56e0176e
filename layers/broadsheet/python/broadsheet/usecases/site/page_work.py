"""Files of pages that are rendered together, written over the versions that were seen before."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from broadsheet.domain.site.pages import AnyPage, View
from broadsheet.usecases.site.ports import File, Refused, Renderer, SeenFile, SiteFiles
from broadsheet.usecases.site.versions import Versions

if TYPE_CHECKING:
    from broadsheet.usecases.shared.at_once import AtOnce


class Rendered(NamedTuple):
    """The keys that were changed, and when the last of them was, as far as files tell."""

    files: tuple[str, ...]
    at: datetime | None = None


Outcome = Rendered | Exception


@dataclass(eq=False)
class Work:
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
    troubles: list[Exception] = field(default_factory=list)
    """What came of its files, in this attempt, in place of a version."""

    @property
    def rendered(self) -> Rendered:
        """What became of it so far."""
        return Rendered(tuple(self.changed), self.at)


class _Errand(NamedTuple):
    """What is to be done with a file. `is_change` is that it is another then."""

    work: Work
    key: str
    run: Callable[[], SeenFile | None]
    is_change: bool = False


class _Done(NamedTuple):
    errand: _Errand
    found: SeenFile | Exception | None


class PageFiles:
    """Looks at files and writes them, several `at_once`; what is known of them changes in one
    thread alone. `outcomes` are of the pages that are done."""

    def __init__(
        self, renderer: Renderer, files: SiteFiles, versions: Versions, at_once: "AtOnce"
    ) -> None:
        self._renderer, self._files = renderer, files
        self._versions, self._at_once = versions, at_once
        self._begun: dict[Work, Iterable[_Done]] = {}
        self.outcomes: dict[AnyPage, Outcome] = {}

    def see(self, works: Sequence[Work]) -> None:
        """Know the versions of their files, by looking where none is remembered or expected."""
        unknown = [work for work in works if work.seen is None]
        errands = [errand for work in unknown for errand in self._looks(work)]
        for (work, key, *_), found in self._at_once(_run, errands):
            if isinstance(found, Exception):
                self.outcomes[work.page] = found
                continue
            self._versions.learn(key, found)
            if work.seen is not None:
                work.seen[key] = found

    def _looks(self, work: Work) -> Iterator[_Errand]:
        work.seen = {key: self._versions.of(key) for key in work.page.files}
        for key, version in work.seen.items():
            if version or work.is_first:
                work.unsure.add(key)
            else:
                yield _Errand(work, key, partial(self._files.seen, key))

    def _learn(self, errand: _Errand, found: SeenFile | Exception | None) -> None:
        work, key = errand.work, errand.key
        if isinstance(found, Exception):
            work.troubles.append(found)
            return
        work.unsure.discard(key)
        self._versions.learn(key, found)
        if not errand.is_change:
            return
        work.changed[key] = None
        work.at = found.written if found else work.at
        if work.seen is not None:
            work.seen[key] = found

    def begin(self, work: Work) -> None:
        """Write it while others are still being read. `write` waits for it."""
        self._begun[work] = self._at_once(_run, self._errands(work))

    def write(self, works: Sequence[Work]) -> None:
        """Write what each is made of, once what was begun is there: what leads to a story follows
        it. What needed no change is done."""
        for work, done in self._begun.items():
            self._finish([work], done)
        left = [work for work in works if work not in self._begun]
        self._begun = {}
        self._finish(left, self._at_once(_run, self._all(left)))

    def _all(self, works: Iterable[Work]) -> Iterator[_Errand]:
        for work in works:
            yield from self._errands(work)

    def _errands(self, work: Work) -> Iterator[_Errand]:
        """It is rendered when its first file's turn has come."""
        try:
            made = self._renderer.render(work.page, work.view) if work.view is not None else {}
        except Exception as error:  # noqa: BLE001 - it is the page's outcome, and no other's
            work.troubles.append(error)
            return
        for key, seen in list((work.seen or {}).items()):
            if not work.troubles:
                yield from self._errand(work, key, made.get(key), seen)

    def _errand(
        self, work: Work, key: str, file: File | None, seen: SeenFile | None
    ) -> Iterator[_Errand]:
        """Let the file be as it was made."""
        wanted = self._files.digest(key, file) if file is not None else None
        if wanted == (seen.digest if seen else None):
            if key in work.unsure:
                yield _Errand(work, key, partial(self._made_sure, key, wanted))
        elif file is not None:
            yield _Errand(work, key, partial(self._files.write, key, file, seen), is_change=True)
        elif seen is not None:
            yield _Errand(work, key, partial(self._deleted, key, seen), is_change=True)

    def _made_sure(self, key: str, wanted: str | None) -> SeenFile | None:
        now = self._files.seen(key)
        if (now.digest if now else None) != wanted:
            raise Refused
        return now

    def _deleted(self, key: str, seen: SeenFile) -> None:
        self._files.delete(key, seen)

    def _finish(self, works: Sequence[Work], done: Iterable[_Done]) -> None:
        before = {work: dict(work.seen or {}) for work in works}
        for errand, found in done:
            self._learn(errand, found)
        for work in works:
            self._settle(work, before[work])

    def _settle(self, work: Work, before: dict[str, SeenFile | None]) -> None:
        troubles, work.troubles = work.troubles, []
        failed = [trouble for trouble in troubles if not isinstance(trouble, Refused)]
        if failed:
            self.outcomes[work.page] = failed[0]
        elif troubles:
            work.is_ours, work.is_first, work.seen = False, False, None
            work.unsure.clear()
            for key in before:
                self._versions.learn(key, None)
        else:
            work.is_ours = True
            if work.seen == before:
                self.outcomes[work.page] = work.rendered


def _run(errand: _Errand) -> _Done:
    try:
        return _Done(errand, errand.run())
    except Exception as error:  # noqa: BLE001 - it is the page's outcome, and no other's
        return _Done(errand, error)
