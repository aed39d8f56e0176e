"""A key that was replaced: in memory and with KMS (moto), which must do the same."""

from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta
from typing import Any, NamedTuple

import pytest
from moto import mock_aws

from broadsheet.adapters.aws.dynamodb.table import DynamoTable
from broadsheet.adapters.aws.kms_keys import AGAIN, FOR_EVER, KEPT, KmsKeys
from broadsheet.domain.shared.secret_key import MOST_EARLIER, SecretKey, secret_key_key
from broadsheet.usecases.shared.ports import RECENT, ConditionFailed, Keys
from client.errors import CommandError
from operate import rotate_keys
from operate.stack import Stack
from tests.contract.conftest import moto_client
from tests.fakes.comments import MemoryKeys
from tests.fakes.table import StoppedClock
from tests.support import aws

NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)
REA = "rea@example.org"


class Kms(Stack):
    """A stack with a table and a key in KMS, and copies of a function that use both."""

    def begin(self, name: str) -> "Kms":
        dynamodb, kms = moto_client("dynamodb"), moto_client("kms")
        self.table_name = aws.create_table(dynamodb, name)
        self.key_id = kms.create_key()["KeyMetadata"]["Arn"]
        self.table = DynamoTable(dynamodb, self.table_name)
        self.client, self.clock, self.said = kms, StoppedClock(NOON), list[str]()
        return self

    def environment(self, function: str) -> dict[str, str]:
        assert function == "submit_comment"
        return {"TABLE_NAME": self.table_name, "KMS_KEY_ID": self.key_id}

    def copy(self) -> KmsKeys:
        return KmsKeys(self.client, self.key_id, self.table, self.clock)

    def rotate(self, *, is_again: bool = True) -> None:
        rotate_keys.rotate(self, self.said.append, self.clock, is_again=is_again)

    def forget(self) -> None:
        rotate_keys.forget(self, self.said.append, self.clock)

    def kept(self) -> SecretKey:
        found = self.table.get(SecretKey, secret_key_key(FOR_EVER))
        assert found is not None
        return found


@pytest.fixture
def kms(name: str) -> Iterator[Kms]:
    with mock_aws():
        yield Kms("broadsheet", moto_client).begin(name)


class Rotated(NamedTuple):
    """Keys, and what replaces that of senders."""

    keys: Keys
    rotate: Callable[[], None]


@pytest.fixture(params=["memory", "kms"])
def rotated(request: pytest.FixtureRequest) -> Rotated:
    if request.param == "memory":
        memory = MemoryKeys()
        return Rotated(memory, memory.rotate)
    kms: Kms = request.getfixturevalue("kms")
    keys = kms.copy()

    def rotate() -> None:
        kms.rotate()
        keys.learn()

    keys.sender(REA)
    return Rotated(keys, rotate)


def test_a_sender_is_known_by_the_new_key_and_by_every_earlier_one(rotated: Rotated) -> None:
    hashes = [rotated.keys.sender(REA)]
    for _ in range(2):
        rotated.rotate()
        hashes.insert(0, rotated.keys.sender(REA))
        assert rotated.keys.senders(REA) == tuple(hashes)
    assert len(set(hashes)) == 3
    assert rotated.keys.senders(" REA@Example.org") == tuple(hashes)


def test_without_an_earlier_key_there_is_one_of_each(rotated: Rotated) -> None:
    keys = rotated.keys
    assert keys.senders(REA) == (keys.sender(REA),)
    signed = (keys.signature("a", "x"),)
    assert keys.signatures("a", "x") == keys.recent_signatures("a", "x") == signed


def test_what_was_signed_before_is_signed_and_nothing_else_is(rotated: Rotated) -> None:
    keys = rotated.keys
    old = keys.signature("form", "text")
    rotated.rotate()
    new = keys.signature("form", "text")
    assert (new, old) == keys.signatures("form", "text") == keys.recent_signatures("form", "text")
    assert new != old
    for signature in (new, old):
        assert keys.is_signed("form", "text", signature)
        assert not keys.is_signed("another", "text", signature)
        assert not keys.is_signed("form", "texts", signature)
    for forged in ("", old[:-1], f"{old} ", "ö" * len(old), "\ud800"):
        assert not keys.is_signed("form", "text", forged)


def test_keys_of_days_and_months_are_not_touched(rotated: Rotated) -> None:
    day = date(2026, 11, 1)
    before = rotated.keys.address("8.8.4.4", day), rotated.keys.monthly_signature("x", day)
    rotated.rotate()
    after = rotated.keys.address("8.8.4.4", day), rotated.keys.monthly_signature("x", day)
    assert before == after


def test_a_warm_copy_learns_of_it_within_ten_minutes(kms: Kms) -> None:
    warm = kms.copy()
    old = warm.signature("a", "x")
    kms.rotate()
    kms.clock.now += KEPT - timedelta(seconds=1)
    assert warm.signature("a", "x") == old
    kms.clock.now += timedelta(seconds=1)
    assert warm.signature("a", "x") == kms.copy().signature("a", "x") != old


def test_a_warm_copy_learns_of_it_when_it_is_shown_a_signature_of_the_new_key(kms: Kms) -> None:
    warm = kms.copy()
    warm.sender(REA)
    kms.clock.now += AGAIN
    kms.rotate()
    assert warm.is_signed("a", "x", kms.copy().signature("a", "x"))


