"""A receipt: which pages a story's last change reached, read back, and since when."""

import re
from datetime import datetime, timedelta
from enum import StrEnum

import msgspec

from broadsheet.domain.articles.life import Status
from broadsheet.domain.site.page import Page

LATE = timedelta(seconds=60)
"""A page that is not right so long after the change is named as late."""
EDGE = timedelta(seconds=90)
"""How long the edge may still hand out the page before: as `PAGE_CACHE` says, half a minute, and a
minute in which it asks again."""


class PageState(StrEnum):
    """How a page of the change stands."""

    RIGHT = "right"
    WAITING = "waiting"
    LATE = "late"

    @property
    def order(self) -> int:
        """What is amiss comes first."""
        return (PageState.LATE, PageState.WAITING, PageState.RIGHT).index(self)


class PageReading(msgspec.Struct, frozen=True, kw_only=True):
    """A page that depends on the change, as it lies in the bucket.

    `since` is when it became right; None where it is not, or where it was right before, as nothing
    in it changed. `files` are the addresses of all that it consists of. `left` are sentences of a
    story that was taken down which are in it.
    """

    path: str
    files: tuple[str, ...]
    kind: str
    state: PageState
    since: datetime | None = None
    left: tuple[str, ...] = ()


class ApiReading(msgspec.Struct, frozen=True, kw_only=True):
    """A public call of the API, and whether its answer has a story that was taken down."""

    call: str
    has_it: bool


class Proof(msgspec.Struct, frozen=True, kw_only=True):
    """That a story which was taken down is nowhere: what was looked for, and what the API says."""

    sentences: int
    api: tuple[ApiReading, ...]


class Receipt(msgspec.Struct, frozen=True, kw_only=True):
    """What became of the last change of a story: `pages` of it in all, some of them in `items`.

    `at` is when the change was made, `checked_at` when the pages were read back. `proof` is there
    where the story was taken down.
    """

    article_id: str
    version: int
    status: Status
    action: str
    at: datetime
    checked_at: datetime
    pages: int
    items: tuple[PageReading, ...]
    proof: Proof | None = None

    def count(self, state: PageState | str) -> int:
        """How many of the pages that were read back stand so."""
        return sum(item.state == state for item in self.items)

    @property
    def is_settled(self) -> bool:
        """Whether every page that was read back is right, and nothing of the story is left."""
        return self.count(PageState.RIGHT) == len(self.items) and not self.is_left

    @property
    def summary(self) -> str:
        """It in one line."""
        if not self.pages:
            return "on no page"
        pages = "1 page" if self.pages == 1 else f"{self.pages} pages"
        read = len(self.items)
        if self.is_settled:
            took = f", {self.seconds:.1f} s" if self.seconds is not None else ""
            of = pages if read == self.pages else f"{read} of {pages} read back"
            return f"{'gone from' if self.proof else 'live on'} {of}{took}"
        named = (("waiting", PageState.WAITING), ("late", PageState.LATE))
        parts = [f"{self.count(state)} {word}" for word, state in named if self.count(state)]
        parts += ["something of the story is left"] if self.is_left else []
        return ", ".join([f"{self.count(PageState.RIGHT)} of {pages} right", *parts])

    @property
    def is_left(self) -> bool:
        """Whether something of a story that was taken down was found."""
        answers = self.proof.api if self.proof else ()
        return any(item.left for item in self.items) or any(one.has_it for one in answers)

    @property
    def seconds(self) -> float | None:
        """How long the last of them took; None where none was changed, or one is not right yet."""
        since = [item.since for item in self.items if item.since]
        if not since or not all(item.state is PageState.RIGHT for item in self.items):
            return None
        return max((max(since) - self.at).total_seconds(), 0.0)

    @property
    def readers_by(self) -> datetime | None:
        """When every reader has them, as the edge keeps pages for a moment; None while unsure."""
        seconds = self.seconds
        return None if seconds is None else self.at + timedelta(seconds=seconds) + EDGE


def state_of(
    *, is_right: bool, written: datetime | None, is_newer: bool, at: datetime, now: datetime
) -> PageState:
    """How a page stands, of which the file that lies there was `written` then.

    Whatever was written since the change has it: a page is rendered from the table as it is. If
    that is not right, another change is on its way to it, and it is not late because of this one.
    Nor is a page of which nothing lies there yet, where all that it shows `is_newer`.
    """
    if is_right:
        return PageState.RIGHT
    is_ours = written < at if written is not None else not is_newer
    return PageState.LATE if is_ours and now - at > LATE else PageState.WAITING


def address_of(file: str) -> str:
    """Where readers find a file of the bucket."""
    return "/" + file.removesuffix("index.html")


def kind_of(page: Page) -> str:
    """What the page is, as the API says it: `article`, `search_index`…"""
    name = type(page).__name__.removesuffix("Page")
    return re.sub(r"(?<=[a-z])(?=[A-Z])", "_", name).lower()
