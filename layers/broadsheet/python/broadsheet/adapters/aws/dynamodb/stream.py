"""Records of the table's stream as changes."""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

from broadsheet.adapters.aws.dead_letters import DeadLetter
from broadsheet.adapters.aws.dynamodb.records import any_from_item
from broadsheet.adapters.aws.dynamodb.written import StreamRecord, read_each
from broadsheet.domain.site.routing import Change
from broadsheet.usecases.site.route_changes import StreamedChange


def streamed_changes(
    records: Sequence[StreamRecord],
) -> tuple[list[StreamedChange], list[DeadLetter]]:
    """The changes, and letters about the records that no release of ours wrote."""
    return read_each(records, _streamed_change)


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
