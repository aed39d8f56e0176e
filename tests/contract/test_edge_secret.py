"""What our own CloudFront is known by, read from Secrets Manager (moto), and made anew."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from botocore.exceptions import EndpointConnectionError
from moto import mock_aws

from broadsheet.adapters.aws.edge_secret import AGAIN, KEPT, EdgeSecret
from tests.contract.conftest import moto_client
from tests.fakes.table import StoppedClock
from tests.support import aws

NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)


class Secrets:
    """The secret, and copies of a function that read it; every read is counted."""

    def __init__(self) -> None:
        self.client = moto_client("secretsmanager")
        self.id = aws.create_edge_secret(self.client)
        self.clock = StoppedClock(NOON)
        self.reads: list[str] = []
        self.is_away = False
        self.client.meta.events.register("before-call.secretsmanager.GetSecretValue", self._read)

    def _read(self, params: Any, **_: Any) -> None:
        self.reads.append(params["body"])
        if self.is_away:
            raise EndpointConnectionError(endpoint_url="secretsmanager")

    def copy(self) -> EdgeSecret:
        return EdgeSecret(self.client, self.id, self.clock)

    def value(self) -> str:
        return str(self.client.get_secret_value(SecretId=self.id)["SecretString"])

    def renew(self, value: str) -> None:
        self.client.put_secret_value(SecretId=self.id, SecretString=value)


@pytest.fixture
def secrets() -> Iterator[Secrets]:
    with mock_aws():
        yield Secrets()


def test_only_who_says_the_secret_is_our_cloudfront(secrets: Secrets) -> None:
    is_ours = secrets.copy()
    assert is_ours(secrets.value())
    for said in ("", "guessed", secrets.value()[:-1], f"{secrets.value()}x", "\udc80é"):
        assert is_ours(said) is False


def test_who_says_nothing_makes_nobody_read_the_secret(secrets: Secrets) -> None:
    assert secrets.copy()("") is False
    assert secrets.reads == []


def test_the_secret_is_read_once_in_some_minutes_however_many_comment(secrets: Secrets) -> None:
    is_ours, value = secrets.copy(), secrets.value()
    secrets.reads.clear()
    assert all(is_ours(value) for _ in range(100))
    assert len(secrets.reads) == 2, "the secret, and its predecessor"
    secrets.clock.now += KEPT
    assert is_ours(value)
    assert len(secrets.reads) == 4


def test_strangers_make_a_copy_read_once_a_minute_and_no_more(secrets: Secrets) -> None:
    is_ours = secrets.copy()
    for _ in range(60):
        assert is_ours("guessed") is False
        secrets.clock.now += timedelta(seconds=1)
    assert len(secrets.reads) == 2
    assert is_ours("guessed") is False
    assert len(secrets.reads) == 4


@pytest.mark.parametrize("age", range(0, 301, 20))
def test_a_copy_of_any_age_takes_both_values_while_one_follows_the_other(
    secrets: Secrets, age: int
) -> None:
    """As `rotate_edge` does it: the new value is said a minute after it was made."""
    old, is_ours = secrets.value(), secrets.copy()
    assert is_ours(old)
    secrets.clock.now += timedelta(seconds=age)
    secrets.renew("new")
    for _ in range(int(AGAIN.total_seconds())):
        assert is_ours(old)
        secrets.clock.now += timedelta(seconds=1)
    for _ in range(600):
        assert is_ours("new"), "an edge that has it"
        assert is_ours(old), "one that has not"
        secrets.clock.now += timedelta(seconds=1)


def test_the_predecessors_predecessor_is_nobody_any_more(secrets: Secrets) -> None:
    old = secrets.value()
    secrets.renew("second")
    secrets.renew("third")
    is_ours = secrets.copy()
    assert (is_ours("third"), is_ours("second"), is_ours(old)) == (True, True, False)


def test_while_the_secret_cannot_be_read_what_was_read_holds_and_nobody_is_taken_for_another(
    secrets: Secrets,
) -> None:
    is_ours, cold, value = secrets.copy(), secrets.copy(), secrets.value()
    assert is_ours(value)
    secrets.is_away = True
    secrets.clock.now += KEPT
    assert is_ours(value) is True
    assert is_ours("guessed") is False
    assert cold(value) is None, "it cannot be told"
    secrets.is_away = False
    secrets.clock.now += AGAIN
    assert cold(value) is True
