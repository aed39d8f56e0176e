"""Keys of keyed hashes: made once by KMS, kept wrapped in the table, unwrapped at a cold start.

That of senders and signatures can be replaced (`operate/rotate_keys.py`); the record of it has the
earlier ones, too. A copy of a function reads it again after `KEPT`, and sooner for a signature that
it does not know.
"""

import base64
import functools
import hashlib
import hmac
from collections.abc import Callable
from datetime import UTC, date, datetime, time, timedelta
from typing import TYPE_CHECKING

from broadsheet.domain.shared.record import stamp
from broadsheet.domain.shared.secret_key import MOST_EARLIER, SecretKey, secret_key_key
from broadsheet.usecases.shared.ports import (
    RECENT,
    Absent,
    Cause,
    ConditionFailed,
    Contended,
    Put,
    Table,
)

if TYPE_CHECKING:
    from mypy_boto3_kms import KMSClient

FOR_EVER = "hashes"
"""The name of the key that is no day's and no month's."""
KEPT = timedelta(minutes=10)
"""How long a copy uses what it has read."""
AGAIN = timedelta(minutes=1)
"""How soon an unknown signature makes it read again: a new key's, or anybody's invention."""
_HASH_BYTES = 20
"""Of a hash that is stored: 160 bits, so that nobody meets two with the same by accident."""
_DAY, _MONTH = "day#", "month#"
_AT_HAND = 20
"""Keys of days and months that a copy keeps unwrapped: two days' and those of the last months."""
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
        self._opened = functools.lru_cache(maxsize=2 * (MOST_EARLIER + 1))(self._open)
        self._ring: SecretKey | None = None
        self._read_at: datetime | None = None

    def sender(self, email: str) -> str:
        """See `Keys`."""
        return _sender(self._current(), email)

    def senders(self, email: str) -> tuple[str, ...]:
        """See `Keys`."""
        return tuple(_sender(key, email) for key in self._all())

    def address(self, ip: str, day: date) -> str:
        """See `Keys`."""
        return _hash(self._key(f"{_DAY}{day.isoformat()}"), "address", ip)

    def signature(self, purpose: str, text: str) -> str:
        """See `Keys`."""
        if self._is_older_than(KEPT):
            self.learn()
        return _signature(self._current(), purpose, text)

    def signatures(self, purpose: str, text: str) -> tuple[str, ...]:
        """See `Keys`."""
        return tuple(_signature(key, purpose, text) for key in self._all())

    def recent_signatures(self, purpose: str, text: str) -> tuple[str, ...]:
        """See `Keys`."""
        rotated_at = self._known().rotated_at
        if rotated_at is None or self._clock() - rotated_at >= RECENT:
            return (_signature(self._current(), purpose, text),)
        return self.signatures(purpose, text)

    def is_signed(self, purpose: str, text: str, signature: str) -> bool:
        """See `Keys`."""
        is_known = self._knows(purpose, text, signature)
        if is_known or not self._is_older_than(AGAIN):
            return is_known
        self.learn()
        return self._knows(purpose, text, signature)

    def learn(self) -> None:
        """See `Keys`."""
        self._read()

    def monthly_signature(self, text: str, month: date) -> str:
        """See `Keys`."""
        return _hash(self._key(f"{_MONTH}{month:%Y-%m}"), "signature of the month", text)

    def _knows(self, purpose: str, text: str, signature: str) -> bool:
        # All of them, so that the time does not tell which one it is.
        told = signature.encode("utf-8", "replace")
        found = [hmac.compare_digest(s.encode(), told) for s in self.signatures(purpose, text)]
        return any(found)

    def _is_older_than(self, age: timedelta) -> bool:
        return self._read_at is None or self._clock() - self._read_at >= age

    def _known(self) -> SecretKey:
        return self._ring or self._read()

    def _read(self) -> SecretKey:
        self._ring, self._read_at = self._record(FOR_EVER), self._clock()
        return self._ring

    def _current(self) -> bytes:
        return self._opened(FOR_EVER, self._known().wrapped)

    def _all(self) -> list[bytes]:
        known = self._known()
        return [self._opened(FOR_EVER, wrapped) for wrapped in (known.wrapped, *known.earlier)]

    def _unwrapped(self, name: str) -> bytes:
        return self._open(name, self._record(name).wrapped)

    def _open(self, name: str, wrapped: str) -> bytes:
        answer = self._client.decrypt(
            KeyId=self._key_id,
            CiphertextBlob=base64.b64decode(wrapped),
            EncryptionContext={"broadsheet": name},
        )
        return answer["Plaintext"]

    def _record(self, name: str) -> SecretKey:
        found = self._table.get(SecretKey, secret_key_key(name))
        if found is None:
            self._make(name)
            # Whoever was first: all have to use the same.
            found = self._table.get(SecretKey, secret_key_key(name))
        if found is None:
            raise LookupError(f"the key {name} was not kept")
        return found

    def _make(self, name: str) -> None:
        wrapped = new_key(self._client, self._key_id, name)
        key = SecretKey(name=name, wrapped=wrapped, expires_at=_end_of(name))
        now = self._clock()
        try:
            self._table.commit([Put(key, Absent())], Cause(f"key {stamp(now)}", now))
        except (ConditionFailed, Contended):
            # Somebody else makes, or has made, the same key at this moment.
            return


def new_key(client: "KMSClient", key_id: str, name: str) -> str:
    """A new key of that name, wrapped; nobody has seen it."""
    answer = client.generate_data_key_without_plaintext(
        KeyId=key_id, KeySpec="AES_256", EncryptionContext={"broadsheet": name}
    )
    return base64.b64encode(answer["CiphertextBlob"]).decode()


def _end_of(name: str) -> int | None:
    if name.startswith(_MONTH):
        first = date.fromisoformat(f"{name.removeprefix(_MONTH)}-01")
        return int((datetime.combine(first, time(), UTC) + _MONTHS_KEY).timestamp())
    if not name.startswith(_DAY):
        return None
    day = date.fromisoformat(name.removeprefix(_DAY))
    ends = datetime.combine(day, time(), UTC) + timedelta(days=1)
    return int((ends + _A_DAY_MORE).timestamp())


def _sender(key: bytes, email: str) -> str:
    return _hash(key, "sender", email.strip().lower())


def _signature(key: bytes, purpose: str, text: str) -> str:
    return _hash(key, f"signature {purpose}", text)


def _hash(key: bytes, purpose: str, text: str) -> str:
    digest = hmac.new(key, f"{purpose}\0{text}".encode(), hashlib.sha256).digest()
    return base64.urlsafe_b64encode(digest[:_HASH_BYTES]).decode().rstrip("=")
