"""The table in memory, with its stream."""

import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import datetime

import msgspec

from broadsheet.adapters.aws.dynamodb.codec import ITEM_BYTES, size_of, to_item
from broadsheet.domain.articles.listing import Listing, ListingName, listing_key
from broadsheet.domain.shared.counter import Counter, counter_key
from broadsheet.domain.shared.errors import TooLarge
from broadsheet.domain.shared.record import Key, Record
from broadsheet.domain.shared.sentence import for_programs
from broadsheet.domain.site.routing import Change
from broadsheet.usecases.shared.ports import (
    Absent,
    AbsentOrExpired,
    Cause,
    ConditionFailed,
    Equals,
    Exists,
    Expect,
    Having,
    Put,
    R,
    Sifted,
    Span,
    Write,
)
from broadsheet.usecases.site.route_changes import StreamedChange


class MemoryTable:
    """Implements `Table`, `Gathers` and `AllRecords`; `stream` has every change in order."""

    def __init__(self) -> None:
        self.records: dict[Key, Record] = {}
        self.stream: list[StreamedChange] = []
        self._lock = threading.Lock()

    def get(self, kind: type[R], key: Key) -> R | None:
        record = self.records.get(key)
        assert record is None or isinstance(record, kind)
        return record

    def get_many(self, kind: type[R], keys: Sequence[Key]) -> Mapping[Key, R]:
        assert len(keys) <= 100, "BatchGetItem takes at most 100 keys"
        found = {key: self.get(kind, key) for key in keys}
        return {key: record for key, record in found.items() if record is not None}

    def get_all(self, wanted: Mapping[Key, type[Record]]) -> Mapping[Key, Record]:
        assert len(wanted) <= 100, "BatchGetItem takes at most 100 keys"
        found = {key: self.get(kind, key) for key, kind in wanted.items()}
        return {key: record for key, record in found.items() if record is not None}

    def query(
        self, kind: type[R], span: Span, *, limit: int, newest_first: bool = False
    ) -> list[R]:
        keys = [k for k in self.records if k.pk == span.pk and span.first <= k.sk <= span.last]
        records = [self.get(kind, key) for key in sorted(keys, reverse=newest_first)[:limit]]
        return [record for record in records if record is not None]

    def sift(
        self, kind: type[R], span: Span, having: Sequence[Having], *, limit: int, look: int
    ) -> Sifted[R]:
        found: list[R] = []
        reached = ""
        for number, record in enumerate(self.query(kind, span, limit=look + 1, newest_first=True)):
            # Some more than what suffices may be found, as nobody knows where the last one stands.
            if number == look or len(found) >= limit + 1:
                return Sifted(found, reached)
            reached = record.key.sk
            found += [record] if all(h.value in getattr(record, h.field) for h in having) else []
        return Sifted(found, None)

    def scan(self) -> Iterator[Record]:
        return iter(list(self.records.values()))

    def commit(self, writes: Sequence[Write], cause: Cause) -> None:
        assert len(writes) <= 100, "TransactWriteItems takes at most 100 operations"
        keys = [w.record.key if isinstance(w, Put) else w.key for w in writes]
        assert len(set(keys)) == len(keys), "TransactWriteItems refuses two operations on one item"
        for write in writes:
            if isinstance(write, Put):
                self.must_fit(write.record, cause)
        with self._lock:
            failed = [
                n
                for n, (write, key) in enumerate(zip(writes, keys, strict=True))
                if write.expect is not None
                and not _as_expected(write.expect, self.records.get(key))
            ]
            if failed:
                raise ConditionFailed(failed)
            for write, key in zip(writes, keys, strict=True):
                self._apply(key, write.record if isinstance(write, Put) else None, cause)

    def must_fit(self, record: Record, cause: Cause) -> None:
        if size_of(to_item(record, cause)) > ITEM_BYTES:
            raise TooLarge(for_programs("more than an item can hold"))

    def open_listing(self, listing: ListingName, title: str, cause: Cause) -> None:
        key = listing_key(listing)
        with self._lock:
            if key not in self.records:
                self._apply(key, Listing(listing=listing, title=title), cause)

    def next_slot(self, listing: ListingName, title: str, month: str, cause: Cause) -> int | None:
        key = listing_key(listing)
        with self._lock:
            before = self.records.get(key)
            if not isinstance(before, Listing) or before.title != title:
                return None
            if before.moved_to:
                return None
            slot = before.months.get(month, 0) + 1
            months = {**before.months, month: slot}
            self._apply(key, msgspec.structs.replace(before, months=months), cause)
        return slot

    def name_listing(self, listing: ListingName, title: str, moved_to: str, cause: Cause) -> None:
        key = listing_key(listing)
        with self._lock:
            before = self.records[key]
            assert isinstance(before, Listing)
            self._apply(key, msgspec.structs.replace(before, title=title, moved_to=moved_to), cause)

    def count_up(self, of: str, expires_at: int, by: str) -> int:
        key = counter_key(of)
        with self._lock:
            before = self.records.get(key)
            times = before.times if isinstance(before, Counter) else 0
            if not isinstance(before, Counter) or before.by != by:
                times += 1
            self.records[key] = Counter(of=of, times=times, expires_at=expires_at, by=by)
        return times

    def _apply(self, key: Key, new: Record | None, cause: Cause) -> None:
        old = self.records.get(key)
        if new is None:
            self.records.pop(key, None)
        else:
            self.records[key] = new
        # As in DynamoDB, a write that changes nothing is no change in the stream.
        if old != new:
            sequence = f"{len(self.stream):021}"
            streamed = StreamedChange(
                change=Change(old, new), sequence=sequence, cause=cause.id, accepted_at=cause.at
            )
            self.stream.append(streamed)


def _as_expected(expect: Expect, record: Record | None) -> bool:
    match expect:
        case Absent():
            return record is None
        case Exists():
            return record is not None
        case AbsentOrExpired(now):
            return record is None or record.expires_at <= now  # type: ignore[attr-defined]
        case Equals(field, value):
            return record is not None and getattr(record, field) == value


class StoppedClock:
    """A clock that a test turns."""

    def __init__(self, start: datetime) -> None:
        self.now = start

    def __call__(self) -> datetime:
        return self.now


def no_pause(_seconds: float) -> None:
    """Instead of sleeping between attempts."""


Pause = Callable[[float], None]
