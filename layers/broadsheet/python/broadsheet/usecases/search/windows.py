"""The archive in parts, the newest first: of each, the articles that fit best come first.

To rank is to have seen all that is ranked; so what is ranked together is bounded, and where a part
ends stands in the cursor: it stays the same however much is published meanwhile.
"""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from broadsheet.domain.articles.listing import Listing, Position, run_of
from broadsheet.domain.search.index import SEARCH_RUN
from broadsheet.domain.search.segment import Segment
from broadsheet.domain.search.wanted import Wanted
from broadsheet.domain.shared.errors import FieldError, Malformed
from broadsheet.domain.shared.sentence import sentence
from broadsheet.domain.site.kinds.search_index import SearchIndexPage
from broadsheet.usecases.search.ports import SearchIndex
from broadsheet.usecases.shared.paging import Cursor, cursor_of, opened
from broadsheet.usecases.shared.ports import Span

WINDOW = 100
"""Files whose articles are ranked together: 10,000 slots."""
_CURSOR = Span("SEARCH", "0000-00#", "9999-99#~")
_APART = "~"


class Candidate(NamedTuple):
    """An article that may be a hit: what its words count, less being better, and where it is."""

    score: int
    position: Position
    article_id: str

    def is_after(self, other: "Candidate | None") -> bool:
        """Whether it is shown after the other one."""
        if other is None or self.score != other.score:
            return other is None or self.score > other.score
        return self.position < other.position


class Reached(NamedTuple):
    """Where a slice ended: before which slot the next part begins; or within which part."""

    start: Position | None = None
    end: Position | None = None
    last: Candidate | None = None

    @classmethod
    def opened(cls, cursor: Cursor | None) -> "Reached":
        """What a cursor says. Raises Malformed."""
        if cursor is None:
            return cls()
        try:
            start, *within = opened(cursor, _CURSOR).split(_APART)
            if not within:
                return cls(Position.parse(start))
            end, score, last = within
            shown = Candidate(int(score), Position.parse(last), "")
            return cls(Position.parse(start), Position.parse(end), shown)
        except ValueError:
            wrong = FieldError("?cursor", "bad_cursor", sentence("is not a cursor of this list"))
            raise Malformed([wrong]) from None

    @property
    def cursor(self) -> Cursor:
        """The cursor that says it."""
        parts = [str(self.start)]
        if self.last:
            parts += [str(self.end), str(self.last.score), str(self.last.position)]
        return cursor_of(_CURSOR, _APART.join(parts))


class Window(NamedTuple):
    """Files that are ranked together, the newest first, and the slot before which they are."""

    pages: Sequence[SearchIndexPage]
    start: Position
    after: Candidate | None = None
    """What was shown of it before."""

    def reached(self, last: Candidate) -> Reached:
        """That this was the last that was shown of it."""
        return Reached(self.start, _first_slot(self.pages[-1]), last)


def windows_of(
    listing: Listing, months: tuple[str, str], after: Reached, size: int = WINDOW
) -> Iterator[Window]:
    """The parts of the archive from there on, within these months."""
    pages = list(_pages(listing, months, after.start))
    if after.end:
        begun = sum(1 for page in pages if _last_slot(page) >= after.end)
        if begun:
            yield Window(pages[:begun], _start(pages[0], after.start), after.last)
        pages = pages[begun:]
    for n in range(0, len(pages), size):
        yield Window(pages[n : n + size], _start(pages[n], after.start))


def _pages(
    listing: Listing, months: tuple[str, str], before: Position | None
) -> Iterator[SearchIndexPage]:
    """The files that hold what is before that slot, the newest first."""
    earliest, latest = months
    for month in sorted(listing.months, reverse=True):
        last = listing.months[month] if earliest <= month <= latest else 0
        if before and month >= before.month:
            last = min(last, before.slot - 1) if month == before.month else 0
        for run in range(run_of(last, SEARCH_RUN), 0, -1):
            yield SearchIndexPage(month, run)


def _first_slot(page: SearchIndexPage) -> Position:
    return Position(page.month, (page.run - 1) * SEARCH_RUN + 1)


def _last_slot(page: SearchIndexPage) -> Position:
    return Position(page.month, page.run * SEARCH_RUN)


def _start(page: SearchIndexPage, before: Position | None) -> Position:
    start = Position(page.month, page.run * SEARCH_RUN + 1)
    return min(start, before) if before else start


class OpenIndex:
    """The index for one call: a file that was read is not read again."""

    def __init__(self, index: SearchIndex, attributes: Sequence[str]) -> None:
        self._index = index
        self.attributes = attributes
        self._read: dict[SearchIndexPage, Segment | None] = {}

    @property
    def segments(self) -> list[Segment]:
        """What was read, the newest first."""
        return [segment for segment in self._read.values() if segment]

    def candidates(
        self, pages: Sequence[SearchIndexPage], wanted: Sequence[Wanted], window: Window
    ) -> Iterator[Candidate]:
        """The articles of these files that may be hits and were not shown before."""
        unread = [page for page in pages if page not in self._read]
        files = self._index.segments([page.files[0] for page in unread])
        for page, file in zip(unread, files, strict=True):
            self._read[page] = Segment(file, page.run) if file else None
        for page in pages:
            segment = self._read[page]
            for score, slot, id_ in segment.found(wanted, self.attributes) if segment else ():
                candidate = Candidate(score, Position(page.month, slot), id_)
                if candidate.position < window.start and candidate.is_after(window.after):
                    yield candidate


def ranked(candidates: Sequence[Candidate]) -> list[Candidate]:
    """The best first, and the newest of those that are as good."""
    newest_first = sorted(candidates, key=lambda one: one.position, reverse=True)
    return sorted(newest_first, key=lambda one: one.score)