@pytest.fixture
def calls(kms: Kms, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What is read of the table and asked of KMS."""
    made: list[str] = []

    def seen(on: Any, name: str) -> None:
        whole = getattr(on, name)

        def calling(*given: Any, **named: Any) -> Any:
            made.append(name)
            return whole(*given, **named)

        monkeypatch.setattr(on, name, calling)

    kms.copy().sender(REA)
    seen(kms.table, "get")
    seen(kms.client, "decrypt")
    return made


def test_what_nobody_signed_has_a_copy_read_again_once_a_minute_at_most(
    kms: Kms, calls: list[str]
) -> None:
    warm = kms.copy()
    warm.sender(REA)
    for _ in range(120):
        kms.clock.now += timedelta(seconds=1)
        assert not warm.is_signed("a", "x", "invented")
    assert calls == ["get", "decrypt", "get", "get"]


def test_a_warm_copy_asks_nothing_more_than_the_record_every_ten_minutes(
    kms: Kms, calls: list[str]
) -> None:
    warm = kms.copy()
    for minute in range(25):
        kms.clock.now = NOON + timedelta(minutes=minute)
        signed = warm.signature("a", "x")
        assert warm.is_signed("a", "x", signed)
        warm.senders(REA)
        warm.recent_signatures("b", "y")
    assert calls == ["get", "decrypt", "get", "get"]


def test_of_an_earlier_key_the_answers_of_a_day_are_asked_for_a_day_only(kms: Kms) -> None:
    keys = kms.copy()
    keys.sender(REA)
    kms.rotate()
    kms.clock.now += RECENT - timedelta(seconds=1)
    keys.learn()
    assert len(keys.recent_signatures("a", "x")) == 2
    kms.clock.now += timedelta(seconds=1)
    assert keys.recent_signatures("a", "x") == (keys.signature("a", "x"),)


def test_run_twice_it_is_done_once_unless_it_is_asked_for_again(kms: Kms) -> None:
    kms.copy().sender(REA)
    kms.rotate(is_again=False)
    done = kms.kept()
    kms.rotate(is_again=False)
    assert kms.kept() == done
    assert "--again" in kms.said[-1]
    kms.rotate(is_again=True)
    assert kms.kept().earlier == (done.wrapped, *done.earlier)
    kms.clock.now += rotate_keys.LEARNED
    kms.rotate(is_again=False)
    assert len(kms.kept().earlier) == 3
    assert not [line for line in kms.said if done.wrapped in line]


def test_where_two_rotate_at_the_same_moment_no_key_is_lost(
    kms: Kms, monkeypatch: pytest.MonkeyPatch
) -> None:
    hashes = [kms.copy().sender(REA)]
    commit = DynamoTable.commit

    def slower(*given: Any) -> None:
        monkeypatch.setattr(DynamoTable, "commit", commit)
        kms.rotate()
        hashes.append(kms.copy().sender(REA))
        with pytest.raises(ConditionFailed):
            commit(*given)
        raise ConditionFailed([0])

    monkeypatch.setattr(DynamoTable, "commit", slower)
    kms.rotate()
    assert kms.copy().senders(REA)[::-1] == (*hashes, kms.copy().sender(REA))
    assert len(kms.copy().senders(REA)) == 3


def test_broken_off_before_its_one_write_it_did_nothing(
    kms: Kms, monkeypatch: pytest.MonkeyPatch
) -> None:
    known = kms.copy().sender(REA)

    def broken(*_: Any) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr(DynamoTable, "commit", broken)
        with pytest.raises(KeyboardInterrupt):
            kms.rotate(is_again=False)
    assert kms.copy().senders(REA) == (known,)
    kms.rotate(is_again=False)
    assert kms.copy().senders(REA)[1:] == (known,)


def test_earlier_keys_are_dropped_when_no_copy_uses_them_and_it_was_said_what_that_means(
    kms: Kms,
) -> None:
    old = kms.copy().sender(REA)
    kms.rotate()
    with pytest.raises(CommandError, match="may still use"):
        kms.forget()
    assert old in kms.copy().senders(REA)
    kms.clock.now += rotate_keys.LEARNED
    kms.forget()
    assert kms.copy().senders(REA) == (kms.copy().sender(REA),)
    means = "\n".join(kms.said)
    assert "is a stranger" in means
    assert "found by no address" in means
    kms.forget()
    assert kms.said[-1] == "there were none"


def test_as_many_keys_as_can_be_are_kept_and_none_is_dropped_unasked(kms: Kms) -> None:
    kms.copy().sender(REA)
    for _ in range(MOST_EARLIER):
        kms.rotate()
    full = kms.kept()
    with pytest.raises(CommandError, match="--forget"):
        kms.rotate()
    assert kms.kept() == full
    assert len(kms.copy().senders(REA)) == MOST_EARLIER + 1


@pytest.mark.parametrize("command", [Kms.rotate, Kms.forget])
def test_where_nothing_was_hashed_yet_there_is_nothing_to_rotate(
    kms: Kms, command: Callable[[Kms], None]
) -> None:
    with pytest.raises(CommandError, match="no key yet"):
        command(kms)
