"""Records of the table's stream as changes."""

from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime
from typing import Any, NamedTuple, TypeVar

from broadsheet.adapters.aws.dead_letters import DeadLetter, letter_of
from broadsheet.adapters.aws.dynamodb.codec import any_from_item, from_item
from broadsheet.domain.shared.record import Record, type_of
from broadsheet.domain.site.routing import Change
from broadsheet.usecases.site.route_changes import StreamedChange

R = TypeVar("R", bound=Record)
T = TypeVar("T")
StreamRecord = Mapping[str, Any]
"""As Lambda hands it over."""


class Written(NamedTuple):
    """A record that was written, with that of the stream that tells of it."""

    record: Record
    streamed: StreamRecord

    @property
    def sequence(self) -> str:
        """Where it is in the stream."""
        return str(self.streamed["dynamodb"]["SequenceNumber"])


def streamed_changes(
    records: Sequence[StreamRecord],
) -> tuple[list[StreamedChange], list[DeadLetter]]:
    """The changes, and letters about the records that no release of ours wrote."""
    return _read(records, _streamed_change)


def written(
    records: Sequence[StreamRecord], *kinds: type[Record]
) -> tuple[list[Written], list[DeadLetter]]:
    """The records of these kinds that were written, and letters about those that cannot be read."""
    by_type = {type_of(kind): kind for kind in kinds}

    def read(record: StreamRecord) -> Written | None:
        image = record["dynamodb"].get("NewImage")
        kind = by_type.get(image["type"]["S"]) if image else None
        return Written(from_item(image, kind), record) if kind else None

    found, unreadable = _read(records, read)
    return [one for one in found if one], unreadable


def _read(
    records: Sequence[StreamRecord], read: Callable[[StreamRecord], T]
) -> tuple[list[T], list[DeadLetter]]:
    found, unreadable = [], []
    for record in records:
        try:
            found.append(read(record))
        except Exception as error:  # noqa: BLE001 - what it is does not change with another try
            unreadable.append(letter_of(record, error))
    return found, unreadable


def _streamed_change(record: StreamRecord) -> StreamedChange:
    body = record["dynamodb"]
    old, new = body.get("OldImage"), body.get("NewImage")
    change = Change(any_from_item(old) if old else None, any_from_item(new) if new else None)
    # A deleted item tells only of the request that wrote it last, not of the one that deleted it.
    image = new or {}
    return StreamedChange(
        change=change,
        sequence=body["SequenceNumber"],
        cause=image["cause_id"]["S"] if "cause_id" in image else record["eventID"],
        accepted_at=_accepted_at(image, body["ApproximateCreationDateTime"]),
    )


def _accepted_at(image: Mapping[str, Any], created: float) -> datetime:
    if "cause_at" in image:
        return datetime.fromisoformat(image["cause_at"]["S"])
    return datetime.fromtimestamp(created, UTC)
