"""What was read of one partition of the table, and what can be answered from it."""

from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

from broadsheet.domain.shared.record import Record
from broadsheet.usecases.shared.ports import Reads, Span


class Query(NamedTuple):
    """What is asked of a partition."""

    kind: type[Record]
    span: Span
    limit: int
    newest_first: bool


class _Stretch(NamedTuple):
    """All that stands between two places of a partition, both included."""

    first: str
    last: str
    records: tuple[tuple[str, Any], ...]
    """With their sort keys, in their order."""

    def answer(self, query: Query) -> list[Any] | None:
        """What the query finds; None if that cannot be told from here."""
        span = query.span
        found = [record for sk, record in self.records if span.first <= sk <= span.last]
        is_enough = len(found) >= query.limit
        begins = self.first <= span.first or (is_enough and query.newest_first)
        ends = self.last >= span.last or (is_enough and not query.newest_first)
        if not (begins and ends):
            return None
        return (found[::-1] if query.newest_first else found)[: query.limit]


class Partition:
    """What was read of one kind of record in one partition, by one after the other."""

    def __init__(self) -> None:
        self._stretches: list[_Stretch] = []
        self._failed: dict[Query, Exception] = {}
        self._answered: dict[Query, list[Any]] = {}

    def answer(self, query: Query) -> list[Any] | None:
        """What the query finds, None if that was not read. Raises what reading it failed with."""
        if query in self._failed:
            raise self._failed[query]
        return self._known(query)

    def read(self, table: Reads, asked: Sequence[Query]) -> None:
        """Ask the table for what cannot be answered yet; what fails, fails whoever asks for it."""
        # What reaches furthest may have in it what others ask for.
        for query in sorted([*_joined(asked), *asked], key=lambda query: -query.limit):
            if self._known(query) is None:
                self._ask(table, query)

    def _ask(self, table: Reads, query: Query) -> None:
        kind, span, limit, newest_first = query
        try:
            found = table.query(kind, span, limit=limit, newest_first=newest_first)
        except Exception as error:  # noqa: BLE001 - it is told to whoever asked
            self._failed[query] = error
            return
        self._answered[query] = found
        records = [(record.key.sk, record) for record in found]
        first, last = span.first, span.last
        if len(records) >= limit and newest_first:
            first = records[-1][0]
        elif len(records) >= limit:
            last = records[-1][0]
        in_order = records[::-1] if newest_first else records
        self._stretches.append(_Stretch(first, last, tuple(in_order)))

    def _known(self, query: Query) -> list[Any] | None:
        if query in self._answered:
            return self._answered[query]
        for stretch in self._stretches:
            found = stretch.answer(query)
            if found is not None:
                return found
        return None


def _joined(asked: Sequence[Query]) -> Iterator[Query]:
    """One query for several that look back from places near each other: it reads as much as they
    do, and most likely what they read. Places are near if their sort keys begin with one word.
    """
    near: dict[tuple[str, str], dict[str, Query]] = {}
    for query in sorted(asked, key=lambda query: query.limit):
        if query.newest_first:
            span = query.span
            place = (span.first, span.last.partition("#")[0])
            near.setdefault(place, {})[span.last] = query
    for queries in near.values():
        if len(queries) > 1:
            limit = sum(query.limit for query in queries.values())
            yield queries[max(queries)]._replace(limit=limit)
