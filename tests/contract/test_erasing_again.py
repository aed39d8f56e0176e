"""`make erase-again`, as it is typed, on two tables of DynamoDB (moto)."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import boto3
import pytest
from moto import mock_aws

from broadsheet.adapters.aws.dynamodb.table import DynamoTable
from broadsheet.adapters.clock import new_id
from broadsheet.adapters.html.markup import CommonMark
from broadsheet.domain.comments.comment import CommentState, Thread, threads_pk
from broadsheet.domain.mail.subscription import Subscription
from broadsheet.domain.privacy.erasure import Erasure, erasure_key
from broadsheet.usecases.comments.place_comments import place_comments
from broadsheet.usecases.privacy.erase_reader import erase_reader
from broadsheet.usecases.shared.ports import Put, Span
from broadsheet.usecases.shared.services import Services
from operate import erase_again
from tests.contract.conftest import moto_client
from tests.fakes.mail import subscribed
from tests.fakes.moderation import ARTICLE, CAUSE, asked, comment, seed
from tests.support import aws
from tests.support.given_clock import GivenClock

SENDER = "k3y3d"
now = GivenClock()


@dataclass
class Tables:
    """A live table, and one that its backup was restored to."""

    dynamodb: Any
    live: Any
    restored: Any

    def words(self, table: str) -> str:
        return str(self.dynamodb.scan(TableName=table)["Items"])


def newsroom_of(table: Any) -> Services:
    return Services(table=table, markup=CommonMark(), clock=now, ids=new_id)


@pytest.fixture
def tables(monkeypatch: pytest.MonkeyPatch) -> Iterator[Tables]:
    with mock_aws():
        dynamodb = moto_client("dynamodb")
        monkeypatch.setattr(boto3, "client", lambda _service: dynamodb)
        monkeypatch.setattr(erase_again, "now", now)
        monkeypatch.setenv("AWS_REGION", aws.REGION)
        made = [
            DynamoTable(dynamodb, aws.create_table(dynamodb, name)) for name in ("live", "restored")
        ]
        for table in made:
            approved = {"state": CommentState.APPROVED, "submitted_at": now() - timedelta(days=1)}
            said: Any = table
            ids = seed(
                said,
                comment(1, body="Forget me", name="Rea", **approved),
                comment(2, body="Keep me", name="Ben", sender="other", **approved),
            )
            place_comments(newsroom_of(table), asked(), ARTICLE, ids)
        yield Tables(dynamodb, *made)


def test_the_restored_table_forgets_what_the_live_one_did(
    tables: Tables, capsys: pytest.CaptureFixture[str]
) -> None:
    erase_reader(newsroom_of(tables.live), asked(), [SENDER])
    assert "Forget me" in tables.words("restored")
    given = ["--live", "live", "--restored", "restored"]
    erase_again.main(given)
    assert "1 erasures applied; 1 comments" in capsys.readouterr().out
    left = tables.words("restored")
    assert "Keep me" in left
    for words in ("Forget me", "Rea", f"SENDER#{SENDER}"):
        assert words not in left
    shown = tables.restored.query(Thread, Span(threads_pk(ARTICLE)), limit=9)
    assert [thread.name for thread in shown] == ["Ben"]
    known = [t.get(Erasure, erasure_key(SENDER)) for t in (tables.live, tables.restored)]
    assert known[0] == known[1]
    erase_again.main(given)
    assert "0 comments" in capsys.readouterr().out


def test_who_ended_a_subscription_since_is_not_written_to_again(
    tables: Tables, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(erase_again, "_PAGE", 4)
    for number in range(1, 11):
        made = subscribed(tables.restored, comment(number))
        if number % 2:
            tables.live.commit([Put(made)], CAUSE)
    erase_again.main(["--live", "live", "--restored", "restored"])
    assert "5 subscriptions had been ended" in capsys.readouterr().out
    left = [r for r in tables.restored.scan() if isinstance(r, Subscription)]
    kept = [r for r in tables.live.scan() if isinstance(r, Subscription)]
    assert sorted(r.comment_id for r in left) == sorted(r.comment_id for r in kept)
    erase_again.main(["--live", "live", "--restored", "live"])
    assert "0 subscriptions" in capsys.readouterr().out


def test_the_same_table_forgets_what_was_imported_from_before_the_erasure(
    tables: Tables, capsys: pytest.CaptureFixture[str]
) -> None:
    erase_reader(newsroom_of(tables.live), asked(), [SENDER])
    imported = comment(3, body="Forget me", submitted_at=now() - timedelta(days=3))
    seed(tables.live, imported)
    erase_again.main(["--live", "live", "--restored", "live"])
    assert "1 comments" in capsys.readouterr().out
    assert "Forget me" not in tables.words("live")
