"""Keys and vaults: in memory and with KMS (moto), which must do the same."""

import threading
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from botocore.exceptions import ClientError
from moto import mock_aws

from broadsheet.adapters.aws.dynamodb.table import DynamoTable
from broadsheet.adapters.aws.kms_keys import FOR_EVER, KmsKeys
from broadsheet.adapters.aws.kms_vault import KmsVault
from broadsheet.domain.shared.secret_key import SecretKey, secret_key_key
from broadsheet.usecases.shared.ports import Cause, Contended, Keys, Remove, Vault
from tests.contract.conftest import moto_client
from tests.fakes.comments import MemoryKeys
from tests.fakes.mail import MemoryVault
from tests.fakes.table import MemoryTable, StoppedClock
from tests.support import aws

NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)
TODAY, TOMORROW = date(2026, 11, 22), date(2026, 11, 23)


class Kms:
    """A key in KMS, a table for what it wraps, and copies of a function that use both."""

    def __init__(self, table: Any) -> None:
        self.client = moto_client("kms")
        self.key_id = self.client.create_key()["KeyMetadata"]["Arn"]
        self.table = table
        self.clock = StoppedClock(NOON)

    def copy(self) -> KmsKeys:
        return KmsKeys(self.client, self.key_id, self.table, self.clock)

    def wrapped(self, name: str) -> SecretKey | None:
        found: SecretKey | None = self.table.get(SecretKey, secret_key_key(name))
        return found


@pytest.fixture
def kms(name: str) -> Iterator[Kms]:
    with mock_aws():
        dynamodb = moto_client("dynamodb")
        yield Kms(DynamoTable(dynamodb, aws.create_table(dynamodb, name)))


@pytest.fixture(params=["memory", "kms"])
def keys(request: pytest.FixtureRequest) -> Keys:
    if request.param == "memory":
        return MemoryKeys()
    copy: Keys = request.getfixturevalue("kms").copy()
    return copy


def test_an_address_is_known_whatever_its_case_and_spaces(keys: Keys) -> None:
    assert keys.sender("Rea@Example.org ") == keys.sender("rea@example.org")
    assert keys.sender("rea@example.org") != keys.sender("bea@example.org")


def test_an_ip_address_is_known_on_one_day_only(keys: Keys) -> None:
    assert keys.address("8.8.4.4", TODAY) == keys.address("8.8.4.4", TODAY)
    assert keys.address("8.8.4.4", TODAY) != keys.address("8.8.4.4", TOMORROW)
    assert keys.address("8.8.4.4", TODAY) != keys.address("8.8.4.5", TODAY)


def test_a_signature_is_for_one_purpose(keys: Keys) -> None:
    made = [keys.signature(purpose, text) for purpose in ("a", "b") for text in ("x", "y")]
    assert len(set(made)) == 4
    assert keys.signature("a", "x") == made[0]


def test_no_two_kinds_of_hash_of_the_same_text_are_alike(keys: Keys) -> None:
    text = "rea@example.org"
    hashes = {keys.sender(text), keys.address(text, TODAY), keys.signature("sender", text)}
    assert len(hashes) == 3


def test_a_hash_has_nothing_of_what_was_hashed_and_can_be_a_key(keys: Keys) -> None:
    for made in (keys.sender("gwendolyn@example.org"), keys.address("8.8.4.4", TODAY)):
        assert "gwendolyn" not in made
        assert "8.8.4.4" not in made
        assert 27 <= len(made) <= 64
        assert made.isascii()
        assert "#" not in made


def test_every_copy_of_a_function_hashes_alike(kms: Kms) -> None:
    one, other = kms.copy(), kms.copy()
    assert one.sender("a@b.org") == other.sender("a@b.org")
    assert one.address("8.8.4.4", TODAY) == other.address("8.8.4.4", TODAY)


