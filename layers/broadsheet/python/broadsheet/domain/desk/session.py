"""A browser that somebody signed in with at the desk, and for how long it stays so.

The browser has nothing but a random value in a cookie; the table has its hash, so that whoever
reads the table can be nobody. Tokens of the user pool never leave this side.
"""

import hashlib
import re
from datetime import datetime, timedelta

from broadsheet.domain.shared.principal import Principal
from broadsheet.domain.shared.record import Key, Record

IDLE = timedelta(minutes=60)
"""A session that nobody used for so long has ended (OWASP ASVS 5.0, 7.3.1)."""
LONGEST = timedelta(hours=12)
"""A session ends then, used or not (7.3.2): a shift, as a refresh token of the pool lasts."""
NOTED_EVERY = timedelta(minutes=5)
"""How exactly it is written down when a session was used: a page need not write each time."""
RENEWED_BEFORE = timedelta(minutes=2)
"""How long before its end an access token is renewed."""
_SECRET = re.compile(r"[0-9A-Za-z_-]{43}")
"""256 bits in base64url, without padding."""


class DeskSession(Record, frozen=True, kw_only=True):
    """Who it is, since when, and what renews it.

    `hashed` is the SHA-256 of the cookie's value. `sealed` are tokens of the pool, readable with
    that value alone; `roles_until` is when the access token ends, and with it what it says.
    """

    hashed: str
    person: str
    called: str
    roles: tuple[str, ...]
    began_at: datetime
    used_at: datetime
    roles_until: datetime
    sealed: str = ""
    version: int = 1
    """One more with each writing: so that none undoes another's."""
    expires_at: int
    """When DynamoDB may forget it, in epoch seconds."""

    @property
    def key(self) -> Key:
        return session_key(self.hashed)

    @property
    def who(self) -> Principal:
        """Whoever signed in, as the use cases know them."""
        return Principal(self.person, frozenset(self.roles), called=self.called)

    def is_over(self, now: datetime) -> bool:
        """Whether its owner has to sign in again."""
        return now >= self.used_at + IDLE or now >= self.began_at + LONGEST

    def is_stale(self, now: datetime) -> bool:
        """Whether what it says of roles is to be asked for anew."""
        return now >= self.roles_until - RENEWED_BEFORE

    def ends_at(self) -> datetime:
        """When it is over, used or not."""
        return self.began_at + LONGEST


def session_key(hashed: str) -> Key:
    """Where the session is, of which this is the hash."""
    return Key(f"DESK#{hashed}", "DESK")


def hash_of(secret: str) -> str:
    """What a session is kept under: nobody finds the cookie's value by it."""
    return hashlib.sha256(secret.encode()).hexdigest()


def is_secret(value: str) -> bool:
    """Whether a cookie's value can be one of ours at all."""
    return _SECRET.fullmatch(value) is not None


def form_token(secret: str) -> str:
    """What each form of a session carries, and a page of another site cannot know.

    Made of the cookie's value, which it does not tell: so it needs no place of its own, and is
    another one with every sign-in.
    """
    return hashlib.sha256(b"desk form\0" + secret.encode()).hexdigest()
