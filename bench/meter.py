"""A table whose every call is counted, with the capacity that DynamoDB would take for it.

By 'DynamoDB read and write capacity' of the developer guide: a write takes a unit for each KB of
the item before or after it, whichever is larger, and twice that in a transaction; a strongly
consistent read takes a unit for each 4 KB, a query for all its items together.
"""

import math
import threading
import time
from collections import Counter
from collections.abc import Mapping, Sequence

from broadsheet.adapters.aws.dynamodb.codec import size_of, to_item
from broadsheet.domain.articles.listing import ListingName, listing_key
from broadsheet.domain.shared.counter import counter_key
from broadsheet.domain.shared.record import Key, Record
from broadsheet.usecases.shared.ports import Cause, Put, R, Span, Table, Write

KB = 1024
TRANSACTIONAL = 2
Second = int
Units = dict[str, Counter[tuple[str, Second]]]


class Meter:
    """What was called, read and written, in all and by partition, item and second."""

    def __init__(self) -> None:
        self.calls: Counter[str] = Counter()
        self.bytes_read = 0
        self.largest_transaction = 0
        self.largest: Counter[str] = Counter()
        """The largest item of each kind of record, in bytes."""
        self.written: Units = {"partition": Counter(), "item": Counter()}
        self.read: Units = {"partition": Counter(), "item": Counter()}
        self._lock = threading.Lock()

    def clear(self) -> None:
        """Begin at nothing."""
        with self._lock:
            self.calls.clear()
            self.bytes_read = 0

    def call(self, name: str) -> None:
        """One call of AWS."""
        with self._lock:
            self.calls[name] += 1

    def wrote(self, key: Key, size: int, times: int) -> None:
        """An item, or the one that is gone."""
        units = max(1, math.ceil(size / KB)) * times
        self._add(self.written, key, units)

    def got(self, key: Key, size: int) -> None:
        """An item, or that there is none."""
        self._fetched(size)
        self._add(self.read, key, max(1, math.ceil(size / (4 * KB))))

    def queried(self, pk: str, size: int) -> None:
        """The items of a query, together."""
        self._fetched(size)
        with self._lock:
            self.read["partition"][pk, int(time.monotonic())] += max(1, math.ceil(size / (4 * KB)))

    def _fetched(self, size: int) -> None:
        with self._lock:
            self.bytes_read += size

    def _add(self, units: Units, key: Key, number: int) -> None:
        second = int(time.monotonic())
        with self._lock:
            units["partition"][key.pk, second] += number
            units["item"][f"{key.pk} / {key.sk}", second] += number


class MeteredTable:
    """Implements `Table` and `Gathers` by another one."""

    def __init__(self, table: Table, meter: Meter) -> None:
        self._table, self._meter = table, meter
        self._sizes: dict[Key, int] = {}

    def get(self, kind: type[R], key: Key) -> R | None:
        """See `Reads`."""
        self._meter.call("GetItem")
        record = self._table.get(kind, key)
        self._meter.got(key, self._size(record))
        return record

    def get_many(self, kind: type[R], keys: Sequence[Key]) -> Mapping[Key, R]:
        """See `Reads`."""
        self._meter.call("BatchGetItem")
        found = self._table.get_many(kind, keys)
        for key in keys:
            self._meter.got(key, self._size(found.get(key)))
        return found

    def get_all(self, wanted: Mapping[Key, type[Record]]) -> Mapping[Key, Record]:
        """See `Gathers`."""
        self._meter.call("BatchGetItem")
        found = self._table.get_all(wanted)
        for key in wanted:
            self._meter.got(key, self._size(found.get(key)))
        return found

    def query(
        self, kind: type[R], span: Span, *, limit: int, newest_first: bool = False
    ) -> list[R]:
        """See `Reads`."""
        self._meter.call("Query")
        found = self._table.query(kind, span, limit=limit, newest_first=newest_first)
        self._meter.queried(span.pk, sum(map(self._size, found)))
        return found

    def commit(self, writes: Sequence[Write], cause: Cause) -> None:
        """See `Table`. What is refused is billed as well."""
        self._meter.call("TransactWriteItems")
        self._meter.largest_transaction = max(self._meter.largest_transaction, len(writes))
        for write in writes:
            key = write.record.key if isinstance(write, Put) else write.key
            before = self._sizes.get(key, 0)
            after = 0
            if isinstance(write, Put):
                after = size_of(to_item(write.record, cause))
                kind = type(write.record).__name__
                self._meter.largest[kind] = max(self._meter.largest[kind], after)
            self._sizes[key] = after
            self._meter.wrote(key, max(before, after), TRANSACTIONAL)
        self._table.commit(writes, cause)

    def must_fit(self, record: Record, cause: Cause) -> None:
        """See `Table`."""
        self._table.must_fit(record, cause)

    def open_listing(self, listing: ListingName, title: str, cause: Cause) -> None:
        """See `Table`."""
        self._meter.call("PutItem")
        self._meter.wrote(listing_key(listing), 1, 1)
        self._table.open_listing(listing, title, cause)

    def next_slot(self, listing: ListingName, title: str, month: str, cause: Cause) -> int | None:
        """See `Table`."""
        self._meter.call("UpdateItem")
        self._meter.wrote(listing_key(listing), 1, 1)
        return self._table.next_slot(listing, title, month, cause)

    def name_listing(self, listing: ListingName, title: str, moved_to: str, cause: Cause) -> None:
        """See `Table`."""
        self._meter.call("UpdateItem")
        self._meter.wrote(listing_key(listing), 1, 1)
        self._table.name_listing(listing, title, moved_to, cause)

    def count_up(self, of: str, expires_at: int, by: str) -> int:
        """See `Table`."""
        self._meter.call("UpdateItem")
        self._meter.wrote(counter_key(of), 1, 1)
        return self._table.count_up(of, expires_at, by)

    def _size(self, record: Record | None) -> int:
        if record is None:
            return 0
        known = self._sizes.get(record.key)
        if known is None:
            known = self._sizes[record.key] = size_of(to_item(record))
        return known
