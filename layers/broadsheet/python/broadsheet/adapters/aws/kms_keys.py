"""Keys of keyed hashes: made once by KMS, kept wrapped in the table, unwrapped at a cold start."""

import base64
import functools
import hashlib
import hmac
from collections.abc import Callable
from datetime import UTC, date, datetime, time, timedelta
from typing import TYPE_CHECKING

from broadsheet.domain.shared.record import stamp
from broadsheet.domain.shared.secret_key import SecretKey, secret_key_key
from broadsheet.usecases.shared.ports import Absent, Cause, ConditionFailed, Contended, Put, Table

if TYPE_CHECKING:
    from mypy_boto3_kms import KMSClient

FOR_EVER = "hashes"
_HASH_BYTES = 20
"""Of a hash that is stored: 160 bits, so that nobody meets two with the same by accident."""
_DAY, _MONTH = "day#", "month#"
_AT_HAND = 20
"""Keys that a copy keeps unwrapped: that for ever, two days' and those of the last months."""
_MONTHS_KEY = timedelta(days=31 + 14 * 31)
"""A month's key is kept until what was signed on its last day holds no more (`known_reader`)."""
_A_DAY_MORE = timedelta(days=1)
"""A day's key is kept until the last comment of that day is surely through."""


class KmsKeys:
    """Implements `Keys`. Each key is made by whoever needs it first."""

    def __init__(
        self, client: "KMSClient", key_id: str, table: Table, clock: Callable[[], datetime]
    ) -> None:
        self._client = client
        self._key_id = key_id
        self._table = table
        self._clock = clock
        self._key = functools.lru_cache(maxsize=_AT_HAND)(self._unwrapped)

    def sender(self, email: str) -> str:
        """See `Keys`."""
        return _hash(self._key(FOR_EVER), "sender", email.strip().lower())

    def address(self, ip: str, day: date) -> str:
        """See `Keys`."""
        return _hash(self._key(f"{_DAY}{day.isoformat()}"), "address", ip)

    def signature(self, purpose: str, text: str) -> str:
        """See `Keys`."""
        return _hash(self._key(FOR_EVER), f"signature {purpose}", text)

    def monthly_signature(self, text: str, month: date) -> str:
        """See `Keys`."""
        return _hash(self._key(f"{_MONTH}{month:%Y-%m}"), "signature of the month", text)

    def _unwrapped(self, name: str) -> bytes:
        wrapped = self._wrapped(name)
        answer = self._client.decrypt(
            KeyId=self._key_id,
            CiphertextBlob=base64.b64decode(wrapped),
            EncryptionContext={"broadsheet": name},
        )
        return answer["Plaintext"]

    def _wrapped(self, name: str) -> str:
        found = self._table.get(SecretKey, secret_key_key(name))
        if found is None:
            self._make(name)
            # Whoever was first: all have to use the same.
            found = self._table.get(SecretKey, secret_key_key(name))
        if found is None:
            raise LookupError(f"the key {name} was not kept")
        return found.wrapped

    def _make(self, name: str) -> None:
        answer = self._client.generate_data_key_without_plaintext(
            KeyId=self._key_id, KeySpec="AES_256", EncryptionContext={"broadsheet": name}
        )
        wrapped = base64.b64encode(answer["CiphertextBlob"]).decode()
        key = SecretKey(name=name, wrapped=wrapped, expires_at=_end_of(name))
        now = self._clock()
        try:
            self._table.commit([Put(key, Absent())], Cause(f"key {stamp(now)}", now))
        except (ConditionFailed, Contended):
            # Somebody else makes, or has made, the same key at this moment.
            return


def _end_of(name: str) -> int | None:
    if name.startswith(_MONTH):
        first = date.fromisoformat(f"{name.removeprefix(_MONTH)}-01")
        return int((datetime.combine(first, time(), UTC) + _MONTHS_KEY).timestamp())
    if not name.startswith(_DAY):
        return None
    day = date.fromisoformat(name.removeprefix(_DAY))
    ends = datetime.combine(day, time(), UTC) + timedelta(days=1)
    return int((ends + _A_DAY_MORE).timestamp())


def _hash(key: bytes, purpose: str, text: str) -> str:
    digest = hmac.new(key, f"{purpose}\0{text}".encode(), hashlib.sha256).digest()
    return base64.urlsafe_b64encode(digest[:_HASH_BYTES]).decode().rstrip("=")
