"""`make restore-table`, as it is typed, on two tables of DynamoDB (moto)."""

from collections import Counter
from collections.abc import Iterator
from typing import Any

import pytest
from moto import mock_aws

from client.errors import CommandError
from operate import restore_table
from operate.restore_table import Tables
from operate.stack import Stack
from tests.contract.conftest import moto_client
from tests.support import aws

NOW = 1_800_000_000.0
Item = dict[str, Any]


def item(pk: str, sk: str = "X", **more: str) -> Item:
    return {"pk": {"S": pk}, "sk": {"S": sk}} | {name: {"S": text} for name, text in more.items()}


class Pair:
    """A live table and a copy of it as it was."""

    def __init__(self) -> None:
        self.client = moto_client("dynamodb")
        for name in ("live", "copy"):
            aws.create_table(self.client, name)

    def put(self, table: str, *items: Item) -> None:
        for first in range(0, len(items), 25):
            batch = [{"PutRequest": {"Item": one}} for one in items[first : first + 25]]
            self.client.batch_write_item(RequestItems={table: batch})

    def items(self, table: str) -> list[Item]:
        found: list[Item] = self.client.scan(TableName=table)["Items"]
        return sorted(found, key=lambda one: (one["pk"]["S"], one["sk"]["S"]))

    def made_equal(self, **how: bool) -> Counter[str]:
        return Tables(self.client, "live", "copy", **how).make_equal(NOW)


@pytest.fixture
def pair() -> Iterator[Pair]:
    with mock_aws():
        yield Pair()


def damaged(pair: Pair) -> None:
    """A table of 150 items, of which some were changed since, some lost, some added."""
    old = [item(f"ARTICLE#{number:03}", title=f"Story {number}") for number in range(150)]
    defaced = {"title": {"S": "Defaced"}}
    new = [one | (defaced if n % 7 == 0 else {}) for n, one in enumerate(old) if n % 10]
    pair.put("copy", *old)
    pair.put("live", *new, *(item("ARTICLE#later", str(number)) for number in range(30)))


def test_the_table_becomes_what_its_copy_is_and_stays_so(pair: Pair) -> None:
    damaged(pair)
    done = pair.made_equal()
    assert pair.items("live") == pair.items("copy")
    assert done == {"written": 34, "deleted": 30, "the same": 116, "left out": 0}
    again = pair.made_equal()
    assert (again["written"], again["deleted"], again["the same"]) == (0, 0, 150)


def test_a_dry_run_counts_and_does_nothing(pair: Pair) -> None:
    damaged(pair)
    before = pair.items("live")
    counted = pair.made_equal(is_dry=True)
    assert pair.items("live") == before
    assert counted == pair.made_equal()


class CutOffError(Exception):
    pass


@pytest.mark.parametrize("after", range(4))
def test_broken_off_anywhere_it_is_run_again(
    pair: Pair, after: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    damaged(pair)
    real, calls = pair.client.batch_write_item, iter(range(100))

    def cut(**asked: Any) -> Any:
        if next(calls) == after:
            raise CutOffError
        return real(**asked)

    with monkeypatch.context() as patched:
        patched.setattr(pair.client, "batch_write_item", cut)
        with pytest.raises(CutOffError):
            pair.made_equal()
    pair.made_equal()
    assert pair.items("live") == pair.items("copy")


def test_what_dynamodb_did_not_deal_with_is_sent_again(
    pair: Pair, monkeypatch: pytest.MonkeyPatch
) -> None:
    damaged(pair)
    monkeypatch.setattr(restore_table, "_PAUSE", 0.0)
    write, read = pair.client.batch_write_item, pair.client.batch_get_item

    def half_written(**given: dict[str, list[Any]]) -> Any:
        ((table, asked),) = given["RequestItems"].items()
        done, left = asked[: len(asked) // 2 + 1], asked[len(asked) // 2 + 1 :]
        write(RequestItems={table: done})
        return {"UnprocessedItems": {table: left} if left else {}}

    def half_read(**given: dict[str, Any]) -> Any:
        ((table, asked),) = given["RequestItems"].items()
        keys = asked["Keys"]
        done, left = keys[: len(keys) // 2 + 1], keys[len(keys) // 2 + 1 :]
        answer = read(RequestItems={table: asked | {"Keys": done}})
        unread = {table: asked | {"Keys": left}} if left else {}
        return answer | {"UnprocessedKeys": unread}

    monkeypatch.setattr(pair.client, "batch_write_item", half_written)
    monkeypatch.setattr(pair.client, "batch_get_item", half_read)
    pair.made_equal()
    assert pair.items("live") == pair.items("copy")


def test_what_had_expired_is_not_brought_back(pair: Pair) -> None:
    past, future = ({"N": str(int(NOW) + seconds)} for seconds in (-1, 60))
    pair.put("copy", item("REPLAY#old") | {"expires_at": past})
    pair.put("copy", item("REPLAY#new") | {"expires_at": future})
    pair.put("copy", item("NOTICE#1") | {"expires_at": {"NULL": True}})
    pair.put("live", item("REPLAY#old") | {"expires_at": past})
    assert pair.made_equal()["left out"] == 1
    assert [one["pk"]["S"] for one in pair.items("live")] == ["NOTICE#1", "REPLAY#new"]


def test_of_a_copy_under_another_key_nothing_comes_that_cannot_be_opened(pair: Pair) -> None:
    ours, theirs = (item("KEY#commenters", wrapped=whose) for whose in ("ours", "theirs"))
    comment = item("COMMENT#1", "COMMENT", type="Comment")
    pair.put("live", ours)
    pair.put("copy", theirs, comment)
    pair.put("copy", item("COMMENT#1", "SUBSCRIPTION", type="Subscription"))
    pair.put("copy", item("NOTICE#1", type="Notice"))
    assert pair.made_equal(is_foreign=True)["left out"] == 3
    assert pair.items("live") == [comment, ours]
    pair.made_equal()
    assert pair.items("live") == pair.items("copy"), "under the same key all of it comes"


def test_an_empty_table_is_nobodys_copy(pair: Pair) -> None:
    pair.put("live", item("ARTICLE#1"))
    with pytest.raises(CommandError, match="empty"):
        pair.made_equal()
    assert pair.items("live") == [item("ARTICLE#1")]


def test_a_table_is_not_its_own_copy(pair: Pair) -> None:
    with pytest.raises(CommandError, match="the same"):
        Tables(pair.client, "live", "live").make_equal(NOW)


def test_as_it_is_typed_it_says_what_it_did(
    pair: Pair, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    damaged(pair)

    class Here(Stack):
        def outputs(self) -> dict[str, str]:
            return {"TableName": "live"}

    monkeypatch.setattr(restore_table, "stack_of", lambda name: Here(name, lambda _: pair.client))
    restore_table.main(["--stack", "broadsheet", "--restored", "copy", "--dry-run"])
    assert "nothing was done to live" in capsys.readouterr().out
    restore_table.main(["--stack", "broadsheet", "--restored", "copy"])
    assert capsys.readouterr().out.splitlines()[:2] == ["      34 written", "      30 deleted"]
    assert pair.items("live") == pair.items("copy")
    with pytest.raises(SystemExit, match="there is no table 'nowhere'"):
        restore_table.main(["--stack", "broadsheet", "--restored", "nowhere"])
