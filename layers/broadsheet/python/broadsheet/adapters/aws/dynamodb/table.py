"""The table in DynamoDB: strongly consistent reads, and writes that are all or nothing."""

import random
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any, TypeVar

from botocore.exceptions import ClientError

from broadsheet.adapters.aws.dynamodb.codec import (
    ITEM_BYTES,
    Item,
    cause_item,
    condition_of,
    from_item,
    key_item,
    key_of,
    size_of,
    to_item,
)
from broadsheet.domain.articles.listing import Listing, ListingName, listing_key
from broadsheet.domain.shared.counter import Counter, counter_key
from broadsheet.domain.shared.errors import TooLarge
from broadsheet.domain.shared.record import Key, Record, type_of
from broadsheet.domain.shared.sentence import sentence
from broadsheet.usecases.shared.ports import (
    Cause,
    ConditionFailed,
    Contended,
    Having,
    Put,
    Sifted,
    Span,
    Write,
)

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient

R = TypeVar("R", bound=Record)

_CONFLICTS = frozenset({"TransactionConflict", "ThrottlingError", "ProvisionedThroughputExceeded"})
_ATTEMPTS = 6
_PAUSE = 0.025
_WIDER = 4
"""How many times more a query looks at than the one before, while too little is found."""


class DynamoTable:
    """Implements `Table`, `Gathers`, `Sifts` and `AllRecords`."""

    def __init__(
        self, client: "DynamoDBClient", name: str, pause: Callable[[float], None] = time.sleep
    ) -> None:
        self._client = client
        self._name = name
        self._pause = pause

    def get(self, kind: type[R], key: Key) -> R | None:
        """See `Reads`."""
        answer = self._client.get_item(TableName=self._name, Key=key_item(key), ConsistentRead=True)
        item = answer.get("Item")
        return from_item(item, kind) if item else None

    def get_many(self, kind: type[R], keys: Sequence[Key]) -> Mapping[Key, R]:
        """See `Reads`."""
        found: Mapping[Key, Any] = self.get_all(dict.fromkeys(keys, kind))
        return found

    def get_all(self, wanted: Mapping[Key, type[Record]]) -> Mapping[Key, Record]:
        """See `Gathers`."""
        left: Any = [key_item(key) for key in wanted]
        records: dict[Key, Record] = {}
        attempt = 0
        while left:
            answer = self._client.batch_get_item(
                RequestItems={self._name: {"Keys": left, "ConsistentRead": True}}
            )
            found = {key_of(item): item for item in answer["Responses"][self._name]}
            records |= {key: from_item(item, wanted[key]) for key, item in found.items()}
            # What did not fit into 16 MB, or was too much at once, is asked for again.
            unprocessed: Any = answer.get("UnprocessedKeys", {})
            left = unprocessed.get(self._name, {}).get("Keys", [])
            if left:
                self._wait(attempt)
                attempt += 1
        return records

    def query(
        self, kind: type[R], span: Span, *, limit: int, newest_first: bool = False
    ) -> list[R]:
        """See `Reads`."""
        request = self._asked(span, newest_first=newest_first)
        records: list[R] = []
        while span.first <= span.last and len(records) < limit:
            answer = self._client.query(**request, Limit=limit - len(records))
            records += (from_item(item, kind) for item in answer["Items"])
            if "LastEvaluatedKey" not in answer:
                break
            request["ExclusiveStartKey"] = answer["LastEvaluatedKey"]
        return records

    def sift(
        self, kind: type[R], span: Span, having: Sequence[Having], *, limit: int, look: int
    ) -> Sifted[R]:
        """See `Sifts`. What does not have it stays there: it is read, and is not sent."""
        request = self._asked(span, newest_first=True)
        if having:
            numbers = range(len(having))
            request["FilterExpression"] = " AND ".join(f"contains(#f{n}, :h{n})" for n in numbers)
            request["ExpressionAttributeNames"] = {f"#f{n}": having[n].field for n in numbers}
            request["ExpressionAttributeValues"] |= {
                f":h{n}": {"S": having[n].value} for n in numbers
            }
        found: list[R] = []
        step = limit
        while span.first <= span.last:
            # What many have is found at once, and no more of it sent; what few have, in few calls.
            step = min(look, step * _WIDER)
            answer = self._client.query(**request, Limit=step)
            found += (from_item(item, kind) for item in answer["Items"])
            look -= answer["ScannedCount"]
            if "LastEvaluatedKey" not in answer:
                break
            if look <= 0 or len(found) >= limit:
                return Sifted(found, answer["LastEvaluatedKey"]["sk"]["S"])
            request["ExclusiveStartKey"] = answer["LastEvaluatedKey"]
        return Sifted(found, None)

    def _asked(self, span: Span, *, newest_first: bool) -> dict[str, Any]:
        return {
            "TableName": self._name,
            "ConsistentRead": True,
            "KeyConditionExpression": "pk = :pk AND sk BETWEEN :first AND :last",
            "ExpressionAttributeValues": {
                ":pk": {"S": span.pk},
                ":first": {"S": span.first},
                ":last": {"S": span.last},
            },
            "ScanIndexForward": not newest_first,
        }

    def scan(self) -> Iterator[Record]:
        """See `AllRecords`."""
        # Nothing that Lambda calls asks for all: none of its cold starts pays for every record.
        from broadsheet.adapters.aws.dynamodb.records import ours_among  # noqa: PLC0415
        from broadsheet.adapters.threads import THREADS, merged  # noqa: PLC0415

        pages = self._client.get_paginator("scan")
        segments = (
            pages.paginate(
                TableName=self._name, ConsistentRead=True, Segment=number, TotalSegments=THREADS
            )
            for number in range(THREADS)
        )
        for page in merged(map(iter, segments)):
            yield from ours_among(page["Items"])

    def commit(self, writes: Sequence[Write], cause: Cause) -> None:
        """See `Table`."""
        items: Any = [self._operation(write, cause) for write in writes]
        for attempt in range(_ATTEMPTS):
            try:
                self._client.transact_write_items(TransactItems=items)
            except ClientError as error:
                if not _is_conflict(error):
                    raise
            else:
                return
            self._wait(attempt)
        raise Contended

    def _wait(self, attempt: int) -> None:
        longest = _PAUSE * 2 ** min(attempt, _ATTEMPTS)
        self._pause(random.uniform(0, longest))  # noqa: S311 - jitter, no secret

    def must_fit(self, record: Record, cause: Cause) -> None:
        """See `Table`."""
        _checked(to_item(record, cause))

    def open_listing(self, listing: ListingName, title: str, cause: Cause) -> None:
        """See `Table`."""
        try:
            self._client.put_item(
                TableName=self._name,
                Item=to_item(Listing(listing=listing, title=title), cause),
                ConditionExpression="attribute_not_exists(pk)",
            )
        except ClientError as error:
            if error.response["Error"]["Code"] != "ConditionalCheckFailedException":
                raise

    def next_slot(self, listing: ListingName, title: str, month: str, cause: Cause) -> int | None:
        """See `Table`."""
        try:
            answer = self._client.update_item(
                TableName=self._name,
                Key=key_item(listing_key(listing)),
                UpdateExpression="SET months.#month = if_not_exists(months.#month, :none) + :one,"
                " cause_id = :cause_id, cause_at = :cause_at",
                ConditionExpression="#title = :title"
                " AND (attribute_not_exists(moved_to) OR moved_to = :nowhere)",
                ExpressionAttributeNames={"#month": month, "#title": "title"},
                ExpressionAttributeValues={
                    ":none": {"N": "0"},
                    ":one": {"N": "1"},
                    ":title": {"S": title},
                    ":nowhere": {"S": ""},
                    **{f":{name}": value for name, value in cause_item(cause).items()},
                },
                ReturnValues="UPDATED_NEW",
            )
        except ClientError as error:
            if error.response["Error"]["Code"] != "ConditionalCheckFailedException":
                raise
            return None
        return int(answer["Attributes"]["months"]["M"][month]["N"])

    def name_listing(self, listing: ListingName, title: str, moved_to: str, cause: Cause) -> None:
        """See `Table`."""
        self._client.update_item(
            TableName=self._name,
            Key=key_item(listing_key(listing)),
            UpdateExpression="SET #title = :title, moved_to = :moved_to,"
            " cause_id = :cause_id, cause_at = :cause_at",
            ConditionExpression="attribute_exists(pk)",
            ExpressionAttributeNames={"#title": "title"},
            ExpressionAttributeValues={
                ":title": {"S": title},
                ":moved_to": {"S": moved_to},
                **{f":{name}": value for name, value in cause_item(cause).items()},
            },
        )

    def count_up(self, of: str, expires_at: int, by: str) -> int:
        """See `Table`."""
        try:
            return self._counted(of, expires_at, by)
        except ClientError as error:
            if error.response["Error"]["Code"] != "ConditionalCheckFailedException":
                raise
        # It was counted before, by a try whose answer was lost or that failed afterwards.
        found = self.get(Counter, counter_key(of))
        return found.times if found else 1

    def _counted(self, of: str, expires_at: int, by: str) -> int:
        answer = self._client.update_item(
            TableName=self._name,
            Key=key_item(counter_key(of)),
            UpdateExpression="SET #type = :type, #of = :of, expires_at = :end, #by = :by"
            " ADD times :one",
            ConditionExpression="attribute_not_exists(#by) OR #by <> :by",
            ExpressionAttributeNames={"#type": "type", "#of": "of", "#by": "by"},
            ExpressionAttributeValues={
                ":type": {"S": type_of(Counter)},
                ":of": {"S": of},
                ":end": {"N": str(expires_at)},
                ":by": {"S": by},
                ":one": {"N": "1"},
            },
            ReturnValues="UPDATED_NEW",
        )
        return int(answer["Attributes"]["times"]["N"])

    def _operation(self, write: Write, cause: Cause) -> dict[str, Any]:
        condition = condition_of(write.expect) if write.expect is not None else {}
        if isinstance(write, Put):
            item = _checked(to_item(write.record, cause))
            return {"Put": {"TableName": self._name, "Item": item, **condition}}
        return {"Delete": {"TableName": self._name, "Key": key_item(write.key), **condition}}


def _checked(item: Item) -> Item:
    size = size_of(item)
    if size > ITEM_BYTES:
        raise TooLarge(
            sentence(
                "With its HTML this takes {size} bytes; at most {most} can be stored whole.",
                size=size,
                most=ITEM_BYTES,
            )
        )
    return item


def _is_conflict(error: ClientError) -> bool:
    """Whether to try the same transaction again. Raises ConditionFailed if it cannot succeed."""
    if error.response["Error"]["Code"] != "TransactionCanceledException":
        return False
    reasons: Any = error.response.get("CancellationReasons", [])
    codes = [reason.get("Code") for reason in reasons]
    failed = [n for n, code in enumerate(codes) if code == "ConditionalCheckFailed"]
    if failed:
        raise ConditionFailed(failed) from error
    return any(code in _CONFLICTS for code in codes)
