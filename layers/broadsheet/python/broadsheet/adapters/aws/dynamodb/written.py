"""Records of the table's stream that were written, of the kinds that somebody waits for."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any, NamedTuple, TypeVar

from broadsheet.adapters.aws.dead_letters import DeadLetter, letter_of
from broadsheet.adapters.aws.dynamodb.codec import from_item
from broadsheet.domain.shared.record import Record, type_of

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


def written(
    records: Sequence[StreamRecord], *kinds: type[Record]
) -> tuple[list[Written], list[DeadLetter]]:
    """The records of these kinds that were written, and letters about those that cannot be read."""
    by_type = {type_of(kind): kind for kind in kinds}

    def read(record: StreamRecord) -> Written | None:
        image = record["dynamodb"].get("NewImage")
        kind = by_type.get(image["type"]["S"]) if image else None
        return Written(from_item(image, kind), record) if kind else None

    found, unreadable = read_each(records, read)
    return [one for one in found if one], unreadable


def read_each(
    records: Sequence[StreamRecord], read: Callable[[StreamRecord], T]
) -> tuple[list[T], list[DeadLetter]]:
    """What they are, and letters about those that cannot be read."""
    found, unreadable = [], []
    for record in records:
        try:
            found.append(read(record))
        except Exception as error:  # noqa: BLE001 - what it is does not change with another try
            unreadable.append(letter_of(record, error))
    return found, unreadable
