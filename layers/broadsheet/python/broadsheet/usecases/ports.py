"""What the use cases need of the world, as Protocols; `adapters/` has the real ones."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import NamedTuple, Protocol, TypeVar

from broadsheet.domain.article import BodyHtml, SafeHtml
from broadsheet.domain.comment import Comment
from broadsheet.domain.listing import ListingName
from broadsheet.domain.media import Media
from broadsheet.domain.pages import AnyPage
from broadsheet.domain.record import Key, Record
from broadsheet.domain.views import View

R = TypeVar("R", bound=Record)


class Span(NamedTuple):
    """A stretch of one partition, both ends included (sort keys are printable ASCII)."""

    pk: str
    first: str = " "
    last: str = "~"


class Absent(NamedTuple):
    """There must be no such record yet."""


class AbsentOrExpired(NamedTuple):
    """There must be no such record, or one whose `expires_at` (epoch seconds) has passed."""

    now: int


class Equals(NamedTuple):
    """The record's `field` must still be `value`."""

    field: str
    value: int | str


class Exists(NamedTuple):
    """The record must be there."""


Expect = Absent | AbsentOrExpired | Equals | Exists


class Put(NamedTuple):
    """Write the record whole, if what is there is as expected."""

    record: Record
    expect: Expect | None = None


class Remove(NamedTuple):
    """Delete the record at a key, if what is there is as expected."""

    key: Key
    expect: Expect | None = None


Write = Put | Remove


class Cause(NamedTuple):
    """The request that a write comes from: its correlation id, and when it was accepted."""

    id: str
    at: datetime


class ConditionFailed(Exception):
    """Nothing was written: what was there was not as expected. `failed` are the writes' indexes."""

    def __init__(self, failed: Iterable[int]) -> None:
        self.failed = frozenset(failed)
        super().__init__(f"conditions failed for writes {sorted(self.failed)}")


class Contended(Exception):
    """Nothing was written: others keep writing the same records; try again later."""


class Reads(Protocol):
    """Strongly consistent reads of the table."""

    def get(self, kind: type[R], key: Key) -> R | None:
        """The record at the key, if there is one."""

    def get_many(self, kind: type[R], keys: Sequence[Key]) -> Mapping[Key, R]:
        """The records that exist of at most 100 keys (BatchGetItem's limit)."""

    def query(
        self, kind: type[R], span: Span, *, limit: int, newest_first: bool = False
    ) -> list[R]:
        """The first `limit` records of the span in the order of sort keys, or from its end."""


class Table(Reads, Protocol):
    """The table, for those who may change it."""

    def commit(self, writes: Sequence[Write], cause: Cause) -> None:
        """Make all the writes (at most 100), or none.

        Raises ConditionFailed, Contended, and TooLarge for a record of more than 400 KB.
        """

    def must_fit(self, record: Record, cause: Cause) -> None:
        """Raises TooLarge for a record of more than 400 KB, before anything is written."""

    def next_slot(self, listing: ListingName, title: str, month: str, cause: Cause) -> int:
        """A slot number of the listing's month that nobody else has or will get."""

    def count_up(self, of: str, expires_at: int) -> int:
        """One more on the tally `of` (see `Tally`); how many there are now.

        Counted at once and outside of any transaction: a storm would only make those wait for
        each other. A request that is tried again may count twice.
        """


class Clock(Protocol):
    """The time."""

    def __call__(self) -> datetime:
        """Now, in UTC, in whole milliseconds."""


class Ids(Protocol):
    """Identifiers."""

    def __call__(self) -> str:
        """A new UUIDv7 (RFC 9562): unique, and sorted by time."""


class Visit(NamedTuple):
    """What came with a comment beside its words; none of it is stored as it is.

    `seconds` is how long the form was being filled in, as its script says, and `issued` our own
    signed time of when it was given out; `trap` is what the field that no person sees was filled
    with; `proof` is the solution of a challenge.
    """

    ip: str
    user_agent: str = ""
    seconds: int | None = None
    trap: str = ""
    proof: str = ""
    issued: str = ""


