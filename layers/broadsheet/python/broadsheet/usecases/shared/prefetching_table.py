"""Reads that are known beforehand are made many at a time."""

from collections.abc import Mapping, Sequence

from broadsheet.domain.articles.listing import ListingName
from broadsheet.domain.shared.record import Key, Record
from broadsheet.usecases.shared.ports import Cause, R, Span, Table, Write


class PrefetchingTable:
    """Implements `Table`: each record that was read ahead is handed out once, then read anew.

    So whoever finds that it has changed since, by the conditions of a write, looks again.
    """

    def __init__(self, table: Table) -> None:
        self._table = table
        self._ahead: dict[Key, Record | None] = {}

    def read_ahead(self, kind: type[R], keys: Sequence[Key]) -> Mapping[Key, R]:
        """The records that exist of at most 100 keys; also those that do not are remembered."""
        found = self._table.get_many(kind, keys) if keys else {}
        self._ahead |= {key: found.get(key) for key in keys}
        return found

    def get(self, kind: type[R], key: Key) -> R | None:
        """See `Reads`."""
        if key not in self._ahead:
            return self._table.get(kind, key)
        record = self._ahead.pop(key)
        return record if isinstance(record, kind) else None

    def get_many(self, kind: type[R], keys: Sequence[Key]) -> Mapping[Key, R]:
        """See `Reads`."""
        return self._table.get_many(kind, keys)

    def get_all(self, wanted: Mapping[Key, type[Record]]) -> Mapping[Key, Record]:
        """See `Gathers`."""
        return self._table.get_all(wanted)

    def query(
        self, kind: type[R], span: Span, *, limit: int, newest_first: bool = False
    ) -> list[R]:
        """See `Reads`."""
        return self._table.query(kind, span, limit=limit, newest_first=newest_first)

    def commit(self, writes: Sequence[Write], cause: Cause) -> None:
        """See `Table`."""
        self._table.commit(writes, cause)

    def must_fit(self, record: Record, cause: Cause) -> None:
        """See `Table`."""
        self._table.must_fit(record, cause)

    def open_listing(self, listing: ListingName, title: str, cause: Cause) -> None:
        """See `Table`."""
        self._table.open_listing(listing, title, cause)

    def next_slot(self, listing: ListingName, title: str, month: str, cause: Cause) -> int | None:
        """See `Table`."""
        return self._table.next_slot(listing, title, month, cause)

    def name_listing(self, listing: ListingName, title: str, moved_to: str, cause: Cause) -> None:
        """See `Table`."""
        self._table.name_listing(listing, title, moved_to, cause)

    def count_up(self, of: str, expires_at: int, by: str) -> int:
        """See `Table`."""
        return self._table.count_up(of, expires_at, by)
