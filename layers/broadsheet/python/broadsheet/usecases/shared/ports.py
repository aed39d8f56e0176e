"""What the use cases need of the world, as Protocols; `adapters/` has the real ones."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import Generic, NamedTuple, Protocol, TypeVar

from broadsheet.domain.articles.body import BodyHtml, NotedBody, SafeHtml
from broadsheet.domain.articles.listing import ListingName
from broadsheet.domain.media.media import Media
from broadsheet.domain.shared.record import Key, Record

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


MOST_KEYS = 100
"""That are read together (BatchGetItem's limit)."""


class Reads(Protocol):
    """Strongly consistent reads of the table."""

    def get(self, kind: type[R], key: Key) -> R | None:
        """The record at the key, if there is one."""

    def get_many(self, kind: type[R], keys: Sequence[Key]) -> Mapping[Key, R]:
        """The records that exist of at most `MOST_KEYS` keys."""

    def query(
        self, kind: type[R], span: Span, *, limit: int, newest_first: bool = False
    ) -> list[R]:
        """The first `limit` records of the span in the order of sort keys, or from its end."""


class Gathers(Reads, Protocol):
    """Reads that are made many at a time, whatever is read."""

    def get_all(self, wanted: Mapping[Key, type[Record]]) -> Mapping[Key, Record]:
        """The records that exist of at most `MOST_KEYS` keys, each of its own kind."""


class Having(NamedTuple):
    """A record's `field` must have `value` in it: a text as a part, a list as a member."""

    field: str
    value: str


class Sifted(NamedTuple, Generic[R]):
    """What was found, newest first, and the sort key down to which was looked; None is the end."""

    found: list[R]
    reached: str | None


class Sifts(Reads, Protocol):
    """Reads that leave out on the way what is not looked for."""

    def sift(
        self, kind: type[R], span: Span, having: Sequence[Having], *, limit: int, look: int
    ) -> Sifted[R]:
        """The records of the span that have all of it, from its end.

        At most `look` records are looked at, and no more than it takes to find `limit`, roughly:
        there may be more of them.
        """


class AllRecords(Protocol):
    """The whole table, for a rebuild."""

    def scan(self) -> Iterable[Record]:
        """Every record, in no order."""


class Table(Gathers, Protocol):
    """The table, for those who may change it."""

    def commit(self, writes: Sequence[Write], cause: Cause) -> None:
        """Make all the writes (at most 100), or none.

        Raises ConditionFailed, Contended, and TooLarge for a record of more than 400 KB.
        """

    def must_fit(self, record: Record, cause: Cause) -> None:
        """Raises TooLarge for a record of more than 400 KB, before anything is written."""

    def open_listing(self, listing: ListingName, title: str, cause: Cause) -> None:
        """Let there be a listing of this title; one that is there keeps its own, for ever."""

    def next_slot(self, listing: ListingName, title: str, month: str, cause: Cause) -> int | None:
        """A slot number of the listing's month that nobody else has or will get.

        None where there is no listing of this very title: it is another's, was not opened, or leads
        to another one.
        """

    def name_listing(self, listing: ListingName, title: str, moved_to: str, cause: Cause) -> None:
        """Let the listing that is there have this title, and lead there; its slots stay."""

    def count_up(self, of: str, expires_at: int, by: str) -> int:
        """One more on the counter `of` (see `Counter`); how many there are now.

        `by` is what is counted: tried again, because an answer was lost or something failed later,
        it counts once, unless another was counted in between. Counted at once and outside of any
        transaction: a storm would only make those wait for each other.
        """


class Clock(Protocol):
    """The time."""

    def __call__(self) -> datetime:
        """Now, in UTC, in whole milliseconds."""


class Ids(Protocol):
    """Identifiers."""

    def __call__(self) -> str:
        """A new UUIDv7 (RFC 9562): unique, and sorted by time."""


class Markup(Protocol):
    """What people type, as HTML that cannot harm a reader."""

    def media_in(self, source: str) -> tuple[str, ...]:
        """What an article's Markdown names as the newsroom's own pictures, each once."""

    def article(self, source: str, pictures: Mapping[str, Media] = ...) -> BodyHtml:
        """Sanitised HTML of an article's Markdown, with those of the pictures that it names."""

    def noted(
        self, source: str, pictures: Mapping[str, Media] = ..., *, pointer: str = ...
    ) -> NotedBody:
        """The same, and what of it is not there as it was typed: `pointer` is where it was sent."""

    def asked_about(self, body: SafeHtml, most: int) -> tuple[str, ...]:
        """The addresses on cards of a text whose providers say what they are, the first so many."""

    def comment(self, source: str) -> SafeHtml:
        """Sanitised HTML of a comment's text and the few marks that it may have."""


RECENT = timedelta(days=1, hours=1)
"""How long after the key was replaced its predecessor still matters to what is kept for a day
(`Replay`): until then, and until the last copy of a function surely knows."""


class Keys(Protocol):
    """Keyed hashes: nobody without the keys can tell or try out what was hashed.

    The key of senders and signatures can be replaced; others are of a day or a month. Copies of a
    function may use the one before for some minutes more. None changes it between a `signature` and
    what is asked for after that with `sender`, `senders` or `signatures`.
    """

    def sender(self, email: str) -> str:
        """What a sender is known by: the same for the same address, whatever its case."""

    def senders(self, email: str) -> tuple[str, ...]:
        """What a sender is and was known by: under the key of now, then under the earlier ones."""

    def address(self, ip: str, day: date) -> str:
        """What an IP address is known by on one day; another day's key is another."""

    def signature(self, purpose: str, text: str) -> str:
        """Proves that `text` came from us, for one purpose."""

    def signatures(self, purpose: str, text: str) -> tuple[str, ...]:
        """The signature under each key that is kept: that of now, then the earlier ones."""

    def recent_signatures(self, purpose: str, text: str) -> tuple[str, ...]:
        """Those of a day: more than one only where the key was replaced within `RECENT`."""

    def is_signed(self, purpose: str, text: str, signature: str) -> bool:
        """Whether that is the signature under any key that is kept; compared in constant time."""

    def learn(self) -> None:
        """Know of a key that was replaced at once, and not within minutes."""

    def monthly_signature(self, text: str, month: date) -> str:
        """Proves that `text` came from us in a month, of which `month` is the first day.

        The key is the month's, and is forgotten after a year and some months.
        """


class Vault(Protocol):
    """Where e-mail addresses are sealed that a mail has to be sent to."""

    def seal(self, email: str, comment_id: str) -> str:
        """The address, encrypted for this comment's subscription."""

    def open(self, sealed: str, comment_id: str) -> str:
        """The inverse of `seal`."""
