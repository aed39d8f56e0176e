"""What many want to know of the table, read together: each thing once, and many keys in one call.

Whoever asks is a pure function of its reads. It is called again each time that something it asked
for has been read, and so gets one read further, or further still, as others asked for the same.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple, TypeVar

import msgspec

from broadsheet.domain.shared.record import Key, Record
from broadsheet.usecases.shared.ports import MOST_KEYS, Gathers, R, Reads, Span

K = TypeVar("K")
T = TypeVar("T")


class _NotYetRead(Exception):
    """It was asked for, and is going to be read with what others ask for."""


class _Query(NamedTuple):
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

    def answer(self, query: _Query) -> list[Any] | None:
        """What the query finds; None if that cannot be told from here."""
        span = query.span
        found = [record for sk, record in self.records if span.first <= sk <= span.last]
        is_enough = len(found) >= query.limit
        begins = self.first <= span.first or (is_enough and query.newest_first)
        ends = self.last >= span.last or (is_enough and not query.newest_first)
        if not (begins and ends):
            return None
        return (found[::-1] if query.newest_first else found)[: query.limit]


def answers(
    table: Gathers,
    questions: Mapping[K, Callable[[Reads], T]],
    asked_for: dict[K, dict[Key, type[Record]]] | None = None,
) -> dict[K, T | Exception]:
    """What each of the questions is answered with, or what it fails with, if it fails.

    Everything is read after this was called. A read that fails costs those who asked for it.
    `asked_for` is what each question read by key the last time, and is brought up to date: the
    same question most likely wants the same, which is read at once.
    """
    reads = GatheredReads(table)
    answered: dict[K, T | Exception] = {}
    waiting = dict(questions)
    known = asked_for if asked_for is not None else {}
    reads.expect({key: kind for name in waiting for key, kind in known.get(name, {}).items()})
    while waiting:
        for name, ask in list(waiting.items()):
            reads.asked_for = known[name] = {}
            try:
                answered[name] = ask(reads)
            except _NotYetRead:
                continue
            except Exception as error:  # noqa: BLE001 - it is the answer
                answered[name] = error
            del waiting[name]
        reads.fetch()
    return answered


def read_ahead(reads: Reads, wanted: Mapping[Key, type[Record]]) -> None:
    """All of these are going to be asked for: whoever gathers reads may as well get them now."""
    if isinstance(reads, GatheredReads):
        reads.want(wanted)


def _joined(asked: Sequence[_Query]) -> Iterator[_Query]:
    """One query for several that look back from places near each other: it reads as much as they
    do, and most likely what they read. Places are near if their sort keys begin with one word.
    """
    near: dict[tuple[object, ...], dict[str, _Query]] = {}
    for query in sorted(asked, key=lambda query: query.limit):
        if query.newest_first:
            span = query.span
            place = (query.kind, span.pk, span.first, span.last.partition("#")[0])
            near.setdefault(place, {})[span.last] = query
    for queries in near.values():
        if len(queries) > 1:
            limit = sum(query.limit for query in queries.values())
            yield queries[max(queries)]._replace(limit=limit)


class ReadTogether:
    """Implements `Reads`: what is `known` was read by key in one call, and is not read again."""

    def __init__(self, table: Gathers, known: Mapping[Key, type[Record]]) -> None:
        self._table, self._known = table, known.keys()
        self._found = table.get_all(known)
        self.get_many, self.query = table.get_many, table.query

    def get(self, kind: type[R], key: Key) -> R | None:
        """See `Reads`."""
        found = self._found.get(key) if key in self._known else self._table.get(kind, key)
        return found if isinstance(found, kind) else None


class GatheredReads:
    """Implements `Reads`: what was read once is not read again."""

    def __init__(self, table: Gathers) -> None:
        self._table = table
        self._records: dict[Key, Record | Exception | None] = {}
        self._stretches: dict[tuple[type[Record], str], list[_Stretch]] = {}
        self._failed: dict[_Query, Exception] = {}
        self._wanted: dict[Key, type[Record]] = {}
        self._asked: dict[_Query, None] = {}
        self._answered: dict[_Query, list[Any]] = {}
        self.asked_for: dict[Key, type[Record]] = {}
        """By key, by whoever is asking now."""

    def get(self, kind: type[R], key: Key) -> R | None:
        """See `Reads`."""
        self.want({key: kind})
        found = self._records[key]
        if isinstance(found, Exception):
            raise found
        return found if isinstance(found, kind) else None

    def get_many(self, kind: type[R], keys: Sequence[Key]) -> Mapping[Key, R]:
        """See `Reads`."""
        self.want(dict.fromkeys(keys, kind))
        found = {key: self.get(kind, key) for key in keys}
        return {key: record for key, record in found.items() if record is not None}

    def query(
        self, kind: type[R], span: Span, *, limit: int, newest_first: bool = False
    ) -> list[R]:
        """See `Reads`."""
        query = _Query(kind, span, limit, newest_first)
        if limit <= 0 or span.first > span.last:
            return []
        if query in self._failed:
            raise self._failed[query]
        found = self._known(query)
        if found is None:
            self._asked[query] = None
            raise _NotYetRead
        return found

    def want(self, wanted: Mapping[Key, type[Record]]) -> None:
        """Go no further until all of these were read, whether they are there or not."""
        self.asked_for |= wanted
        missing = {key: kind for key, kind in wanted.items() if key not in self._records}
        if missing:
            self._wanted |= missing
            raise _NotYetRead

    def expect(self, wanted: Mapping[Key, type[Record]]) -> None:
        """Read these now: they are going to be asked for."""
        self._wanted |= wanted
        self.fetch()

    def fetch(self) -> None:
        """Read what is wanted since the last time."""
        wanted, self._wanted = list(self._wanted.items()), {}
        for start in range(0, len(wanted), MOST_KEYS):
            self._records |= self._gathered(dict(wanted[start : start + MOST_KEYS]))
        asked, self._asked = list(self._asked), {}
        # What reaches furthest may have in it what others ask for.
        for query in sorted([*_joined(asked), *asked], key=lambda query: -query.limit):
            if self._known(query) is None:
                self._run(query)

    def _gathered(
        self, wanted: Mapping[Key, type[Record]]
    ) -> Mapping[Key, Record | Exception | None]:
        try:
            if len(wanted) == 1:
                ((key, kind),) = wanted.items()
                return {key: self._table.get(kind, key)}
            found = self._table.get_all(wanted)
        except Exception as error:  # noqa: BLE001 - it is told to whoever asked
            if len(wanted) == 1 or not isinstance(error, msgspec.ValidationError):
                return dict.fromkeys(wanted, error)
            # One record that cannot be understood must not cost the others.
            alone = [self._gathered({key: kind}) for key, kind in wanted.items()]
            return {key: record for one in alone for key, record in one.items()}
        return {key: found.get(key) for key in wanted}

    def _run(self, query: _Query) -> None:
        kind, span, limit, newest_first = query
        try:
            found = self._table.query(kind, span, limit=limit, newest_first=newest_first)
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
        known = self._stretches.setdefault((kind, span.pk), [])
        known.append(_Stretch(first, last, tuple(in_order)))

    def _known(self, query: _Query) -> list[Any] | None:
        if query in self._answered:
            return self._answered[query]
        for stretch in self._stretches.get((query.kind, query.span.pk), ()):
            found = stretch.answer(query)
            if found is not None:
                return found
        return None
