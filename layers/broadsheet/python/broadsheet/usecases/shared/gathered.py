"""What many want to know of the table, read together: each thing once, and many keys in one call.

Whoever asks is a pure function of its reads. It is called again each time that something it asked
for has been read, and so gets one read further, or further still, as others asked for the same.
"""

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import TYPE_CHECKING, Any, TypeVar

import msgspec

from broadsheet.domain.shared.record import Key, Record
from broadsheet.usecases.shared.ports import MOST_KEYS, Gathers, R, Reads, Span
from broadsheet.usecases.shared.stretches import Partition, Query

if TYPE_CHECKING:
    from broadsheet.usecases.shared.at_once import AtOnce

K = TypeVar("K")
T = TypeVar("T")


class _NotYetRead(Exception):
    """It was asked for, and is going to be read with what others ask for."""


def answers(
    table: Gathers,
    questions: Mapping[K, Callable[[Reads], T]],
    asked_for: dict[K, dict[Key, type[Record]]] | None = None,
    *,
    at_once: "AtOnce" = map,
    told: Callable[[K, T], None] = lambda _name, _answer: None,
) -> dict[K, T | Exception]:
    """What each of the questions is answered with, or what it fails with, if it fails.

    Everything is read after this was called. A read that fails costs those who asked for it.
    `asked_for` is what each question read by key the last time, and is brought up to date: the
    same question most likely wants the same, which is read at once. What does not need each other
    is read `at_once`. Each answer is `told` when it is known, before those that wait for more.
    """
    reads = GatheredReads(table, at_once)
    answered: dict[K, T | Exception] = {}
    waiting = dict(questions)
    known = asked_for if asked_for is not None else {}
    reads.expect({key: kind for name in waiting for key, kind in known.get(name, {}).items()})
    while waiting:
        for name, ask in list(waiting.items()):
            reads.asked_for = known[name] = {}
            try:
                answered[name] = answer = ask(reads)
            except _NotYetRead:
                continue
            except Exception as error:  # noqa: BLE001 - it is the answer
                answered[name] = error
            else:
                told(name, answer)
            del waiting[name]
        reads.fetch()
    return answered


def read_ahead(
    reads: Reads, wanted: Mapping[Key, type[Record]], queries: Sequence[Query] = ()
) -> None:
    """All of these are going to be asked for: whoever gathers reads may as well get them now."""
    if isinstance(reads, GatheredReads):
        reads.want(wanted, queries)


def asked(reads: Reads, query: Query) -> list[Any]:
    """What the query finds: records of its kind."""
    return reads.query(query.kind, query.span, limit=query.limit, newest_first=query.newest_first)


class GatheredReads:
    """Implements `Reads`: what was read once is not read again."""

    def __init__(self, table: Gathers, at_once: "AtOnce" = map) -> None:
        self._table, self._at_once = table, at_once
        self._records: dict[Key, Record | Exception | None] = {}
        self._partitions: dict[tuple[type[Record], str], Partition] = {}
        self._wanted: dict[Key, type[Record]] = {}
        self._asked: dict[Query, None] = {}
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
        if limit <= 0 or span.first > span.last:
            return []
        query = Query(kind, span, limit, newest_first)
        found = self._partition(query).answer(query)
        if found is None:
            self._asked[query] = None
            raise _NotYetRead
        return found

    def want(self, wanted: Mapping[Key, type[Record]], queries: Sequence[Query] = ()) -> None:
        """Go no further until all of these were read, whether they are there or not."""
        self.asked_for |= wanted
        missing = {key: kind for key, kind in wanted.items() if key not in self._records}
        unread = [query for query in queries if not self._is_read(query)]
        self._wanted |= missing
        self._asked |= dict.fromkeys(unread)
        if missing or unread:
            raise _NotYetRead

    def _is_read(self, query: Query) -> bool:
        try:
            return self._partition(query).answer(query) is not None
        except Exception:  # noqa: BLE001 - it is told to whoever asks for it
            return True

    def expect(self, wanted: Mapping[Key, type[Record]]) -> None:
        """Read these now: they are going to be asked for."""
        self._wanted |= wanted
        self.fetch()

    def fetch(self) -> None:
        """Read what is wanted since the last time: partitions, and what is named by keys, each by
        itself."""
        wanted, self._wanted = list(self._wanted.items()), {}
        asked, self._asked = list(self._asked), {}
        by_partition: dict[Partition, list[Query]] = {}
        for query in asked:
            by_partition.setdefault(self._partition(query), []).append(query)
        keys = (wanted[start : start + MOST_KEYS] for start in range(0, len(wanted), MOST_KEYS))
        errands: list[_Errand] = [
            *(partial(self._gathered, dict(some)) for some in keys),
            *(partial(self._queried, one, queries) for one, queries in by_partition.items()),
        ]
        for found in self._at_once(_done, errands):
            self._records |= found

    def _partition(self, query: Query) -> Partition:
        place = (query.kind, query.span.pk)
        if place not in self._partitions:
            self._partitions[place] = Partition()
        return self._partitions[place]

    def _queried(self, partition: Partition, queries: Sequence[Query]) -> "_Found":
        partition.read(self._table, queries)
        return {}

    def _gathered(self, wanted: Mapping[Key, type[Record]]) -> "_Found":
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


_Found = Mapping[Key, Record | Exception | None]
_Errand = Callable[[], _Found]


def _done(errand: _Errand) -> _Found:
    return errand()
