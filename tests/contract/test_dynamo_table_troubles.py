"""What DynamoTable makes of DynamoDB's bad days, told by a client that answers as it is told."""

from typing import Any

import pytest
from botocore.exceptions import ClientError

from broadsheet.adapters.aws.dynamodb.codec import to_item
from broadsheet.adapters.aws.dynamodb.table import DynamoTable
from broadsheet.domain.articles.article import ArticleLink
from broadsheet.usecases.shared.ports import Absent, ConditionFailed, Contended, Put
from tests.contract.records import CAUSE, numbered


def cancelled(*codes: str) -> ClientError:
    answer: Any = {
        "Error": {"Code": "TransactionCanceledException", "Message": "cancelled"},
        "CancellationReasons": [{"Code": code} for code in codes],
    }
    return ClientError(answer, "TransactWriteItems")


def refused(code: str) -> ClientError:
    return ClientError({"Error": {"Code": code, "Message": code}}, "TransactWriteItems")


class Client:
    """Answers each call with the next of its answers; errors are raised."""

    def __init__(self, *answers: Any) -> None:
        self.answers = list(answers)
        self.asked: list[dict[str, Any]] = []

    def _answer(self, **asked: Any) -> Any:
        self.asked.append(asked)
        answer = self.answers.pop(0)
        if isinstance(answer, Exception):
            raise answer
        return answer

    transact_write_items = batch_get_item = _answer


def table_of(client: Client, pauses: list[float] | None = None) -> DynamoTable:
    pause = (pauses if pauses is not None else []).append
    return DynamoTable(client, "t", pause)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "code", ["TransactionConflict", "ThrottlingError", "ProvisionedThroughputExceeded"]
)
def test_a_transaction_that_met_another_is_tried_again(code: str) -> None:
    client = Client(cancelled("None", code), cancelled(code, "None"), {})
    pauses: list[float] = []
    table_of(client, pauses).commit([Put(numbered(1)), Put(numbered(2))], CAUSE)
    assert client.answers == []
    assert len(pauses) == 2


def test_a_transaction_that_always_meets_others_is_given_up() -> None:
    client = Client(*(cancelled("TransactionConflict") for _ in range(100)))
    with pytest.raises(Contended):
        table_of(client).commit([Put(numbered(1))], CAUSE)
    assert 2 < len(client.asked) < 20


def test_a_failed_condition_counts_for_more_than_a_conflict() -> None:
    client = Client(cancelled("TransactionConflict", "ConditionalCheckFailed"))
    with pytest.raises(ConditionFailed) as caught:
        table_of(client).commit([Put(numbered(1)), Put(numbered(2), Absent())], CAUSE)
    assert caught.value.failed == {1}


@pytest.mark.parametrize(
    "error", [cancelled("ValidationError"), cancelled(), refused("AccessDeniedException")]
)
def test_what_trying_again_cannot_mend_is_not_tried_again(error: ClientError) -> None:
    client = Client(error)
    with pytest.raises(ClientError):
        table_of(client).commit([Put(numbered(1))], CAUSE)
    assert len(client.asked) == 1


def test_keys_that_were_not_processed_are_asked_for_again() -> None:
    first, second = numbered(1), numbered(2)
    keys = [{"pk": {"S": link.key.pk}, "sk": {"S": link.key.sk}} for link in (first, second)]
    client = Client(
        {"Responses": {"t": []}, "UnprocessedKeys": {"t": {"Keys": keys}}},
        {
            "Responses": {"t": [to_item(first)]},
            "UnprocessedKeys": {"t": {"Keys": keys[1:], "ConsistentRead": True}},
        },
        {"Responses": {"t": [to_item(second)]}, "UnprocessedKeys": {}},
    )
    found = table_of(client).get_many(ArticleLink, [first.key, second.key])
    assert found == {first.key: first, second.key: second}
    assert all(asked["RequestItems"]["t"]["ConsistentRead"] for asked in client.asked)