def test_copies_that_start_at_the_same_moment_agree_on_one_key() -> None:
    with mock_aws():
        # Moto's own table does not isolate transactions.
        kms = Kms(MemoryTable())
        start = threading.Barrier(8)
        hashes: list[str] = []

        def hash_at_once() -> None:
            keys = kms.copy()
            start.wait()
            hashes.append(keys.sender("a@b.org"))

        threads = [threading.Thread(target=hash_at_once) for _ in range(8)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert len(hashes) == 8
        assert len(set(hashes)) == 1


def test_who_loses_the_race_for_a_key_uses_the_winners(
    kms: Kms, monkeypatch: pytest.MonkeyPatch
) -> None:
    winner = kms.copy().sender("a@b.org")
    late = kms.copy()
    get = kms.table.get
    seen: list[Any] = []

    def blind_at_first(kind: Any, key: Any) -> Any:
        seen.append(key)
        return None if len(seen) == 1 else get(kind, key)

    monkeypatch.setattr(kms.table, "get", blind_at_first)
    assert late.sender("a@b.org") == winner
    seen.clear()
    contended = kms.copy()

    def contend(*_: Any) -> None:
        raise Contended

    monkeypatch.setattr(kms.table, "commit", contend)
    assert contended.sender("a@b.org") == winner


def test_a_copy_that_lives_over_midnight_uses_the_new_days_key(kms: Kms) -> None:
    keys = kms.copy()
    before = keys.address("8.8.4.4", TODAY)
    kms.clock.now = NOON + timedelta(hours=13)
    after = keys.address("8.8.4.4", TOMORROW)
    assert before != after
    assert kms.copy().address("8.8.4.4", TOMORROW) == after
    assert {kms.wrapped(f"day#{day}") is not None for day in (TODAY, TOMORROW)} == {True}


def test_a_days_key_is_forgotten_a_day_after_it_and_its_hashes_with_it(kms: Kms) -> None:
    hashed = kms.copy().address("8.8.4.4", TODAY)
    key = kms.wrapped(f"day#{TODAY}")
    assert key is not None
    assert key.expires_at == int(datetime(2026, 11, 24, tzinfo=UTC).timestamp())
    # What DynamoDB does once that time has passed.
    kms.table.commit([Remove(key.key)], Cause("ttl", NOON))
    assert kms.copy().address("8.8.4.4", TODAY) != hashed


def test_the_key_of_senders_is_kept(kms: Kms) -> None:
    kms.copy().sender("a@b.org")
    key = kms.wrapped(FOR_EVER)
    assert key is not None
    assert key.expires_at is None


def test_a_warm_copy_asks_for_each_key_once(kms: Kms, monkeypatch: pytest.MonkeyPatch) -> None:
    keys = kms.copy()
    decrypt, asked = kms.client.decrypt, []

    def counted(**options: Any) -> Any:
        asked.append(options["EncryptionContext"])
        return decrypt(**options)

    monkeypatch.setattr(kms.client, "decrypt", counted)
    for n in range(50):
        keys.sender(f"{n}@b.org")
        keys.address(f"8.8.4.{n}", TODAY)
    assert asked == [{"broadsheet": FOR_EVER}, {"broadsheet": f"day#{TODAY}"}]


def test_without_the_right_to_unwrap_nothing_is_hashed(
    kms: Kms, monkeypatch: pytest.MonkeyPatch
) -> None:
    def denied(**_options: Any) -> Any:
        told: Any = {"Error": {"Code": "AccessDeniedException", "Message": "no"}}
        raise ClientError(told, "Decrypt")

    monkeypatch.setattr(kms.client, "decrypt", denied)
    with pytest.raises(ClientError):
        kms.copy().sender("a@b.org")


@pytest.fixture(params=["memory", "kms"])
def vault(request: pytest.FixtureRequest) -> Iterator[Vault]:
    if request.param == "memory":
        yield MemoryVault()
        return
    with mock_aws():
        client = moto_client("kms")
        yield KmsVault(client, client.create_key()["KeyMetadata"]["Arn"])


@pytest.mark.parametrize("email", ["rea@example.org", f"{'a' * 64}@{'b' * 180}.org"])
def test_a_sealed_address_opens_for_its_own_comment(vault: Vault, email: str) -> None:
    sealed = vault.seal(email, "c1")
    assert email not in sealed
    assert vault.open(sealed, "c1") == email


def test_a_sealed_address_does_not_open_for_another_comment(vault: Vault) -> None:
    sealed = vault.seal("rea@example.org", "c1")
    refused: Callable[[], str] = lambda: vault.open(sealed, "c2")  # noqa: E731
    with pytest.raises((ClientError, AssertionError)):
        refused()
