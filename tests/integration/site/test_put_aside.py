"""One bad change holds up nobody: it is named among the dead letters, and the batch goes on."""

import copy
from typing import Any

import msgspec
import pytest
from botocore.exceptions import ClientError

from broadsheet.adapters.aws.dead_letters import DeadLetter, letter_in
from broadsheet.domain.comments.comment import Placement
from broadsheet.usecases.site.affected_pages import found_of
from tests.support.api import Api
from tests.support.lambdas import Event, Stack
from tests.support.waiting_comments import Waiting

SECRET = "Words that somebody wrote"


def letters(stack: Stack) -> list[DeadLetter]:
    """Those that wait, and that nothing but names is in them."""
    sqs, found = stack.cloud.sqs, list[DeadLetter]()
    while told := sqs.receive_message(
        QueueUrl=stack.cloud.dead_letters_url, MaxNumberOfMessages=10
    ).get("Messages"):
        for message in told:
            assert SECRET not in message["Body"]
            letter = letter_in(message["Body"])
            assert isinstance(letter, DeadLetter)
            found.append(letter)
    assert SECRET not in stack.output.getvalue()
    return found


def named(records: list[Event]) -> list[tuple[str, str, str]]:
    bodies = [record["dynamodb"] for record in records]
    return [(b["Keys"]["pk"]["S"], b["Keys"]["sk"]["S"], b["SequenceNumber"]) for b in bodies]


def spoilt(record: Event, sequence: str, **fields: Any) -> Event:
    """The same change of a record that no release of ours wrote."""
    bad = copy.deepcopy(record)
    bad["dynamodb"]["SequenceNumber"] = sequence
    for image in ("NewImage", "OldImage"):
        bad["dynamodb"].get(image, {}).update(fields)
    return bad


UNREADABLE: dict[str, dict[str, Any]] = {
    "an unknown type": {"type": {"S": "Hologram"}},
    "no type": {"type": {"NULL": True}},
    "a field of another type": {"version": {"S": SECRET}, "title": {"N": "1"}, "card": {"S": "x"}},
    "a number that is none": {"version": {"N": "1.5"}, "published_at": {"N": "x"}},
    "a value of no type": {"path": {}},
    "a time that is none": {"cause_at": {"S": SECRET}},
}


@pytest.mark.parametrize("fields", UNREADABLE.values(), ids=UNREADABLE)
def test_a_change_that_nobody_can_read_is_named_and_the_others_are_routed(
    stack: Stack, api: Api, fields: dict[str, Any]
) -> None:
    path = api.submit(title="Water at night")["path"]
    changes = stack.stream()
    (article,) = [r for r in changes if r["dynamodb"]["NewImage"]["type"]["S"] == "Article"]
    bad = [spoilt(article, f"9{n}", **fields) for n in range(2)]
    answer = stack.invoke("route_changes", {"Records": [bad[0], *changes, bad[1]]})
    assert answer == {"batchItemFailures": []}
    told = letters(stack)
    assert [(*letter.key, letter.sequence) for letter in told] == named(bad)
    assert {letter.stream for letter in told} == {stack.cloud.stream_arn}
    stack.render()
    assert f"{path[1:]}index.html" in stack.files()