class Markup(Protocol):
    """What people type, as HTML that cannot harm a reader."""

    def media_in(self, source: str) -> tuple[str, ...]:
        """What an article's Markdown names as the newsroom's own pictures, each once."""

    def article(self, source: str, pictures: Mapping[str, Media] = ...) -> BodyHtml:
        """Sanitised HTML of an article's Markdown, with those of the pictures that it names."""

    def comment(self, source: str) -> SafeHtml:
        """Sanitised HTML of a comment's text and the few marks that it may have."""


class Keys(Protocol):
    """Keyed hashes: nobody without the keys can tell or try out what was hashed."""

    def sender(self, email: str) -> str:
        """What a sender is known by: the same for the same address, whatever its case."""

    def address(self, ip: str, day: date) -> str:
        """What an IP address is known by on one day; another day's key is another."""

    def signature(self, purpose: str, text: str) -> str:
        """Proves that `text` came from us, for one purpose."""


class Vault(Protocol):
    """Where e-mail addresses are sealed that a mail has to be sent to."""

    def seal(self, email: str, comment_id: str) -> str:
        """The address, encrypted for this comment's subscription."""

    def open(self, sealed: str, comment_id: str) -> str:
        """The inverse of `seal`."""


class Verdict(NamedTuple):
    """What a spam service says: `is_spam` is None where it could not be asked.

    `note` is for the moderator; `is_certain` where nobody has to look at it any more.
    """

    is_spam: bool | None
    note: str
    is_certain: bool = False


class SpamService(Protocol):
    """Somebody else's opinion of a comment."""

    def __call__(self, comment: Comment, visit: Visit, url: str) -> Verdict:
        """Asked once, for a short time; never raises."""


class PageRequest(NamedTuple):
    """A page to be rendered, the changes' correlation ids, and when the oldest was accepted."""

    page: AnyPage
    causes: tuple[str, ...] = ()
    accepted_at: datetime | None = None


class RenderQueue(Protocol):
    """Where pages wait to be rendered: in order for each page, at least once."""

    def send(self, requests: Sequence[tuple[str, PageRequest]]) -> set[int]:
        """Enqueue each request under its deduplication id; the indexes of those that failed."""


class SeenFile(NamedTuple):
    """A file of the site as it was before its page's inputs were read."""

    etag: str
    digest: str


class Refused(Exception):
    """The file is no longer the version that was seen: nothing was written."""


class Redirection(bytes):
    """A page that leads elsewhere: its HTML, and `location`, for those who ask by HTTP alone."""

    location: str

    def __new__(cls, html: bytes, location: str) -> "Redirection":
        made = super().__new__(cls, html)
        made.location = location
        return made


class SiteFiles(Protocol):
    """The site bucket."""

    def digest(self, file: str, body: bytes) -> str:
        """What `SeenFile.digest` is for a file with these bytes and its headers."""

    def seen(self, file: str) -> SeenFile | None:
        """The file's version now, or None where there is none."""

    def write(self, file: str, body: bytes, seen: SeenFile | None) -> None:
        """Write the file over the version seen. Raises Refused if that is not there any more."""

    def delete(self, file: str, seen: SeenFile) -> None:
        """Delete the version seen. Raises Refused if that is not there any more."""

    def all(self) -> Iterable[str]:
        """Every key in the bucket."""


class SearchIndex(Protocol):
    """The files of the search index, to be read."""

    def segments(self, files: Sequence[str]) -> Sequence[bytes | None]:
        """The bytes of each file, in the same order; None where there is none."""


class Renderer(Protocol):
    """Views as files."""

    def render(self, page: AnyPage, view: View) -> Mapping[str, bytes]:
        """The bytes of each of the page's files; a pure function of its arguments."""

    def fixed_files(self) -> Sequence[str]:
        """The keys of all files that are made of configuration alone."""


class AllRecords(Protocol):
    """The whole table, for a rebuild."""

    def scan(self) -> Iterable[Record]:
        """Every record, in no order."""
