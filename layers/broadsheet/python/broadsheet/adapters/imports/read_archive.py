"""What a file of another system had, once all of it is read: set aside, and not yet taken over."""

from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from datetime import UTC, datetime, tzinfo
from pathlib import Path
from typing import NamedTuple

from broadsheet.adapters.imports.html_tree import plain_text
from broadsheet.adapters.imports.spool import ArticleSpool
from broadsheet.domain.articles.hours import is_in_the_calendar
from broadsheet.domain.shared.slug import is_slug, slug_of
from broadsheet.domain.transfer.site_lines import (
    ImportedArticle,
    ImportedAuthor,
    ImportNote,
    LeftBehind,
    OldAddress,
)

PAGES = "Pages"
"""The section of what was a page: it has an address like every article, and is in its archive."""


class ReadOptions(NamedTuple):
    """What whoever brings an archive has to say: the section of articles without one, the zone of
    dates without one, where the old site stood (`https://old.example`), and the language of
    articles that do not say theirs, whatever the site's was; and a folder for what is set aside,
    which is gone in the end, with what is open until then."""

    section: str
    zone: tzinfo
    aside: Path
    open: ExitStack
    address: str = ""
    language: str = ""


class Notes:
    """What is to be said of one story, each thing once."""

    def __init__(self, post_id: str, title: str) -> None:
        self._id, self._title = post_id, title
        self._told: dict[tuple[str, str], None] = {}

    def __call__(self, reason: str, detail: str) -> None:
        self._told[(reason, detail)] = None

    def told(self) -> tuple[ImportNote, ...]:
        """All of it."""
        return tuple(ImportNote(self._id, self._title, *one) for one in self._told)


class ReadArchive:
    """The stories by their dates, and what else there was. Implements `Archive` and `Partial`.

    `skipped` counts what no site of ours has; `broken` says where the archive ends too early, and
    `notes` what of those who write and of lists nothing here has.
    """

    def __init__(self, source: str, options: ReadOptions) -> None:
        self.source = source
        self.skipped = Counter[str]()
        self.broken = ""
        self._spool = options.open.enter_context(ArticleSpool(options.aside))
        self._left_out: list[ImportNote] = []
        self.notes: list[ImportNote] = []
        self._authors: dict[str, ImportedAuthor] = {}
        self._lists: dict[OldAddress, None] = {}

    @property
    def total(self) -> int:
        """How many stories there are, with those that are left out."""
        return self._spool.count + len(self._left_out)

    def add(self, one: ImportedArticle | ImportNote) -> None:
        """Set a story aside, or why it is left out."""
        if isinstance(one, ImportNote):
            self._left_out.append(one)
        else:
            self._spool.add(one)

    def add_author(self, login: str, name: str, bio: str = "") -> None:
        """Somebody who writes."""
        self._authors.setdefault(login, ImportedAuthor(login, name, bio))

    def add_list(self, address: OldAddress) -> None:
        """Where something else than a story stood."""
        self._lists[address] = None

    def authors(self) -> list[ImportedAuthor]:
        """Everybody who writes there."""
        return list(self._authors.values())

    def articles(self) -> Iterator[ImportedArticle | ImportNote]:
        """The oldest first, before them those that are left out, and those without a date."""
        yield from self._left_out
        yield from self._spool

    def old_addresses(self) -> list[OldAddress]:
        """Where its lists stood."""
        return list(self._lists)

    def left_behind(self) -> LeftBehind:
        """What of it nobody takes over."""
        return LeftBehind(skipped=dict(self.skipped), broken=self.broken, notes=self.notes)


def one_line(markup: str) -> str:
    """The words of HTML in one line, as titles, names and captions have them."""
    return " ".join(plain_text(markup).split())


def slug_for(slug: str, title: str, note: Callable[[str, str], object]) -> str:
    """The slug as it was, or one as ours are made, which is said."""
    made = slug if is_slug(slug) else slug_of(slug or title)
    if slug and made != slug:
        note("slug_changed", f"{slug}: {made}")
    return made


def moment_in(text: str, zone: tzinfo) -> datetime | None:
    """A date as ISO 8601 has it, in a `zone` where it names none. None for what is no date."""
    try:
        moment = datetime.fromisoformat(text.strip().replace("Z", "+00:00"))
        moment = (moment if moment.tzinfo else moment.replace(tzinfo=zone)).astimezone(UTC)
    except (ValueError, OverflowError):
        return None
    return moment if is_in_the_calendar(moment) else None