def test_a_change_whose_pages_cannot_be_told_is_named_and_the_others_are_routed(
    stack: Stack, api: Api, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = api.submit(title="Water at night", tags=["Lakes"])
    second = api.submit(title="Water by day")
    changes = stack.stream()

    def fails_for_one(reads: Any, page_set: Any) -> Any:
        if first["id"] in str(msgspec.to_builtins(page_set)):
            raise ValueError(SECRET)
        return found_of(reads, page_set)

    monkeypatch.setattr("broadsheet.usecases.site.route_changes.found_of", fails_for_one)
    assert stack.invoke("route_changes", {"Records": changes}) == {"batchItemFailures": []}
    told_of = letters(stack)
    assert first["id"] in str([letter.key for letter in told_of])
    assert len(told_of) < len(changes)
    stack.render()
    assert f"{second['path'][1:]}index.html" in stack.files()


def refused(code: str) -> Any:
    def refuse(*_: Any, **__: Any) -> Any:
        raise ClientError({"Error": {"Code": code}}, "Query")

    return refuse


def test_what_is_throttled_is_put_nowhere_and_comes_again(
    stack: Stack, api: Api, monkeypatch: pytest.MonkeyPatch
) -> None:
    api.submit()
    changes = stack.stream()
    monkeypatch.setattr(
        "broadsheet.usecases.site.route_changes.found_of", refused("ThrottlingException")
    )
    with pytest.raises(ClientError):
        stack.invoke("route_changes", {"Records": changes})
    assert letters(stack) == []


@pytest.mark.parametrize("function", ["route_changes", "place_comments"])
def test_a_letter_that_is_not_taken_comes_again(
    stack: Stack, api: Api, monkeypatch: pytest.MonkeyPatch, function: str
) -> None:
    api.submit()
    bad = [spoilt(stack.stream()[0], "91", **UNREADABLE["no type"])]
    monkeypatch.setattr(
        "broadsheet.adapters.aws.dead_letters.send_all", lambda _c, _u, all_: {len(all_) - 1}
    )
    answer = stack.invoke(function, {"Records": bad})
    assert answer == {"batchItemFailures": [{"itemIdentifier": "91"}]}


@pytest.fixture
def waiting(stack: Stack, api: Api) -> list[Event]:
    """The changes of three comments that are to be seen and are not placed."""
    made = api.submit()
    stack.drain()
    Waiting(stack, made["id"]).comments(3)
    kind = Placement.__name__
    changes = (r for r in stack.stream() if "NewImage" in r["dynamodb"])
    return [r for r in changes if r["dynamodb"]["NewImage"]["type"]["S"] == kind]


def test_a_placement_that_nobody_can_read_is_named_and_the_others_are_placed(
    stack: Stack, waiting: list[Event]
) -> None:
    bad = spoilt(waiting[0], "91", version={"S": SECRET})
    answer = stack.invoke("place_comments", {"Records": [bad, *waiting]})
    assert answer == {"batchItemFailures": []}
    assert [(*letter.key, letter.sequence) for letter in letters(stack)] == named([bad])
    assert sum(item["type"]["S"] == "Thread" for item in stack.items()) == 3


def test_a_comment_that_cannot_be_placed_is_named_and_those_beside_it_are_placed(
    stack: Stack, waiting: list[Event]
) -> None:
    broken = waiting[1]["dynamodb"]["NewImage"]["comment_id"]["S"]
    stack.cloud.dynamodb.update_item(
        TableName=stack.cloud.table,
        Key={"pk": {"S": f"COMMENT#{broken}"}, "sk": {"S": "COMMENT"}},
        UpdateExpression="SET #n = :n",
        ExpressionAttributeNames={"#n": "name"},
        ExpressionAttributeValues={":n": {"N": "1"}},
    )
    answer = stack.invoke("place_comments", {"Records": waiting})
    assert answer == {"batchItemFailures": []}
    assert [(*letter.key, letter.sequence) for letter in letters(stack)] == named([waiting[1]])
    assert sum(item["type"]["S"] == "Thread" for item in stack.items()) == 2


def test_comments_that_are_throttled_come_again_and_are_put_nowhere(
    stack: Stack, waiting: list[Event], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(
        "functions.place_comments.app.place_comments", refused("ThrottlingException")
    )
    answer = stack.invoke("place_comments", {"Records": waiting})
    again = [item["itemIdentifier"] for item in answer["batchItemFailures"]]
    assert again == [record["dynamodb"]["SequenceNumber"] for record in waiting]
    assert letters(stack) == []
