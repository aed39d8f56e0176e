"""Records of the table's stream as changes."""

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any, TypeVar

import msgspec

from broadsheet.adapters.aws.dynamodb.codec import any_from_item, from_item
from broadsheet.domain.shared.record import Record, type_of
from broadsheet.domain.site.routing import Change
from broadsheet.usecases.site.route_changes import StreamedChange

R = TypeVar("R", bound=Record)


def streamed_changes(records: list[dict[str, Any]]) -> tuple[list[StreamedChange], list[str]]:
    """The changes, and the sequence numbers of the records that no release of ours wrote."""
    changes, unreadable = [], []
    for record in records:
        try:
            changes.append(_streamed_change(record))
        except (KeyError, msgspec.ValidationError):
            unreadable.append(record["dynamodb"]["SequenceNumber"])
    return changes, unreadable


def written(records: list[dict[str, Any]], kind: type[R]) -> Iterator[tuple[str, R]]:
    """The records of a kind that were written, each after its sequence number."""
    for record in records:
        image = record["dynamodb"].get("NewImage")
        if image and image["type"]["S"] == type_of(kind):
            yield record["dynamodb"]["SequenceNumber"], from_item(image, kind)


def _streamed_change(record: dict[str, Any]) -> StreamedChange:
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


def _accepted_at(image: dict[str, Any], created: float) -> datetime:
    if "cause_at" in image:
        return datetime.fromisoformat(image["cause_at"]["S"])
    return datetime.fromtimestamp(created, UTC)
