"""An export stands again in an empty table, record by record as it was.

Started again it goes on where it ended: what is there already is left alone if it is the same.
"""

from collections.abc import Callable, Iterable, Iterator
from itertools import chain

import msgspec

from broadsheet.domain.shared.errors import Conflict
from broadsheet.domain.shared.record import Record
from broadsheet.domain.shared.sentence import for_programs
from broadsheet.domain.transfer.archive import archived
from broadsheet.usecases.shared.at_once import AtOnce
from broadsheet.usecases.shared.ports import Absent, AllRecords, Cause, ConditionFailed, Put, Table

_MOST = 100
"""Writes of one transaction (TransactWriteItems)."""
_LARGEST = 3 * 1024 * 1024
"""Bytes of JSON of one transaction, which may have 4 MB."""


def strangers(records: AllRecords, known: Callable[[Record], bool], most: int = 5) -> list[str]:
    """What is in the table and not in the export: some of it, by its keys."""
    found = (record.key for record in records.scan() if archived(record) and not known(record))
    return [f"{key.pk} {key.sk}" for key, _ in zip(found, range(most), strict=False)]


def restore_records(
    table: Table,
    files: Iterable[Iterable[Record]],
    cause: Cause,
    told: Callable[[int], None],
    at_once: AtOnce = map,
) -> int:
    """Write the records that are not there yet; how many these were. `told` is told of all.

    One file after the other, as what is due is in the last (`domain.transfer.archive`); what is in
    one of them, in no order. Raises Conflict where another record stands in the place of one.
    """

    def write(batch: list[Record]) -> tuple[int, int]:
        try:
            table.commit([Put(record, Absent()) for record in batch], cause)
        except ConditionFailed:
            return len(batch), _one_by_one(table, batch, cause)
        return len(batch), len(batch)

    written = done = 0
    written_of = (at_once(write, _batches(records)) for records in files)
    for asked, new in chain.from_iterable(written_of):
        written += new
        done += asked
        told(done)
    return written


def _batches(records: Iterable[Record]) -> Iterator[list[Record]]:
    batch: list[Record] = []
    size = 0
    for record in records:
        bytes_ = len(msgspec.json.encode(record))
        if batch and (len(batch) == _MOST or size + bytes_ > _LARGEST):
            yield batch
            batch, size = [], 0
        batch.append(record)
        size += bytes_
    if batch:
        yield batch


def _one_by_one(table: Table, batch: list[Record], cause: Cause) -> int:
    """The batch after somebody died in it, or where something else stands."""
    written = 0
    for record in batch:
        try:
            table.commit([Put(record, Absent())], cause)
            written += 1
        except ConditionFailed:
            _must_be(table, record)
    return written


def _must_be(table: Table, record: Record) -> None:
    there = table.get(type(record), record.key)
    if there is None or archived(there) != record:
        raise Conflict(for_programs(f"Something else stands at {' '.join(record.key)}."))
